"""Opening hours of one day, and of a week, in whole minutes of the wall clock."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from .errors import CalendarError

MINUTES_PER_DAY = 24 * 60
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Not \d: it would also match digits of other scripts.
_HOURS = re.compile(r"([0-9]{2}):([0-5][0-9])-([0-9]{2}):([0-5][0-9])")


class Interval(NamedTuple):
    """Open from minute `start` of a day until minute `end`, the end not included.

    0 <= start < 1440 and 0 <= end <= 1440, where 1440 is 24:00. In a week, an end before the
    start lies on the next day (22:00-06:00). `Interval(450, 870)` is 07:30-14:30.
    """

    start: int
    end: int

    @classmethod
    def parse(cls, text: object, field: str = "interval") -> "Interval":
        """Read "07:30-14:30". Raises CalendarError that names `field`."""
        match = _HOURS.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise CalendarError(field, text, "write hours as HH:MM-HH:MM, such as 07:30-14:30")
        hour, minute, end_hour, end_minute = map(int, match.groups())
        return check(cls(hour * 60 + minute, end_hour * 60 + end_minute), field)

    def __str__(self) -> str:
        return f"{_clock(self.start)}-{_clock(self.end)}"


Day = tuple[Interval, ...]
Week = tuple[Day, ...]


def check(interval: Sequence[int], field: str) -> Interval:
    """The interval, if its minutes are those of a day."""
    if len(interval) != 2 or not all(type(minute) is int for minute in interval):
        raise CalendarError(field, interval, "an interval is two whole numbers of minutes")
    start, end = interval
    if not (0 <= start < MINUTES_PER_DAY and 0 <= end <= MINUTES_PER_DAY):
        raise CalendarError(
            field, str(Interval(start, end)), "hours run from 00:00 to 24:00, starting before 24:00"
        )
    if start == end:
        raise CalendarError(
            field, str(Interval(start, end)), "it has no length; a whole day is 00:00-24:00"
        )
    return Interval(start, end)


def check_day(intervals: Iterable[Sequence[int]], field: str) -> Day:
    """One date's intervals, sorted. Raises CalendarError if one overlaps or passes midnight."""
    day = [check(interval, f"{field}[{place}]") for place, interval in enumerate(intervals)]
    for place, interval in enumerate(day):
        if interval.end < interval.start:
            raise CalendarError(
                f"{field}[{place}]",
                str(interval),
                "hours of a single date end by 24:00; give the rest to the next date",
            )
    return _disjoint(day, field)


def check_week(week: Sequence[Iterable[Sequence[int]]], field: str = "week") -> Week:
    """Seven days from Monday, hours past midnight moved to the day on which they fall."""
    if len(week) != len(DAYS):
        raise CalendarError(
            field, week, "a week is seven days, Monday first; a closed day is empty"
        )
    days: list[list[Interval]] = [[] for _ in DAYS]
    for number, (name, intervals) in enumerate(zip(DAYS, week, strict=True)):
        for place, pair in enumerate(intervals):
            interval = check(pair, f"{field}.{name}[{place}]")
            if interval.start < interval.end:
                days[number].append(interval)
                continue
            days[number].append(Interval(interval.start, MINUTES_PER_DAY))
            if interval.end:
                days[(number + 1) % len(DAYS)].append(Interval(0, interval.end))
    return tuple(_disjoint(day, f"{field}.{name}") for name, day in zip(DAYS, days, strict=True))


def _disjoint(day: list[Interval], field: str) -> Day:
    day.sort()
    for earlier, later in pairwise(day):
        if later.start < earlier.end:
            raise CalendarError(
                field, f"{earlier} and {later}", "they overlap; count each minute once"
            )
    return tuple(day)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
