"""A length of time: working time (`3 days`, `4 hours`) or calendar time (`1 year`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from divan.charter.source import Node, refuse_other_digits
from divan.worktime import WorkCalendar

_SPAN = re.compile(r"([0-9]{1,6})\s+(minute|hour|day|week|month|year)s?")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MINUTES = {"minute": 1, "hour": 60}
LONGEST_DAYS = 36_500  # of calendar time
LONGEST_WORK = 2_000  # days of work: within the horizon of calendars open one day a week


@dataclass(frozen=True)
class Span:
    """`number` of `unit`. Minutes, hours and days count in working time, where a day is
    one open day of the calendar; weeks, months and years are calendar time of 7, 30 and 365 days.
    """

    number: int
    unit: str

    @property
    def working(self) -> bool:
        return self.unit in ("minute", "hour", "day")

    @property
    def minutes(self) -> int:
        """Nominal minutes, with a day of 24 hours: for comparing two spans of one kind."""
        return self.number * _MINUTES.get(self.unit, 1440 * _DAYS.get(self.unit, 1))

    def after(self, start: datetime, calendar: WorkCalendar, day: timedelta) -> datetime:
        """The moment this long after `start`. `day` is the working time of one working day."""
        if not self.working:
            return start + timedelta(days=self.number * _DAYS[self.unit])
        if self.unit == "day":
            return calendar.add(start, day * self.number)
        return calendar.add(start, timedelta(minutes=self.number * _MINUTES[self.unit]))

    def before(self, end: datetime) -> datetime:
        """The moment this long before `end`, in calendar time."""
        return end - timedelta(minutes=self.minutes)

    def __str__(self) -> str:
        return f"{self.number} {self.unit}{'' if self.number == 1 else 's'}"


def span(node: Node, *, least: int = 0) -> Span:
    """Read `3 days`. Raises for another form, and for more than a hundred years or
    2,000 days of work."""
    said = node.text().strip()
    found = _SPAN.fullmatch(said)
    wanted = "3 days | 4 hours | 2 weeks | 6 months | 1 year"
    if found is None:
        refuse_other_digits(said, node)
        raise node.fail("wanted", value=said[:40], wanted=wanted)
    made = Span(int(found[1]), found[2])
    if made.minutes > (LONGEST_WORK if made.working else LONGEST_DAYS) * 1440:
        raise node.fail("too_long", value=said[:40])
    if made.number < least:
        raise node.fail("wanted", value=said[:40], wanted=wanted)
    return made
