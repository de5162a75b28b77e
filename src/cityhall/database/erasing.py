"""After rows were erased: nothing of them stays in the files of the database."""

from __future__ import annotations

from django.db import connection

from cityhall.database import search


def settle(*, vacuum: bool = False) -> bool:
    """Rid the index of words and SQLite's write-ahead log of what was erased; whether all went.

    With `vacuum` the whole file is written anew, too. Erased rows are overwritten by SQLite at
    once (`secure_delete`); on PostgreSQL they stay in its files until VACUUM takes them away,
    which it does by itself some time later. Inside a transaction nothing can be settled; and a
    reader who does not end leaves the log as it is, until the next time.
    """
    if connection.in_atomic_block:
        return False
    search.compact()
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            if vacuum:
                cursor.execute("VACUUM")
            return True
        cursor.execute("VACUUM" if vacuum else "PRAGMA optimize")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return not cursor.fetchone()[0]
