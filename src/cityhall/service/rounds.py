"""The round of a worker: today's reports in the order in which they are visited, and their map."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup

from cityhall.people import maps
from cityhall.people.actor import Actor
from cityhall.people.geometry import spread
from cityhall.service import queries
from cityhall.service.case import is_late
from cityhall.service.models import Request
from cityhall.service.queries.desk import STANDING
from cityhall.service.route import Spot, nearest_next
from cityhall.web.wording import Wording

ORDERS = ("near", "area", "due")
WIDTH, HEIGHT = 400, 300
APART, MARGIN = 25.0, 14.0  # pixels between the middles of two marks, and to the edge


@dataclass(frozen=True)
class Stop:
    """A report on the round."""

    place: int  # first, second, …
    request: Request
    late: bool
    standing: bool

    @property
    def where(self) -> str:
        parts = (self.request.address, self.request.landmark)
        return "، ".join(part for part in parts if part)

    @property
    def point(self) -> str:
        """Latitude and longitude as map programs take them; empty where none is known."""
        row = self.request
        return "" if row.latitude is None else f"{row.latitude:.5f},{row.longitude:.5f}"

    @property
    def geo(self) -> str:
        """The place as a geo: address (RFC 5870), which a phone opens in its own map."""
        return f"geo:{self.point}?q={self.point}" if self.point else ""


@dataclass(frozen=True)
class Round:
    """`start` is the report from which the walk begins, 0 where the most pressing one does."""

    stops: list[Stop]
    order: str
    start: int
    more: bool

    @property
    def paused(self) -> int:
        """How many stand still, at the end of it."""
        return sum(one.standing for one in self.stops)


def round_of(actor: Actor, order: str, start: int, at: datetime) -> Round:
    """The actor's round: two queries, however many reports there are."""
    rows, more = queries.handed_to(actor)
    known = {row.pk for row in rows}
    start = start if start in known else 0
    return Round(
        [
            Stop(place, row, is_late(row, at), row.status in STANDING)
            for place, row in enumerate(_in_order(rows, order, start), 1)
        ],
        order,
        start,
        more,
    )


def picture(stops: Sequence[Stop], words: Wording) -> Markup | None:
    """The city's own map with the number of every stop on it, each a way to its report.

    Where two would lie on each other they are moved apart, with a line to the place itself.
    """
    placed = [one for one in stops if one.point]
    if not placed:
        return None
    points = [(one.request.latitude, one.request.longitude) for one in placed]
    view = maps.fitting(points, WIDTH, HEIGHT)  # type: ignore[arg-type]  # `point` looked at them
    mark = Markup(
        '<a href="#stop-{number}" aria-label="{label}"><g class="cluster">{line}'
        '<circle r="12" cx="{x:.1f}" cy="{y:.1f}"/><text x="{x:.1f}" y="{y:.1f}">{place}</text>'
        "</g></a>"
    )
    line = Markup('<path stroke="currentColor" d="M{0:.1f} {1:.1f}L{2:.1f} {3:.1f}"/>')
    spots = [view.point(*point) for point in points]  # type: ignore[arg-type]
    places = spread(spots, APART, (MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN))
    marks = Markup()
    drawn = list(zip(placed, spots, places, strict=True))
    for one, spot, (x, y) in reversed(drawn):  # the first lies on top
        away = line.format(*spot, x, y) if math.dist(spot, (x, y)) > 2 else ""
        place, number = words.digits(one.place), words.digits(one.request.pk)
        label = _("%(place)s: report %(number)s") % {"place": place, "number": number}
        marks += mark.format(number=one.request.pk, label=label, x=x, y=y, place=place, line=away)
    return Markup(
        '<svg viewBox="0 0 {width} {height}" role="group" aria-label="{label}" direction="ltr">'
        "{base}{marks}</svg>"
    ).format(
        width=WIDTH,
        height=HEIGHT,
        label=_("Map of the round"),
        base=maps.base(view, words.language, False, places),
        marks=marks,
    )


def _in_order(rows: list[Request], order: str, start: int) -> list[Request]:
    """Dangers to life before all else; then by deadline, by district, or by the way. What is
    paused comes last: nothing is to be done there now."""
    paused = [row for row in rows if row.status in STANDING]
    if paused and len(paused) < len(rows):
        going = [row for row in rows if row.status not in STANDING]
        return _in_order(going, order, start) + _in_order(paused, order, start)
    dangers = [row for row in rows if row.service.danger]
    rest = [row for row in rows if not row.service.danger]
    if order == "area":
        named = sorted(rest, key=lambda row: row.area.sort_key if row.area else "\uffff")
        return dangers + named
    if order == "near":
        return dangers + _by_the_way(rest, dangers, start)
    return dangers + rest


def _by_the_way(rows: list[Request], dangers: list[Request], start: int) -> list[Request]:
    """Always the nearest next, from `start`, the last danger, or the most pressing one; reports
    without a point come last, the most pressing first."""
    by_number = {row.pk: row for row in rows}
    spots = [
        Spot(row.pk, row.latitude, row.longitude)
        for row in rows
        if row.latitude is not None and row.longitude is not None
    ]
    begin = [row for row in (*dangers, *rows) if row.pk == start and row.latitude is not None]
    begin = begin or [row for row in dangers[-1:] if row.latitude is not None]
    if begin:
        first = (begin[0].latitude, begin[0].longitude)
    elif spots:
        first = (spots[0].latitude, spots[0].longitude)
    else:
        return rows
    walk = [by_number[spot.number] for spot in nearest_next(spots, *first)]  # type: ignore[arg-type]
    placed = {row.pk for row in walk}
    return walk + [row for row in rows if row.pk not in placed]
