"""Many reports at once: choose, see what each will become, confirm."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.queries import city_day
from cityhall.service import bulk as many
from cityhall.service import case as cases
from cityhall.service import desk_forms, queries
from cityhall.service.models import Outcome, Request
from cityhall.service.place import Place, read
from cityhall.service.views.desk import for_officers
from cityhall.web import respond


@require_http_methods(["GET", "HEAD", "POST"])
@for_officers
def bulk(request: HttpRequest) -> HttpResponse:
    post = request.method == "POST"
    place, now = read(request.POST if post else request.GET), timezone.now()
    try:
        shown = cases.queue(request.actor, place, now)
    except ValueError:
        wrong = _("“%s” is not the beginning of a page. Start from the first.") % place.after
        return respond.refused(request, Refusal("after", wrong, "after", 400), back=Place().desk())
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=Place().desk())
    context: dict[str, Any] = {
        "section": "desk",
        "queue": shown,
        "typed": request.POST,
        "fault": None,
        "outlooks": [],
        "chosen": {one.request.pk for one in shown.rows} if "all" in request.GET else (),
        "done": False,
        "targets": desk_forms.targets(None, on=city_day(now)),
        "outcomes": [(code, Outcome(code).label) for code in many.OUTCOMES],
        "key": secrets.token_urlsafe(12),
    }
    if post:
        _step(request, context)
    status = context["fault"].status if context["fault"] else 200
    return render(request, "service/bulk.html", context, status=status)


def _step(request: HttpRequest, context: dict[str, Any]) -> None:
    """Show what each would become, or do it."""
    chosen = _chosen(request)
    context["chosen"] = dict(chosen)
    now = timezone.now()
    try:
        wish = _wish(request)
        fault = many.fault(wish) or _none_chosen(chosen)
    except Refused as refused:
        fault = refused.refusal
    if fault is not None:
        context["fault"] = fault
        return
    if request.POST.get("do") == "confirm":
        key = request.POST.get("key", "")[:36]
        done = many.carry_out(chosen, wish, key, actor=request.actor, at=now)
        context.update(done=True, outlooks=done)
    elif request.POST.get("do") == "preview":
        rows = _rows(request, chosen)
        context["outlooks"] = many.outlook(rows, wish, actor=request.actor, at=now)


def _chosen(request: HttpRequest) -> list[tuple[int, int]]:
    """Numbers and versions, as the boxes carry them: 4063-7."""
    found = {}
    for box in request.POST.getlist("one")[: 2 * many.MOST]:
        number, _dash, version = box.partition("-")
        found[desk_forms.whole_number(number)] = desk_forms.whole_number(version)
    found.pop(0, None)
    return list(found.items())[: many.MOST]


def _rows(request: HttpRequest, chosen: list[tuple[int, int]]) -> list[Request]:
    """The chosen reports that the officer handles, in the order chosen."""
    rows = queries.by_numbers(request.actor, [number for number, _version in chosen])
    return [rows[number] for number, _version in chosen if number in rows]


def _wish(request: HttpRequest) -> many.Wish:
    given = request.POST
    unit = person = None
    if given.get("verb") == "assign":
        unit, person = desk_forms.handed_to(given, on=city_day(timezone.now()))
    return many.Wish(
        given.get("verb", ""), given.get("text", ""), unit, person, given.get("outcome", "")
    )


def _none_chosen(chosen: list[tuple[int, int]]) -> Refusal | None:
    if chosen:
        return None
    return Refusal("none", _("Choose at least one report."), "one", 422)
