"""`cityhall migrate`: database, translations and static files, made ready; safe to repeat."""

from __future__ import annotations

import click

from cityhall.cli import start_django


@click.command("migrate", epilog="Example: DIVAN_HOME=/srv/city cityhall migrate")
def command() -> None:
    """Make the database, the translations and the static files ready.

    Nothing that is there is lost; running it twice does no harm.
    """
    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db.utils import DatabaseError

    try:
        call_command("migrate", verbosity=0, interactive=False)
    except DatabaseError as error:
        raise click.ClickException(f"the database does not answer: {str(error).strip()}") from None
    call_command("collectstatic", verbosity=0, interactive=False)
    click.echo(f"Ready: {settings.DATABASES['default']['NAME']}")
