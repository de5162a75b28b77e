"""`cityhall restore`: a backup in the place of the city, or a rehearsal beside it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from cityhall.cli import start_django


@click.command("restore", epilog="Example: cityhall restore --drill")
@click.argument(
    "backup", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--drill", is_flag=True, help="Rehearse in a scratch place beside the running city.")
@click.option("--force", is_flag=True, help="Move the city that stands here aside.")
def command(backup: Path | None, drill: bool, force: bool) -> None:
    """Put BACKUP (a folder; default: the newest) in the place of this installation's city.

    Ends with a check of every page of the database, the rows of every table and the whole
    public record. With --drill nothing is replaced: it prints how many acts would have been lost
    and how long it took. Status 2 when the backup is not whole or a city stands in the way.
    """
    start_django()
    from django.conf import settings
    from django.utils import timezone

    from cityhall.upkeep import backup as backups

    folder = backup.resolve() if backup else backups.latest(settings.BACKUPS)
    if folder is None:
        raise click.ClickException(f"{settings.BACKUPS}: no backup there; run: cityhall backup")
    at = timezone.now()
    try:
        if drill:
            _report(backups.drill(folder, at=at))
            return
        done = backups.restore(folder, at=at, force=force)
    except backups.BackupError as error:
        raise click.ClickException(str(error)) from None
    held = done.manifest
    click.echo(
        f"Restored {folder.name} in {done.seconds:.1f} s: {held.record.size:,} acts and "
        f"{sum(held.rows.values()):,} rows, as its manifest names them."
    )
    if done.aside:
        click.echo(f"What stood here before is in {done.aside}.")
    if done.published > held.record.size:
        click.echo(
            f"The seal that was published here covers {done.published:,} entries, this backup "
            f"{held.record.size:,}: the record was turned back, and will say so until you explain "
            f"it (docs/record.md)."
        )
    if not held.keys:
        click.echo("Keys are not in this backup: put yours back before you serve.")
    click.echo("Next: cityhall migrate && cityhall check")


def _report(done: Any) -> None:
    age = timedelta(seconds=round(done.age_seconds))
    click.echo(
        f"{done.backup} would bring the city back: {done.record_size:,} acts and {done.rows:,} "
        f"rows came up whole, and its pages answered."
    )
    newer = (
        "1 act of the running city is"
        if done.lost == 1
        else f"{done.lost:,} acts of the running city are"
    )
    click.echo(f"Loss: {newer} newer (the backup is {age} old).")
    click.echo(f"Time: {done.seconds:.1f} s from the backup to the first page.")
