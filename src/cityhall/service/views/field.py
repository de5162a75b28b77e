"""The page of a worker in the street: a round of reports, and an outcome with a photo for each.

With scripts the page keeps outcomes on the phone while there is no line (static/service/field.js)
and sends them to the same address as the plain form does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.contrib.staticfiles import finders
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.service import actions, queries, receipts, rounds
from cityhall.service import structs_field as structs
from cityhall.service.actions.field import NOTE, Finding
from cityhall.service.models import Outcome
from cityhall.service.sheet import sheet
from cityhall.service.story import Line
from cityhall.service.views.desk import POWERS
from cityhall.service.views.page import wording
from cityhall.web import respond
from cityhall.web.limits import limited

View = Callable[..., HttpResponse]
MOST_UPLOADS = 5


def for_workers(view: View) -> View:
    """A page for whoever works on reports. A program is told to sign in; it is not sent there."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.person is None:
            if respond.wanted(request) == "json":
                return respond.refusal(Refusal("sign_in", _("Please sign in again."), status=401))
            return redirect_to_login(reverse("field"))
        if not any(request.actor.may(power) for power in POWERS):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return response

    return inner


@require_safe
@for_workers
def field(request: HttpRequest) -> HttpResponse:
    """The round as a page; as JSON, who is signed in and the token for the next outcomes."""
    if respond.wanted(request) == "json":
        return respond.json(structs.FieldOut(owner=_owner(request), token=get_token(request)))
    return _page(request)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the round without a line. It stands here, and not among the static
    files, because a service worker reaches no page above its own address."""
    script = Path(str(finders.find("service/field-worker.js")))
    answer = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@limited("field", per_minute=120, burst=240)
@require_POST
@for_workers
def outcome(request: HttpRequest, request_id: int) -> HttpResponse:
    """Take an outcome. Sent again under the same key it is answered, and not done again."""
    finding = None
    try:
        finding = _finding(request)
        uploads = request.FILES.getlist("photos")[: MOST_UPLOADS + 1]
        row, fresh = actions.send_finding(
            request_id, finding, uploads, actor=request.actor, at=timezone.now()
        )
    except Refused as refused:
        return _refused(request, request_id, refused.refusal)
    if respond.wanted(request) == "json":
        return respond.json(structs.FieldDoneOut(number=row.pk, fresh=fresh))
    number = wording(request).digits(row.pk)
    if finding.outcome == NOTE:
        messages.success(
            request, _("Report %(number)s: noted for the office.") % {"number": number}
        )
    else:
        label = Outcome(finding.outcome).label
        messages.success(
            request,
            _("Report %(number)s is closed: %(outcome)s.")
            % {
                "number": number,
                "outcome": label,
            },
        )
    # The page's head, where it is said; else a browser goes on to the stop that the form named.
    return redirect(reverse("field") + _query(request) + "#top")


def _refused(request: HttpRequest, request_id: int, why: Refusal) -> HttpResponse:
    """Why it was not done and what happened meanwhile; what was written stays on the page."""
    row = queries.one(request.actor, request_id)
    if row is None:  # the same for a report in confidence and for a number that there is not
        why = Refusal("gone", _("This report is not with you any more."), status=404)
    happened = sheet(request.actor, row, wording(request)).story[-3:] if row else []
    if respond.wanted(request) == "json":
        told = [structs.HappenedOut(at=line.at, text=line.text) for line in happened]
        body = structs.FieldRefusedOut(
            error=structs.ErrorOut(code=why.code, message=why.message, field=why.field),
            meanwhile=told,
        )
        return respond.json(body, status=why.status)
    return _page(request, wrong=why, number=request_id, meanwhile=happened)


def _page(
    request: HttpRequest,
    *,
    wrong: Refusal | None = None,
    number: int = 0,
    meanwhile: list[Line] | None = None,
) -> HttpResponse:
    order = request.GET.get("order", "near")
    order = order if order in rounds.ORDERS else "near"
    start = _whole(request.GET.get("from", "")) or 0
    shown = rounds.round_of(request.actor, order, start, timezone.now())
    context = {
        "section": "field",
        "round": shown,
        "map": None if request.preferences.saver else rounds.picture(shown.stops, wording(request)),
        "owner": _owner(request),
        "key": uuid4(),
        "wrong": wrong,
        "number": number,
        "still_here": number in {stop.request.pk for stop in shown.stops},
        "meanwhile": meanwhile or [],
        "typed": request.POST if wrong else {},
        "query": _query(request),
    }
    return render(request, "service/field.html", context, status=wrong.status if wrong else 200)


def _owner(request: HttpRequest) -> str:
    """Whose outcomes wait on a phone, without saying who it is."""
    return receipts.voice_of("field", str(request.actor.person_id))[:16]


def _query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def _finding(request: HttpRequest) -> Finding:
    post = request.POST
    try:
        key = UUID(post.get("key", "")[:40])
    except ValueError:
        message = _("The form lacks its key. Load the page again, then send the outcome.")
        raise Refused(Refusal("key", message, "key", 422)) from None
    return Finding(
        key=key,
        outcome=post.get("outcome", "")[:20],
        text=post.get("text", ""),
        reopened=_whole(post.get("reopened", "")),
        seen_at=_moment(post.get("seen_at", "")),
    )


def _whole(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 12 else None


def _moment(typed: str) -> datetime | None:
    """When the phone says it was; nothing for what is no time, or one outside of any use."""
    try:
        moment = datetime.fromisoformat(typed[:40])
    except ValueError:
        return None
    now = timezone.now()
    known = moment.tzinfo is not None and 2000 < moment.year < 9000
    return min(moment, now) if known else None
