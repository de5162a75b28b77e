"""How large the database is."""

from __future__ import annotations

from django.db import connection


def bytes_used() -> int:
    """Bytes of the database, its indexes and free pages among them."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])
