"""The desk: the queue of an officer, one case, and one address for each thing done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.models import Power
from cityhall.people.queries import city_day
from cityhall.service import actions, desk_forms, queries
from cityhall.service import case as cases
from cityhall.service.actions import OFFICERS_OUTCOMES, Closing
from cityhall.service.case import Place
from cityhall.service.models import Outcome, Party, Request
from cityhall.service.views.page import wording
from cityhall.web import respond

View = Callable[..., HttpResponse]
POWERS = (Power.HANDLE, Power.DISPATCH, Power.FIELD)


@dataclass(frozen=True)
class Wrong:
    """A form that was refused: which one, and why."""

    verb: str
    refusal: Refusal

    @property
    def field(self) -> str:
        """The field at which it is said; handing on has one field for unit and person."""
        field = self.refusal.field
        return "to" if self.verb == "assign" and field in ("unit", "person") else field


def for_officers(view: View) -> View:
    """A page for whoever works on reports; others sign in, or are told that it is not theirs."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.person is None:
            return redirect_to_login(request.get_full_path())
        if not any(request.actor.may(power) for power in POWERS):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return inner


@require_safe
@for_officers
def queue(request: HttpRequest) -> HttpResponse:
    place = _place(request)
    try:
        shown = cases.queue(request.actor, place, timezone.now())
    except ValueError:
        return respond.refused(request, _no_page(place), back=Place().desk())
    return render(request, "service/desk.html", {"section": "desk", "queue": shown})


@require_safe
@for_officers
def case(request: HttpRequest, request_id: int) -> HttpResponse:
    row = _visible(request, request_id)
    if refusal := actions.may_handle(row, actor=request.actor):
        return respond.refused(request, refusal, back=Place().desk())
    return _page(request, row)


@require_POST
@for_officers
def act(request: HttpRequest, request_id: int, verb: str) -> HttpResponse:
    """Do one thing with a case. Refused, it is shown again with what was typed."""
    if verb not in VERBS and verb != "reveal":
        raise Http404
    row = _visible(request, request_id)
    if refusal := actions.may_handle(row, actor=request.actor):
        return respond.refused(request, refusal, back=Place().desk())
    following = queries.next_in_queue(request.actor, row, scope=_place(request).scope)
    try:
        if verb == "reveal":
            return _page(request, row, contact=_reveal(request, row))
        said = VERBS[verb](request, row)
    except Refused as refused:
        return _refused(request, request_id, Wrong(verb, refused.refusal))
    messages.success(request, said)
    return _onward(request, request_id, following)


def _refused(request: HttpRequest, request_id: int, wrong: Wrong) -> HttpResponse:
    row = _visible(request, request_id)
    if actions.may_handle(row, actor=request.actor):
        return respond.refused(request, wrong.refusal, back=Place().desk())
    return _page(request, row, wrong=wrong)


def _onward(request: HttpRequest, request_id: int, following: Request | None) -> HttpResponse:
    """Back to the case while it is still the officer's; or on to the next one, and take it."""
    place = _place(request)
    if request.POST.get("then") == "next":
        if following is None:
            messages.info(request, _("That was the last one of this queue."))
            return redirect(Place(place.scope).desk())
        try:
            actions.claim(following.pk, actor=request.actor, at=timezone.now())
            messages.success(request, _("You have taken this one."))
        except Refused:
            pass  # already theirs, or a colleague was quicker: the page says which
        return redirect(place.case(following.pk))
    row = queries.one(request.actor, request_id)
    if row is None or actions.may_handle(row, actor=request.actor):
        return redirect(place.desk())
    return redirect(place.case(request_id))


def _page(
    request: HttpRequest,
    row: Request,
    *,
    wrong: Wrong | None = None,
    contact: Party | None = None,
) -> HttpResponse:
    place, words = _place(request), wording(request)
    try:
        shown = cases.queue(request.actor, place, words.now)
    except ValueError:
        return respond.refused(request, _no_page(place), back=Place().desk())
    seen = cases.case(request.actor, row, place, words)
    changed = wrong is not None and wrong.refusal.code == "changed"
    context = {
        "section": "desk",
        "queue": shown,
        "case": seen,
        "report": row,
        "contact": contact,
        "wrong": wrong,
        "typed": request.POST if wrong else {},
        "meanwhile": seen.since(desk_forms.version(request.POST)) if changed else [],
        "doing": wrong.verb if wrong else request.GET.get("do", ""),
        "into": request.GET.get("into", ""),
        "targets": desk_forms.targets(row, on=city_day(words.now)) if row.is_open else [],
        "outcomes": [(code.value, code.label) for code in OFFICERS_OUTCOMES],
        "evidence": queries.fresh_evidence(row),
    }
    status = wrong.refusal.status if wrong else 200
    return render(request, "service/case.html", context, status=status)


