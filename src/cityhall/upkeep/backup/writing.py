"""Making a backup: the record's files, the database, the photos it speaks of, keys, a manifest.

The order holds them together: files of the record are never ahead of the database in a backup, and
a photo's file was there before its row.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import DatabaseError, connection

from cityhall.database import copies, inventory
from cityhall.people.queries import city
from cityhall.upkeep.backup import manifest, places
from cityhall.upkeep.backup.errors import BackupError
from cityhall.upkeep.backup.manifest import File, Manifest

# What in DIVAN_HOME is no key: it is copied otherwise, or made anew.
_NOT_KEYS = {"static", "media", "record", "mail", "imports", "backups", "serving.lock"}
_NOT_KEYS_EITHER = ("city.sqlite3", "replaced-", "restoring", ".probe-", "test.sqlite3")


@dataclass(frozen=True)
class Written:
    """A backup that stands: where, what is in it, and how many photos were there already."""

    folder: Path
    manifest: Manifest
    linked: int
    pruned: int


def back_up(
    place: Path, *, at: datetime, keys: bool = True, daily: int = 7, weekly: int = 4
) -> Written:
    """Write a backup into a folder of its own under `place`, beside a running city.

    Photos that the last backup holds are linked to it and take no room again. Raises
    `BackupError`; then nothing that looks like a backup is left behind.
    """
    with places.alone(place):
        before = places.latest(place)
        folder = place / places.name_of(at)
        if folder.exists():
            raise BackupError(f"{folder} is there already; wait a second")
        part = folder.with_name(folder.name + ".part")
        try:
            made, linked = _write(part, before, keys=keys, at=at)
            part.rename(folder)
            copies.settle(place)
        except (OSError, DatabaseError, sqlite3.Error, copies.CopyError, inventory.Broken) as error:
            raise BackupError(f"no backup was made: {_said(error)}") from None
        finally:
            shutil.rmtree(part, ignore_errors=True)
        return Written(folder, made, linked, places.prune(place, daily=daily, weekly=weekly))


def keys_in(home: Path) -> list[Path]:
    """The files with keys in DIVAN_HOME: the secret, and what the record signs with."""
    found = []
    for one in sorted(home.iterdir()) if home.is_dir() else []:
        if one.name in _NOT_KEYS or one.name.startswith(_NOT_KEYS_EITHER):
            continue
        found += [path for path in sorted([one, *one.rglob("*")]) if path.is_file()]
    return found


def _write(part: Path, before: Path | None, *, keys: bool, at: datetime) -> tuple[Manifest, int]:
    part.mkdir(mode=0o700)
    files: dict[str, File] = {}
    linked = _record(part, before, files)
    name = copies.FILE_OF[connection.vendor]
    held, applied = copies.write(part / name)
    (part / name).chmod(0o600)
    files[name] = manifest.digest_of(part / name)
    linked += _photos(part, before, files)
    kept = keys_in(settings.HOME) if keys else []
    for key in kept:
        _copy(key, part / "keys" / key.relative_to(settings.HOME), part, files)
    made = Manifest(
        form=manifest.FORM,
        made_at=at,
        version=version("divan"),
        city=city().name,
        engine=connection.vendor,
        migrations=applied,
        record=manifest.Record(held.record_size, held.record_digest),
        rows=held.rows,
        keys=[str(key.relative_to(settings.HOME)) for key in kept],
        files=files,
    )
    text = msgspec.json.format(msgspec.json.encode(made), indent=1)
    (part / manifest.NAME).write_bytes(text)
    for folder in [part, *(one for one in part.rglob("*") if one.is_dir())]:
        copies.settle(folder)
    copies.settle(part / manifest.NAME)
    return made, linked


def _record(part: Path, before: Path | None, files: dict[str, File]) -> int:
    """Copy the files that the record publishes; tiles that stayed as they were are linked."""
    known = manifest.read(before).files if before else {}
    published, linked = settings.HOME / "record", 0
    for path in sorted(published.rglob("*")):
        if not path.is_file():
            continue
        name = str(Path("record") / path.relative_to(published))
        target = part / name
        try:
            if before is not None and name in known and manifest.digest_of(path) == known[name]:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(before / name, target)
                files[name] = known[name]
                linked += 1
                continue
        except OSError:
            target.unlink(missing_ok=True)
        try:
            _copy(path, target, part, files)
        except FileNotFoundError:
            files.pop(name, None)  # a partial tile that a whole one has taken the place of
    return linked


def _photos(part: Path, before: Path | None, files: dict[str, File]) -> int:
    """Copy photos, or link those that the last backup holds; a photo never changes."""
    known = manifest.read(before).files if before else {}
    media, linked = Path(settings.MEDIA_ROOT), 0
    for path in sorted(media.rglob("*.jpg")):
        name = str(Path("media") / path.relative_to(media))
        target = part / name
        old = known.get(name)
        try:
            if old is not None and before is not None and path.stat().st_size == old.size:
                target.parent.mkdir(parents=True, exist_ok=True)
                os.link(before / name, target)
                files[name] = old
                linked += 1
                continue
        except OSError:
            target.unlink(missing_ok=True)  # another file system, or gone: then a copy
        try:
            _copy(path, target, part, files)
        except FileNotFoundError:
            files.pop(name, None)  # forgotten while we were copying
    return linked


def _copy(source: Path, target: Path, part: Path, files: dict[str, File]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    target.chmod(0o600)
    copies.settle(target)
    files[str(target.relative_to(part))] = manifest.digest_of(target)


def _said(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}" + (f" ({error.filename})" if error.filename else "")
    return str(error).strip().splitlines()[0]
