"""The page behind a published figure: its months, its chart, and the newest rows it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.people.actor import Actor
from cityhall.people.queries import city
from cityhall.portal import figures
from cityhall.portal.charts import chart
from cityhall.service import figures as working
from cityhall.service import queries as service
from cityhall.service.queries import FigureOut, Row
from cityhall.web.wording import Wording


@dataclass(frozen=True)
class Counted:
    """A report that the figure counts, and what it adds to it."""

    title: str
    href: str
    value: str
    tone: str
    meta: str


@dataclass(frozen=True)
class MonthRow:
    name: str
    value: str
    rows: int


def page(actor: Actor, figure: FigureOut, words: Wording) -> dict[str, Any]:
    """All that the page says; a fixed number of queries."""
    told = figures.TOLD[figure.code]
    months = [month for month in figure.series if month.calendar == words.calendar]
    percent = figure.unit == "percent"
    return {
        "figure": figure,
        "label": told.label(),
        "definition": told.definition(),
        "tone": told.tone,
        "value": figures.value(figure, figure.value, words),
        "period": figures.period(figure.since, figure.until, words),
        "unit": _("of 100") if percent else _("hours"),
        "chart": chart(
            [month.value for month in months],
            [figures.month_name(one.month, one.calendar, words, year=False) for one in months],
            most=100 if percent else None,
        ),
        "months": [
            MonthRow(
                figures.month_name(one.month, one.calendar, words),
                figures.value(figure, one.value, words),
                one.rows,
            )
            for one in reversed(months)
        ],
        "rows_title": told.rows(),
        "rows": _urgent(actor, figure, words)
        if figure.code == "urgent-hours"
        else _closings(actor, figure, words),
    }


def _urgent(actor: Actor, figure: FigureOut, words: Wording) -> list[Counted]:
    kinds = {row.pk: row for row in service.services(active=False).filter(danger=True)}
    found = service.urgent_reports(actor, list(kinds), _start(figure))
    counted = []
    for row, closed_at in found:
        ends = max(row.requested_at, closed_at or words.now)
        taken = working.hours(kinds[row.service_id], _instant(row.requested_at), _instant(ends))
        value = figures.hours(float(taken[0]), words)
        text = value if closed_at else _("open for %s") % value
        counted.append(_counted(row, text, "done" if closed_at else "waiting", words))
    return counted


def _closings(actor: Actor, figure: FigureOut, words: Wording) -> list[Counted]:
    acts = [act for act in service.counted_acts(figure.code) if act.at >= _start(figure)]
    rows = service.by_number(actor, sorted({act.object_id for act in acts}))
    counted = []
    for act in acts:
        if (row := rows.get(act.object_id)) is None:
            continue
        if figure.code == "not-solved":
            text, tone = _("not solved"), "danger"
        elif act.public.get("on_time"):
            text, tone = _("in time"), "done"
        else:
            text, tone = _("late"), "danger"
        counted.append(_counted(row, text, tone, words, act.at))
    return counted


def _counted(
    row: Row, value: str, tone: str, words: Wording, at: datetime | None = None
) -> Counted:
    kind = words.name(service.catalogue([row]).kinds[row.service_id].name)
    meta = [_("Report %s") % words.digits(row.id)]
    meta += [kind] if row.title else []
    meta.append(words.day(at or row.requested_at, weekday=False))
    return Counted(
        row.title or kind, reverse("request", args=[row.id]), value, tone, " · ".join(meta)
    )


def _start(figure: FigureOut) -> datetime:
    return datetime.combine(figure.since, time.min, city().timezone)


def _instant(moment: datetime) -> np.ndarray:
    return np.array([moment.astimezone(UTC).replace(tzinfo=None)], "M8[us]")
