"""The desk: the queue of an officer, one case, and one address for each thing done with it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

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
from cityhall.service.actions import OFFICERS_OUTCOMES
from cityhall.service.models import Outcome, Party, Request
from cityhall.service.place import Place
from cityhall.service.place import read as read_place
from cityhall.service.place import wanted as wanted_at
from cityhall.service.queries.shift import shift
from cityhall.service.replies import as_read
from cityhall.service.turning import Turn, would_turn
from cityhall.service.views.page import wording
from cityhall.service.views.verbs import VERBS, keep_photos, reveal
from cityhall.web import respond

View = Callable[..., HttpResponse]
Found = TypeVar("Found")
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
    place, now = _place(request), timezone.now()
    shown = _at(place, lambda: cases.queue(request.actor, place, now), request)
    if isinstance(shown, HttpResponse):
        return shown
    context = {
        "section": "desk",
        "queue": shown,
        "shift": shift(request.actor, at=now, count=0),
        "undoable": _undoable(request, now),
        "colleagues": desk_forms.colleagues(request.actor, on=city_day(now)),
    }
    return render(request, "service/desk.html", context)


@require_safe
@for_officers
def case(request: HttpRequest, request_id: int) -> HttpResponse:
    row = queries.one(request.actor, request_id)
    if row is None:
        unknown = Refusal("unknown", _("There is no report with this number."), status=404)
        return respond.refused(request, unknown, back=Place().desk())
    if refusal := actions.may_handle(row, actor=request.actor):
        return respond.refused(request, refusal, back=Place().desk())
    return _page(request, row)


@require_POST
@for_officers
def here(request: HttpRequest, request_id: int) -> HttpResponse:
    """A sign of life from an open case; the answer says who else is there and what is new."""
    row = _visible(request, request_id)
    if refusal := actions.may_handle(row, actor=request.actor):
        return respond.refusal(refusal)
    now = timezone.now()
    actions.still_there(row, actor=request.actor, at=now)
    others = cases.others_in_words(queries.present(request.actor, row, now))
    moved = row.version != desk_forms.version(request.POST)
    changed = _("Something happened on this report meanwhile.") if moved else ""
    return respond.json({"here": others, "changed": changed, "version": row.version})


@require_POST
@for_officers
def act(request: HttpRequest, request_id: int, verb: str) -> HttpResponse:
    """Do one thing with a case. Refused, it is shown again with what was typed."""
    if verb not in VERBS and verb != "reveal":
        raise Http404
    previews = request.POST.get("then") == "preview"
    # What somebody else has by now can be taken back, but not looked at.
    row = _own_last(request, request_id) if verb == "undo" and not previews else None
    if row is None:
        row = _visible(request, request_id)
        if refusal := actions.may_handle(row, actor=request.actor):
            return respond.refused(request, refusal, back=Place().desk())
    place, now = _place(request), timezone.now()
    try:
        wanted = wanted_at(place, request.actor, queries.catalogue([row]), now)
        following = queries.next_to_take(request.actor, row, scope=place.scope, wanted=wanted)
        if verb == "reveal":
            return _page(request, row, contact=reveal(request, row))
        if verb == "close":
            keep_photos(request, row)
        if previews:
            return _page(request, row, preview=verb)
        said = actions.once(
            desk_forms.same_form(request.POST, verb),
            row.pk,
            lambda: VERBS[verb](request, row),
            actor=request.actor,
            at=now,
        )
    except Refused as refused:
        if refused.refusal.code != "again":
            return _refused(request, request_id, Wrong(verb, refused.refusal))
        messages.info(request, refused.refusal.message)
        said = ""
    return _onward(request, request_id, following, said)


def _refused(request: HttpRequest, request_id: int, wrong: Wrong) -> HttpResponse:
    row = queries.one(request.actor, request_id)
    if row is None or actions.may_handle(row, actor=request.actor):
        return respond.refused(request, wrong.refusal, back=Place().desk())
    return _page(request, row, wrong=wrong)


def _onward(
    request: HttpRequest, request_id: int, following: int | None, said: str
) -> HttpResponse:
    """Back to the case while it is still the officer's; or on to the next one, and take it."""
    place, now = _place(request), timezone.now()
    row = queries.one(request.actor, request_id)
    if row is not None:
        actions.look(row, actor=request.actor, at=now)  # what they did themselves is nothing new
    onward = request.POST.get("then") == "next"
    stays = row is not None and not actions.may_handle(row, actor=request.actor) and not onward
    # Elsewhere what can be taken back is said beside the button for it, with its number.
    if said and (stays or cases.undoable(request.actor, request_id, now) is None):
        messages.success(request, said)
    if onward:
        if following is None:
            messages.info(request, _("That was the last one of this queue."))
            return redirect(place.at(after="").desk(done=request_id))
        try:
            actions.claim(following, actor=request.actor, at=now)
            number = wording(request).digits(following)
            messages.success(request, _("You have taken report %s.") % number)
            if (taken := queries.one(request.actor, following)) is not None:
                actions.look(taken, actor=request.actor, at=now)
        except Refused:
            pass  # already theirs, or a colleague was quicker: the page says which
        return redirect(place.case(following, done=request_id))
    return redirect(place.case(request_id) if stays else place.desk(done=request_id))


