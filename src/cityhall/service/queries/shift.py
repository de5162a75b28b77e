"""What will be late by the end of the shift: of an officer's own reach, by its deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import clocks
from cityhall.service.models import Request
from cityhall.service.queries.desk import MOST_COUNTED, STANDING
from cityhall.service.queries.visible import AREA, visible_to

SHOWN = 50


@dataclass(frozen=True)
class Shift:
    """Until when the shift lasts; what is due by then, what must be seen, how much is late."""

    ends: datetime
    due: list[Request]
    due_count: int  # at most 1,000, as the queue counts
    unseen: list[Request]
    unseen_count: int
    late_count: int

    @property
    def is_quiet(self) -> bool:
        return not (self.due or self.unseen or self.late_count)


def shift(actor: Actor, *, at: datetime, count: int = SHOWN) -> Shift:
    """Six queries at most, each along an index of deadlines."""
    ends = clocks.end_of_shift(at)
    rows = _running(actor)
    due = rows.filter(due_at__gte=at, due_at__lt=ends)
    unseen = rows.filter(acknowledged_at=None, acknowledge_by__gte=at, acknowledge_by__lt=ends)
    return Shift(
        ends,
        _read(due.order_by("due_at", "pk"), count),
        due[:MOST_COUNTED].count(),
        _read(unseen.order_by("acknowledge_by", "pk"), count),
        unseen[:MOST_COUNTED].count(),
        rows.filter(due_at__lt=at)[:MOST_COUNTED].count(),
    )


def _read(rows: QuerySet[Request], count: int) -> list[Request]:
    rows = rows.select_related("service", "area", "unit", "assignee", "body")
    left_out = ("description", "answers", "search", "service__questions", AREA)
    return list(rows.defer(*left_out)[:count])


def _running(actor: Actor) -> QuerySet[Request]:
    """Open reports of the actor's reach whose clock runs; a field worker's own."""
    rows = visible_to(actor).filter(is_open=True).exclude(status__in=STANDING)
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if actor.person is None:
        return Request.objects.none()
    return rows.filter(unit__in=reach) if reach else rows.filter(assignee=actor.person)
