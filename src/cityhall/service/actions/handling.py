"""What officers do with a report until it is closed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actor import Actor
from cityhall.people.models import Organization, Person, Power
from cityhall.people.queries import city_day, holders
from cityhall.service.actions.common import (
    atomic,
    commit,
    locked,
    mail_to_officer,
    mails_to_parties,
    mails_to_reporter,
    tally_key,
)
from cityhall.service.actions.filing import LONGEST_TEXT
from cityhall.service.actions.voices import end_pause, text_refusal
from cityhall.service.models import Party, Pause, Request, Status
from divan import language


def may_handle(request: Request, *, actor: Actor) -> Refusal | None:
    """Whether the actor's posts reach this report: its unit's, or it was handed to them."""
    mine = request.assignee_id is not None and request.assignee_id == actor.person_id
    if (
        actor.may(Power.HANDLE, request.unit_id)
        or actor.may(Power.DISPATCH, request.unit_id)
        or (mine and actor.may(Power.FIELD))
    ):
        return None
    return Refusal("not_yours", _("This report is with another unit."), status=403)


def may_change(request: Request, *, actor: Actor) -> Refusal | None:
    """Whether the actor can work on this report now."""
    if refusal := may_handle(request, actor=actor):
        return refusal
    if not request.is_open:
        return Refusal("closed", _("This report is already closed; nothing was changed."))
    return None


def may_claim(request: Request, *, actor: Actor) -> Refusal | None:
    if refusal := may_change(request, actor=actor):
        return refusal
    if request.assignee_id == actor.person_id:
        return Refusal("yours", _("You already have this report."))
    if request.assignee_id is not None and not actor.may(Power.DISPATCH, request.unit_id):
        return Refusal("taken", _("A colleague has taken this report."))
    return None


@atomic
def claim(request_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Request:
    """Take a report: the reporter sees that somebody has it."""
    request = locked(request_id, version)
    demand(may_claim(request, actor=actor))
    before = tally_key(request)
    request.assignee = actor.person
    _acknowledge(request, at)
    if request.status in (Status.RECEIVED, Status.SEEN):
        request.status = Status.IN_PROGRESS
    commit(request, "service.claim", actor=actor, at=at, before=before)
    return request


@atomic
def acknowledge(request_id: int, *, actor: Actor, at: datetime) -> Request:
    """Note that the office has seen a report."""
    request = locked(request_id)
    demand(may_change(request, actor=actor))
    if request.acknowledged_at is not None:
        return request
    before = tally_key(request)
    _acknowledge(request, at)
    if request.status == Status.RECEIVED:
        request.status = Status.SEEN
    commit(request, "service.acknowledge", actor=actor, at=at, before=before)
    return request


def may_assign(
    request: Request,
    *,
    actor: Actor,
    unit: Organization | None,
    person: Person | None,
    at: datetime,
) -> Refusal | None:
    """Whether a report can be handed to this unit, or to this person of its unit."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not (actor.may(Power.HANDLE, request.unit_id) or actor.may(Power.DISPATCH, request.unit_id)):
        return Refusal("field", _("Ask your unit to hand this on."), status=403)
    if request.body_id is not None and unit is not None and unit.pk != request.unit_id:
        message = _("It is in the hands of another body; take it back first.")
        return Refusal("elsewhere", message, "unit")
    target, today = unit or request.unit, city_day(at)
    if target.dissolved_on is not None and target.dissolved_on <= today:
        return Refusal("dissolved", _("This unit does not exist any more."), "unit", 422)
    if target != request.unit and target.classification == Organization.Classification.OUTSIDE:
        message = _("Hand it on by “Another body”, so that they are told and their clock runs.")
        return Refusal("outside", message, "unit", 422)
    if person is not None and person not in holders(target, on=today):
        return Refusal("not_there", _("This person holds no post in that unit."), "person", 422)
    if target == request.unit and (person.pk if person else None) == request.assignee_id:
        return Refusal("same", _("The report is already there."), "unit")
    return None


@atomic
def assign(
    request_id: int,
    *,
    actor: Actor,
    at: datetime,
    unit: Organization | None = None,
    person: Person | None = None,
    reason: str = "",
    version: int | None = None,
) -> Request:
    """Hand a report to a unit, or to a person who holds a post there."""
    request = locked(request_id, version)
    demand(may_assign(request, actor=actor, unit=unit, person=person, at=at))
    if len(reason) > LONGEST_TEXT:
        raise Refused(Refusal("long", _("At most 4,000 letters, please."), "reason", 422))
    before, unit_before = tally_key(request), request.unit.code
    request.unit = unit or request.unit
    request.assignee = person
    _acknowledge(request, at)
    if request.status == Status.RECEIVED:
        request.status = Status.SEEN
    commit(
        request,
        "service.assign",
        actor=actor,
        at=at,
        before=before,
        public={"unit": request.unit.code, "unit_before": unit_before, "person": bool(person)},
        reason=language.clean(reason).strip(),
        mails=mail_to_officer(request, person, "service.assigned", actor=actor),
    )
    return request


