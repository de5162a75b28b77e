"""Where backups stand, which of them are whole, and which make room for newer ones.

A whole backup is a folder named by its time, such as 20261125T031500Z. While it is being written
its name ends in `.part`, so half a backup never looks whole.
"""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from cityhall.upkeep.backup import manifest
from cityhall.upkeep.backup.errors import BackupError

_NAME = re.compile(r"\d{8}T\d{6}Z")
_FORM = "%Y%m%dT%H%M%SZ"
DRILL = "last-drill.json"


def name_of(at: datetime) -> str:
    return at.astimezone(UTC).strftime(_FORM)


def time_of(folder: Path) -> datetime:
    return datetime.strptime(folder.name, _FORM).replace(tzinfo=UTC)


def backups_in(place: Path) -> list[Path]:
    """The whole backups in a folder, oldest first."""
    if not place.is_dir():
        return []
    found = (one for one in place.iterdir() if _NAME.fullmatch(one.name))
    return sorted(one for one in found if (one / manifest.NAME).is_file())


def latest(place: Path) -> Path | None:
    found = backups_in(place)
    return found[-1] if found else None


def superfluous(times: Iterable[datetime], *, daily: int, weekly: int) -> list[datetime]:
    """Which backups may go: all but the newest of each of the last days and weeks that have one.

    Those made within a day before the newest all stay, or a mistake of this morning would already
    have replaced them. Days and weeks are counted in UTC, by what is there.
    """
    known = sorted(set(times), reverse=True)
    kept = {one for one in known if known[0] - one < timedelta(days=1)}
    for most, period in ((daily, _day), (weekly, _week)):
        newest: dict[Any, datetime] = {}
        for one in known:
            newest.setdefault(period(one), one)
        kept.update(list(newest.values())[:most])
    return [one for one in known if one not in kept]


def _day(at: datetime) -> date:
    return at.astimezone(UTC).date()


def _week(at: datetime) -> tuple[int, int]:
    return _day(at).isocalendar()[:2]


def prune(place: Path, *, daily: int, weekly: int) -> int:
    """Remove backups that make room for newer ones; how many."""
    going = set(superfluous(map(time_of, backups_in(place)), daily=daily, weekly=weekly))
    gone = [folder for folder in backups_in(place) if time_of(folder) in going]
    for folder in gone:
        away = folder.with_name(folder.name + ".part")  # from here on it does not look whole
        folder.rename(away)
        shutil.rmtree(away)
    return len(gone)


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """One backup at a time; what an earlier one left unfinished is cleared away.

    Raises `BackupError` where another one is being written.
    """
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise BackupError(f"{place}: cannot be written ({error.strerror})") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"{place}: another backup is being written there") from None
        for unfinished in place.glob("*.part"):
            shutil.rmtree(unfinished, ignore_errors=True)
        yield
    finally:
        os.close(handle)
