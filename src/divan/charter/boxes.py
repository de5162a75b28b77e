"""Sets of whole-number points as boxes: overlap, what is left uncovered, with a witness. Exact.

A box is a tuple of (low, high) pairs, both included, one for each field. A set is a list of
boxes that need not be disjoint. Method for the witness: binary space partition, after D.
Calvanese et al., "Semantics and Analysis of DMN Decision Tables" (BPM 2016, arXiv 1603.07466),
who sweep; splitting where boxes begin and end needs fewer pieces on tables people write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from divan.charter.effort import spend

Box = tuple[tuple[int, int], ...]
Point = tuple[int, ...]


def intersect(one: Box, other: Box) -> Box | None:
    """What two boxes share, or `None`."""
    shared = tuple((max(a, c), min(b, d)) for (a, b), (c, d) in zip(one, other, strict=True))
    return shared if all(low <= high for low, high in shared) else None


def holds(boxes: Iterable[Box], point: Sequence[int]) -> bool:
    """Whether a point lies in one of the boxes."""
    return any(
        all(low <= x <= high for (low, high), x in zip(box, point, strict=True)) for box in boxes
    )


def volume(box: Box) -> int:
    size = 1
    for low, high in box:
        size *= high - low + 1
    return size


def uncovered(region: Box, boxes: Sequence[Box]) -> Point | None:
    """A point of `region` in none of the boxes, the lowest in its piece; `None` where covered."""
    pieces: list[tuple[Box, list[Box]]] = [(region, list(boxes))]
    while pieces:
        piece, near = pieces.pop()
        spend(len(near) * len(piece))
        met = [shared for box in near if (shared := intersect(piece, box))]
        if not met:
            return tuple(low for low, _ in piece)
        largest = max(met, key=volume)
        if largest == piece:
            continue
        pieces.extend((part, met) for part in _around(piece, largest))
    return None


def subset(inner: Sequence[Box], outer: Sequence[Box]) -> Point | None:
    """A point of `inner` outside `outer`, or `None` where inner lies within."""
    for box in inner:
        point = uncovered(box, outer)
        if point is not None:
            return point
    return None


def subtract(region: Box, box: Box) -> list[Box]:
    """What is left of a region without a box, as disjoint boxes."""
    spend(len(region))
    shared = intersect(region, box)
    return [region] if shared is None else _around(region, shared)


def _around(piece: Box, inside: Box) -> list[Box]:
    """The parts of a piece around a box that lies within it: at most two a field."""
    parts: list[Box] = []
    left = list(piece)
    for axis, ((low, high), (begin, end)) in enumerate(zip(piece, inside, strict=True)):
        if low < begin:
            parts.append((*left[:axis], (low, begin - 1), *left[axis + 1 :]))
        if end < high:
            parts.append((*left[:axis], (end + 1, high), *left[axis + 1 :]))
        left[axis] = (begin, end)
    return parts


def meeting(boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """For every pair of boxes whether they share a point; the diagonal is true."""
    spend(len(boxes) ** 2)  # of memory too
    edges = np.array(boxes, dtype=np.int64).reshape(len(boxes), -1, 2)
    low, high = edges[:, :, 0], edges[:, :, 1]
    met = np.ones((len(boxes), len(boxes)), dtype=np.bool_)
    for axis in range(low.shape[1]):
        met &= low[:, None, axis] <= high[None, :, axis]
        met &= low[None, :, axis] <= high[:, None, axis]
    return met
