"""How a report ends: with an outcome, an explanation and evidence; or joined to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actor import Actor
from cityhall.service.actions.common import (
    atomic,
    commit,
    keep_joined,
    locked,
    mails_to_parties,
    tally_key,
)
from cityhall.service.actions.filing import MOST_PHOTOS
from cityhall.service.actions.handling import may_change
from cityhall.service.actions.handovers import end_with
from cityhall.service.actions.voices import end_pause, text_refusal
from cityhall.service.models import DONE_OUTCOMES, Outcome, Party, Photo, Request, Status
from divan import language

OFFICERS_OUTCOMES = tuple(
    outcome for outcome in Outcome if outcome not in (Outcome.DUPLICATE, Outcome.IMPORTED)
)


@dataclass(frozen=True)
class Closing:
    """The end of a report; for what was fixed or made safe, with a photo or words as evidence."""

    outcome: str
    explanation: str
    evidence: str = ""
    photos: Sequence[Photo] = ()


def may_close(request: Request, closing: Closing | None = None, *, actor: Actor) -> Refusal | None:
    """Whether the actor can close this report, and, given a closing, close it so."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if closing is None:
        return None
    if closing.outcome not in OFFICERS_OUTCOMES:
        return Refusal("outcome", _("Choose how it ended."), "outcome", 422)
    if text_refusal(closing.explanation):
        return Refusal("explanation", _("Explain it to the reporter."), "explanation", 422)
    if len(closing.evidence) > 250:
        return Refusal("long", _("At most 250 letters, please."), "evidence", 422)
    if len(closing.photos) > MOST_PHOTOS:
        return Refusal("photos", _("At most five photos, please."), "photos", 422)
    needs_evidence = closing.outcome in (Outcome.FIXED, Outcome.MADE_SAFE)
    if needs_evidence and not closing.photos and not closing.evidence.strip():
        return Refusal("evidence", _("Add a photo, or say who saw it and when."), "evidence", 422)
    return None


@atomic
def close(
    request_id: int, closing: Closing, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Close a report; everybody who reported is told, and the reporter is asked if it is solved."""
    request = locked(request_id, version)
    demand(may_close(request, closing, actor=actor))
    before = tally_key(request)
    end_pause(request, at)
    end_with(request, at=at)
    explanation = language.clean(closing.explanation).strip()
    evidence = language.clean(closing.evidence).strip()
    done = closing.outcome in DONE_OUTCOMES
    request.status = Status.DONE if done else Status.DECLINED
    request.is_open, request.closed_at = False, at
    request.acknowledged_at = request.acknowledged_at or at
    request.outcome = closing.outcome
    request.explanation = language.mask(explanation, request.language)
    request.evidence = language.mask(evidence, request.language)[:250]
    request.verdict = ""
    hidden = [str(photo.pk) for photo in closing.photos if not photo.is_public]
    for photo in closing.photos:
        photo.request, photo.draft = request, None
        photo.is_public = request.is_public
        photo.purpose = Photo.Purpose.EVIDENCE
        photo.save()
    commit(
        request,
        "service.close",
        actor=actor,
        at=at,
        before=before,
        public={
            "outcome": request.outcome,
            "photos": len(closing.photos),
            "on_time": request.due_at is None or at <= request.due_at,
        },
        words={"text": explanation, "shown": request.explanation, "evidence": request.evidence},
        mails=mails_to_parties(request, "service.closed", outcome=request.outcome),
        restore={"photos": {"hidden": hidden}},
    )
    return request


def may_merge(request: Request, into: Request | None = None, *, actor: Actor) -> Refusal | None:
    """Whether a report can be joined to another as its duplicate, and, given one, to that."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not request.is_public:  # or people who complain in confidence would learn of each other
        return Refusal("private", _("Only public reports can be joined."), "into", 422)
    if into is None:
        return None
    if request.pk == into.pk:
        return Refusal("itself", _("Give the number of another report."), "into", 422)
    if into.merged_into_id is not None:
        return Refusal(
            "merged",
            _("That report was itself joined to %(number)s; give that number.")
            % {"number": into.merged_into_id},
            "into",
            422,
        )
    if not into.is_open:
        return Refusal("closed", _("That report is already closed."), "into", 422)
    if not into.is_public:
        return Refusal("private", _("Only public reports can be joined."), "into", 422)
    return None


@atomic
def merge(
    request_id: int, into_id: int, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Join a duplicate to another report; its people follow that one from now on."""
    request, into = _both_locked(request_id, into_id, version)
    demand(may_merge(request, into, actor=actor))
    before = tally_key(request)
    end_pause(request, at)
    end_with(request, at=at)
    request.status, request.is_open, request.closed_at = Status.DECLINED, False, at
    request.outcome, request.merged_into = Outcome.DUPLICATE, into
    request.acknowledged_at = request.acknowledged_at or at
    joined = _move_people(request, into)
    commit(
        request,
        "service.merge",
        actor=actor,
        at=at,
        before=before,
        public={"into": into.pk},
        mails=mails_to_parties(request, "service.merged", into=into.pk),
    )
    act = commit(
        into,
        "service.absorb",
        actor=actor,
        at=at,
        before=tally_key(into),
        public={"from": request.pk, "voices": into.voices, "joined": len(joined)},
    )
    also = {"into": into.pk, "version": into.version, "act": act.position, "parties": joined}
    keep_joined(request, also)
    return request


def _both_locked(request_id: int, into_id: int, version: int | None) -> tuple[Request, Request]:
    """Both reports, locked in the order of their numbers, whoever merges what."""
    rows = {}
    for pk in sorted({request_id, into_id}):
        try:
            rows[pk] = locked(pk, version if pk == request_id else None)
        except Refused as refused:
            if pk == into_id and refused.refusal.status == 404:
                raise Refused(_unknown()) from refused
            raise
    return rows[request_id], rows[into_id]


def _unknown() -> Refusal:
    return Refusal("unknown", _("There is no report with this number."), "into", 422)


def _move_people(request: Request, into: Request) -> list[int]:
    """Copy the voices that the other report does not know yet; returns the keys of the copies."""
    known = set(into.parties.values_list("voice", flat=True))
    fresh = [
        Party(
            request=into,
            role=Party.Role.VOICE,
            voice=party.voice,
            person=party.person,
            name=party.name,
            email=party.email,
            phone=party.phone,
            language=party.language,
            created_at=party.created_at,
        )
        for party in request.parties.all()
        if party.voice not in known
    ]
    Party.objects.bulk_create(fresh)
    into.voices += len(fresh)
    return [party.pk for party in fresh]
