"""`cityhall administrator`: the first way in to the city office."""

from __future__ import annotations

import click

from cityhall.cli import require_database, start_django


@click.command("administrator", epilog="Example: cityhall administrator mina@example.org")
@click.argument("email")
@click.option(
    "--forget-second-factor",
    is_flag=True,
    help="Let in whoever lost theirs: a new one is set up at the next sign-in.",
)
def command(email: str, forget_second_factor: bool) -> None:
    """Make EMAIL administrator of this city: signs in with a code sent by e-mail.

    Makes the city's root organization and the administrator's post where there are none.
    """
    start_django()
    require_database()
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email
    from django.utils import timezone

    from cityhall.acts.refusals import Refused
    from cityhall.people import actions

    try:
        validate_email(email)
    except ValidationError:
        raise click.ClickException(
            f"EMAIL={email!r}: write an address such as mina@example.org"
        ) from None
    try:
        actions.first_administrator(
            email, at=timezone.now(), forget_second_factor=forget_second_factor
        )
    except Refused as refused:
        raise click.ClickException(refused.refusal.message) from None
    click.echo(f"{email} is administrator now; sign in at /account/sign-in/ with a code by e-mail.")
