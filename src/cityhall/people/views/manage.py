"""The city office: what the city still needs, its settings, its map and its people."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.people import actions, hours, maps, office_queries, queries
from cityhall.people.city_forms import AreasForm, CityForm, LayerForm
from cityhall.people.doors import needs
from cityhall.people.models import Power

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(Power.PEOPLE, Power.SERVICES)
def index(request: HttpRequest) -> HttpResponse:
    """The way to a city that works, step by step, and the doors to everything."""
    steps = office_queries.steps(request.actor)
    needed = [step for step in steps if not step.optional]
    page = {
        "steps": steps,
        "all": len(needed),
        "done": sum(1 for step in needed if step.count),
        "whole_city": office_queries.whole_city(request.actor),
    }
    return render(request, "people/manage.html", page)


@_page
@needs(Power.PEOPLE)
def city(request: HttpRequest) -> HttpResponse:
    """The city's settings, with its opening hours in words."""
    _demand_city(request)
    form = CityForm(request.POST or None, city=office_queries.city_row(), request=request)
    if request.method == "POST" and form.is_valid():
        work, said = form.work(), form.cleaned_data
        try:
            if form.is_valid():
                actions.change_city(
                    name=form.names(),
                    zone=said["zone"].strip(),
                    work=work,
                    emergency_phone=said["emergency_phone"],
                    accent=said["accent"],
                    second_factor=said["second_factor"],
                    actor=request.actor,
                    at=timezone.now(),
                )
                messages.success(request, _("Saved."))
                return redirect("manage_city")
        except Refused as refused:
            form.refuse(refused.refusal)
    first = "sat" if request.language == "fa" else "mon"
    facts = queries.city()
    page = {
        "form": form,
        "days": [form[day] for day in hours.DAYS],
        "example": form.written(queries.today()),
        "lines": hours.in_words(facts.calendar, first=first),
        "days_off": hours.days_off(facts.calendar, queries.today()),
        "next_open": facts.calendar.next_open(timezone.now()),
    }
    return render(request, "people/manage_city.html", page, status=422 if form.errors else 200)


@_page
@needs(Power.PEOPLE)
def areas(request: HttpRequest) -> HttpResponse:
    """The areas and the layers of the map, each drawn from a GeoJSON file."""
    _demand_city(request)
    which = request.POST.get("do", "")
    forms = {
        name: kind(
            *((request.POST, request.FILES) if which == name else ()),
            prefix=name,
            request=request,
        )
        for name, kind in (("areas", AreasForm), ("layer", LayerForm))
    }
    sent = forms.get(which)
    if sent is not None and sent.is_valid():
        given = {
            "columns": sent.columns(),
            "actor": request.actor,
            "at": timezone.now(),
        }
        try:
            if which == "areas":
                actions.set_areas(sent.content(), **given)
            else:
                actions.set_layer(sent.cleaned_data["kind"], sent.content(), **given)
        except Refused as refused:
            sent.refuse(refused.refusal)
        else:
            messages.success(request, _("The map is drawn anew."))
            return redirect("manage_areas")
    drawn = queries.areas().exclude(geometry=None).exists()
    view = maps.whole_city(640, 400)
    page = {
        "map": maps.svg(view, [], request.language, label=_("Map of the city")) if drawn else "",
        "areas_form": forms["areas"],
        "layer_form": forms["layer"],
        "areas": queries.areas(),
        "layers": office_queries.layer_sizes(),
    }
    status = 422 if sent is not None and sent.errors else 200
    return render(request, "people/manage_areas.html", page, status=status)


@require_safe
@needs(Power.PEOPLE)
def people(request: HttpRequest) -> HttpResponse:
    """Whoever holds a post within the reader's reach, with search."""
    words = request.GET.get("q", "")[:100]
    found, more = office_queries.officers(request.actor, words)
    page = {
        "q": words,
        "found": found,
        "more": more,
        "secured": office_queries.with_second_factor(found),
    }
    return render(request, "people/manage_people.html", page)


def _demand_city(request: HttpRequest) -> None:
    """Settings and map are for those whose post reaches the entire city."""
    if actions.may_manage_city(actor=request.actor) is not None:
        raise Http404
