"""Where the marks of a line chart stand; templates draw them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

Values = Sequence[float | None]


@dataclass(frozen=True)
class Mark:
    x: float
    y: float
    value: float
    label: str


@dataclass(frozen=True)
class Chart:
    """A line over months, the oldest on the left; `grid` are heights with the value they stand for.

    `lines` are runs of marks: a month in which nothing happened breaks the line.
    """

    width: int
    height: int
    lines: list[list[Mark]]
    grid: list[tuple[float, float]]
    labels: list[tuple[float, str]]

    @staticmethod
    def points(line: Sequence[Mark]) -> str:
        return " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in line)


def spark(values: Values, width: int = 150, height: int = 30) -> str:
    """The points of a small line without axes; empty with fewer than two values."""
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(known) < 2:
        return ""
    least, most = min(value for _, value in known), max(value for _, value in known)
    step, span = width / (len(values) - 1), (most - least) or 1.0
    flat = most == least
    return " ".join(
        f"{place * step:.0f},{height / 2 if flat else 2 + (height - 4) * (most - value) / span:.1f}"
        for place, value in known
    )


def chart(
    values: Values, labels: Sequence[str], *, most: float | None = None, width: int = 460
) -> Chart:
    """A chart of months. `most` is the highest possible value, such as 100 for shares."""
    height, start, top, bottom = 220, 44, 12, 188
    highest = _round_up(max((value for value in values if value is not None), default=1))
    highest = min(highest, most) if most else highest
    step = (width - start - 24) / max(len(values) - 1, 1)

    def mark(place: int, value: float) -> Mark:
        y = bottom - (bottom - top) * min(value, highest) / highest
        return Mark(start + place * step, y, value, labels[place])

    lines: list[list[Mark]] = [[]]
    for place, value in enumerate(values):
        if value is None:
            lines.append([])
        else:
            lines[-1].append(mark(place, value))
    grid = [(bottom - (bottom - top) * part / 4, highest * part / 4) for part in range(5)]
    named = [(start + place * step, label) for place, label in enumerate(labels)]
    named = named[::-1][::2][::-1]  # every other name, the last one among them
    return Chart(width, height, [line for line in lines if line], grid, named)


def _round_up(value: float) -> float:
    """The next 4, 8, 20, 40, 80, 200 … so that four lines of a grid fall on whole numbers."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return next(
        float(step * power) for step in (2, 4, 8, 20) if step * power >= value and step * power >= 4
    )
