"""The files of the log: immutable, written whole or not at all, readable by any static server.

They stand in $DIVAN_HOME/record as C2SP tlog-tiles has it: `checkpoint`, `tile/0/000`,
`tile/entries/000`, and so on.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from divan.record import FormError, decode_entries

CHECKPOINT = "checkpoint"
_MANY = 64  # files, from which on the whole disk is asked to settle once instead of for each


class Changed(Exception):  # noqa: N818 - it is what was found
    """A file that is there says something else than what should be written; its path."""


class Folder:
    """A log's files under one folder. `read` makes it a `divan.record.Reader`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def write(self, files: Iterable[tuple[str, bytes]], *, repair: bool = False) -> int:
        """Put files in place so that they outlast a power cut; those that are there stay.

        Raises `Changed` for one that differs from what is there, unless it may `repair`.
        """
        fresh = [(path, data) for path, data in files if self._is_new(path, data, repair)]
        settle_once = len(fresh) > _MANY
        for path, data in fresh:
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(_beside(target), data, settle=not settle_once)
        if settle_once:
            os.sync()
        for path, _data in fresh:
            target = self.root / path
            os.replace(_beside(target), target)
        if settle_once:
            os.sync()
        else:
            for folder in {(self.root / path).parent for path, _data in fresh}:
                _settle(folder)
        return len(fresh)

    def publish(self, note: bytes) -> None:
        """Replace the checkpoint. What it covers must be in place before."""
        target = self.root / CHECKPOINT
        target.parent.mkdir(parents=True, exist_ok=True)
        _write(_beside(target), note, settle=True)
        os.replace(_beside(target), target)
        _settle(target.parent)

    def published(self) -> bytes | None:
        """The checkpoint as it is served, or `None` where none is."""
        try:
            return self.read(CHECKPOINT)
        except FileNotFoundError:
            return None

    def drop_partial(self, full: str) -> None:
        """Remove the partial files of a tile that is full, and published as such."""
        folder = self.root / f"{full}.p"
        with suppress(OSError):
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()

    def _is_new(self, path: str, data: bytes, repair: bool) -> bool:
        try:
            there = self.read(path)
        except FileNotFoundError:
            return True
        if there == data:
            return False
        if repair or _only_withholds(path, there, data):
            return True
        raise Changed(path)


def _only_withholds(path: str, old: bytes, new: bytes) -> bool:
    """Whether a bundle differs only by entries that are empty now."""
    if not path.startswith("tile/entries/"):
        return False
    try:
        before, after = decode_entries(old), decode_entries(new)
    except FormError:
        return False
    pairs = zip(before, after, strict=False)
    return len(before) == len(after) and all(a == b or not a or not b for a, b in pairs)


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}")


def _write(path: Path, data: bytes, *, settle: bool) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            if settle:
                os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            path.unlink()
        raise


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
