"""The manifest of a backup: what is in it, file by file, so that any loss in it is seen."""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

import msgspec

from cityhall.upkeep.backup.errors import BackupError

NAME = "manifest.json"
FORM = 1
_CHUNK = 1024 * 1024


class File(msgspec.Struct, frozen=True):
    size: int  # bytes
    sha256: str


class Record(msgspec.Struct, frozen=True):
    """The public record in this backup: its length, and SHA-256 over its leaves in order."""

    size: int
    digest: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Written last, after everything that it names is on the disk."""

    form: int
    made_at: datetime
    version: str
    city: dict[str, str]
    engine: str  # "sqlite" or "postgresql"
    migrations: dict[str, list[str]]
    record: Record
    rows: dict[str, int]
    keys: list[str]  # names of key files in it; empty: they are kept elsewhere
    files: dict[str, File]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())


def read(folder: Path) -> Manifest:
    """The manifest of a backup's folder. Raises `BackupError`."""
    try:
        found = msgspec.json.decode((folder / NAME).read_bytes(), type=Manifest)
    except OSError as error:
        raise BackupError(f"{folder}: no backup ({error.strerror}: {NAME})") from None
    except msgspec.MsgspecError as error:
        raise BackupError(f"{folder / NAME} cannot be read: {error}") from None
    if found.form != FORM:
        raise BackupError(f"{folder}: made by another version (form {found.form}, not {FORM})")
    return found


def digest_of(path: Path) -> File:
    """Size and hash of a file, as the disk gives it back."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while some := file.read(_CHUNK):
            digest.update(some)
            size += len(some)
    return File(size, digest.hexdigest())


def verify(folder: Path, manifest: Manifest) -> None:
    """Raise `BackupError` at the first file that is missing or not as it was written."""
    for name, expected in manifest.files.items():
        path = folder / name
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise BackupError(f"{folder}: the manifest names a file outside of it: {name!r}")
        try:
            found = digest_of(path)
        except OSError as error:
            raise BackupError(f"{path}: {error.strerror}; this backup is not whole") from None
        if found != expected:
            raise BackupError(f"{path}: not as it was written; this backup is damaged")
