"""The pages of a report being written. Each takes the request and the draft of its browser."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refused
from cityhall.people import maps
from cityhall.people import queries as people
from cityhall.people.landmarks import by_area, landmarks
from cityhall.people.names import name_in
from cityhall.service import actions, fields, forms, queries, questions, steps, suggestions
from cityhall.service.actions.filing import LONGEST_TEXT, MOST_PHOTOS
from cityhall.service.assistance import help_of
from cityhall.service.models import Draft, Publish, Service
from cityhall.service.strangers import may_write_to
from cityhall.web.limits import address_of, allow, network_of
from divan import language

Errors = dict[str, str]


def grouped(services: Iterable[Service]) -> list[tuple[str, list[Service]]]:
    """Kinds under the names of their groups, in their order."""
    return [
        (name_in(group.name), list(kinds))
        for group, kinds in groupby(services, key=lambda service: service.group)
    ]


def words_page(
    request: HttpRequest,
    kinds: Sequence[Service],
    *,
    text: str,
    chosen: str,
    draft: Draft | None = None,
    errors: Errors | None = None,
) -> HttpResponse:
    """What was seen, and the kinds that it may be: likely ones first, the rest behind them."""
    found = suggestions.suggested(text, kinds)
    likely = [one.service for one in found]
    likely += [kind for kind in kinds if kind.service_code == chosen and kind not in likely]
    dangers = [kind for kind in likely if kind.danger and kind.service_code == chosen]
    context = {
        "text": text,
        "chosen": chosen or (likely[0].service_code if found and _sure(found) else ""),
        "likely": likely,
        "others": grouped(kind for kind in kinds if kind not in likely),
        "offered": bool(text or chosen or draft),
        "dangers": dangers or suggestions.dangers(found),
        "longest": LONGEST_TEXT,
    }
    return _page(request, "what", context, draft=draft, errors=errors)


def _what(request: HttpRequest, draft: Draft) -> HttpResponse:
    kinds = list(queries.services())
    if request.method != "POST":
        text, chosen = draft.data.get("text", ""), draft.data.get("service", "")
        return words_page(request, kinds, text=text, chosen=chosen, draft=draft)
    known = {kind.service_code for kind in kinds}
    answers = forms.what(request.POST, known, kind_needed=True)
    if answers.errors:
        text, chosen = request.POST.get("text", ""), answers.values["service"]
        if list(answers.errors) == ["service"] and not draft.data.get("text"):
            # Written for the first time: the likely kinds are shown now, and nothing is amiss.
            actions.change_draft(draft.pk, answers.values, actor=request.actor)
            return words_page(request, kinds, text=text, chosen=chosen, draft=draft)
        return words_page(
            request, kinds, text=text, chosen=chosen, draft=draft, errors=answers.errors
        )
    return _keep(request, draft, "what", answers.values)


def _where(request: HttpRequest, draft: Draft) -> HttpResponse:
    service = _kind(draft)
    if service is None:
        return _to(request, draft, "what")
    areas = list(people.areas())
    answers = forms.Answers()
    if request.method == "POST":
        answers = forms.where(request.POST, {area.code for area in areas}, landmarks())
        on_map = forms.tapped(request.POST, steps.views(draft.data))
        shown = request.POST.get("go") == "landmark" and answers.values["landmark"]
        if on_map is None and shown:
            on_map = _map_at(landmarks()[answers.values["landmark"]])
        if on_map is not None:
            answers.values |= on_map.values
            answers.errors |= on_map.errors
        data = {**draft.data, **answers.values}
        if on_map is None and service.place_required and not steps.has_place(data):
            nowhere = _("Say where it is: tap the map, or write it, or choose from a list.")
            answers.errors.setdefault("place", nowhere)
        if not answers.errors:
            if on_map is None:
                return _keep(request, draft, "where", answers.values)
            actions.change_draft(draft.pk, answers.values, actor=request.actor)
            return HttpResponseRedirect(f"{request.get_full_path()}#map")
    data = {**draft.data, **answers.values}
    mark = (data["latitude"], data["longitude"]) if data.get("latitude") is not None else None
    context = {
        "service": service,
        "data": data,
        "views": {
            name: {"view": view, "address": maps.address(view, request.language, mark)}
            for name, view in steps.views(data).items()
        },
        "marked": mark is not None,
        "near": bool(data.get("map")) and data["map"][2] >= forms.NEAR_ENOUGH,
        "areas": areas,
        "landmarks": by_area(),
    }
    return _page(request, "where", context, draft=draft, errors=answers.errors)


def _similar(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Open reports that may be the same; without any, the step is passed over."""
    service = _kind(draft)
    if service is None or (step := steps.missing(draft, service)) in ("what", "where"):
        return _to(request, draft, "what" if service is None else step)
    found = []
    if not service.confidential:
        found = queries.similar(
            request.actor,
            service=service,
            text=draft.data["text"],
            latitude=draft.data.get("latitude"),
            longitude=draft.data.get("longitude"),
            at=timezone.now(),
        )
    if request.method == "POST" or not found:
        return _to(request, draft, "details")
    return _page(request, "similar", {"found": found}, draft=draft)


