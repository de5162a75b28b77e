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
    run(group, "cityhall")


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
        raise click.ClickException(f"the database does not answer: {str(error).strip()}") from None
    if behind:
        raise click.ClickException("the database is not ready; run: cityhall migrate")
