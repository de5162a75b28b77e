"""Open time as sorted arrays: the one truth from which every answer is read.

An instant is open when the clock on the wall of the calendar's zone shows an open time. So what a
daylight-saving change skips does not count, and what it repeats counts twice; a whole day open is
23, 24 or 25 hours. All numbers are int64 microseconds since 1970-01-01 UTC, so nothing is rounded.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np

from .instant import EPOCH, MICROSECOND, MINUTE, Micros
from .interval import MINUTES_PER_DAY, Day, Week

_SECOND = timedelta(seconds=1) // MICROSECOND
_DAY = timedelta(days=1) // MICROSECOND
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


@dataclass(frozen=True)
class OpenTime:
    """Disjoint open intervals [opens[i], closes[i]), ascending, and the open time up to each close.

    The first interval is empty and stands at the start of the table, so that a search always
    finds one.
    """

    opens: Micros
    closes: Micros
    total: Micros

    def before(self, instants: Micros) -> Micros:
        """Open microseconds from the start of the table until each instant; any shape."""
        last = np.searchsorted(self.opens, instants, side="right") - 1
        unused = np.maximum(self.closes[last] - instants, 0)
        return np.asarray(self.total[last] - unused)

    def reach(self, amounts: Micros) -> Micros:
        """The earliest instant before which so much was open: the inverse of `before`.

        0 <= amounts <= total[-1], of any shape; 0 gives the start of the table.
        """
        last = np.searchsorted(self.total, amounts, side="left")
        return np.asarray(self.closes[last] - (self.total[last] - amounts))

    def before_one(self, instant: int) -> int:
        """`before` for one instant, without the cost of an array."""
        opens, closes, total = self._lists
        last = bisect_right(opens, instant) - 1
        return total[last] - max(closes[last] - instant, 0)

    def reach_one(self, amount: int) -> int:
        """`reach` for one amount."""
        _opens, closes, total = self._lists
        last = bisect_left(total, amount)
        return closes[last] - (total[last] - amount)

    @cached_property
    def _lists(self) -> tuple[list[int], list[int], list[int]]:
        return self.opens.tolist(), self.closes.tolist(), self.total.tolist()


def build(
    zone: ZoneInfo, week: Week, special: Mapping[date, Day], first_year: int, last_year: int
) -> OpenTime:
    """The open time of these years (UTC, both included); `special` dates replace their weekday."""
    start, stop = _new_year(first_year), _new_year(last_year + 1)
    wall_opens, wall_closes = _wall_clock(week, special, start // _DAY - 1, stop // _DAY + 1)
    pieces = [np.array([[start], [start]])]
    changes = _offset_changes(zone, start, stop)
    for (since, offset), (until, _) in zip(changes, [*changes[1:], (stop, 0)], strict=True):
        first = np.searchsorted(wall_closes, since + offset, side="right")
        last = np.searchsorted(wall_opens, until + offset, side="left")
        wall = np.stack([wall_opens[first:last], wall_closes[first:last]])
        pieces.append(np.clip(wall - offset, since, until))
    opens, closes = np.concatenate(pieces, axis=1)
    return OpenTime(opens, closes, np.cumsum(closes - opens))


def _wall_clock(
    week: Week, special: Mapping[date, Day], first_day: int, last_day: int
) -> tuple[Micros, Micros]:
    """Opens and closes in microseconds of the wall clock, for days counted from the epoch."""
    dates = {day.toordinal() - _EPOCH_ORDINAL: hours for day, hours in special.items()}
    days = np.arange(first_day, last_day + 1)
    ordinary = days[~np.isin(days, np.fromiter(dates, np.int64, len(dates)))]
    weekday = (ordinary + _EPOCH_WEEKDAY) % len(week)
    pieces = [
        _on(ordinary[weekday == number], hours) for number, day in enumerate(week) for hours in day
    ]
    pieces += [
        _on(np.array([day]), hours) for day, intervals in dates.items() for hours in intervals
    ]
    rows = np.concatenate([np.empty((2, 0), np.int64), *pieces], axis=1)
    opens, closes = rows[:, np.argsort(rows[0])] * MINUTE
    return opens, closes


def _on(days: Micros, hours: tuple[int, int]) -> Micros:
    """Shape (2, days): the minutes since the epoch at which these hours begin and end."""
    return np.asarray(days * MINUTES_PER_DAY + np.array(hours)[:, None])


def _offset_changes(zone: ZoneInfo, start: int, stop: int) -> list[tuple[int, int]]:
    """(instant, offset from UTC in force since then), the first at `start`.

    zoneinfo tells offsets, not changes, so each day's offset is asked and a change is found by
    halving. No zone of the IANA database has changed twice within a day since 1900.
    """
    changes = [(start, _offset(zone, start))]
    for instant in range(start + _DAY, stop + 1, _DAY):
        offset = _offset(zone, instant)
        if offset != changes[-1][1]:
            changes.append((_change_between(zone, instant - _DAY, instant), offset))
    return changes


def _change_between(zone: ZoneInfo, before: int, after: int) -> int:
    """The instant of the one change in (before, after]; changes fall on whole seconds."""
    old = _offset(zone, before)
    while after - before > _SECOND:
        middle = (before + after) // 2 // _SECOND * _SECOND
        if _offset(zone, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, instant: int) -> int:
    at = EPOCH + timedelta(microseconds=instant)
    return (at.astimezone(zone).replace(tzinfo=UTC) - at) // MICROSECOND


def _new_year(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - EPOCH) // MICROSECOND
