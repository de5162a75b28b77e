"""Who sits where, in the city office: every body with its seats, what is vacant, whom it stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.decisions import actions, laws, queries
from cityhall.decisions.charter_forms import LeaveForm, SeatForm
from cityhall.decisions.queries import seating
from cityhall.decisions.queries.seating import Filled, Stop
from cityhall.decisions.sheet import body_name, kind_name
from cityhall.decisions.views.doors import office
from cityhall.decisions.words import OUTCOMES
from cityhall.decisions.worlds import working_day
from cityhall.people.queries import city, city_day
from cityhall.web.templating import url
from divan.charter.model import ENDS, Body, Charter


@dataclass(frozen=True)
class Row:
    name: str
    filled: Filled
    above: str
    stops: list[str]


@require_safe
@office
def seats(request: HttpRequest) -> HttpResponse:
    """Every body, filled or not, and what a vacancy means for whose matters."""
    charter = _charter()
    rows = [_row(charter, one) for one in seating.all_seats(charter, timezone.now())]
    return render(request, "decisions/seats.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@office
def body(request: HttpRequest, body: str) -> HttpResponse:
    """One body: who sits in it, who comes, who went; a form to fill a seat, one to end one."""
    charter, now = _charter(), timezone.now()
    found = charter.bodies.get(body)
    if found is None:
        raise Http404
    do, today = request.POST.get("do", ""), city_day(now)
    form = SeatForm(
        request.POST if do == "take" else None,
        posts=[(one.code, f"{one} · {one.organization}") for one in seating.posts()],
        sectors=[(one, one.replace("_", " ")) for one in found.sectors],
        today=today,
        request=request,
    )
    leaving = LeaveForm(request.POST if do == "leave" else None, today=today, request=request)
    try:
        if do == "take" and form.is_valid() and _take(request, found, form, now):
            messages.success(request, _("The seat is filled."))
            return redirect(url("charter_body", body))
        if do == "leave" and leaving.is_valid() and _leave(request, leaving, now):
            messages.success(request, _("Written down. The seat falls vacant on that day."))
            return redirect(url("charter_body", body))
    except Refused as refused:
        (form if do == "take" else leaving).refuse(refused.refusal)
    filled = next(one for one in seating.all_seats(charter, now) if one.body.name == body)
    context: dict[str, Any] = {
        "row": _row(charter, filled),
        "form": form,
        "leaving": leaving,
        "term": found.term,
    }
    status = 422 if form.errors or leaving.errors else 200
    return render(request, "decisions/seats_of.html", context, status=status)


def _charter() -> Charter:
    row = queries.in_force()
    if row is None:
        raise Http404(_("No charter is in force yet"))
    return laws.law(row)


def _row(charter: Charter, filled: Filled) -> Row:
    body = filled.body
    above = body_name(charter, body.reports_to) if body.reports_to else ""
    said = dict.fromkeys(_stop(charter, one) for one in filled.stops)
    return Row(body_name(charter, body.name), filled, above, list(said))


def _stop(charter: Charter, stop: Stop) -> str:
    """What a vacancy means for one kind of matter, as a sentence."""
    kind = kind_name(charter, stop.kind)
    if stop.deputy:
        said = _("%(kind)s: %(deputy)s acts instead.")
        return said % {"kind": kind, "deputy": body_name(charter, stop.deputy)}
    if stop.to in ENDS:
        return _("%(kind)s: ends here as %(end)s.") % {"kind": kind, "end": OUTCOMES[stop.to]}
    step = charter.matters[stop.kind].steps[stop.to]
    to = getattr(step, "body", "")
    whom = body_name(charter, to) if to else stop.to
    return _("%(kind)s: goes on to %(body)s.") % {"kind": kind, "body": whom}


def _take(request: HttpRequest, body: Body, form: SeatForm, now: datetime) -> bool:
    """Fill a seat by the form; `False` where a date cannot be read."""
    said = form.cleaned_data
    first, last = form.day("since"), form.day("until")
    if form.errors:
        return False
    email = said["email"]
    person = seating.person_of(email) if email else None
    if email and person is None:
        message = _("Nobody signs in with this address. Appoint them first, or let them sign up.")
        raise Refused(Refusal("nobody", message, "email", 422))
    posts = {one.code: one for one in seating.posts()}
    since = _start(first, now) if first else now
    until = _start(last, now) if last else None
    if until is None and body.term is not None:
        until = body.term.after(since, city().calendar, working_day())
    actions.take_seat(
        body.name,
        person=person,
        post=posts.get(said["post"]),
        sector=said.get("sector", ""),
        since=since,
        until=until,
        actor=request.actor,
        at=now,
    )
    return True


def _leave(request: HttpRequest, form: LeaveForm, now: datetime) -> bool:
    last = form.day("until")
    if form.errors:
        return False
    typed = request.POST.get("seat", "")
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0
    until = _start(last, now) if last else now
    actions.leave_seat(number, until=until, actor=request.actor, at=now)
    return True


def _start(day: date, now: datetime) -> datetime:
    """The first moment of a day in the city; of today, this moment."""
    if day == city_day(now):
        return now
    return datetime.combine(day, time(), tzinfo=city().timezone)
