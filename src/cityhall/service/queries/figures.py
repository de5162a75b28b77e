"""The published figures as they are kept, and the newest rows behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from cityhall.acts import queries as acts
from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.service.models import Figure, Outcome
from cityhall.service.queries.lists import Row
from cityhall.service.queries.visible import visible_to

FIGURES = ("urgent-hours", "not-solved", "on-time")
MOST_ROWS = 25
_ACTS = {"not-solved": "service.reopen", "on-time": "service.close"}


class Month(msgspec.Struct, frozen=True):
    """One month of a series, in one calendar; `value` is null where nothing happened."""

    calendar: str
    month: str
    since: date
    until: date
    value: float | None
    rows: int


class FigureOut(msgspec.Struct, frozen=True):
    """A published number. Hours, or a share of 100; `rows` is how many it was worked out of."""

    code: str
    unit: str
    value: float | None
    rows: int
    since: date
    until: date
    computed_at: datetime
    series: list[Month]


def figures() -> list[FigureOut]:
    """All figures that have been worked out, in their order."""
    kept = {row.code: row for row in Figure.objects.filter(code__in=FIGURES)}
    return [_out(kept[code]) for code in FIGURES if code in kept]


def figure(code: str) -> FigureOut | None:
    """One figure, if there is one of this code."""
    row = Figure.objects.filter(code=code).first() if code in FIGURES else None
    return _out(row) if row is not None else None


def urgent_reports(
    actor: Actor, services: Sequence[int], since: datetime, count: int = MOST_ROWS
) -> list[tuple[Row, datetime | None]]:
    """The newest urgent reports that a figure counts, each with its closing."""
    rows = visible_to(actor, public_only=True).filter(service__in=services, requested_at__gte=since)
    rows = rows.exclude(outcome=Outcome.DUPLICATE).order_by("-requested_at", "-id")
    found = rows.values_list(*Row._fields, "closed_at")[:count]
    return [(Row(*one[:-1]), one[-1]) for one in found]


def counted_acts(code: str, count: int = MOST_ROWS) -> list[Act]:
    """The newest closings or reopenings that a figure counts."""
    found = acts.newest_public(_ACTS[code], count)
    undone = acts.undone(after=found[-1].position) if found else set()
    return [act for act in found if act.position not in undone]


def by_number(actor: Actor, request_ids: Sequence[int]) -> Mapping[int, Row]:
    """Public reports by their numbers; what is not public is left out."""
    rows = visible_to(actor, public_only=True).filter(pk__in=list(request_ids))
    return {one[0]: Row(*one) for one in rows.values_list(*Row._fields)}


def _out(row: Figure) -> FigureOut:
    unit = "hours" if row.code == "urgent-hours" else "percent"
    series: list[Any] = row.series
    return FigureOut(
        code=row.code,
        unit=unit,
        value=row.value,
        rows=row.rows,
        since=row.since,
        until=row.until,
        computed_at=row.computed_at,
        series=msgspec.convert(series, list[Month]),
    )
