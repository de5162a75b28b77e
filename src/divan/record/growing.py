"""How a log grows: entries in, files and root out. The integrator of a city runs on this.

`Growing` keeps only the right edge in memory (under 256 hashes a level and one unfinished bundle),
so a log of any length is integrated piece by piece. Full files come out as soon as they are full,
partial ones when the caller is about to publish a checkpoint.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from divan.record.errors import ProofError
from divan.record.hashing import (
    EMPTY_ROOT,
    HASH,
    checked_hashes,
    leaf_hash,
    leaf_hashes,
    pair_hashes,
    root_of,
    split_hashes,
)
from divan.record.merkle import checked_size
from divan.record.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Reader,
    Tile,
    decode_entries,
    encode_entries,
    read_tile,
    tile_at,
)

File = tuple[str, bytes]  # path relative to the log's prefix, content
_FULL = WIDTH * HASH


class Growing:
    """The right edge of a tiled log.

    Start with `Growing()` for an empty log or `Growing.load(reader, size, root)` for one that
    stands; then `add` and write what it yields, `finish` and write what it yields, sign `root`.
    """

    def __init__(self) -> None:
        self.size = 0
        self._levels: list[bytes] = [b""]  # hashes of the unfinished tile of each level
        self._bundle: list[bytes] = []  # entries of the unfinished bundle
        self._written = 0  # size at the last `finish`: files up to there exist

    @classmethod
    def load(cls, reader: Reader, size: int, root: bytes) -> Growing:
        """Read the right edge of a log of `size` entries and check it against its root.

        Raises `ProofError` when tiles and root do not fit, `FormError` for a malformed tile,
        `FileNotFoundError` for a missing one.
        """
        growing = cls()
        growing.size = growing._written = checked_size("size", size)
        growing._levels = []
        level = 0
        while size >> (HEIGHT * level) or not level:
            index, width = divmod(size >> (HEIGHT * level), WIDTH)
            tile = Tile(level, index, width) if width else None
            growing._levels.append(read_tile(reader, tile) if tile else b"")
            level += 1
        if growing.root() != root:
            raise ProofError("root", root.hex(), f"the tiles lead to {growing.root().hex()}")
        if size % WIDTH:
            bundle = tile_at(ENTRIES, size // WIDTH, size)
            growing._bundle = decode_entries(read_tile(reader, bundle), bundle.width)
            if not _fits(growing._bundle, growing._levels[0]):
                raise ProofError(bundle.path, size, "entries and the tile of their hashes differ")
        return growing

    def add(self, entries: Sequence[bytes], hashes: bytes | None = None) -> Iterator[File]:
        """Append entries; yields every file that became full, entries before hashes.

        `hashes` are theirs, joined, where some are withheld: an empty entry has none of its own.

        Take all of what it yields: the edge moves while it is taken.
        """
        first, before = self.size // WIDTH, self.size
        hashes = leaf_hashes(entries) if hashes is None else checked_hashes(hashes)
        pending = [*self._bundle, *entries]
        full = len(pending) // WIDTH
        for number in range(full):
            some = pending[number * WIDTH : (number + 1) * WIDTH]
            yield Tile(ENTRIES, first + number).path, encode_entries(some)
        self._bundle = pending[full * WIDTH :]
        self.size += len(entries)
        level = 0
        while hashes:
            hashes, files = self._rise(level, hashes, (before >> (HEIGHT * level)) // WIDTH)
            yield from files
            level += 1

    def finish(self) -> Iterator[File]:
        """The partial files of the present size that were not there at the last `finish`."""
        if self._bundle and self._written != self.size:
            tile = Tile(ENTRIES, self.size // WIDTH, len(self._bundle))
            yield tile.path, encode_entries(self._bundle)
        for level, hashes in enumerate(self._levels):
            here = self.size >> (HEIGHT * level)
            if hashes and self._written >> (HEIGHT * level) != here:
                yield Tile(level, here // WIDTH, len(hashes) // HASH).path, hashes
        self._written = self.size

    def root(self) -> bytes:
        """Root of the log as it stands."""
        root = b""
        for hashes in self._levels:
            if hashes or root:
                root = root_of(hashes + root)
        return root or EMPTY_ROOT

    def _rise(self, level: int, hashes: bytes, first: int) -> tuple[bytes, list[File]]:
        if level == len(self._levels):
            self._levels.append(b"")
        pending = self._levels[level] + hashes
        full = len(pending) // _FULL
        done, self._levels[level] = pending[: full * _FULL], pending[full * _FULL :]
        files = [
            (Tile(level, first + number).path, done[number * _FULL : (number + 1) * _FULL])
            for number in range(full)
        ]
        for _ in range(HEIGHT):
            done = pair_hashes(done)
        return done, files


def _fits(bundle: Sequence[bytes], hashes: bytes) -> bool:
    """Whether entries have these hashes; of a withheld one (empty) nothing can be said."""
    pairs = zip(bundle, split_hashes(hashes), strict=True)
    return all(not entry or leaf_hash(entry) == there for entry, there in pairs)


def grow(reader: Reader, size: int, root: bytes, entries: Sequence[bytes]) -> Grown:
    """All in one: the files that these entries add to a log, in the order to write them.

    Raises as `Growing.load`.
    """
    growing = Growing.load(reader, size, root)
    files = [*growing.add(entries), *growing.finish()]
    return growing.size, growing.root(), files


Grown = tuple[int, bytes, list[File]]  # new size, new root, files
