"""A report goes to a body outside the city; the body takes it, refuses it or stays silent.

A body has no post here. Its answer comes by the address in its mail, from another system, or is
written down by an officer who heard it; the record says which.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actions import take_turn
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.contact import cleaned_email
from cityhall.people.models import Organization, Power
from cityhall.people.queries import city_day
from cityhall.service.actions.common import atomic, commit, locked, mails_to_parties, tally_key
from cityhall.service.actions.handling import may_change
from cityhall.service.actions.handovers import (
    begin,
    facts,
    finish,
    mails_to_body,
    mails_to_dispatchers,
    told,
)
from cityhall.service.actions.routing import may_route
from cityhall.service.actions.voices import end_pause, text_refusal
from cityhall.service.models import BodyTerms, Handover, Request, Status
from cityhall.service.targets import LONGEST
from divan import language

OUTSIDE = Organization.Classification.OUTSIDE


def body_actor(body: Organization, *, language: str = "fa") -> Actor:
    """Whoever answers for a body outside: the record names the body."""
    return Actor(kind=f"body:{body.code}", language=language)


def may_hand_over(
    request: Request, body: Organization | None = None, *, actor: Actor, at: datetime
) -> Refusal | None:
    """Whether the actor can hand this report to a body outside, and, given one, to that."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not (actor.may(Power.HANDLE, request.unit_id) or actor.may(Power.DISPATCH, request.unit_id)):
        return Refusal("field", _("Ask your unit to hand this on."), status=403)
    if not request.is_public:
        message = _("This report is confidential; it stays in the city.")
        return Refusal("confidential", message, "body")
    if request.body_id is not None:
        message = _("It is in the hands of another body; take it back first.")
        return Refusal("elsewhere", message, "body")
    if body is None:
        return None
    if body.classification != OUTSIDE:
        return Refusal("inside", _("Choose a body outside the city."), "body", 422)
    if body.dissolved_on is not None and body.dissolved_on <= city_day(at):
        return Refusal("dissolved", _("This body does not exist any more."), "body", 422)
    return None


@atomic
def hand_over(
    request_id: int,
    body: Organization,
    *,
    actor: Actor,
    at: datetime,
    channel: str = "",
    version: int | None = None,
) -> Handover:
    """Hand a report to a body outside; everybody concerned reads who has it and until when.

    `channel`: of `Handover.Channel`; left empty, by e-mail where the body has an address.
    """
    request = locked(request_id, version)
    demand(may_hand_over(request, body, actor=actor, at=at))
    if channel and channel not in Handover.Channel:
        raise Refused(Refusal("channel", _("Choose from the list."), "channel", 422))
    before = tally_key(request)
    end_pause(request, at)
    request.acknowledged_at = request.acknowledged_at or at
    request.status = Status.IN_PROGRESS
    handover = begin(request, body, channel=channel, at=at)
    commit(
        request,
        "service.hand_over",
        actor=actor,
        at=at,
        before=before,
        public=facts(handover, request),
        mails=[*mails_to_body(handover), *told(handover, request)],
    )
    return handover


def may_answer_for_body(handover: Handover, request: Request, *, actor: Actor) -> Refusal | None:
    """Whether the actor can say what a body answered: itself, a system for it, or an officer."""
    own = actor.kind in (f"body:{handover.body.code}", "system") and actor.person is None
    if not own and (refusal := may_change(request, actor=actor)):
        return refusal
    if handover.state not in (Handover.State.OFFERED, Handover.State.TAKEN):
        message = _("This report is not with that body any more; nothing was changed.")
        return Refusal("over", message)
    return None


@atomic
def body_accepts(handover_id: int, *, actor: Actor, at: datetime, number: str = "") -> Handover:
    """A body takes a report. `number`: the one it has in the body's own register."""
    handover, request = _held(handover_id)
    demand(may_answer_for_body(handover, request, actor=actor))
    if handover.state == Handover.State.TAKEN:
        raise Refused(Refusal("taken", _("They have already taken it.")))
    before = tally_key(request)
    handover.state, handover.answered_at = Handover.State.TAKEN, at
    handover.external_id = language.clean(number).strip()[:100]
    handover.save()
    request.acknowledged_at = request.acknowledged_at or at
    if request.status in (Status.RECEIVED, Status.SEEN):
        request.status = Status.IN_PROGRESS
    commit(
        request,
        "service.body_takes",
        actor=actor,
        at=at,
        before=before,
        public={"body": handover.body.code, "due": _stamp(request.due_at)},
        words={"number": handover.external_id} if handover.external_id else {},
        mails=mails_to_parties(request, "service.body_took", body=handover.body.name),
    )
    return handover


