"""The published figures: what each one says, and how it is worked out of the rows, in bulk.

Nothing is left out to look better: an urgent report that still waits counts with the time it has
waited, and a closing that its reporter rejected counts as rejected however it went on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cityhall.acts import queries as acts
from cityhall.people.queries import city
from cityhall.service.clocks import calendar_of
from cityhall.service.models import Outcome, Request, Service
from divan import language

RECENT = timedelta(days=90)  # what the number itself speaks of
MONTHS = 12  # what its series shows, this month included
Instants = NDArray[np.datetime64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Sample:
    """One number for each report or closing, with the moment by which it belongs to a month."""

    moments: Instants
    values: Numbers


@dataclass(frozen=True)
class Worked:
    """A figure as it is to be kept."""

    code: str
    value: float | None
    rows: int
    series: list[dict[str, Any]]
    since: date
    until: date


def work_out(at: datetime) -> list[Worked]:
    """All figures as of a moment; a handful of queries, whatever the number of reports."""
    start = _utc(_months(at, "gregorian")[0][1])
    start = min(start, _utc(_months(at, "jalali")[0][1]))
    closed, on_time, rejected = _closings(start)
    return [
        _figure("urgent-hours", Sample(*_urgent(start, at)), np.median, at),
        _figure("not-solved", Sample(closed, rejected), _percent, at),
        _figure("on-time", Sample(closed, on_time), _percent, at),
    ]


def hours(service: Service, starts: Instants, ends: Instants) -> Numbers:
    """Hours between moments on the clock of a kind: day and night for dangers that have it so."""
    spans = calendar_of(service).between_many(starts, ends)
    return spans / np.timedelta64(1, "h")


def _urgent(start: np.datetime64, at: datetime) -> tuple[Instants, Numbers]:
    """Urgent reports made since `start`, and the hours until each was closed, or until now."""
    moments: list[Instants] = []
    values: list[Numbers] = []
    for service in Service.objects.filter(danger=True):
        rows = (
            Request.objects.filter(service=service, is_public=True, requested_at__gte=_aware(start))
            .exclude(outcome=Outcome.DUPLICATE)
            .values_list("requested_at", "closed_at")
        )
        made = [(_naive(made), _naive(closed or at)) for made, closed in rows.iterator()]
        pairs = np.array(made, "M8[us]").reshape(-1, 2)
        moments.append(pairs[:, 0])
        values.append(hours(service, pairs[:, 0], np.maximum(pairs[:, 0], pairs[:, 1])))
    if not moments:
        return np.array([], "M8[us]"), np.array([])
    return np.concatenate(moments), np.concatenate(values)


def _closings(start: np.datetime64) -> tuple[Instants, Numbers, Numbers]:
    """Public closings since `start`: when, whether in time, whether the reporter said no (0, 1).

    A closing was rejected when the next thing recorded of that report is its reopening. One that
    was taken back at once never counted.
    """
    objects, positions, moments, kept, closings = [], [], [], [], []
    found = acts.public_facts(("service.close", "service.reopen"), since=_aware(start))
    undone = acts.undone(since=_aware(start))
    for act in found:
        if act.position in undone:
            continue
        objects.append(act.object_id)
        positions.append(act.position)
        moments.append(_naive(act.at))
        closings.append(act.verb == "service.close")
        kept.append(act.public.get("on_time") is True)
    order = np.lexsort((np.array(positions, np.int64), np.array(objects, np.int64)))
    same = np.array(objects, np.int64)[order]
    is_closing = np.array(closings, bool)[order]
    rejected = np.zeros(len(order), bool)
    rejected[:-1] = (same[:-1] == same[1:]) & ~is_closing[1:]
    when = np.array(moments, "M8[us]")[order]
    in_time = np.array(kept, bool)[order]
    return (
        when[is_closing],
        in_time[is_closing].astype(float),
        rejected[is_closing].astype(float),
    )


def _figure(code: str, sample: Sample, summary: Callable[[Numbers], Any], at: datetime) -> Worked:
    def over(since: date, until: date) -> tuple[float | None, int]:
        """The summary of what falls on these local days, both included."""
        first, last = _utc(since), _utc(until + timedelta(days=1))
        part = sample.values[(sample.moments >= first) & (sample.moments < last)]
        return (round(float(summary(part)), 4) if part.size else None), int(part.size)

    until = at.astimezone(city().timezone).date()
    since = until - RECENT + timedelta(days=1)
    value, rows = over(since, until)
    series = []
    for calendar in ("jalali", "gregorian"):
        for month, first, last in _months(at, calendar):
            in_month, count = over(first, last)
            series.append(
                {
                    "calendar": calendar,
                    "month": month,
                    "since": first.isoformat(),
                    "until": min(last, until).isoformat(),
                    "value": in_month,
                    "rows": count,
                }
            )
    return Worked(code, value, rows, series, since, until)


def _percent(values: Numbers) -> float:
    return 100 * float(np.mean(values))


def _months(at: datetime, calendar: str) -> list[tuple[str, date, date]]:
    """The last months of a calendar, this one included: name, first day, last day."""
    today = at.astimezone(city().timezone).date()
    year, month = language.jalali(today)[:2] if calendar == "jalali" else (today.year, today.month)
    numbers = [year * 12 + month - 1 - back for back in range(MONTHS - 1, -2, -1)]
    firsts = [(number, _first(number, calendar)) for number in numbers]
    return [
        (f"{number // 12:04}-{number % 12 + 1:02}", first, after - timedelta(days=1))
        for (number, first), (_number, after) in pairwise(firsts)
    ]


def _first(number: int, calendar: str) -> date:
    year, month = number // 12, number % 12 + 1
    return language.from_jalali(year, month, 1) if calendar == "jalali" else date(year, month, 1)


def _naive(moment: datetime) -> datetime:
    """In UTC without saying so, as NumPy wants it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def _aware(moment: np.datetime64) -> datetime:
    naive: datetime = moment.astype("M8[us]").astype(object)
    return naive.replace(tzinfo=UTC)


def _utc(day: date) -> np.datetime64:
    """The instant at which a local day begins."""
    start = datetime(day.year, day.month, day.day, tzinfo=city().timezone)
    return np.datetime64(_naive(start), "us")
