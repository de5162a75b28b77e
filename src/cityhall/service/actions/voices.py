"""What residents say after the report: me too, an answer, solved or not solved."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.service import clocks
from cityhall.service.actions.common import (
    atomic,
    commit,
    locked,
    mail_to_officer,
    mails_to_parties,
    tally_key,
)
from cityhall.service.actions.filing import MOST_PHOTOS, own_voices
from cityhall.service.models import CLOSED, Party, Photo, Request, Status
from divan import language


def may_join(request: Request, *, actor: Actor, email: str = "") -> Refusal | None:
    """Whether this visitor can say "me too"."""
    if not request.is_public:
        return Refusal("private", _("This report is not public."), status=404)
    if not request.is_open:
        return Refusal(
            "closed", _("This report is closed. If the trouble is back, report it anew.")
        )
    if not own_voices(actor, email):
        return Refusal("nobody", _("Allow cookies for this site, or leave an e-mail address."))
    return None


@atomic
def me_too(request_id: int, *, actor: Actor, at: datetime, email: str = "") -> tuple[Request, bool]:
    """Add a voice to a report and keep its owner informed; the second time nothing changes."""
    request = locked(joined_to(request_id))
    demand(may_join(request, actor=actor, email=email))
    if _has_voice(request, actor, email):
        return request, False
    before = tally_key(request)
    Party.objects.create(
        request=request,
        role=Party.Role.VOICE,
        voice=own_voices(actor, email)[0],
        person=actor.person,
        email=email,
        language=actor.language,
        created_at=at,
    )
    request.voices += 1
    commit(
        request,
        "service.me_too",
        actor=actor,
        at=at,
        before=before,
        public={"voices": request.voices},
    )
    return request, True


def joined_to(request_id: int) -> int:
    """The report that carries this one's voices. Only that one gets locked: two locks, taken
    in another order than a merge takes them, would wait for each other."""
    into = Request.objects.values_list("merged_into", flat=True)
    while (next_id := into.filter(pk=request_id).first()) is not None:
        request_id = next_id
    return request_id


def _has_voice(request: Request, actor: Actor, email: str) -> bool:
    """Whether this visitor is known there already; the report's lock makes the answer hold.

    An address that was only typed makes nobody known: the answer would tell whoever tries a
    neighbour's address that this neighbour reported.
    """
    known = Q(voice__in=own_voices(actor) or own_voices(actor, email))
    if actor.person is not None:
        known |= Q(email__iexact=actor.person.email)
    return request.parties.filter(known).exists()


def may_answer(request: Request) -> Refusal | None:
    """Whether the reporter is being asked something."""
    if request.status != Status.WAITING:
        return Refusal("not_asked", _("No question is open on this report."))
    return None


@atomic
def answer(request_id: int, text: str, *, actor: Actor, at: datetime) -> Request:
    """The reporter answers the office's question; the clock runs again."""
    request = locked(request_id)
    demand(may_answer(request) or text_refusal(text))
    before = tally_key(request)
    end_pause(request, at)
    request.status = Status.IN_PROGRESS
    commit(
        request,
        "service.answer",
        actor=actor,
        at=at,
        before=before,
        words={"text": language.clean(text).strip()},
        audience=Act.Audience.PARTIES,
        public={"due": request.due_at.isoformat() if request.due_at else None},
        mails=mail_to_officer(request, request.assignee, "service.answered", actor=actor),
    )
    return request


def may_say(request: Request) -> Refusal | None:
    """Whether the reporter can add words to the report by mail."""
    if not request.is_open:
        message = _("This report is closed. If it is not solved, say so on its page.")
        return Refusal("closed", message)
    return None


@atomic
def say(request_id: int, text: str, *, actor: Actor, at: datetime, photos: int = 0) -> Request:
    """The reporter adds something that nobody asked for; only the office reads it."""
    request = locked(request_id)
    demand(may_say(request) or text_refusal(text))
    commit(
        request,
        "service.say",
        actor=actor,
        at=at,
        before=tally_key(request),
        words={"text": language.clean(text).strip()},
        audience=Act.Audience.PARTIES,
        public={"photos": photos},
        mails=mail_to_officer(request, request.assignee, "service.said", actor=actor),
    )
    return request


def room_for_photos(request_id: int) -> int:
    """How many more photos a report can hold of its reporter."""
    held = Photo.objects.filter(request=request_id, purpose=Photo.Purpose.REPORT).count()
    return max(0, MOST_PHOTOS - held)


def may_judge(request: Request) -> Refusal | None:
    """Whether whoever reported can say that it is solved, or not."""
    if request.status not in CLOSED:
        return Refusal("open", _("This report is still open."))
    if request.verdict:
        return Refusal("judged", _("You have already answered. Thank you."))
    if request.merged_into_id is not None:
        return Refusal("merged", _("This report was joined to another; see that one."))
    return None


@atomic
def confirm_solved(request_id: int, *, actor: Actor, at: datetime) -> Request:
    """Whoever reported says that it is solved."""
    request = locked(request_id)
    demand(may_judge(request))
    before = tally_key(request)
    request.verdict = "solved"
    commit(request, "service.solved", actor=actor, at=at, before=before)
    return request


@atomic
def reopen(request_id: int, text: str, *, actor: Actor, at: datetime) -> Request:
    """Whoever reported says that it is not solved: the report is open again, with a new clock."""
    request = locked(request_id)
    demand(may_judge(request) or text_refusal(text))
    before = tally_key(request)
    outcome = request.outcome
    request.status, request.is_open, request.closed_at = Status.IN_PROGRESS, True, None
    request.verdict, request.outcome, request.explanation = "not_solved", "", ""
    request.evidence = ""
    request.reopened += 1
    request.due_at = clocks.due_at(request.service, at)
    commit(
        request,
        "service.reopen",
        actor=actor,
        at=at,
        before=before,
        public={"outcome_before": outcome, "due": request.due_at.isoformat()},
        words={
            "text": language.clean(text).strip(),
            "shown": language.mask(language.clean(text).strip(), actor.language),
        },
        mails=mails_to_parties(request, "service.reopened", due=request.due_at.isoformat()),
    )
    return request


def text_refusal(text: str) -> Refusal | None:
    if not language.clean(text).strip():
        return Refusal("empty", _("Write a few words."), "text", 422)
    if len(text) > 4000:
        return Refusal("long", _("At most 4,000 letters, please."), "text", 422)
    return None


def end_pause(request: Request, at: datetime) -> None:
    """Let the clock run again, if it stood still."""
    pause = request.pauses.filter(ended_at__isnull=True).first()
    if pause is None:
        return
    pause.ended_at = max(at, pause.started_at)
    pause.save(update_fields=["ended_at"])
    request.due_at = clocks.due_after_pause(request, pause.started_at, pause.ended_at)
