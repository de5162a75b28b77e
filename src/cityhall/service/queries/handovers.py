"""Reports in the hands of bodies outside: on the page of each, on the desk, and by body."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import handover_keys
from cityhall.service.models import OPEN_HANDOVER, Escalation, Handover, Request
from cityhall.service.queries.visible import visible_to

SHOWN = 100
State = Handover.State


def of_request(request: Request) -> list[Handover]:
    """Every body that this report was handed to, in order; one query. The reader may see the
    report: who has it, who refused it and why is shown to everyone who does."""
    return list(request.handovers.select_related("body"))


def steps_of(request: Request) -> list[Escalation]:
    """Who was told of lateness, in order."""
    return list(request.escalations.all())


def offered_to(request_id: int, body_id: int | None) -> Handover | None:
    """The handover that still waits for the answer of this body."""
    rows = Handover.objects.filter(request=request_id, body=body_id, state=State.OFFERED)
    return rows.first() if body_id is not None else None


def by_key(handover_id: int, key: str) -> Handover | None:
    """The handover whose body holds this key."""
    found = (
        Handover.objects.select_related("body", "request__service", "request__area")
        .filter(pk=handover_id)
        .first()
    )
    return found if found is not None and handover_keys.opens(found, key) else None


def for_mail(handover_id: int) -> Handover | None:
    """A handover that a body is still to answer."""
    rows = Handover.objects.select_related("body", "request__service", "request__area")
    return rows.filter(pk=handover_id, state=State.OFFERED).first()


@dataclass
class Outside:
    """The reports of an officer's reach that lie with bodies outside, by how they stand."""

    silent: list[Handover] = field(default_factory=list)
    refused: list[Handover] = field(default_factory=list)
    late: list[Handover] = field(default_factory=list)
    waiting: list[Handover] = field(default_factory=list)
    taken: list[Handover] = field(default_factory=list)

    @property
    def needs_somebody(self) -> int:
        return len(self.silent) + len(self.refused) + len(self.late)


def outside(actor: Actor, *, at: datetime) -> Outside:
    """What lies with bodies outside, and what came back and was not handed on since; bounded."""
    rows = _in_reach(actor).select_related("body", "request__service", "request__area")
    found = Outside()
    for one in rows.filter(state__in=OPEN_HANDOVER).order_by("answer_by", "pk")[: 3 * SHOWN]:
        due = one.request.due_at
        if one.state == State.TAKEN:
            (found.late if due is not None and due < at else found.taken).append(one)
        else:
            (found.silent if one.answer_by < at else found.waiting).append(one)
    came_back = rows.filter(state=State.REFUSED, request__is_open=True, request__body=None)
    seen: set[int] = set()
    for one in came_back.filter(request__assignee=None).order_by("-ended_at", "-pk")[:SHOWN]:
        if one.request_id not in seen:
            seen.add(one.request_id)
            found.refused.append(one)
    return found


def _in_reach(actor: Actor) -> QuerySet[Handover]:
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if not reach:
        return Handover.objects.none()
    visible = visible_to(actor).filter(unit__in=reach)
    return Handover.objects.filter(request__in=visible.values("pk"))
