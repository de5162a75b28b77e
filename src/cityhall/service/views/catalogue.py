"""Kinds of report in the city office: the list, and one page to make or change each."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.people.queries import city
from cityhall.service import actions, kind_forms, queries, targets
from cityhall.service.models import Service, ServiceGroup

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(Power.SERVICES)
def services(request: HttpRequest) -> HttpResponse:
    """The kinds of report that the reader's posts reach, by group."""
    return render(request, "service/manage_services.html", {"groups": _by_group(request)})


@_page
@needs(Power.SERVICES)
def new_service(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@_page
@needs(Power.SERVICES)
def edit_service(request: HttpRequest, code: str) -> HttpResponse:
    service = queries.services(active=False).filter(service_code=code).first()
    if service is None or actions.may_define(service.unit, actor=request.actor):
        raise Http404
    return _edit(request, service)


def _edit(request: HttpRequest, service: Service | None) -> HttpResponse:
    """The page of a kind of report. Its buttons save, or only change the questions shown."""
    groups = {group.code: group for group in queries.groups()}
    units = {unit.code: unit for unit in queries.units_for_kinds(request.actor)}
    do = request.POST.get("do", "save")
    form = kind_forms.KindForm(
        request.POST or None,
        groups=[(code, str(group)) for code, group in groups.items()],
        units=[(code, str(unit)) for code, unit in units.items()],
        day=targets.working_day(city().calendar),
        service=service,
        request=request,
        **({} if service else {"initial": {"unit": request.GET.get("unit", "")}}),
    )
    questions = service.questions if service else []
    wrong: dict[str, str] = {}
    if request.method == "POST":
        questions = kind_forms.questions_in(request.POST)
        if do != "save":
            questions = kind_forms.edited(questions, do)
        elif form.is_valid():
            try:
                saved = _save(request, form, questions, service, groups, units)
            except Refused as refused:
                fault = refused.refusal
                if fault.field in form.fields or not fault.field.startswith("q"):
                    form.refuse(fault)
                else:
                    wrong[fault.field] = fault.message
            else:
                messages.success(request, _("Saved."))
                return redirect("edit_service", saved.service_code)
    page = {
        "form": form,
        "service": service,
        "questions": kind_forms.shown(questions),
        "wrong": wrong,
        "quiet": do != "save",
        "datatypes": kind_forms.DATATYPES,
        "day": targets.working_day(city().calendar),
        "switches": [form[name] for name in kind_forms.SWITCHES],
        "words": _targets(service) if service else {},
    }
    faulty = do == "save" and (form.errors or wrong)
    return render(request, "service/manage_service.html", page, status=422 if faulty else 200)


def _save(
    request: HttpRequest,
    form: kind_forms.KindForm,
    questions: list[kind_forms.Question],
    service: Service | None,
    groups: dict[str, ServiceGroup],
    units: dict[str, Any],
) -> Service:
    now = {"actor": request.actor, "at": timezone.now()}
    said = form.cleaned_data
    with actions.atomic():
        group = groups.get(said["group"]) or actions.create_group(form.texts("group"), **now)
        kind = actions.Kind(
            name=form.names(),
            unit=units[said["unit"]],
            group=group,
            description=form.texts("description"),
            keywords=form.keywords(),
            questions=questions,
            acknowledge_minutes=form.minutes("acknowledge"),
            resolve_minutes=form.minutes("resolve"),
            **{name: said[name] for name in kind_forms.SWITCHES},
        )
        if service is None:
            return actions.define_service(kind, code=said["code"], **now)
        return actions.change_service(service.service_code, kind, **now)


def _by_group(request: HttpRequest) -> list[dict[str, Any]]:
    reach = request.actor.reach(Power.SERVICES)
    groups: dict[int, dict[str, Any]] = {}
    for service in queries.services(active=False).filter(unit__in=reach):
        group = groups.setdefault(service.group_id, {"group": service.group, "rows": []})
        group["rows"].append({"service": service, "words": _targets(service)})
    return list(groups.values())


def _targets(service: Service) -> dict[str, str]:
    calendar = city().calendar
    return {
        stem: targets.in_words(
            getattr(service, f"{stem}_minutes"), calendar, round_the_clock=service.round_the_clock
        )
        for stem in ("acknowledge", "resolve")
    }
