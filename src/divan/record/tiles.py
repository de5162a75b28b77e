"""Where the tree and its entries stand in files: C2SP tlog-tiles.

A tile holds up to 256 consecutive hashes of one level (0, 8, 16, … of the tree); an entry bundle
holds up to 256 entries, each after its length in two bytes. Full files never change; a partial one
is named after its width. Paths are relative to the prefix of the log, with `/` between parts.
Storage is a `Reader`, given by the caller. https://c2sp.org/tlog-tiles
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from divan.record.errors import FormError, RecordError
from divan.record.hashing import HASH, pair_hashes
from divan.record.merkle import checked_size

WIDTH = 256
HEIGHT = 8
MOST_ENTRY_BYTES = 65_535
ENTRIES = -1  # the "level" of entry bundles
MOST_BUNDLE_BYTES = WIDTH * (2 + MOST_ENTRY_BYTES)
CHECKPOINT = "checkpoint"


class Reader(Protocol):
    """Where files of a log are read. Raises `FileNotFoundError` for one that is not there."""

    def read(self, path: str) -> bytes:
        """Content of the file at this path, relative to the log's prefix."""
        ...


@dataclass(frozen=True, order=True)
class Tile:
    """One file: `level` 0 to 63, or -1 for an entry bundle; `index` from 0; `width` 1 to 256."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not ENTRIES <= self.level <= 63:
            raise FormError("level", self.level, "levels are 0 to 63, or -1 for entries")
        if not 0 <= self.index < 2**63:
            raise FormError("index", self.index, "tiles are counted from 0")
        if not 1 <= self.width <= WIDTH:
            raise FormError("width", self.width, "a tile is 1 to 256 wide")

    @property
    def path(self) -> str:
        """`tile/0/x001/x234/067`, `tile/entries/000.p/17`."""
        name = "entries" if self.level == ENTRIES else str(self.level)
        part = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{name}/{_groups(self.index)}{part}"

    @property
    def full(self) -> Tile:
        """The full tile at the same place."""
        return Tile(self.level, self.index)


def parse_path(path: str) -> Tile:
    """The tile that a path names. Raises `FormError` for any other path, or another spelling."""
    found = _PATH.fullmatch(path)
    if not found:
        raise FormError("path", path, "such as tile/0/x001/x234/067 or tile/entries/000.p/17")
    level = ENTRIES if found[1] == "entries" else int(found[1])
    index = int(found[2].replace("x", "").replace("/", ""))
    tile = Tile(level, index, int(found[3] or WIDTH))
    if tile.path != path:
        raise FormError("path", path, f"the one spelling is {tile.path}")
    return tile


def tile_at(level: int, index: int, size: int) -> Tile:
    """The tile at this place in a log of `size` entries, full or partial.

    Raises `FormError` when that log has none there.
    """
    here = (size if level == ENTRIES else size >> (HEIGHT * level)) - index * WIDTH
    if here <= 0:
        raise FormError("tile", (level, index), f"a log of {size} entries has none there")
    return Tile(level, index, min(WIDTH, here))


def tiles_of(size: int) -> Iterator[Tile]:
    """Every file of a log of `size` entries: bundles, then tiles from level 0 up."""
    return grown(0, size)


def grown(old: int, size: int) -> Iterator[Tile]:
    """The files that growing from `old` to `size` makes, in the order to write them.

    Entries first, then hashes from the leaves up: whatever a crash leaves, no hash stands without
    what it covers. Partial tiles between the sizes are not made.
    """
    checked_size("size", size)
    if not 0 <= old <= size:
        raise FormError("old size", old, f"it must be from 0 to {size}")
    for level in (ENTRIES, *range(64)):
        shift = HEIGHT * max(level, 0)
        before, after = old >> shift, size >> shift
        if not after:
            return
        if after > before:
            for index in range(before // WIDTH, -(-after // WIDTH)):
                yield tile_at(level, index, size)


# --- entry bundles ----------------------------------------------------------------------------


def encode_entries(entries: Sequence[bytes]) -> bytes:
    """Entries as a bundle. Raises `FormError` when one is longer than 65,535 bytes."""
    try:
        return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])
    except OverflowError:
        longest = max(len(entry) for entry in entries)
        raise FormError("entry", longest, "an entry is at most 65,535 bytes") from None


def decode_entries(bundle: bytes, count: int | None = None) -> list[bytes]:
    """The entries of a bundle. Raises `FormError` unless exactly `count` fill it."""
    entries: list[bytes] = []
    at, end = 0, len(bundle)
    most = WIDTH if count is None else count
    while at < end:
        stop = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if stop > end or at + 2 > end:
            raise FormError("bundle", end, f"entry {len(entries)} is cut off")
        if len(entries) == most:
            raise FormError("bundle", end, f"it holds more than {most} entries")
        entries.append(bundle[at + 2 : stop])
        at = stop
    if count is not None and len(entries) != count:
        raise FormError("bundle", len(entries), f"it must hold {count} entries")
    return entries


# --- reading ----------------------------------------------------------------------------------


def read_tile(reader: Reader, tile: Tile) -> bytes:
    """Content of a tile, of the right length; from the full tile if the partial one is gone.

    Raises `FormError` when the length is wrong, `FileNotFoundError` when it is not there.
    """
    try:
        data = reader.read(tile.path)
    except FileNotFoundError:
        if tile.width == WIDTH:
            raise
        data = reader.read(tile.full.path)
        if tile.level == ENTRIES:
            return encode_entries(decode_entries(data, WIDTH)[: tile.width])
        _check_length(tile.full, data)
        return data[: tile.width * HASH]
    if tile.level != ENTRIES:
        _check_length(tile, data)
    return data


def read_entries(reader: Reader, index: int, size: int) -> list[bytes]:
    """Entries of bundle `index` in a log of `size`."""
    tile = tile_at(ENTRIES, index, size)
    return _named(tile, read_tile(reader, tile))


def read_entry(reader: Reader, index: int, size: int) -> bytes:
    """One entry. Raises `FormError` when the log has no such entry."""
    if not 0 <= index < size:
        raise FormError("index", index, f"this log holds entries 0 to {size - 1}")
    return read_entries(reader, index // WIDTH, size)[index % WIDTH]


class TileNodes:
    """`merkle.Nodes` over the tiles of a log of `size` entries; remembers some tiles.

    What it returns is only what the tiles say: whoever does not trust them verifies the proof
    against a signed root.
    """

    def __init__(self, reader: Reader, size: int, remember: int = 256) -> None:
        self.size = checked_size("size", size)
        self._reader, self._remember = reader, remember
        self._tiles: OrderedDict[tuple[int, int], list[bytes]] = OrderedDict()

    def node(self, level: int, index: int) -> bytes:
        """Hash of the complete subtree (level, index)."""
        above, inner = divmod(level, HEIGHT)
        first = index << inner  # position of its first hash on the tile's level
        levels = self._levels(above, first // WIDTH)
        while len(levels) <= inner:
            below = levels[-1]
            levels.append(pair_hashes(below[: len(below) // (2 * HASH) * 2 * HASH]))
        at = (first % WIDTH >> inner) * HASH
        return levels[inner][at : at + HASH]

    def _levels(self, level: int, index: int) -> list[bytes]:
        """A tile's hashes, then as many of the levels above them as were asked for so far."""
        key = (level, index)
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        levels = [read_tile(self._reader, tile_at(level, index, self.size))]
        self._tiles[key] = levels
        if len(self._tiles) > self._remember:
            self._tiles.popitem(last=False)
        return levels


# --- details ----------------------------------------------------------------------------------

_GROUPS = r"(?:x\d{3}/){0,6}\d{3}"
_PATH = re.compile(rf"tile/(entries|[0-9]{{1,2}})/({_GROUPS})(?:\.p/([0-9]{{1,3}}))?", re.ASCII)


def _groups(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*("x" + group for group in groups[:-1]), groups[-1]])


def _check_length(tile: Tile, data: bytes) -> None:
    if len(data) != tile.width * HASH:
        raise FormError(tile.path, len(data), f"it must be {tile.width * HASH} bytes")


def _named(tile: Tile, data: bytes) -> list[bytes]:
    try:
        return decode_entries(data, tile.width)
    except RecordError as error:
        raise FormError(tile.path, error.value, error.hint) from error
