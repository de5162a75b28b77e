"""`cityhall demo`: the made-up city Mehrshahr."""

from __future__ import annotations

from datetime import datetime

import click

from cityhall.cli import require_database, start_django


@click.command("demo", epilog="Example: cityhall demo --requests 3000")
@click.option(
    "--requests",
    "count",
    default=3000,
    show_default=True,
    type=click.IntRange(50, 20_000),
    help="How many reports the year has.",
)
@click.option("--seed", default=1405, show_default=True, help="Another seed, another year.")
@click.option("--keep", is_flag=True, help="Do nothing where a city is already there.")
def command(count: int, seed: int, keep: bool) -> None:
    """Build Mehrshahr anew, ending today. Only an empty or a demo city is replaced."""
    start_django()
    require_database()
    from django.utils import timezone

    from cityhall.demo import build

    if keep and build.there_is_a_city():
        click.echo("A city is already here; nothing was changed.")
        if build.may_replace():
            click.echo(build.how_to_sign_in())
        return
    if not build.may_replace():
        raise click.ClickException(
            "this is a real city; the demo city only goes into an empty DIVAN_HOME"
        )
    now: datetime = timezone.now()
    with click.progressbar(length=count, label="Mehrshahr", show_pos=True) as bar:
        build.rebuild(now=now, seed=seed, count=count, progress=bar.update)
    click.echo(build.how_to_sign_in())
