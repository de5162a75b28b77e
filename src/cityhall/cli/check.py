"""`cityhall check`: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from cityhall.cli import start_django

LEAST_FREE = 500 * 1024 * 1024  # bytes


@click.command("check", epilog="Example: cityhall check")
def command() -> None:
    """Look at the database, the folder, the keys and the settings.

    Status 0 when all is well, 1 when something is to be mended.
    """
    start_django()
    faults = list(_faults())
    for fault in faults:
        click.echo(f"- {fault}")
    if faults:
        sys.exit(1)
    click.echo("All is well.")


def _faults() -> Iterator[str]:
    from django.conf import settings

    yield from _folder(settings.HOME)
    yield from _database()
    if settings.DEBUG:
        yield "DIVAN_DEBUG=1 shows errors in detail to everyone: unset it."
    if not settings.HTTPS and "127.0.0.1" not in settings.ORIGIN:
        yield f"DIVAN_ORIGIN={settings.ORIGIN}: use an https:// address, so nobody reads along."


def _folder(home: Path) -> Iterator[str]:
    if not os.access(home, os.W_OK):
        yield f"DIVAN_HOME={home}: cannot be written; give it to the user who runs cityhall."
        return
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        yield f"DIVAN_HOME={home}: only {free // 2**20} MB free; make room before reports fail."
    key = home / "secret"
    if key.exists() and stat.S_IMODE(key.stat().st_mode) & 0o077:
        yield f"{key} can be read by others; run: chmod 600 {key}"
    if not (home / "static").is_dir():
        yield "Static files are not collected; run: cityhall migrate"


def _database() -> Iterator[str]:
    from django.db import connection

    from cityhall.cli import require_database
    from cityhall.people.models import City, Membership, Power
    from cityhall.service.models import Service

    try:
        require_database()
    except click.ClickException as error:
        yield error.format_message()
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            if cursor.fetchone()[0] != "wal":
                yield "The database does not use a write-ahead log; run: cityhall migrate"
            cursor.execute("PRAGMA quick_check")
            verdict = cursor.fetchone()[0]
            if verdict != "ok":
                yield f"The database file is damaged ({verdict}); restore the last backup."
    if not City.objects.exists():
        yield "No city is set up; run: cityhall administrator EMAIL (or: cityhall demo)"
        return
    held = Membership.objects.filter(end_date=None).values_list("post__powers", flat=True)
    if not any(Power.PEOPLE in powers for powers in held):
        yield "Nobody is administrator; run: cityhall administrator EMAIL"
    if not Service.objects.filter(active=True).exists():
        yield "There are no kinds of report yet; make them under /manage/services/"
