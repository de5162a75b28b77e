"""Is this log what its checkpoint says? Every file is read, every hash made again.

Each hash is compared where it stands: entries with the tile of their hashes, each tile with its
place in the tile above, the top with the signed root. So a difference is found and named where it
is, not only noticed. Memory is bounded: a bundle and one unfinished tile a level.

A withheld entry is an empty one: its hash stays in the tile, and a later entry, an act with the
verb `record.withhold` whose `public.entry` is its index, says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from divan.record.errors import FormError
from divan.record.hashing import EMPTY_ROOT, HASH, leaf_hashes, root_of
from divan.record.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Reader,
    Tile,
    decode_entries,
    read_tile,
    tile_at,
)

WITHHOLD = "record.withhold"
DIFFERS, AGREES = "record.differs", "record.agrees"  # what the log's keeper found in its database
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

    `start`, a multiple of 256, skips the entries before it, which an earlier audit covered.
    `inspect(index, entry)` may say what is wrong with an entry. `progress(done)` is called after
    each bundle. Raises only what `reader` raises, and not its `FileNotFoundError`: a missing file
    is a fault of the log.
    """
    if start % WIDTH or not 0 <= start <= size:
        raise FormError("start", start, f"a multiple of 256 from 0 to {size}")
    auditing = _Auditing(reader, size, inspect)
    for index in range(start // WIDTH, -(-size // WIDTH)):
        auditing.bundle(index)
        if progress:
            progress(min(size, (index + 1) * WIDTH))
    return auditing.finish(root)


class _Auditing:
    def __init__(self, reader: Reader, size: int, inspect: Inspect | None) -> None:
        self.reader, self.size, self.inspect = reader, size, inspect
        self.report = Report(size)
        self.blank: list[int] = []  # empty entries that do not hash to their place
        self.explained: set[int] = set()
        self.tiles: dict[int, tuple[Tile, bytes | None]] = {}  # the last tile read of each level

    def bundle(self, index: int) -> None:
        """Compare a bundle with the tile of its hashes, and that tile with the one above."""
        tile, hashes = self.tile(0, index)
        entries = self.entries(index)
        if entries is not None:
            made = leaf_hashes(entries)
            if hashes is not None and made != hashes:
                self.differences(index * WIDTH, entries, made, hashes)
            if self.inspect:
                self.inspected(index * WIDTH, entries, self.inspect)
            self.report.entries += len(entries)
            hashes = hashes or made
        if hashes is not None and tile.width == WIDTH:
            self.rise(tile, root_of(hashes))

    def rise(self, below: Tile, made: bytes) -> None:
        """Compare the hash of a full tile with its place in the tile above."""
        level, position = below.level + 1, below.index
        tile, hashes = self.tile(level, position // WIDTH)
        if hashes is None:
            return
        at = position % WIDTH * HASH
        if hashes[at : at + HASH] != made:
            place = f"its hash is not the one at {position % WIDTH} in {tile.path}"
            self.report.fault(below.path, place)
        if position % WIDTH == WIDTH - 1:
            self.rise(tile, root_of(hashes))

    def finish(self, signed: bytes) -> Report:
        """Compare the right edge of the tree with the signed root, and explain empty entries."""
        edges, level, report = b"", 0, self.report
        while self.size >> (HEIGHT * level):
            index, width = divmod(self.size >> (HEIGHT * level), WIDTH)
            hashes = self.tile(level, index)[1] if width else b""
            if hashes or edges:
                edges = root_of((hashes or b"") + edges)
            level += 1
        report.root = edges or EMPTY_ROOT
        if report.root != signed:
            tops = ", ".join(tile.path for tile, _ in self.tiles.values())
            found = f"signed for root {signed.hex()}, but {tops or 'nothing'} lead to another"
            report.fault("checkpoint", f"{found}, {report.root.hex()}")
        for index in self.blank:
            if index in self.explained:
                report.withheld.append(index)
            else:
                report.fault(f"entry {index}", "it is empty, and no act says that it is withheld")
        return report

    def tile(self, level: int, index: int) -> tuple[Tile, bytes | None]:
        tile = tile_at(level, index, self.size)
        kept = self.tiles.get(level)
        if kept is None or kept[0] != tile:
            kept = self.tiles[level] = (tile, self.file(tile))
        return kept

    def file(self, tile: Tile) -> bytes | None:
        try:
            return read_tile(self.reader, tile)
        except FileNotFoundError:
            self.report.fault(tile.path, "it is missing")
        except FormError as error:
            self.report.fault(tile.path, f"{error.value!r}: {error.hint}")
        return None

    def entries(self, index: int) -> list[bytes] | None:
        tile = tile_at(ENTRIES, index, self.size)
        data = self.file(tile)
        if data is None:
            return None
        try:
            entries = decode_entries(data, tile.width)
        except FormError as error:
            self.report.fault(tile.path, error.hint)
            return None
        if _WITHHOLD in data:
            for at, entry in enumerate(entries, index * WIDTH):
                named = _withheld(entry, at)
                if named is not None:
                    self.explained.add(named)
        return entries

    def differences(self, first: int, entries: list[bytes], made: bytes, hashes: bytes) -> None:
        for at, entry in enumerate(entries):
            if made[at * HASH : at * HASH + HASH] == hashes[at * HASH : at * HASH + HASH]:
                continue
            if not entry:
                self.blank.append(first + at)
                continue
            bundle = tile_at(ENTRIES, first // WIDTH, self.size)
            tile = tile_at(0, first // WIDTH, self.size)
            what = f"in {bundle.path} it does not have the hash that stands in {tile.path}"
            self.report.fault(f"entry {first + at}", what)

    def inspected(self, first: int, entries: list[bytes], inspect: Inspect) -> None:
        for at, entry in enumerate(entries):
            if entry and (what := inspect(first + at, entry)):
                self.report.fault(f"entry {first + at}", what)


_WITHHOLD = WITHHOLD.encode()


def _withheld(entry: bytes, before: int) -> int | None:
    """The earlier entry that this one says is withheld."""
    if _WITHHOLD not in entry:
        return None
    try:
        leaf = json.loads(entry)
    except (ValueError, RecursionError):
        return None
    if not isinstance(leaf, dict) or leaf.get("verb") != WITHHOLD:
        return None
    public = leaf.get("public")
    named = public.get("entry") if isinstance(public, dict) else None
    return named if type(named) is int and 0 <= named < before else None
