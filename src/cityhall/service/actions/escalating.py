"""Lateness goes up the chain of posts: each step once for each deadline, said on the record.

The worker asks every few minutes. What was told stands in `Escalation`, which holds one row for
each report, clock, deadline and step; so a worker that slept for a week, or two at once, tell
nobody twice. A deadline that moves (a pause, a reopening) begins a chain of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from cityhall.people import chain
from cityhall.people.actor import SYSTEM
from cityhall.people.queries import city_day
from cityhall.service import clocks
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.handovers import staff_mails
from cityhall.service.models import Escalation, Request
from cityhall.service.queries.desk import STANDING

Clock = Escalation.Clock
LATER = timedelta(hours=1)
COLUMNS = {Clock.ACKNOWLEDGE: "acknowledge_by", Clock.DUE: "due_at"}


def escalate_late(at: datetime, *, most: int = 200) -> int:
    """Tell whoever has to know of what is late; how many steps were taken."""
    taken = 0
    for request_id, clock in [*_first_steps(at, most), *_next_steps(at, most)]:
        while escalate(request_id, clock, at=at):
            taken += 1
    return taken


@atomic
def escalate(request_id: int, clock: str, *, at: datetime) -> bool:
    """Take the next step of a late report's chain, if it is due; whether one was taken."""
    request = locked(request_id)
    deadline = getattr(request, COLUMNS[Clock(clock)])
    rows = Escalation.objects.filter(request=request, clock=clock)
    stale = rows.exclude(deadline=deadline) if deadline and request.is_open else rows
    stale.filter(next_at__isnull=False).update(next_at=None)
    if not _is_late(request, clock, deadline, at):
        # While its clock stands still it is looked at again later; once it was seen, never.
        seen = clock == Clock.ACKNOWLEDGE and request.acknowledged_at is not None
        rows.filter(next_at__lte=at).update(next_at=None if seen else at + LATER)
        return False
    last = rows.filter(deadline=deadline).order_by("-level").first()
    if last is not None and (last.next_at is None or last.next_at > at):
        return False
    level = last.level + 1 if last is not None else 1
    steps = chain.held_steps(chain.offices(on=city_day(at)), request.unit_id, on=city_day(at))
    if last is not None:
        last.next_at = None
        last.save(update_fields=["next_at"])
    if level > max(len(steps), 1):
        return False
    told = steps[level - 1] if steps else None  # a city without officers still says it is late
    more = level < len(steps)
    row = Escalation.objects.create(
        request=request,
        clock=clock,
        deadline=deadline,
        level=level,
        posts=[post.code for post in told.posts] if told else [],
        at=at,
        next_at=clocks.next_step(request.service, deadline, level) if more else None,
    )
    commit(
        request,
        "service.escalate",
        actor=SYSTEM,
        at=at,
        before=tally_key(request),
        public={
            "clock": str(clock),
            "deadline": deadline.isoformat(timespec="seconds"),
            "level": level,
            "posts": row.posts,
        },
        mails=staff_mails(
            told.holders if told else (),
            "service.escalated",
            request,
            clock=str(clock),
            deadline=deadline.isoformat(),
            level=level,
        ),
    )
    return True


def _is_late(request: Request, clock: str, deadline: datetime | None, at: datetime) -> bool:
    if deadline is None or not request.is_open or deadline > at or request.status in STANDING:
        return False
    return clock == Clock.DUE or request.acknowledged_at is None


def _first_steps(at: datetime, most: int) -> Iterator[tuple[int, str]]:
    """Reports that became late and of which nobody was told."""
    for clock, rows in _late(at).items():
        told = Escalation.objects.filter(
            request=OuterRef("pk"), clock=clock, deadline=OuterRef(COLUMNS[clock])
        )
        fresh = rows.filter(~Exists(told)).order_by(COLUMNS[clock])
        for pk in fresh.values_list("pk", flat=True)[:most]:
            yield pk, str(clock)


def _next_steps(at: datetime, most: int) -> Iterator[tuple[int, str]]:
    rows = Escalation.objects.filter(next_at__lte=at).order_by("next_at")
    yield from rows.values_list("request", "clock")[:most]


def _late(at: datetime) -> dict[Clock, QuerySet[Request]]:
    """Late reports by clock. What an import brought is left out: its deadlines passed elsewhere."""
    running = Request.objects.filter(is_open=True, source="").exclude(status__in=STANDING)
    return {
        Clock.ACKNOWLEDGE: running.filter(acknowledge_by__lte=at, acknowledged_at__isnull=True),
        Clock.DUE: running.filter(due_at__lte=at),
    }
