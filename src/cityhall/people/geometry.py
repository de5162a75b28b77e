"""Lines and rings on a picture: what of them lies within it, with no more points than it can show.

Points are `(x, y)` in pixels, y downwards. A ring is closed by its last point joining its first.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

Point = tuple[float, float]
Rectangle = tuple[float, float, float, float]  # left, top, right, bottom


def span(points: Sequence[Point]) -> Rectangle:
    """The smallest rectangle around points."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def meet(one: Rectangle, other: Rectangle) -> bool:
    """Whether two rectangles have a point in common."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def runs_within(line: Sequence[Point], frame: Rectangle) -> list[list[Point]]:
    """The runs of a line whose segments may cross the frame; what is surely outside is left out."""
    runs: list[list[Point]] = []
    open_run: list[Point] = []
    for start, end in pairwise(line):
        if not meet(span((start, end)), frame):
            open_run = []
            continue
        if not open_run:
            open_run = [start]
            runs.append(open_run)
        open_run.append(end)
    return runs


def ring_within(ring: Sequence[Point], frame: Rectangle) -> list[Point]:
    """A ring cut at the frame (Sutherland and Hodgman, 1974); empty when nothing is left."""
    left, top, right, bottom = frame
    kept = list(ring)
    for axis, limit, side in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        kept = _cut(kept, axis, limit, side)
    return kept


def _cut(ring: list[Point], axis: int, limit: float, side: int) -> list[Point]:
    """The part of a ring on one side of a vertical (axis 0) or horizontal (axis 1) line."""
    kept: list[Point] = []
    for before, here in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was_in, is_in = ((point[axis] - limit) * side >= 0 for point in (before, here))
        if was_in != is_in:
            share = (limit - before[axis]) / (here[axis] - before[axis])
            x, y = (a + share * (b - a) for a, b in zip(before, here, strict=True))
            kept.append((x, y))
        if is_in:
            kept.append(here)
    return kept


def simplified(line: Sequence[Point], tolerance: float) -> list[Point]:
    """The line with the points left out that lie within `tolerance` of it (Douglas, Peucker)."""
    if len(line) < 3:
        return list(line)
    kept = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        farthest, far = first, tolerance
        for place in range(first + 1, last):
            away = _from_segment(line[place], line[first], line[last])
            if away > far:
                farthest, far = place, away
        if farthest != first:
            kept.add(farthest)
            waiting += [(first, farthest), (farthest, last)]
    return [line[place] for place in sorted(kept)]


def _from_segment(point: Point, start: Point, end: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    square = dx * dx + dy * dy
    if square == 0:
        return math.dist(point, start)
    share = ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / square
    share = min(1.0, max(0.0, share))
    return math.dist(point, (start[0] + share * dx, start[1] + share * dy))


def middle_of(ring: Sequence[Point], room: float = 0.0) -> Point:
    """Where the name of a ring is best written."""
    return next(middles_of(ring, room))


def middles_of(ring: Sequence[Point], room: float = 0.0) -> Iterator[Point]:
    """Where the name of a ring may be written, the best place first.

    That is its centre of gravity, unless it has less than `room` pixels to the nearest edge there;
    then the points of a grid, the roomiest first, as far as they lie inside.
    """
    centre = _centre_of(ring)
    if _room_at(ring, centre) >= room:
        yield centre
    left, top, right, bottom = span(ring)
    grid = [
        (left + (right - left) * (column + 0.5) / 10, top + (bottom - top) * (row + 0.5) / 10)
        for row in range(10)
        for column in range(10)
    ]
    rooms = sorted(((_room_at(ring, one), one) for one in [centre, *grid]), reverse=True)
    yield rooms[0][1]
    yield from (one for space, one in rooms[1:] if space > 0)


def spread(points: Sequence[Point], apart: float, frame: Rectangle) -> list[Point]:
    """The points moved no farther than they must be for any two to be this far apart, as far as
    the frame has room."""
    moved = [_inside(x, y, frame) for x, y in points]
    for _round in range(30):
        close = False
        for first, second in combinations(range(len(moved)), 2):
            (x1, y1), (x2, y2) = moved[first], moved[second]
            distance = math.dist((x1, y1), (x2, y2))
            if distance >= apart - 0.5:
                continue
            close = True
            push = (apart - distance) / 2
            turn = math.atan2(y2 - y1, x2 - x1) if distance > 0.01 else float(second)
            x, y = math.cos(turn) * push, math.sin(turn) * push
            moved[first] = _inside(x1 - x, y1 - y, frame)
            moved[second] = _inside(x2 + x, y2 + y, frame)
        if not close:
            break
    return moved


def _inside(x: float, y: float, frame: Rectangle) -> Point:
    left, top, right, bottom = frame
    return min(max(x, left), right), min(max(y, top), bottom)


def _centre_of(ring: Sequence[Point]) -> Point:
    """The centre of gravity of a ring's surface; of its points where it has none."""
    surface = x_sum = y_sum = 0.0
    for (x1, y1), (x2, y2) in _sides(ring):
        cross = x1 * y2 - x2 * y1
        surface += cross
        x_sum += (x1 + x2) * cross
        y_sum += (y1 + y2) * cross
    if abs(surface) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    return x_sum / (3 * surface), y_sum / (3 * surface)


def _room_at(ring: Sequence[Point], point: Point) -> float:
    """The distance from a point to the ring, below zero outside it."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in _sides(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    away = min(_from_segment(point, start, end) for start, end in _sides(ring))
    return away if inside else -away


def surface_of(ring: Sequence[Point]) -> float:
    """The surface of a ring in square pixels."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in _sides(ring))) / 2


def _sides(ring: Sequence[Point]) -> Iterable[tuple[Point, Point]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def unshared(lines: Iterable[Sequence[Point]]) -> list[list[Point]]:
    """The lines with every segment said once, whoever of two neighbours says it first."""
    said: set[tuple[Point, Point]] = set()
    pieces: list[list[Point]] = []
    for line in lines:
        open_piece: list[Point] = []
        for start, end in pairwise(line):
            segment = (start, end) if start <= end else (end, start)
            if segment in said:
                open_piece = []
                continue
            said.add(segment)
            if not open_piece:
                open_piece = [start]
                pieces.append(open_piece)
            open_piece.append(end)
    return pieces


def path_of(lines: Iterable[Sequence[Point]], *, scale: float = 1.0, closed: bool = False) -> str:
    """SVG path data of lines in whole units of `scale` pixels, each point relative to the last."""
    written: list[str] = []
    whole: Callable[[float], int] = lambda value: round(value / scale)  # noqa: E731
    for line in lines:
        steps = [(whole(x), whole(y)) for x, y in line]
        x, y = steps[0]
        data, before = f"M{x}{_next(y)}", (x, y)
        moves = ""
        for here in steps[1:]:
            if here != before:
                moves += _next(here[0] - before[0]) if moves else str(here[0] - before[0])
                moves += _next(here[1] - before[1])
                before = here
        if moves:
            written.append(f"{data}l{moves}{'z' if closed else ''}")
    return "".join(written)


def _next(value: int) -> str:
    return str(value) if value < 0 else f" {value}"
