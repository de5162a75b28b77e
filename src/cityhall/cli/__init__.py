"""`cityhall …`: the building's own commands, one module each."""

from __future__ import annotations

import os
import sys

import click

from divan.cli.console import Commands, run

COMMANDS = {
    "serve": "Answer on http://127.0.0.1:8000, with the worker inside.",
    "work": "Send messages and do the chores, in a process of its own.",
    "receive-mail": "Take in an answer by e-mail from the mail server's pipe.",
    "migrate": "Make the database and files ready; safe to repeat.",
    "demo": "Build the made-up city Mehrshahr anew.",
    "administrator": "Make somebody administrator of this city.",
    "import-requests": "Take in reports of another system from a CSV file.",
    "backup": "Write a backup beside the running city.",
    "restore": "Put a backup back, or rehearse it with --drill.",
    "retention": "Forget personal data whose time is over.",
    "record": "Seal, export or verify the public record; change its key.",
    "check": "Say in plain words what is wrong with this installation.",
}


@click.command(cls=Commands, package="cityhall.cli", known=COMMANDS)
@click.version_option(package_name="divan")
def group() -> None:
    """Run a city or an organisation in the open.

    Example: cityhall migrate && cityhall serve
    """


def main() -> None:
    """The console script: errors that people can mend are one line, with status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhall.settings")
    try:
        run(group, "cityhall")
    except Exception as error:
        said = in_words(error)
        if not said:
            raise
        print(f"cityhall: {said}", file=sys.stderr)
        sys.exit(2)


def in_words(error: Exception) -> str:
    """What the database or the disk refused, and the way out; empty for a fault of ours."""
    from cityhall.database import trouble

    kind = trouble.kind_of(error)
    if isinstance(error, PermissionError) and error.filename:
        return f"{error.filename}: {error.strerror}; give it to the user who runs cityhall"
    if kind == "read_only":
        given = os.environ.get("DIVAN_READ_ONLY", "") == "1"
        return "nothing can be written: " + (
            "DIVAN_READ_ONLY=1; unset it first" if given else "the disk is mounted read-only"
        )
    if kind == "full":
        return "the disk is full; make room, then run it again"
    if kind == "busy":
        return "others hold the database; run it again in a minute"
    return f"the database does not answer: {in_a_line(error)}" if kind == "away" else ""


def start_django() -> None:
    """Load the settings and apps, with translations as they stand in the sources."""
    import django

    from cityhall.web import catalogues

    try:
        catalogues.compile_all()  # first: once read, a translation is not read again
    except OSError as error:
        raise click.ClickException(
            f"{error.filename}: {error.strerror}; whoever installed this runs once: "
            f"{sys.executable} -m cityhall.web.catalogues"
        ) from None
    django.setup()


def require_database() -> None:
    """Raise `click.ClickException` unless the database answers and is up to date."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    try:
        executor = MigrationExecutor(connection)
        behind = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise click.ClickException(f"the database does not answer: {in_a_line(error)}") from None
    if behind:
        raise click.ClickException("the database is not ready; run: cityhall migrate")


def in_a_line(error: Exception) -> str:
    """What a driver says over several lines."""
    return " ".join(str(error).split()) or type(error).__name__
