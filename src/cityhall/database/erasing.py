"""After rows were erased: nothing of them stays in the files of the database."""

from __future__ import annotations

from django.db import connection


def settle(*, vacuum: bool = False) -> None:
    """Empty SQLite's write-ahead log of old pages; with `vacuum`, write the whole file anew.

    Erased bytes are overwritten by SQLite at once (`secure_delete`); on PostgreSQL they stay in
    its files until VACUUM takes the rows away, which it does by itself some time later.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM" if vacuum else "PRAGMA optimize")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.fetchall()
        elif vacuum:
            cursor.execute("VACUUM")
