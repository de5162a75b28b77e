"""The way back: a backup put in the place of a city, or into a scratch place beside it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from cityhall.database import copies, inventory
from cityhall.upkeep.backup import manifest, places
from cityhall.upkeep.backup.errors import BackupError
from cityhall.upkeep.backup.manifest import Manifest
from cityhall.upkeep.serving import Served, while_nobody_serves


@dataclass(frozen=True)
class Restored:
    """What was found in a restored backup, and how long it took."""

    folder: Path
    manifest: Manifest
    seconds: float
    aside: str = ""  # where the city that stood there went
    published: int = 0  # entries that the seal covers that was published here


def published_size(home: Path) -> int:
    """How many entries the seal covers that this folder has published; 0 where there is none."""
    try:
        return int((home / "record" / "checkpoint").read_text(encoding="utf-8").split("\n")[1])
    except (OSError, ValueError, IndexError):
        return 0


@dataclass(frozen=True)
class Drilled:
    """A drill's measurements beside the running city. `lost` are acts since the backup."""

    backup: str
    seconds: float
    lost: int
    age_seconds: float
    rows: int
    record_size: int
    drilled_at: str


def restore(folder: Path, *, at: datetime, force: bool = False) -> Restored:
    """Put a backup in the place of this installation's city.

    The city that stands there is refused without `force`, and with it is moved aside, never
    deleted. Raises `BackupError`; then the place is as it was.
    """
    begun = time.monotonic()
    found = _usable(folder)
    if not force and not _is_vacant():
        raise BackupError(
            f"{settings.HOME}: a city stands here; add --force to move it aside and restore"
        )
    try:
        with while_nobody_serves(settings.HOME):
            if found.engine == "sqlite":
                aside = _replace_sqlite(folder, found, at)
            else:
                aside = _replace_postgresql(folder, found, at)
    except (OSError, Served, copies.CopyError) as error:
        raise BackupError(f"not restored: {error}") from None
    seconds = time.monotonic() - begun
    return Restored(folder, found, seconds, aside, published_size(settings.HOME))


def drill(folder: Path, *, at: datetime) -> Drilled:
    """Restore a backup into a scratch place beside the running city, compare, and clear away.

    Raises `BackupError` where the backup would not have brought this city back.
    """
    begun = time.monotonic()
    found = _usable(folder)
    with (
        places.alone(folder.parent),
        tempfile.TemporaryDirectory(prefix="drill-", suffix=".part", dir=folder.parent) as scratch,
    ):
        try:
            _rehearse(folder, found, Path(scratch))
        except (OSError, copies.CopyError, inventory.Broken) as error:
            raise BackupError(f"the drill failed: {error}") from None
    seconds = time.monotonic() - begun
    now = _same_record(found)
    done = Drilled(
        backup=folder.name,
        seconds=round(seconds, 2),
        lost=now - found.record.size,
        age_seconds=(at - found.made_at).total_seconds(),
        rows=sum(found.rows.values()),
        record_size=found.record.size,
        drilled_at=at.isoformat(timespec="seconds"),
    )
    (folder.parent / places.DRILL).write_text(json.dumps(asdict(done), indent=1), encoding="utf-8")
    return done


def _usable(folder: Path) -> Manifest:
    """The manifest of a whole backup that this program can read. Raises `BackupError`."""
    found = manifest.read(folder)
    if found.engine != connection.vendor:
        raise BackupError(
            f"{folder}: a backup of {found.engine}, but this city is set up on {connection.vendor}"
        )
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    for app, names in found.migrations.items():
        if unknown := [name for name in names if (app, name) not in known]:
            raise BackupError(
                f"{folder}: made by a newer version ({app} {unknown[-1]}); upgrade this one first"
            )
    manifest.verify(folder, found)
    return found


def _is_vacant() -> bool:
    """Whether nothing stands here that a restore would take the place of."""
    if connection.vendor == "sqlite" and not Path(connection.settings_dict["NAME"]).exists():
        return True
    return copies.is_empty()


