"""Times at which a clock stands still: waiting for an answer, for a part, for another unit."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .errors import MomentError
from .instant import from_datetime

NEVER = sys.maxsize
"""The end, in microseconds, of a pause that still lasts."""


@dataclass(frozen=True)
class Pause:
    """From `start` until `end`; `end=None` while it lasts. Both aware. Raises MomentError."""

    start: datetime
    end: datetime | None = None

    def __post_init__(self) -> None:
        start, end = self.micros()
        if end < start:
            raise MomentError("pause.end", self.end, "a pause ends no earlier than it starts")

    def micros(self) -> tuple[int, int]:
        """(start, end) in microseconds since 1970-01-01 UTC; the end may be NEVER."""
        start = from_datetime("pause.start", self.start)
        return start, NEVER if self.end is None else from_datetime("pause.end", self.end)


def union(pauses: Iterable[Pause]) -> list[tuple[int, int]]:
    """The same paused time as disjoint pauses in order, so that none is counted twice."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(pause.micros() for pause in pauses):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
