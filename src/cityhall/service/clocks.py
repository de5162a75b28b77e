"""Until when: the targets of a kind of report, in the city's working time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cityhall.acts import queries as acts
from cityhall.people.queries import city
from cityhall.service import targets
from cityhall.service.models import Request, Service
from divan import worktime

NOTHING = timedelta()


def calendar_of(service: Service) -> worktime.WorkCalendar:
    """The hours that count for this kind: all of them for dangers, the city's own otherwise."""
    facts = city()
    return facts.around_the_clock if service.round_the_clock else facts.calendar


def until(
    calendar: worktime.WorkCalendar,
    start: datetime,
    time: timedelta,
    pauses: Sequence[worktime.Pause] = (),
) -> datetime:
    """The deadline after so much working time, in whole seconds: as the record says it."""
    return calendar.add(start, time, pauses).replace(microsecond=0)


def acknowledge_by(service: Service, requested_at: datetime) -> datetime:
    minutes = timedelta(minutes=service.acknowledge_minutes)
    return until(calendar_of(service), requested_at, minutes)


def due_at(service: Service, requested_at: datetime) -> datetime:
    minutes = timedelta(minutes=service.resolve_minutes)
    return until(calendar_of(service), requested_at, minutes)


def due_after_pause(request: Request, start: datetime, end: datetime) -> datetime | None:
    """The deadline once a pause is over: what was left of it at `start` is left at `end`.

    It moves what was promised, so it holds after a reopening, for deadlines that an import
    brought, and when the targets of the kind have changed since. What was late stays late.
    """
    if request.due_at is None:
        return None
    calendar = calendar_of(request.service)
    left = calendar.between(start, request.due_at)
    return until(calendar, end, left) if left > NOTHING else request.due_at


def next_step(service: Service, deadline: datetime, level: int) -> datetime:
    """When the step after `level` up the chain of posts is due, if the report is still late.

    Each step waits half as long as was promised, an hour at least, a working day at most.
    """
    calendar = calendar_of(service)
    day = 1440 if service.round_the_clock else targets.working_day(calendar)
    wait = max(60, min(service.resolve_minutes // 2, day))
    return until(calendar, deadline, timedelta(minutes=wait * level))


def end_of_shift(at: datetime) -> datetime:
    """When the city's office closes next: today, or on its next open day."""
    calendar = city().calendar
    begun = calendar.next_open(at)
    local = begun.astimezone(city().timezone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    left = calendar.between(begun, midnight)
    return calendar.add(begun, left)


@dataclass(frozen=True)
class Clock:
    """Working time: how much has passed, how much was promised, whether the clock stands still."""

    spent: timedelta
    promised: timedelta
    standing: bool = False

    @property
    def late(self) -> timedelta:
        """How long past the promise; nothing while there is time left."""
        return max(self.spent - self.promised, NOTHING)


def clock(request: Request, at: datetime) -> Clock | None:
    """The clock of a report, stopped when it was closed; `None` where nothing was promised.

    What was promised is what has passed and what is left, so it holds for moved deadlines too.
    """
    if request.due_at is None:
        return None
    calendar, end = calendar_of(request.service), request.closed_at or at
    pauses = list(request.pauses.values_list("started_at", "ended_at"))
    standing = [start for start, stop in pauses if stop is None and request.is_open]
    used = calendar.between(started(request), end, _clipped(pauses, end))
    left = calendar.between(min(standing, default=end), request.due_at)
    return Clock(used, used + left, bool(standing))


def spent(request: Request, at: datetime) -> timedelta:
    """Working time that has passed since the report (or its reopening), pauses left out."""
    end = request.closed_at or at
    pauses = request.pauses.values_list("started_at", "ended_at")
    return calendar_of(request.service).between(started(request), end, _clipped(pauses, end))


def _clipped(
    pauses: Iterable[tuple[datetime, datetime | None]], end: datetime
) -> list[worktime.Pause]:
    return [worktime.Pause(start, max(start, stop or end)) for start, stop in pauses]


def started(request: Request) -> datetime:
    """When the clock of a report began: with the report, or with its last reopening."""
    if not request.reopened:
        return request.requested_at
    reopening = acts.last(request, "service.reopen")
    return reopening.at if reopening else request.requested_at
