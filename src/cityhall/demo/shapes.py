"""Plane geometry for drawing a map: points are ``(x, y)`` in metres from the city's centre."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

Point = tuple[float, float]
Line = list[Point]


def polar(degrees: float, radius: float) -> Point:
    """The point at an angle (counter-clockwise from east) and distance from the centre."""
    angle = math.radians(degrees)
    return radius * math.cos(angle), radius * math.sin(angle)


def rotate(point: Point, degrees: float) -> Point:
    """The point turned counter-clockwise about the centre."""
    angle = math.radians(degrees)
    x, y = point
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def warp(point: Point) -> Point:
    """A gentle bend of the whole plane, so that no street is drawn with a ruler."""
    x, y = point
    return (
        x + 55 * math.sin(y / 620 + 1) + 28 * math.sin(x / 870),
        y + 50 * math.sin(x / 740) + 24 * math.sin(y / 480 + 2),
    )


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Whether the point lies in the polygon (even-odd rule); ``ring`` may be open or closed."""
    x, y = point
    odd = False
    for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def length(line: Sequence[Point]) -> float:
    """Metres along the line."""
    return sum(math.dist(a, b) for a, b in pairwise(line))


def along(line: Sequence[Point], fraction: float) -> Point:
    """The point at a fraction 0 to 1 of the line's length."""
    left = fraction * length(line)
    for a, b in pairwise(line):
        step = math.dist(a, b)
        if left <= step and step:
            t = left / step
            return a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])
        left -= step
    return line[-1]


def distance_to_line(point: Point, line: Sequence[Point]) -> float:
    """Metres from the point to the nearest place on the line."""
    return min(_to_segment(point, a, b) for a, b in pairwise(line))


def clip(line: Sequence[Point], keep: Callable[[Point], bool]) -> list[Line]:
    """The pieces of a densely sampled line whose points satisfy ``keep``.

    Where the line crosses the border a point is found by halving, so pieces end on the border.
    """
    pieces: list[Line] = []
    current: Line = []
    for a, b in pairwise(line):
        if keep(a):
            current.append(a)
        if keep(a) != keep(b):
            current.append(_border(a, b, keep))
            if keep(a):
                pieces.append(current)
                current = []
    if keep(line[-1]):
        current.append(line[-1])
    if current:
        pieces.append(current)
    return pieces


def simplify(line: Sequence[Point], tolerance: float) -> Line:
    """Douglas and Peucker's thinning: no dropped point is farther than ``tolerance`` metres."""
    if len(line) < 3:
        return list(line)
    gaps = [_to_segment(point, line[0], line[-1]) for point in line[1:-1]]
    worst = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[worst] <= tolerance:
        return [line[0], line[-1]]
    cut = worst + 1
    return simplify(line[: cut + 1], tolerance)[:-1] + simplify(line[cut:], tolerance)


def _to_segment(point: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if not square:
        return math.dist(point, a)
    t = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square
    t = max(0.0, min(1.0, t))
    return math.dist(point, (a[0] + t * dx, a[1] + t * dy))


def _border(a: Point, b: Point, keep: Callable[[Point], bool]) -> Point:
    """The crossing between a kept and a dropped point, within a few centimetres."""
    kept = keep(a)
    for _ in range(10):
        middle = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
        if keep(middle) == kept:
            a = middle
        else:
            b = middle
    return a if kept else b
