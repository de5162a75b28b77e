"""Where two routes of the same matter differ: exact boxes over the values both charters know.

Two charters may bound a field differently, or name other values of a choice. What is compared is
what both allow; a field that only one of them has is an axis too, of which the other takes no
notice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from divan.charter import boxes
from divan.charter.boxes import Box
from divan.charter.fields import Field
from divan.charter.model import Matter

MOST_PIECES = 20_000


class TooManyError(ValueError):
    """The cases of a route fall into more pieces than a person could read."""


@dataclass(frozen=True)
class Axis:
    """A field as both charters allow it. `values` are names of a choice, in the new order."""

    name: str
    low: int
    high: int
    values: tuple[str, ...] = ()
    dated: bool = False  # whether the numbers are ordinals of days


def common_axes(old: Matter, new: Matter) -> tuple[Axis, ...]:
    """The axes of what both allow; empty ranges where they share no value of a field."""
    before = {one.name: one for one in old.deciding}
    after = {one.name: one for one in new.deciding}
    return tuple(
        _axis(before.get(name, after.get(name)), after.get(name, before.get(name)))
        for name in dict.fromkeys([*after, *before])
    )


def _axis(old: Field | None, new: Field | None) -> Axis:
    assert old is not None and new is not None  # noqa: S101 - the name came from one of them
    if new.kind in ("choice", "area", "flag"):
        shared = tuple(one for one in new.values if one in old.values)
        return Axis(new.name, 0, len(shared) - 1, shared)
    return Axis(new.name, max(old.low, new.low), min(old.high, new.high), dated=new.kind == "date")


def regions(matter: Matter, axes: Sequence[Axis]) -> list[list[Box]]:
    """For every case the disjoint boxes for which it decides, since none before it does.

    Raises `TooManyError` above 20,000 pieces.
    """
    found: list[list[Box]] = []
    taken: list[Box] = []
    for case in matter.cases:
        pieces = [box for one in case.when.boxes for box in _lifted(matter, one, axes)]
        pieces = _disjoint(pieces)
        for box in taken:
            pieces = [part for piece in pieces for part in boxes.subtract(piece, box)]
            if len(pieces) > MOST_PIECES:
                raise TooManyError(matter.name)
        found.append(pieces)
        taken.extend(pieces)
    return found


def _disjoint(many: Sequence[Box]) -> list[Box]:
    kept: list[Box] = []
    for one in many:
        pieces = [one]
        for box in kept:
            pieces = [part for piece in pieces for part in boxes.subtract(piece, box)]
        kept.extend(pieces)
    return kept


def _lifted(matter: Matter, box: Box, axes: Sequence[Axis]) -> Iterator[Box]:
    """A box of a matter's own codes as boxes over the common axes."""
    own = {one.name: (one, edges) for one, edges in zip(matter.deciding, box, strict=True)}
    runs = [_runs(axis, *own[axis.name]) if axis.name in own else [_all(axis)] for axis in axes]
    yield from product(*runs)


def _all(axis: Axis) -> tuple[int, int]:
    return (axis.low, axis.high)


def _runs(axis: Axis, field: Field, edges: tuple[int, int]) -> list[tuple[int, int]]:
    low, high = edges
    if not axis.values and not field.values:
        low, high = max(low, axis.low), min(high, axis.high)
        return [(low, high)] if low <= high else []
    said = set(field.values[low : high + 1])
    runs: list[tuple[int, int]] = []
    for code, value in enumerate(axis.values):
        if value not in said:
            continue
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def merged(many: Sequence[Box]) -> list[Box]:
    """Fewer boxes that cover the same: neighbours that differ on one axis become one."""
    kept = list(dict.fromkeys(many))
    while True:
        before = len(kept)
        for axis in range(len(kept[0]) if kept else 0):
            kept = _along(kept, axis)
        if len(kept) == before:
            return kept


def _along(many: Sequence[Box], axis: int) -> list[Box]:
    rows: dict[tuple[object, ...], list[tuple[int, int]]] = {}
    for box in many:
        rows.setdefault((box[:axis], box[axis + 1 :]), []).append(box[axis])
    joined: list[Box] = []
    for (left, right), edges in rows.items():
        runs: list[tuple[int, int]] = []
        for low, high in sorted(edges):
            if runs and runs[-1][1] == low - 1:
                runs[-1] = (runs[-1][0], high)
            else:
                runs.append((low, high))
        joined += [(*left, run, *right) for run in runs]  # type: ignore[misc]
    return sorted(joined)