def _details(request: HttpRequest, draft: Draft) -> HttpResponse:
    service = _kind(draft)
    if service is None:
        return _to(request, draft, "what")
    asked = questions.questions_of(service.questions)
    errors: Errors = {}
    given = draft.data.get("answers", {})
    calendar = request.preferences.effective_calendar
    if request.method == "POST":
        if removed := request.POST.get("remove"):
            _remove(request, draft, removed)
            return HttpResponseRedirect(f"{request.get_full_path()}#photos")
        answers = forms.details(request.POST, asked, calendar, request.language)
        given = {**given, **answers.values["answers"]}
        errors = answers.errors | _take_photos(request, draft)
        if "more" in request.POST and "photos" not in errors:
            actions.change_draft(draft.pk, {"answers": given}, actor=request.actor)
            return HttpResponseRedirect(f"{request.get_full_path()}#photos")
        if not errors:
            return _keep(request, draft, "details", answers.values)
        draft = queries.own_draft(request.actor, draft.token) or draft
    context = {
        "service": service,
        "fields": fields.fields(asked, given, calendar, request.POST),
        "months": fields.months(calendar, request.language),
        "photos": list(draft.photos.all()),
        "most": MOST_PHOTOS,
    }
    return _page(request, "details", context, draft=draft, errors=errors)


def _contact(request: HttpRequest, draft: Draft) -> HttpResponse:
    given = help_of(draft.data)
    names = ("name", "email", "phone", "word") if given else ("name", "email", "phone")
    if request.method == "POST":
        answers = (
            forms.helped(request.POST, keeps_contact=given.keeps_contact)
            if given
            else forms.contact(request.POST)
        )
        email = answers.values["email"]
        fresh = not answers.errors and email and email != draft.data.get("email")
        if fresh and (refusal := may_write_to(request, email)):
            answers.errors["email"] = refusal.message
        if not answers.errors:
            return _keep(request, draft, "contact", answers.values)
        typed = {name: request.POST.get(name, "") for name in names}
        return _page(request, "contact", {"data": typed}, draft=draft, errors=answers.errors)
    person = None if given else request.actor.person
    known = {name: getattr(person, name, "") or "" for name in names}
    return _page(request, "contact", {"data": {**known, **draft.data}}, draft=draft)


