"""An upgrade beside a running city: the version before goes on, and a killed one is run again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.migrations import AddField, DeleteModel, RemoveField, RenameField, RenameModel
from django.db.migrations.loader import MigrationLoader

# The last migration of each app in the newest released version. Nothing is released yet, so
# there is no version before: the rule binds from the first release on.
RELEASED: dict[str, str] = {}
OURS = [app.split(".")[-1] for app in settings.INSTALLED_APPS if app.startswith("cityhall.")]


def breaks_the_version_before(operation: object) -> str:
    """Why a step of a migration would stop the version before from working; empty if it does not.

    Expand, then contract: docs/operating.md.
    """
    if isinstance(operation, RemoveField | DeleteModel | RenameField | RenameModel):
        return "takes away what the version before still uses"
    if not isinstance(operation, AddField):
        return ""
    field = operation.field
    known_here = field.null or field.db_default is not models.NOT_PROVIDED or field.many_to_many
    return "" if known_here else "the version before inserts rows without it, and has no default"


def later_steps() -> list[tuple[str, object]]:
    """Every step after the newest release, in each app of ours that it had."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return [
        (f"{app}.{name}: {getattr(step, 'name', '')}", step)
        for (app, name), migration in sorted(found.items())
        if app in RELEASED and name > RELEASED[app]
        for step in migration.operations
    ]


def test_every_version_lets_the_one_before_go_on() -> None:
    wrong = [
        (name, why) for name, step in later_steps() if (why := breaks_the_version_before(step))
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("step", "breaks"),
    [
        (RemoveField("request", "title"), True),
        (AddField("request", "more", models.TextField(default="")), True),
        (AddField("request", "more", models.TextField(null=True)), False),
        (AddField("request", "more", models.TextField(default="", db_default="")), False),
    ],
)
def test_the_rule_knows_what_breaks(step: object, breaks: bool) -> None:
    assert bool(breaks_the_version_before(step)) is breaks


def test_every_app_of_ours_is_looked_at() -> None:
    assert {"service", "acts", "people", "upkeep"} <= set(OURS)
    assert all(apps.is_installed(f"cityhall.{app}") for app in OURS)


@pytest.mark.slow
def test_a_migration_that_was_killed_is_run_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**os.environ, "DIVAN_HOME": str(home), "DIVAN_DATABASE_URL": ""}
    command = [sys.executable, "-c", "from cityhall.cli import main; main()", "migrate"]
    for tables in (1, 20):
        begun = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while begun.poll() is None and tables_in(home) < tables:
            time.sleep(0.01)
        begun.send_signal(signal.SIGKILL)
        begun.wait()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with closing(sqlite3.connect(home / "city.sqlite3")) as city:
        assert city.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert city.execute("SELECT count(*) FROM service_request").fetchone() == (0,)


def tables_in(home: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{home}/city.sqlite3?mode=ro", uri=True)) as city:
            return city.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    except sqlite3.Error:
        return 0
