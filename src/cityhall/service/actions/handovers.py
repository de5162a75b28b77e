"""The state of a report in the hands of a body outside: how it begins, ends and moves the clock.

While it is there the body's own clock runs and the city's stands still; what was left of the
city's is left when the report comes back. Who may do this, and how it is said, is in
`handing_over`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail
from cityhall.acts.refusals import Refusal, Refused
from cityhall.people import chain
from cityhall.people.actor import SYSTEM
from cityhall.people.models import Organization
from cityhall.people.queries import city, city_day
from cityhall.service import clocks, hooks
from cityhall.service.actions.common import commit, mails_to_parties, tally_key
from cityhall.service.models import OPEN_HANDOVER, BodyTerms, Handover, Request

NOTHING = timedelta()
Channel = Handover.Channel


def terms_of(body: Organization) -> BodyTerms:
    """What a body has promised; the usual where nothing was written down."""
    return BodyTerms.objects.filter(organization=body).first() or BodyTerms(organization=body)


def open_handover(request: Request) -> Handover | None:
    """The handover that goes on; the report's lock keeps it so until the transaction ends."""
    if request.body_id is None:
        return None
    return request.handovers.filter(state__in=OPEN_HANDOVER).select_related("body").first()


def begin(request: Request, body: Organization, *, channel: str = "", at: datetime) -> Handover:
    """Put a locked report into the hands of a body. The caller commits the report.

    Left to itself, it goes into the body's own system where one is known, else by e-mail where the
    body has an address, else an officer tells them. Raises `Refused` for a system nobody knows.
    """
    terms = terms_of(body)
    carrier = hooks.carrier_for(request, body) if channel in ("", Channel.OPEN311) else None
    if channel == Channel.OPEN311 and carrier is None:
        message = _("No system of theirs is known here that takes this kind of report.")
        raise Refused(Refusal("channel", message, "channel", 422))
    if carrier is not None:
        channel = Channel.OPEN311
    calendar = city().around_the_clock if terms.round_the_clock else city().calendar
    handover = Handover.objects.create(
        request=request,
        body=body,
        channel=channel or (Channel.EMAIL if terms.email else Channel.OFFICER),
        handed_at=at,
        answer_by=clocks.until(calendar, at, timedelta(minutes=terms.answer_minutes)),
        city_due_at=request.due_at,
    )
    request.body = body
    request.due_at = clocks.until(calendar, at, timedelta(minutes=terms.resolve_minutes))
    if carrier is not None:
        carrier.carry(handover, at)
    return handover


def finish(handover: Handover, request: Request, state: str, *, at: datetime) -> None:
    """End a handover; what was left of the city's own time is left from now on."""
    handover.state, handover.ended_at = state, max(at, handover.handed_at)
    handover.save()
    request.body = None
    if handover.channel == Channel.OPEN311:
        for carrier in hooks.carriers:
            carrier.recall(handover)
    if state == Handover.State.ENDED or handover.city_due_at is None:
        return
    calendar = clocks.calendar_of(request.service)
    left = calendar.between(handover.handed_at, handover.city_due_at)
    request.due_at = (
        clocks.until(calendar, handover.ended_at, left)
        if left > NOTHING
        else (handover.city_due_at)
    )


def end_with(request: Request, *, at: datetime) -> None:
    """End the handover of a report that is being closed or joined to another, if there is one."""
    handover = open_handover(request)
    if handover is not None:
        finish(handover, request, Handover.State.ENDED, at=at)


def hand_over_by_rule(
    request: Request, body: Organization, rule: Mapping[str, Any], *, at: datetime
) -> Handover:
    """Hand a report over because a rule says whose it is."""
    before = tally_key(request)
    handover = begin(request, body, at=at)
    commit(
        request,
        "service.hand_over",
        actor=SYSTEM,
        at=at,
        before=before,
        public={**facts(handover, request), **rule},
        mails=[*mails_to_body(handover), *told(handover, request)],
    )
    return handover


def facts(handover: Handover, request: Request) -> dict[str, Any]:
    """What the record says of a handover: to whom, how, and until when they promised what."""
    return {
        "body": handover.body.code,
        "channel": str(handover.channel),
        "answer_by": handover.answer_by.isoformat(timespec="seconds"),
        "due": request.due_at.isoformat(timespec="seconds") if request.due_at else None,
    }


def mails_to_body(handover: Handover) -> list[Mail]:
    """The mail that asks a body for its answer; it carries facts and a link."""
    if handover.channel != Channel.EMAIL:
        return []
    terms = terms_of(handover.body)
    return (
        [Mail("service.body_asked", terms.email, terms.language, {"handover": handover.pk})]
        if terms.email
        else []
    )


def told(handover: Handover, request: Request) -> list[Mail]:
    """The mails that tell everybody concerned who has the report now."""
    return mails_to_parties(request, "service.handed_over", body=handover.body.name)


def mails_to_dispatchers(
    request: Request, kind: str, *, at: datetime, **context: Any
) -> list[Mail]:
    """One mail for each person who can hand this report elsewhere."""
    return staff_mails(
        chain.dispatchers(request.unit_id, on=city_day(at)), kind, request, **context
    )


def staff_mails(persons: Any, kind: str, request: Request, **context: Any) -> list[Mail]:
    facts = {"request": request.pk, **context}
    return [
        Mail(kind, person.email, person.language or "fa", facts)
        for person in persons
        if person.email
    ]