@atomic
def body_refuses(handover_id: int, reason: str, *, actor: Actor, at: datetime) -> Handover:
    """A body refuses a report, with a reason that everyone reads; it is the city's again."""
    handover, request = _held(handover_id)
    demand(may_answer_for_body(handover, request, actor=actor) or text_refusal(reason))
    before, words = tally_key(request), language.clean(reason).strip()
    handover.answered_at = at
    handover.reason = language.mask(words, request.language)
    _bring_back(handover, request, Handover.State.REFUSED, at=at)
    commit(
        request,
        "service.body_refuses",
        actor=actor,
        at=at,
        before=before,
        public={
            "body": handover.body.code,
            "unit": request.unit.code,
            "due": _stamp(request.due_at),
        },
        words={"text": words, "shown": handover.reason},
        mails=_once(
            [
                *mails_to_dispatchers(
                    request, "service.body_refused", at=at, body=handover.body.name
                ),
                *mails_to_parties(request, "service.body_refused_party", body=handover.body.name),
            ]
        ),
    )
    return handover


@atomic
def take_back(handover_id: int, reason: str, *, actor: Actor, at: datetime) -> Handover:
    """The city takes a report back from a body, and says why."""
    handover, request = _held(handover_id)
    if actor.person is None:
        raise Refused(Refusal("not_yours", _("Only the city can take it back."), status=403))
    demand(may_answer_for_body(handover, request, actor=actor) or text_refusal(reason))
    before, words = tally_key(request), language.clean(reason).strip()
    _bring_back(handover, request, Handover.State.RECALLED, at=at)
    commit(
        request,
        "service.take_back",
        actor=actor,
        at=at,
        before=before,
        public={
            "body": handover.body.code,
            "unit": request.unit.code,
            "due": _stamp(request.due_at),
        },
        words={"text": words, "shown": language.mask(words, request.language)},
    )
    return handover


@atomic
def body_silent(handover_id: int, *, at: datetime) -> bool:
    """Say aloud that a body let its time pass; once, and only while that is so."""
    handover, request = _held(handover_id)
    late = handover.state == Handover.State.OFFERED and handover.answer_by <= at
    if not late or handover.silent_at is not None:
        return False
    before = tally_key(request)
    handover.silent_at = at
    handover.save(update_fields=["silent_at"])
    commit(
        request,
        "service.body_silent",
        actor=SYSTEM,
        at=at,
        before=before,
        public={"body": handover.body.code, "answer_by": _stamp(handover.answer_by)},
        mails=mails_to_dispatchers(request, "service.body_silent", at=at, body=handover.body.name),
    )
    return True


def say_who_is_silent(at: datetime, *, most: int = 200) -> int:
    """Go through the bodies whose time to answer is over; how many were said to be silent."""
    waiting = Handover.objects.filter(
        state=Handover.State.OFFERED, silent_at__isnull=True, answer_by__lte=at
    ).order_by("answer_by")
    return sum(body_silent(pk, at=at) for pk in list(waiting.values_list("pk", flat=True)[:most]))


@atomic
def set_terms(
    body: Organization,
    *,
    email: str,
    answer_minutes: int,
    resolve_minutes: int,
    round_the_clock: bool,
    language: str = "fa",
    actor: Actor,
    at: datetime,
) -> BodyTerms:
    """Write down what a body promised and where it gets its mail."""
    take_turn()
    demand(may_route(actor=actor))
    if body.classification != OUTSIDE:
        raise Refused(Refusal("inside", _("This is no body outside the city."), status=404))
    for name, minutes in (("answer", answer_minutes), ("resolve", resolve_minutes)):
        if not 1 <= minutes <= LONGEST:
            message = _("Choose a time between one minute and a year.")
            raise Refused(Refusal("bad_time", message, f"{name}_minutes", 422))
    if answer_minutes > resolve_minutes:
        message = _("They answer before they are done; give this more time.")
        raise Refused(Refusal("bad_time", message, "resolve_minutes", 422))
    fresh = {
        "email": cleaned_email(email) if email.strip() else "",
        "language": language,
        "answer_minutes": answer_minutes,
        "resolve_minutes": resolve_minutes,
        "round_the_clock": round_the_clock,
    }
    terms, _made = BodyTerms.objects.update_or_create(organization=body, defaults=fresh)
    public = {
        "body": body.code,
        "by_mail": bool(terms.email),
        "answer_minutes": answer_minutes,
        "resolve_minutes": resolve_minutes,
        "round_the_clock": round_the_clock,
    }
    acts.record(actor, "service.set_terms", terms, public, at=at, words={"email": terms.email})
    return terms


def _held(handover_id: int) -> tuple[Handover, Request]:
    """A handover and its report, the report locked first; nothing changes either without it."""
    found = Handover.objects.filter(pk=handover_id).values_list("request", flat=True).first()
    if found is None:
        raise Refused(Refusal("unknown", _("There is no such handover."), status=404))
    request = locked(found)
    handover = Handover.objects.select_related("body").get(pk=handover_id)
    return handover, request


def _bring_back(handover: Handover, request: Request, state: str, *, at: datetime) -> None:
    """The city's clock runs again, and the report waits for whoever hands it on."""
    end_pause(request, at)
    finish(handover, request, state, at=at)
    request.assignee = None
    request.status = Status.SEEN
    request.acknowledged_at = request.acknowledged_at or at


def _once(mails: list[acts.Mail]) -> list[acts.Mail]:
    """One mail an address; who has two reasons to hear of it reads the first."""
    return list({mail.address: mail for mail in reversed(mails)}.values())


def _stamp(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