def may_ask(request: Request, *, actor: Actor) -> Refusal | None:
    if refusal := may_change(request, actor=actor):
        return refusal
    if request.status == Status.WAITING:
        return Refusal("asked", _("A question is already open on this report."))
    if request.status == Status.PAUSED:
        return Refusal("paused", _("This report is paused; let its clock run first."))
    if not Party.objects.filter(request=request, role=Party.Role.REPORTER).exists():
        return Refusal("nobody", _("Nobody can answer: this report has no reporter."))
    return None


@atomic
def ask(
    request_id: int, text: str, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Ask the reporter; the clock stands still until the answer."""
    request = locked(request_id, version)
    demand(may_ask(request, actor=actor) or text_refusal(text))
    before = tally_key(request)
    _acknowledge(request, at)
    request.status = Status.WAITING
    Pause.objects.create(request=request, started_at=at)
    commit(
        request,
        "service.ask",
        actor=actor,
        at=at,
        before=before,
        words={"text": language.clean(text).strip()},
        audience=Act.Audience.PARTIES,
        mails=mails_to_reporter(request, "service.asked"),
    )
    return request


@atomic
def note(request_id: int, text: str, *, actor: Actor, at: datetime) -> Request:
    """A note that officers read and nobody else; also on a closed report."""
    request = locked(request_id)
    demand(may_handle(request, actor=actor) or text_refusal(text))
    commit(
        request,
        "service.note",
        actor=actor,
        at=at,
        before=tally_key(request),
        words={"text": language.clean(text).strip()},
        audience=Act.Audience.STAFF,
    )
    return request


@atomic
def reply(
    request_id: int, text: str, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Tell everybody concerned how it stands; the public reads it with personal data masked."""
    request = locked(request_id, version)
    words = language.clean(text).strip()
    demand(may_change(request, actor=actor) or text_refusal(text) or _said_already(request, words))
    before = tally_key(request)
    _acknowledge(request, at)
    if request.status in (Status.RECEIVED, Status.SEEN):
        request.status = Status.IN_PROGRESS
    commit(
        request,
        "service.reply",
        actor=actor,
        at=at,
        before=before,
        words={"text": words, "shown": language.mask(words, request.language)},
        mails=mails_to_parties(request, "service.replied"),
    )
    return request


def _said_already(request: Request, words: str) -> Refusal | None:
    """Whether the last thing that happened here was a reply in the same words."""
    acts = Act.objects.filter(object_type=Request._meta.label_lower, object_id=request.pk)
    last = acts.select_related("sealed").order_by("-position").first()
    if last is None or last.verb != "service.reply" or not hasattr(last, "sealed"):
        return None
    if last.sealed.words.get("text") != words:
        return None
    message = _("They have these words already; write what is new.")
    return Refusal("same", message, "text", 422)


def may_pause(request: Request, *, actor: Actor) -> Refusal | None:
    if refusal := may_change(request, actor=actor):
        return refusal
    if request.status in (Status.PAUSED, Status.WAITING):
        return Refusal("paused", _("The clock of this report already stands still."))
    return None


@atomic
def pause(
    request_id: int, reason: str, *, actor: Actor, at: datetime, version: int | None = None
) -> Request:
    """Stop the clock with a reason that everyone reads."""
    request = locked(request_id, version)
    demand(may_pause(request, actor=actor) or text_refusal(reason))
    before = tally_key(request)
    _acknowledge(request, at)
    request.status = Status.PAUSED
    Pause.objects.create(request=request, started_at=at)
    words = language.clean(reason).strip()
    commit(
        request,
        "service.pause",
        actor=actor,
        at=at,
        before=before,
        words={"text": words, "shown": language.mask(words, request.language)},
        mails=mails_to_parties(request, "service.paused"),
    )
    return request


def may_resume(request: Request, *, actor: Actor) -> Refusal | None:
    if refusal := may_change(request, actor=actor):
        return refusal
    if request.status not in (Status.PAUSED, Status.WAITING):
        return Refusal("running", _("The clock of this report is running."))
    return None


@atomic
def resume(request_id: int, *, actor: Actor, at: datetime, version: int | None = None) -> Request:
    """Let the clock run again; the deadline moves by the working time of the pause."""
    request = locked(request_id, version)
    demand(may_resume(request, actor=actor))
    before = tally_key(request)
    request.status = Status.IN_PROGRESS
    end_pause(request, at)
    commit(
        request,
        "service.resume",
        actor=actor,
        at=at,
        before=before,
        public={"due": request.due_at.isoformat() if request.due_at else None},
    )
    return request


def _acknowledge(request: Request, at: datetime) -> None:
    if request.acknowledged_at is None:
        request.acknowledged_at = at
