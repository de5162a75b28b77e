"""A calendar of working time and its arithmetic."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from . import instant
from .errors import CalendarError, HorizonError
from .instant import HORIZON, MICROSECOND, Micros
from .interval import MINUTES_PER_DAY, Day, Interval, Week, check_day, check_week
from .pause import NEVER, Pause, union
from .table import OpenTime, build

# A table is built for as many years ahead as needed: few, then more, at last past HORIZON.
_AHEAD = (1, 9, 51)


@dataclass(frozen=True)
class WorkCalendar:
    """When a clock of working time runs.

    An instant counts when the clock on the wall in `zone` shows an open time: what a
    daylight-saving change skips does not count, what it repeats counts twice.

    zone: IANA name, such as "Asia/Tehran".
    week: seven tuples of Interval, Monday first. Hours past midnight (22:00-06:00) are stored
        split, each part on the date on which it falls.
    holidays: local dates closed from midnight to midnight.
    exceptions: the hours of single dates, in place of the week's and of a holiday: a half day,
        a day off, a Friday worked.

    Raises CalendarError, which names the field, the value and the way out; also for a calendar
    that never opens, since no deadline could be found on it.
    """

    zone: str
    week: Week
    holidays: frozenset[date] = frozenset()
    exceptions: Mapping[date, Day] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_zone(self.zone)
        exceptions = {
            _check_date("exceptions", day): check_day(hours, f"exceptions.{day}")
            for day, hours in self.exceptions.items()
        }
        holidays = frozenset(_check_date("holidays", day) for day in self.holidays)
        object.__setattr__(self, "week", check_week(self.week))
        object.__setattr__(self, "holidays", holidays)
        object.__setattr__(self, "exceptions", exceptions)
        if not any(self.week) and not any(exceptions.values()):
            raise CalendarError("week", self.week, "open at least once, or nothing ever falls due")

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        """Every question looks its table up by the calendar, which never changes."""
        return hash((self.zone, self.week, self.holidays, frozenset(self.exceptions.items())))

    @classmethod
    def always(cls, zone: str) -> "WorkCalendar":
        """Every minute counts, day and night, on holidays too."""
        return cls(zone, ((Interval(0, MINUTES_PER_DAY),),) * 7)

    def add(self, start: datetime, duration: timedelta, pauses: Sequence[Pause] = ()) -> datetime:
        """The deadline: the earliest instant by which `duration` has counted since `start`; in UTC.

        A deadline that uses up a day is that day's closing time, not the next opening, and a
        duration of zero gives `start` itself. Pauses do not count; they may overlap.

        Raises MomentError for a datetime without zone, a negative duration or a year outside
        YEARS; HorizonError if the deadline is further than HORIZON, or an open pause comes first.
        """
        begin = instant.from_datetime("start", start)
        left = instant.from_timedelta("duration", duration)
        for pause_start, pause_end in union(pauses):
            if pause_end <= begin:
                continue
            counted = self._counted(begin, max(begin, pause_start))
            if counted >= left:
                break
            if pause_end == NEVER:
                raise HorizonError("pause.end", None, "nothing falls due until the pause ends")
            begin, left = pause_end, left - counted
        return instant.to_datetime(self._reach_one(begin, left))

    def between(self, a: datetime, b: datetime, pauses: Sequence[Pause] = ()) -> timedelta:
        """How much time counts from `a` to `b`; negative if `b` is earlier.

        Signed, so that between(a, c) = between(a, b) + between(b, c) in whatever order they lie,
        and between(now, due) below zero says how late something is. Raises MomentError.
        """
        begin, end = instant.from_datetime("a", a), instant.from_datetime("b", b)
        first, last = min(begin, end), max(begin, end)
        counted = self._counted(first, last)
        for pause_start, pause_end in union(pauses):
            if pause_start < last and pause_end > first:
                counted -= self._counted(max(first, pause_start), min(last, pause_end))
        return timedelta(microseconds=counted if begin == first else -counted)

    def is_open(self, at: datetime) -> bool:
        """Whether time counts at this instant; at closing time it no longer does."""
        now = instant.from_datetime("at", at)
        return self._counted(now, now + 1) == 1

    def next_open(self, at: datetime) -> datetime:
        """The earliest open instant from `at` on, in UTC: `at` itself while open."""
        # When the first microsecond has counted, the door has been open for just as long.
        return self.add(at, MICROSECOND) - MICROSECOND

    def add_many(
        self, starts: NDArray[np.datetime64], minutes: NDArray[np.int64]
    ) -> NDArray[np.datetime64]:
        """`add` for arrays: starts datetime64 in UTC, whole minutes; the shapes broadcast.

        Returns datetime64[us]. Raises as `add`, naming the first element at fault.
        """
        begin = instant.from_array("starts", starts)
        lengths = instant.from_minutes("minutes", minutes)
        return self._reach("minutes", *np.broadcast_arrays(begin, lengths)).view("M8[us]")

    def between_many(
        self, a: NDArray[np.datetime64], b: NDArray[np.datetime64]
    ) -> NDArray[np.timedelta64]:
        """`between` for arrays of datetime64 in UTC; the shapes broadcast. timedelta64[us]."""
        first, last = instant.from_array("a", a), instant.from_array("b", b)
        return self._between(*np.broadcast_arrays(first, last)).view("m8[us]")

    def _counted(self, begin: int, end: int) -> int:
        years = (instant.year(begin), instant.year(end))
        table = _open_time(self, min(years), max(years))
        return table.before_one(end) - table.before_one(begin)

    def _reach_one(self, begin: int, length: int) -> int:
        """`_reach` for one instant: a fiftieth of the cost of an array of one."""
        if length == 0:
            return begin
        year = instant.year(begin)
        for ahead in _AHEAD:
            table = _open_time(self, year, year + ahead)
            amount = table.before_one(begin) + length
            if amount <= int(table.total[-1]):
                end = table.reach_one(amount)
                if end - begin <= HORIZON // MICROSECOND:
                    return end
                break
        raise instant.too_far("duration", timedelta(microseconds=length))

    def _between(self, begin: Micros, end: Micros) -> Micros:
        if not begin.size:
            return begin
        (first, last), (other_first, other_last) = instant.years(begin), instant.years(end)
        table = _open_time(self, min(first, other_first), max(last, other_last))
        return table.before(end) - table.before(begin)

    def _reach(self, field: str, begin: Micros, lengths: Micros) -> Micros:
        """The earliest instants by which so much has counted since `begin`; same shapes."""
        if not begin.size:
            return begin
        first, last = instant.years(begin)
        for ahead in _AHEAD:
            table = _open_time(self, first, last + ahead)
            amounts = table.before(begin) + lengths
            if amounts.max() <= table.total[-1]:
                break
        never = amounts > table.total[-1]
        ends = np.where(lengths == 0, begin, table.reach(np.where(never, 0, amounts)))
        far = never | (ends - begin > HORIZON // MICROSECOND)
        if far.any():
            length = timedelta(microseconds=int(lengths[far][0]))
            raise instant.too_far(instant.place(field, far), length)
        return ends


def _open_time(calendar: WorkCalendar, first_year: int, last_year: int) -> OpenTime:
    """The table of these years, widened to decades so that few tables serve all questions."""
    return _decades(calendar, first_year // 10, last_year // 10)


@lru_cache(maxsize=32)
def _decades(calendar: WorkCalendar, first: int, last: int) -> OpenTime:
    closed: dict[date, Day] = dict.fromkeys(calendar.holidays, ())
    special = closed | dict(calendar.exceptions)
    return build(ZoneInfo(calendar.zone), calendar.week, special, first * 10, last * 10 + 9)


def _check_zone(zone: object) -> None:
    if isinstance(zone, str):
        with suppress(LookupError, ValueError, OSError):
            ZoneInfo(zone)
            return
    raise CalendarError("zone", zone, "use an IANA name such as Asia/Tehran")


def _check_date(field: str, day: object) -> date:
    # A datetime is a date to Python, yet would never equal one.
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError(field, day, "use a datetime.date")
    return day
