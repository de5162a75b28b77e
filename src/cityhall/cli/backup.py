"""`cityhall backup`: database, photos and keys in one folder, made while the city serves."""

from __future__ import annotations

from pathlib import Path

import click

from cityhall.cli import require_database, start_django


@click.command("backup", epilog="Example: cityhall backup --to /mnt/other-disk/divan")
@click.option(
    "--to",
    "place",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of backups; default: DIVAN_BACKUPS, else DIVAN_HOME/backups.",
)
@click.option("--without-keys", is_flag=True, help="Leave the secret and signing keys out.")
@click.option(
    "--keep-daily",
    default=7,
    show_default=True,
    type=click.IntRange(1, 366),
    help="Keep the newest backup of so many days.",
)
@click.option(
    "--keep-weekly",
    default=4,
    show_default=True,
    type=click.IntRange(0, 520),
    help="And of so many weeks.",
)
def command(place: Path | None, without_keys: bool, keep_daily: int, keep_weekly: int) -> None:
    """Write a backup and read it through once more; older ones make room.

    Status 0 when a whole backup stands, 2 when none was made; then nothing is left behind.
    """
    start_django()
    require_database()
    from django.conf import settings
    from django.utils import timezone

    from cityhall.upkeep import backup

    try:
        made = backup.back_up(
            (place or settings.BACKUPS).resolve(),
            at=timezone.now(),
            keys=not without_keys,
            daily=keep_daily,
            weekly=keep_weekly,
        )
    except backup.BackupError as error:
        raise click.ClickException(str(error)) from None
    held = made.manifest
    click.echo(
        f"{made.folder}: {held.record.size:,} acts, {sum(held.rows.values()):,} rows, "
        f"{len(held.files):,} files, {held.size / 2**20:,.1f} MB "
        f"({made.linked:,} photos shared with the backup before)"
    )
    if made.pruned:
        click.echo(f"{made.pruned} older backups made room.")
    if not held.keys:
        click.echo(
            "Keys are not in it: keep DIVAN_HOME/secret (or DIVAN_SECRET) in another safe place. "
            "Without it every tracking code that was given out is unknown."
        )
