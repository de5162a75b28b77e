"""Photos' files without a row: a crash between the two leaves one, and nobody may keep it.

A file is written before its row, so whoever finds a row finds its file. A file that has no row
after a day belongs to nobody, and may show somebody: it is erased.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from cityhall.acts.worker import chore
from cityhall.service import queries

OLD = timedelta(days=1)
_FOLDERS = 256
_done: list[int] = [0]


@chore
def clear_some_orphans(at: datetime) -> int:
    """Look through a few of the photos' folders each time, all of them within a day."""
    first = _done[0]
    _done[0] = (first + 4) % _FOLDERS
    names = [f"{(first + step) % _FOLDERS:02x}" for step in range(4)]
    return sum(_clear(name, at) for name in names)


def clear_orphans(at: datetime) -> int:
    """Erase every file that is older than a day and has no row; how many."""
    return sum(_clear(f"{number:02x}", at) for number in range(_FOLDERS))


def _clear(folder: str, at: datetime) -> int:
    before = (at - OLD).timestamp()
    old = {path: _id_of(path) for path in _files(folder) if path.stat().st_mtime < before}
    known = queries.photos_that_exist([one for one in old.values() if one is not None])
    gone = [path for path, photo_id in old.items() if photo_id not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _files(folder: str) -> Iterator[Path]:
    place = Path(settings.MEDIA_ROOT) / "photos" / folder
    return (path for path in place.glob("*") if path.is_file())


def _id_of(path: Path) -> uuid.UUID | None:
    """The photo that a file's name means; `.part` files are of the same name."""
    try:
        return None if path.suffix == ".part" else uuid.UUID(path.name.split(".")[0])
    except ValueError:
        return None
