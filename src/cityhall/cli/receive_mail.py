"""`cityhall receive-mail`: one mail from the mail server's pipe."""

from __future__ import annotations

import sys

import click

from cityhall.cli import in_words, require_database, start_django

TRY_AGAIN = 75  # EX_TEMPFAIL of sysexits.h: the mail server keeps the mail and comes back


@click.command("receive-mail", epilog="Example: cityhall receive-mail < message.eml")
@click.option("--recipient", default="", help="The envelope's recipient, if the server tells it.")
def command(recipient: str) -> None:
    """Take in an answer by e-mail from standard input.

    Says in a word what became of it. Status 0 when the mail was dealt with, whatever it was, so
    that nothing bounces; 75 when the mail server should come again later.
    """
    try:
        start_django()
        require_database()
        from django.db import DatabaseError
        from django.utils import timezone

        from cityhall.letters.actions import take_in
        from cityhall.letters.incoming.reading import MOST_BYTES
    except click.ClickException as error:
        _later(error.format_message())
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        click.echo(take_in(raw, at=timezone.now(), recipient=recipient))
    except (DatabaseError, OSError) as error:
        _later(in_words(error) or type(error).__name__)


def _later(why: str) -> None:
    click.echo(f"cityhall: come again later: {why}", err=True)
    raise click.exceptions.Exit(TRY_AGAIN)
