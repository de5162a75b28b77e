"""Is this log what its checkpoint says? Every file is read, every hash made again.

Each hash is compared where it stands: entries with the tile of their hashes, each tile with its
place in the tile above, the top with the signed root. So a difference is found and named where it
is, not only noticed. Memory is bounded: a bundle and one unfinished tile a level.

A withheld entry is an empty one: its hash stays in the tile, and another entry, an act whose verb
is `record.withhold` on `record.entry:<index>`, says so in public.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from divan.record.errors import FormError
from divan.record.hashing import EMPTY_ROOT, HASH, leaf_hashes, pair_hashes, root_of
from divan.record.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Reader,
    decode_entries,
    read_tile,
    tile_at,
)

WITHHOLD = "record.withhold"
Inspect = Callable[[int, bytes], str | None]
MOST_FAULTS = 1_000


@dataclass(frozen=True)
class Fault:
    """One difference: the file or entry it is in, and what is wrong with it."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass
class Report:
    """What an audit found. The log is as signed when `faults` is empty."""

    size: int
    root: bytes = EMPTY_ROOT  # as the tiles lead to it
    entries: int = 0
    withheld: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, place: str, what: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(Fault(place, what))


def audit(
    reader: Reader,
    size: int,
    root: bytes,
    *,
    start: int = 0,
    inspect: Inspect | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Check the log's files up to `size` against the root of a checkpoint.

    `start` skips the entries before it (a multiple of 256 that an earlier audit covered), never
    the tiles above the leaves. `inspect(index, entry)` may name what is wrong with an entry.
    `progress(done)` is called after each bundle. Raises only what `reader` raises, except
    `FileNotFoundError`, which is a fault of the log.
    """
    if start % WIDTH or not 0 <= start <= size:
        raise FormError("start", start, f"a multiple of 256 from 0 to {size}")
    return _Audit(reader, size, root, inspect, progress).run(start)


class _Audit:
    def __init__(
        self,
        reader: Reader,
        size: int,
        root: bytes,
        inspect: Inspect | None,
        progress: Callable[[int], None] | None,
    ) -> None:
        self.reader, self.size, self.signed = reader, size, root
        self.inspect, self.progress = inspect, progress
        self.report = Report(size)
        self.blank: dict[int, None] = {}  # empty entries, until an act that explains them is found
        self.explained: set[int] = set()

    def run(self, start: int) -> Report:
        report = self.report
        roots = self._leaves(start)
        edges = [self._edge(0)]
        level = 1
        while self.size >> (HEIGHT * level):
            roots = self._tiles(level, roots)
            edges.append(b"")
            level += 1
        for _ in roots:
            pass
        for level in range(len(edges)):
            edges[level] = self._edge(level)
        folded = b""
        for hashes in edges:
            if hashes or folded:
                folded = root_of(hashes + folded)
        report.root = folded or EMPTY_ROOT
        if report.root != self.signed:
            found = f"its root is {self.signed.hex()}, the tiles lead to {report.root.hex()}"
            report.fault("checkpoint", found)
        report.withheld = [index for index in self.blank if index in self.explained]
        for index in self.blank:
            if index not in self.explained:
                report.fault(f"entry {index}", "it is empty, and no act says why it is withheld")
        return report
