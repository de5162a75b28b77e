"""`cityhall migrate`: database, translations and static files, made ready; safe to repeat."""

from __future__ import annotations

import click

from cityhall.cli import in_a_line, in_words, start_django


@click.command("migrate", epilog="Example: DIVAN_HOME=/srv/city cityhall migrate")
def command() -> None:
    """Make the database, the translations and the static files ready.

    Nothing that is there is lost; running it twice does no harm. A running city can be read
    meanwhile; whoever sends something at that moment waits, or is told to come back in a minute.
    """
    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    from cityhall.database import patience, trouble, upgrading

    try:
        patience.for_readers()
        with upgrading.in_whole_steps():
            call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        if trouble.kind_of(error) == "busy":
            raise click.ClickException(
                "others hold a table that must change; nothing was lost, run it again"
            ) from None
        said = in_words(error) or f"the database does not answer: {in_a_line(error)}"
        raise click.ClickException(said) from None
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo(f"Ready: {settings.DATABASES['default']['NAME']}")