def _visible(request: HttpRequest, request_id: int) -> Request:
    row = queries.one(request.actor, request_id)
    if row is None:
        raise Http404(_("There is no report with this number."))
    return row


def _place(request: HttpRequest) -> Place:
    given = request.POST if request.method == "POST" else request.GET
    scope = given.get("scope", "")
    return Place(scope if scope in queries.SCOPES else "unit", given.get("after", "")[:60])


def _no_page(place: Place) -> Refusal:
    message = _("“%s” is not the beginning of a page. Start from the first.") % place.after
    return Refusal("after", message, "after", 400)


# Each verb does its act and answers what to tell the officer.


def _who(request: HttpRequest) -> dict[str, Any]:
    version = desk_forms.version(request.POST)
    return {"actor": request.actor, "at": timezone.now(), "version": version}


def _claim(request: HttpRequest, row: Request) -> str:
    actions.claim(row.pk, **_who(request))
    return _("You have taken this report.")


def _assign(request: HttpRequest, row: Request) -> str:
    who = _who(request)
    unit, person = desk_forms.handed_to(request.POST, on=city_day(who["at"]))
    reason = request.POST.get("reason", "")
    actions.assign(row.pk, unit=unit, person=person, reason=reason, **who)
    return _("Report %(number)s now lies with %(name)s.") % {
        "number": wording(request).digits(row.pk),
        "name": person or unit,
    }


def _reply(request: HttpRequest, row: Request) -> str:
    actions.reply(row.pk, request.POST.get("text", ""), **_who(request))
    return _("Sent to everybody concerned.")


def _ask(request: HttpRequest, row: Request) -> str:
    actions.ask(row.pk, request.POST.get("text", ""), **_who(request))
    return _("Asked. The clock stands still until the answer.")


def _note(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.note(row.pk, text, actor=request.actor, at=timezone.now())
    return _("Noted, for officers only.")


def _pause(request: HttpRequest, row: Request) -> str:
    actions.pause(row.pk, request.POST.get("text", ""), **_who(request))
    return _("The clock stands still; everyone can read why.")


def _resume(request: HttpRequest, row: Request) -> str:
    actions.resume(row.pk, **_who(request))
    return _("The clock runs again.")


def _merge(request: HttpRequest, row: Request) -> str:
    into = desk_forms.other_report(request.POST)
    actions.merge(row.pk, into, **_who(request))
    digits = wording(request).digits
    return _("Report %(number)s is now part of report %(into)s.") % {
        "number": digits(row.pk),
        "into": digits(into),
    }


def _close(request: HttpRequest, row: Request) -> str:
    for upload in request.FILES.getlist("photos"):
        actions.add_evidence(row.pk, upload, actor=request.actor, at=timezone.now())
    closing = Closing(
        outcome=request.POST.get("outcome", ""),
        explanation=request.POST.get("explanation", ""),
        evidence=request.POST.get("evidence", ""),
        photos=queries.fresh_evidence(row),
    )
    actions.close(row.pk, closing, **_who(request))
    return _("Closed: %(outcome)s. The reporter is asked whether it is solved.") % {
        "outcome": Outcome(closing.outcome).label
    }


def _reveal(request: HttpRequest, row: Request) -> Party:
    """Who reported; it is shown once, in this answer, and never at an address of its own."""
    text = request.POST.get("text", "")
    return actions.reveal(row.pk, text, actor=request.actor, at=timezone.now())


VERBS: dict[str, Callable[[HttpRequest, Request], str]] = {
    "claim": _claim,
    "assign": _assign,
    "reply": _reply,
    "ask": _ask,
    "note": _note,
    "pause": _pause,
    "resume": _resume,
    "merge": _merge,
    "close": _close,
}
