"""How long an upgrade may make others wait."""

from __future__ import annotations

from django.db import connection


def for_readers() -> None:
    """Give up a change of tables after two seconds of waiting for them.

    On PostgreSQL a change that waits for a long reader makes all readers after it wait as well.
    On SQLite readers never wait.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '2s'")