def _page(
    request: HttpRequest,
    row: Request,
    *,
    wrong: Wrong | None = None,
    contact: Party | None = None,
    preview: str = "",
) -> HttpResponse:
    place, words = _place(request), wording(request)
    found = _at(place, lambda: cases.queue_beside(request.actor, place, row, words.now), request)
    if isinstance(found, HttpResponse):
        return found
    shown, beside = found
    seen = cases.case(request.actor, row, beside, words)
    actions.look(row, actor=request.actor, at=words.now, known=seen.seen)
    changed = wrong is not None and wrong.refusal.code == "changed"
    doing = wrong.verb if wrong else preview or request.GET.get("do", "")
    context = {
        "section": "desk",
        "queue": shown,
        "case": seen,
        "report": row,
        "contact": contact,
        "wrong": wrong,
        "typed": request.POST if wrong or preview else cases.picked(seen, request.GET),
        "preview": _preview(request, row, preview) if preview else None,
        "turn": _turn(request, row, words.now) if preview == "kind" else None,
        "meanwhile": seen.since(desk_forms.version(request.POST)) if changed else [],
        "fresh": seen.since(seen.seen.version) if seen.seen and not wrong else [],
        "others": cases.others_in_words(seen.others),
        "undoable": _undoable(request, words.now, row.pk),
        "once": secrets.token_urlsafe(12),
        "doing": doing,
        "into": request.GET.get("into", ""),
        "targets": desk_forms.targets(row, on=city_day(words.now)) if row.is_open else [],
        "kinds": desk_forms.kinds(shown.known, row, words) if row.is_open else None,
        "outcomes": [(code.value, code.label) for code in OFFICERS_OUTCOMES],
        "evidence": queries.fresh_evidence(row),
    }
    status = wrong.refusal.status if wrong else 200
    return render(request, "service/case.html", context, status=status)


def _at(place: Place, find: Callable[[], Found], request: HttpRequest) -> Found | HttpResponse:
    """What is found at this place, or the page that says what is wrong with its address."""
    try:
        return find()
    except ValueError:
        return respond.refused(request, _no_page(place), back=Place().desk())
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=Place().desk())


@dataclass(frozen=True)
class Preview:
    """What everyone will read; of a closing also how it ended and who saw it."""

    text: str
    outcome: str = ""
    evidence: str = ""


def _preview(request: HttpRequest, row: Request, verb: str) -> Preview | None:
    """The words as their reader will read them; nothing where nothing is written yet."""
    if verb != "close":
        text = as_read(request.POST.get("text", ""), row)
        return Preview(text) if text else None
    outcome = request.POST.get("outcome", "")
    made = Preview(
        as_read(request.POST.get("explanation", ""), row),
        str(Outcome(outcome).label) if outcome in OFFICERS_OUTCOMES else "",
        as_read(request.POST.get("evidence", ""), row),
    )
    return made if made != Preview("") else None


def _turn(request: HttpRequest, row: Request, now: datetime) -> Turn:
    """Where the report would go under the kind that was chosen, and until when."""
    kind = desk_forms.kind(request.POST)
    return would_turn(row, kind, actor=request.actor, at=now)


def _undoable(
    request: HttpRequest, now: datetime, current: int | None = None
) -> cases.Undoable | None:
    """What the officer can take back: what they did last, on the way here or on this case."""
    done = desk_forms.whole_number(request.GET.get("done", "")) or current
    return cases.undoable(request.actor, done, now) if done else None


def _own_last(request: HttpRequest, request_id: int) -> Request | None:
    """The report on which the officer acted last, though it may be with another unit by now."""
    last = queries.undo_of(request.actor, request_id)
    return last.request if last is not None else None


def _visible(request: HttpRequest, request_id: int) -> Request:
    row = queries.one(request.actor, request_id)
    if row is None:
        raise Http404
    return row


def _place(request: HttpRequest) -> Place:
    return read_place(request.POST if request.method == "POST" else request.GET)


def _no_page(place: Place) -> Refusal:
    message = _("“%s” is not the beginning of a page. Start from the first.") % place.after
    return Refusal("after", message, "after", 400)