def _check(request: HttpRequest, draft: Draft) -> HttpResponse:
    service = _kind(draft)
    if service is None or (step := steps.missing(draft, service)):
        return _to(request, draft, "what" if service is None else step)
    errors: Errors = {}
    if request.method == "POST":
        answers = forms.publish(request.POST) if not service.confidential else forms.Answers()
        errors = answers.errors
        if not errors:
            draft.data |= answers.values
            if "look" in request.POST:
                actions.change_draft(draft.pk, answers.values, actor=request.actor)
                return HttpResponseRedirect(f"{request.get_full_path()}#public")
            report = steps.report_of(draft, service)
            try:
                actions.send_draft(draft.pk, report, actor=request.actor, at=timezone.now())
            except Refused as refused:
                errors = {refused.refusal.field or "publish": refused.refusal.message}
            else:
                return redirect("report_sent", draft.token)
    report = steps.report_of(draft, service)
    context = {
        "service": service,
        "report": report,
        "public": actions.preview(report, actor=request.actor, at=timezone.now()),
        "masked": len(language.find_personal(f"{report.text}\n{report.address}")),
        "answers": [
            (one.label(), questions.in_words(one, report.answers[one.code]))
            for one in questions.questions_of(service.questions)
            if one.code in report.answers
        ],
        "choices": Publish,
    }
    return _page(request, "check", context, draft=draft, errors=errors)


VIEWS: dict[str, Callable[[HttpRequest, Draft], HttpResponse]] = {
    "what": _what,
    "where": _where,
    "similar": _similar,
    "details": _details,
    "contact": _contact,
    "check": _check,
}


def _page(
    request: HttpRequest,
    step: str,
    context: dict[str, Any],
    *,
    draft: Draft | None,
    errors: Errors | None = None,
) -> HttpResponse:
    """A step's page: 422 where something must be corrected."""
    number = steps.NUMBERED.index(step) + 1 if step in steps.NUMBERED else 0
    back = ""
    if draft is not None and step != "what":
        earlier = steps.previous_step(step) if number else "where"
        back = reverse("report_step", args=[draft.token, earlier])
    shared = {
        "section": "requests",
        "draft": draft,
        "step": step,
        "number": number,
        "of": len(steps.NUMBERED),
        "back": back,
        "errors": errors or {},
        "given": help_of(draft.data) if draft is not None else None,
    }
    status = 422 if errors else 200
    return render(request, f"service/report_{step}.html", {**shared, **context}, status=status)


def _keep(request: HttpRequest, draft: Draft, step: str, values: dict[str, Any]) -> HttpResponse:
    """Keep a step's answers and go on: back to the check where the reader came from there."""
    actions.change_draft(draft.pk, values, actor=request.actor)
    after = "check" if request.GET.get("then") == "check" else steps.next_step(step)
    return redirect("report_step", draft.token, after)


def _to(request: HttpRequest, draft: Draft, step: str) -> HttpResponse:
    address = reverse("report_step", args=[draft.token, step])
    then = urlencode({"then": "check"}) if request.GET.get("then") == "check" else ""
    return HttpResponseRedirect(f"{address}?{then}".rstrip("?"))


def _kind(draft: Draft) -> Service | None:
    return queries.kind(draft.data.get("service", ""))


def _sure(found: Sequence[suggestions.Suggestion]) -> bool:
    """Whether the best kind fits so much better that it is chosen beforehand."""
    return len(found) == 1 or found[0].score >= 2 * found[1].score


def _map_at(landmark: Any) -> forms.Answers:
    return forms.Answers({"map": [landmark.latitude, landmark.longitude, forms.TAPPED_ZOOM]})


def _take_photos(request: HttpRequest, draft: Draft) -> Errors:
    """Add the posted photos; the first that is refused says so, the others are kept."""
    errors: Errors = {}
    visitor = network_of(address_of(request))
    if request.FILES and not allow("photos", visitor, per_minute=60, burst=120):
        return {"photos": _("Too many photos came from your connection. Wait a minute.")}
    for upload in request.FILES.getlist("photos")[: MOST_PHOTOS + 1]:  # the sixth is refused
        try:
            actions.add_photo(draft.pk, upload, actor=request.actor, at=timezone.now())
        except Refused as refused:
            if refused.refusal.status == 404:
                raise
            errors.setdefault("photos", refused.refusal.message)
    return errors


def _remove(request: HttpRequest, draft: Draft, photo: str) -> None:
    try:
        actions.remove_photo(draft.pk, UUID(photo[:40]), actor=request.actor)
    except ValueError:
        return