def _replace_sqlite(folder: Path, found: Manifest, at: datetime) -> str:
    home = settings.HOME
    fresh = home / "restoring.part"
    shutil.rmtree(fresh, ignore_errors=True)
    _unpack(folder, found, fresh)
    _compare(copies.examine(fresh / "city.sqlite3")[0], found)
    connection.close()
    aside = home / f"replaced-{places.name_of(at)}"
    old = [home / name for name in ("city.sqlite3", "city.sqlite3-wal", "city.sqlite3-shm")]
    _move(home, [*old, home / "media", *(home / name for name in found.keys)], aside)
    if (home / "record" / "checkpoint").exists():
        shutil.rmtree(fresh / "record", ignore_errors=True)  # see _unpack
    for one in list(fresh.rglob("*")):
        if one.is_file():
            target = home / one.relative_to(fresh)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(one, target)
    shutil.rmtree(fresh)
    copies.settle(home)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    return str(aside) if aside.exists() else ""


def _replace_postgresql(folder: Path, found: Manifest, at: datetime) -> str:
    name = str(connection.settings_dict["NAME"])
    fresh, aside = f"{name}_restoring", f"{name}_replaced_{places.name_of(at).lower()}"
    vacant = copies.is_empty()
    copies.drop_database(fresh)
    copies.create_database(fresh)
    copies.load(folder / copies.FILE_OF["postgresql"], fresh)
    with copies.rows_of(fresh) as rows:
        _compare(inventory.take(rows, "postgresql"), found)
    copies.rename_database(name, aside)
    copies.rename_database(fresh, name)
    if vacant:
        copies.drop_database(aside)
    home, away = settings.HOME, settings.HOME / f"replaced-{places.name_of(at)}"
    _move(home, [home / "media", *(home / key for key in found.keys)], away)
    _unpack(folder, found, home)
    return "" if vacant else f"the database {aside} and {away}"


def _unpack(folder: Path, found: Manifest, target: Path) -> None:
    """Copy all files of a backup to where they belong under a home; keys keep their mode."""
    published = (target / "record" / "checkpoint").exists()
    for name in found.files:
        if published and name.startswith("record/"):
            continue  # what was published stays: the record itself says where it was turned back
        path = target / name.removeprefix("keys/")
        path.parent.mkdir(parents=True, exist_ok=True)
        if name != copies.FILE_OF["postgresql"]:
            shutil.copyfile(folder / name, path)
            path.chmod(0o600)
            copies.settle(path)


def _move(home: Path, paths: list[Path], aside: Path) -> None:
    for path in paths:
        if path.exists():
            target = aside / path.relative_to(home)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)


def _rehearse(folder: Path, found: Manifest, scratch: Path) -> None:
    """Bring the city up in the scratch place: database, upgrade, first page."""
    _unpack(folder, found, scratch)
    if found.engine == "sqlite":
        _compare(copies.examine(scratch / "city.sqlite3")[0], found)
        _first_page(scratch, {})
        return
    name = f"{connection.settings_dict['NAME']}_drill"
    with copies.scratch_database(folder / copies.FILE_OF["postgresql"], name):
        with copies.rows_of(name) as rows:
            _compare(inventory.take(rows, "postgresql"), found)
        url = os.environ.get("DIVAN_DATABASE_URL", "").rsplit("/", 1)[0]
        _first_page(scratch, {"DIVAN_DATABASE_URL": f"{url}/{name}"})


def _first_page(home: Path, more: dict[str, str]) -> None:
    """Upgrade the restored city and ask it for its first page, in a process of its own."""
    environment = {**os.environ, "DIVAN_HOME": str(home), **more}
    ended = subprocess.run(
        [sys.executable, "-m", "cityhall.cli.first_page"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise copies.CopyError(f"the restored city does not come up: {said}")


def _compare(held: inventory.Inventory, found: Manifest) -> None:
    if (held.record_size, held.record_digest) != (found.record.size, found.record.digest):
        raise copies.CopyError("the record in the backup is not the one its manifest names")
    if held.rows != found.rows:
        other = sorted(
            name
            for name in {*held.rows, *found.rows}
            if held.rows.get(name) != found.rows.get(name)
        )
        raise copies.CopyError(f"other rows than the manifest names in: {', '.join(other)}")


def _same_record(found: Manifest) -> int:
    """The length of the running record, which must begin with all of the backup's."""
    try:
        begins = inventory.here(record_up_to=found.record.size)
        now = inventory.here()
    except inventory.Broken as error:
        raise BackupError(f"the running city's record is broken: {error}") from None
    if (begins.record_size, begins.record_digest) != (found.record.size, found.record.digest):
        raise BackupError(
            f"this backup is of another city, or the record was changed: its first "
            f"{found.record.size:,} entries are not those of the running city"
        )
    return now.record_size
