"""What a database holds, counted: rows of each table, and the record from its first leaf on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

Rows = Callable[[str], Iterable[Any]]  # runs a query and gives its rows
_SOME = 5000  # leaves that are read at once


class Broken(Exception):  # noqa: N818 - it is what the record is
    """The record has a gap, or is shorter than its register says."""


@dataclass(frozen=True)
class Inventory:
    """Counts by table; the length of the record; SHA-256 over its leaves, each with a newline."""

    rows: dict[str, int]
    record_size: int
    record_digest: str


def here(*, record_up_to: int | None = None) -> Inventory:
    """The inventory of the database that this process uses."""
    with connection.cursor() as cursor:

        def rows(sql: str) -> list[Any]:
            cursor.execute(sql)
            return cursor.fetchall()

        return take(rows, connection.vendor, record_up_to=record_up_to)


def take(rows: Rows, vendor: str, *, record_up_to: int | None = None) -> Inventory:
    """Count everything in a database by its own connection. Raises `Broken` on a broken record."""
    counts = {}
    for table in _tables(rows, vendor):
        [(counts[table],)] = rows(f'SELECT count(*) FROM "{table}"')
    size, digest = record(rows, up_to=record_up_to)
    return Inventory(counts, size, digest)


def record(rows: Rows, *, up_to: int | None = None) -> tuple[int, str]:
    """Length and digest of the record, or of its first entries. Raises `Broken`."""
    sizes = list(rows("SELECT size FROM acts_register WHERE id = 1"))
    size = sizes[0][0] if sizes else 0
    wanted = size if up_to is None else min(size, up_to)
    digest, expected = hashlib.sha256(), 0
    while expected < wanted:
        end = min(expected + _SOME, wanted)
        for position, leaf in rows(
            f"SELECT position, leaf FROM acts_act WHERE position >= {expected} "
            f"AND position < {end} ORDER BY position"
        ):
            if position != expected:
                raise Broken(f"the record has no entry {expected}")
            digest.update(leaf.encode() + b"\n")
            expected += 1
        if expected != end:
            raise Broken(f"the record ends at {expected}, its register says {size}")
    return wanted, digest.hexdigest()


def migrations(rows: Rows) -> dict[str, list[str]]:
    """The names of applied migrations by app."""
    found: dict[str, list[str]] = {}
    for app, name in rows("SELECT app, name FROM django_migrations ORDER BY app, name"):
        found.setdefault(app, []).append(name)
    return found


def _tables(rows: Rows, vendor: str) -> list[str]:
    """Tables of our own: not what the search index of SQLite keeps for itself."""
    if vendor == "postgresql":
        sql = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        return [name for (name,) in rows(sql)]
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    found = list(rows(sql))
    virtual = [name for name, made in found if made.upper().startswith("CREATE VIRTUAL")]
    return [
        name
        for name, _made in found
        if not name.startswith("sqlite_")
        and name not in virtual
        and not any(name.startswith(f"{index}_") for index in virtual)
    ]
