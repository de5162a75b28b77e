"""The database: does it answer, is it up to date and whole, does it keep what it acknowledges."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from cityhall.database import pragmas
from cityhall.upkeep.checks import Check, Fault


def answers(at: datetime) -> Iterator[Fault]:
    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
        unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    except DatabaseError as error:
        yield Fault(
            "database-away",
            f"The database does not answer: {str(error).strip().splitlines()[0]}",
            "Start it, or correct DIVAN_DATABASE_URL; with SQLite, look at DIVAN_HOME.",
        )
        return
    if behind:
        yield Fault(
            "migrations-behind",
            f"The database is {len(behind)} steps behind this version.",
            "cityhall backup, then cityhall migrate",
        )
    ours = {app.split(".")[-1] for app in settings.INSTALLED_APPS if app.startswith("cityhall")}
    if newer := sorted(name for app, name in unknown if app in ours):
        yield Fault(
            "migrations-ahead",
            f"The database was made by a newer version ({newer[-1]}).",
            "Install that version again; the database does not go back by itself.",
        )


def durable(at: datetime) -> Iterator[Fault]:
    said = pragmas.durability()
    if said.get("journal_mode", "wal") != "wal":
        yield Fault(
            "no-wal",
            "The database has no write-ahead log, so readers wait for writers.",
            "cityhall migrate",
        )
    for name, wanted in (("synchronous", "2"), ("fsync", "on"), ("synchronous_commit", "on")):
        if said.get(name, wanted) not in (wanted, "remote_apply", "local", "remote_write"):
            yield Fault(
                "not-durable",
                f"The database does not wait for the disk ({name}={said[name]}): a power cut "
                f"loses what was acknowledged.",
                f"Set {name} = {wanted} in postgresql.conf and reload it.",
            )


def whole(at: datetime) -> Iterator[Fault]:
    if verdict := pragmas.damage():
        yield Fault(
            "database-damaged",
            f"The database file is damaged: {verdict}",
            "Stop the server, keep the file, and run: cityhall restore --force",
        )


def guarded(at: datetime) -> Iterator[Fault]:
    if not pragmas.acts_are_guarded():
        yield Fault(
            "acts-unguarded",
            "The guard that keeps recorded acts from being changed is gone.",
            "cityhall migrate, and ask who took it away",
        )


ALL: tuple[Check, ...] = (durable, whole, guarded)
