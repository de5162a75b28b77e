"""A consistent copy of the running database in one file, and a database out of such a file.

SQLite is copied by its own online backup, in one step under one snapshot: writers go on. On
PostgreSQL `pg_dump` reads the very snapshot in which the rows are counted.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection

from cityhall.database import inventory
from cityhall.database.inventory import Inventory
from cityhall.database.moments import one_moment

FILE_OF = {"sqlite": "city.sqlite3", "postgresql": "city.pgdump"}


class CopyError(Exception):
    """The database could not be copied or put back; the message is one line."""


def write(target: Path) -> tuple[Inventory, dict[str, list[str]]]:
    """Copy the running database into a new file; what the copy holds, and its migrations."""
    if connection.vendor == "sqlite":
        return _write_sqlite(target)
    return _write_postgresql(target)


def examine(file: Path) -> tuple[Inventory, dict[str, list[str]]]:
    """Look through a copy of SQLite, every page of it. Raises `CopyError` where it is damaged."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as copy:
        try:
            verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise CopyError(f"{file.name} is damaged: {verdict}")
            return inventory.take(copy.execute, "sqlite"), inventory.migrations(copy.execute)
        except (sqlite3.DatabaseError, inventory.Broken) as error:
            raise CopyError(f"{file.name} is damaged: {error}") from None


def looks_whole(file: Path) -> None:
    """Raise `CopyError` unless PostgreSQL's own tool can read a dump's table of contents."""
    _run(["pg_restore", "--list", str(file)])


def is_empty() -> bool:
    """Whether the database of this process holds no table yet."""
    return not connection.introspection.table_names()


@contextmanager
def scratch_database(file: Path, name: str) -> Iterator[str]:
    """A dump loaded into a PostgreSQL database of its own, dropped afterwards; gives its name."""
    drop_database(name)
    _on_server(f'CREATE DATABASE "{name}"')
    try:
        load(file, name)
        yield name
    finally:
        drop_database(name)


def load(file: Path, name: str) -> None:
    """Put a dump into an empty PostgreSQL database."""
    _run(["pg_restore", "--no-owner", "--exit-on-error", "--dbname", name, str(file)])


def create_database(name: str) -> None:
    _on_server(f'CREATE DATABASE "{name}"')


def drop_database(name: str) -> None:
    _on_server(f'DROP DATABASE IF EXISTS "{name}"')


def rename_database(old: str, new: str) -> None:
    """Give a PostgreSQL database another name. Raises `CopyError` while somebody uses it."""
    connection.close()
    _on_server(f'ALTER DATABASE "{old}" RENAME TO "{new}"')


@contextmanager
def rows_of(name: str) -> Iterator[inventory.Rows]:
    """A way to ask another database on the same PostgreSQL server."""
    import psycopg

    with psycopg.connect(**{**connection.get_connection_params(), "dbname": name}) as other:
        yield lambda sql: other.cursor().execute(sql).fetchall()


def _write_sqlite(target: Path) -> tuple[Inventory, dict[str, list[str]]]:
    source = f"file:{connection.settings_dict['NAME']}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(source, uri=True, timeout=30)) as city,
            closing(sqlite3.connect(target)) as copy,
        ):
            city.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
    except sqlite3.Error as error:
        raise CopyError(f"the database could not be copied: {error}") from None
    settle(target)
    return examine(target)


def _write_postgresql(target: Path) -> tuple[Inventory, dict[str, list[str]]]:
    with one_moment(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]

        def rows(sql: str) -> list[Any]:
            cursor.execute(sql)
            return cursor.fetchall()

        _run(["pg_dump", "-Fc", "--snapshot", snapshot, "--file", str(target), _name()])
        held = inventory.take(rows, "postgresql")
        applied = inventory.migrations(rows)
    settle(target)
    looks_whole(target)
    return held, applied


def settle(path: Path) -> None:
    """Make what was written survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _environment() -> dict[str, str]:
    known = connection.settings_dict
    said = {
        "PGHOST": known["HOST"],
        "PGPORT": known["PORT"],
        "PGUSER": known["USER"],
        "PGPASSWORD": known["PASSWORD"],
    }
    return {**os.environ, **{name: str(value) for name, value in said.items() if value}}


def _run(command: list[str]) -> None:
    if shutil.which(command[0]) is None:
        raise CopyError(f"{command[0]} is not installed; install PostgreSQL's client programs")
    ended = subprocess.run(  # noqa: S603 - our own command, with no words of strangers in it
        command, env=_environment(), capture_output=True, text=True, check=False
    )
    if ended.returncode:
        said = (ended.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise CopyError(f"{command[0]} failed: {said}")


def _on_server(sql: str) -> None:
    """A statement that no database of a city may be in the way of."""
    import psycopg

    known = {**connection.get_connection_params(), "dbname": "postgres"}
    try:
        with psycopg.connect(**known, autocommit=True) as server:
            server.execute(sql)
    except (psycopg.Error, DatabaseError) as error:
        said = str(error).strip().splitlines()[0]
        raise CopyError(
            f"PostgreSQL refused: {said} (the role needs CREATEDB, and nobody may use the database)"
        ) from None
