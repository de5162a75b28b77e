"""The plain week of a simulation: five days of eight hours, no holidays; seconds of working time.

Every charter meets the same week, so that they differ by their rules alone. A second of working
time is the moment at which the calendar of the engine's world has counted so much since the
origin; a whole number of days is the end of a day, as in `divan.worktime`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from divan import worktime
from divan.charter.simulate.stream import DAY, WEEK
from divan.charter.span import Span

CALENDAR = worktime.load(
    {"zone": "UTC", "week": {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
_DATE, _SEVEN = 86_400, 7 * 86_400  # calendar seconds
_MINUTES = {"minute": 1, "hour": 60}


def after(span: Span, at: int, calendar: int | None = None) -> tuple[int, int | None]:
    """The second of working time at which a span that began at `at` is over; and, where nobody
    works at that moment, the calendar second itself, from which a next span has to count.

    `calendar`: the calendar second of the beginning, where that was no working moment either.
    """
    if span.unit == "day":
        return at + span.number * DAY, None
    if span.working:
        return at + span.number * _MINUTES[span.unit] * 60, None
    begun = int(passed(np.array([at]))[0]) if calendar is None else calendar
    over = begun + span.minutes * 60
    counted = open_until(over)
    return counted, None if int(passed(np.array([counted]))[0]) == over else over


def passed(at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Calendar seconds since the origin at seconds of working time; same shape."""
    day, rest = np.divmod(at, DAY)
    closing = (rest == 0) & (day > 0)
    day, rest = np.where(closing, day - 1, day), np.where(closing, DAY, rest)
    calendar: NDArray[np.int64] = day // 5 * _SEVEN + day % 5 * _DATE + rest
    return calendar


def open_until(calendar: int) -> int:
    """How much working time has counted by a calendar second since the origin."""
    week, rest = divmod(calendar, _SEVEN)
    day, second = divmod(rest, _DATE)
    return week * WEEK + min(day, 5) * DAY + (min(second, DAY) if day < 5 else 0)


def moment(origin: datetime, at: int) -> datetime:
    """A second of working time as the calendar has it."""
    return CALENDAR.add(origin, timedelta(seconds=at))
