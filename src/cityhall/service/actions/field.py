"""What a worker in the street sends from a phone: an outcome with its photo, once for its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils import translation
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actor import Actor
from cityhall.service.actions.closing import Closing, close, may_close
from cityhall.service.actions.common import atomic, locked
from cityhall.service.actions.handling import may_change, note
from cityhall.service.actions.photos import add_evidence
from cityhall.service.actions.voices import text_refusal
from cityhall.service.models import FieldOutcome, Outcome, Photo, Request
from divan import language

NOTE = "note"  # words for the office; the report stays open
FINDINGS = (
    Outcome.FIXED,
    Outcome.MADE_SAFE,
    Outcome.NOT_FOUND,
    Outcome.NOT_OURS,
    Outcome.NOT_POSSIBLE,
)
_NEEDS_WORDS = (Outcome.NOT_OURS, Outcome.NOT_POSSIBLE, NOTE)


@dataclass(frozen=True)
class Finding:
    """What was found or done at the place. `reopened` is how often the report that the worker
    had before the eyes was opened again: an outcome ends that round and no later one."""

    key: UUID
    outcome: str
    text: str = ""
    reopened: int | None = None
    seen_at: datetime | None = None


def may_send(request: Request, finding: Finding, *, actor: Actor) -> Refusal | None:
    """Whether the actor can send this of this report; photos are looked at by `may_close`."""
    if finding.outcome != NOTE and finding.outcome not in FINDINGS:
        return Refusal("outcome", _("Choose how it ended."), "outcome", 422)
    if len(finding.text) > 4000:
        return Refusal("long", _("At most 4,000 letters, please."), "text", 422)
    if finding.outcome in _NEEDS_WORDS and text_refusal(finding.text):
        return Refusal("empty", _("Write in a few words what you found."), "text", 422)
    if finding.outcome == NOTE:
        return None  # `note` asks who may
    if refusal := may_change(request, actor=actor):
        return refusal
    if finding.reopened is not None and finding.reopened != request.reopened:
        return Refusal("reopened", _("This report was closed and opened again meanwhile."))
    return None


def send_finding(
    request_id: int,
    finding: Finding,
    uploads: Sequence[UploadedFile] = (),
    *,
    actor: Actor,
    at: datetime,
) -> tuple[Request, bool]:
    """Do once what a phone may send many times; whether it was done now.

    Photos are kept first, each the same picture once, so that a line that breaks in the middle
    costs nothing. Raises `Refused`; nothing is closed then.
    """
    if known := _known(actor, finding, request_id):
        return known, False
    try:
        for upload in uploads:
            add_evidence(request_id, upload, actor=actor, at=at)
        return _done(request_id, finding, actor=actor, at=at)
    except Refused:
        # The same outcome may have come through another line while this one was being read.
        if known := _known(actor, finding, request_id):
            return known, False
        raise


@atomic
def _done(request_id: int, finding: Finding, *, actor: Actor, at: datetime) -> tuple[Request, bool]:
    request = locked(request_id)
    if known := _known(actor, finding, request_id):
        return known, False
    demand(may_send(request, finding, actor=actor))
    FieldOutcome.objects.create(
        person=actor.person,
        key=finding.key,
        request=request,
        outcome=finding.outcome,
        seen_at=finding.seen_at,
        arrived_at=at,
    )
    if finding.outcome == NOTE:
        return note(request_id, finding.text, actor=actor, at=at), True
    closing = _closing(request, finding)
    demand(may_close(request, closing, actor=actor))
    return close(request_id, closing, actor=actor, at=at), True


def _known(actor: Actor, finding: Finding, request_id: int) -> Request | None:
    """The report, if this was done on it under this key; a key serves one outcome only."""
    row = (
        FieldOutcome.objects.filter(person=actor.person_id, request=request_id, key=finding.key)
        .select_related("request__service", "request__unit")
        .first()
    )
    if row is None:
        return None
    if row.outcome != finding.outcome:
        message = _("Something else was sent from this page already. Load it again.")
        raise Refused(Refusal("key", message, "key"))
    return row.request


def _closing(request: Request, finding: Finding) -> Closing:
    """The end of the report. Without words of the worker the outcome speaks for itself, in the
    language of whoever reported."""
    photos = list(request.photos.filter(purpose=Photo.Purpose.EVIDENCE, is_public=False))
    words = language.clean(finding.text).strip()
    with translation.override(request.language):
        plain = {
            Outcome.FIXED: _("A crew was at the place and mended it."),
            Outcome.MADE_SAFE: _("A crew was at the place and made it safe; the repair follows."),
            Outcome.NOT_FOUND: _("A crew was at the place and found nothing of the kind."),
        }.get(Outcome(finding.outcome), "")
    return Closing(
        outcome=finding.outcome,
        explanation=words or plain,
        evidence="" if photos else words[:250],
        photos=photos,
    )
