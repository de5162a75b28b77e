"""What is the matter when the database or the disk refuses: full, read-only, busy, or away."""

from __future__ import annotations

import errno
from typing import Literal

from django.db.utils import DatabaseError, InterfaceError

Trouble = Literal["full", "read_only", "busy", "away", ""]

_SQLITE: tuple[tuple[str, Trouble], ...] = (
    ("SQLITE_FULL", "full"),
    ("SQLITE_READONLY", "read_only"),
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_LOCKED", "busy"),
    ("SQLITE_IOERR_SHMSIZE", "full"),  # the index of the write-ahead log cannot grow
    ("SQLITE_IOERR", "away"),
    ("SQLITE_CANTOPEN", "away"),
)
_POSTGRESQL: tuple[tuple[str, Trouble], ...] = (
    ("53100", "full"),
    ("25006", "read_only"),
    ("55P03", "busy"),  # lock not available
    ("40P01", "busy"),  # deadlock
    ("57014", "busy"),  # a statement took too long
    ("53", "away"),  # too many connections, out of memory
    ("57P", "away"),  # shutting down, starting up
    ("08", "away"),
)
_SYSTEM: dict[int, Trouble] = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
    errno.EROFS: "read_only",
}


class TooBusy(DatabaseError):  # noqa: N818 - it is what the database is
    """Another writer did not finish in time."""


def kind_of(error: BaseException | None) -> Trouble:
    """What an error says of database and disk; empty where it is a fault of ours."""
    if isinstance(error, OSError):
        return _SYSTEM.get(error.errno or 0, "")
    if isinstance(error, TooBusy):
        return "busy"
    if not isinstance(error, DatabaseError | InterfaceError):
        return ""
    cause = error.__cause__
    name = getattr(cause, "sqlite_errorname", None) or ""
    state = getattr(cause, "sqlstate", None) or ""
    for said, known in ((name, _SQLITE), (state, _POSTGRESQL)):
        for start, kind in known:
            if said and said.startswith(start):
                return kind
    # A connection to PostgreSQL that was refused or cut has no state of its own.
    return "away" if type(cause).__module__.startswith("psycopg") and not state else ""
