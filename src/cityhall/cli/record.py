"""`cityhall record …`: seal now, export, change the key, name witnesses, explain an alarm."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from cityhall.cli import require_database, start_django


@click.group("record", epilog="Example: cityhall record export /srv/record-2026")
def command() -> None:
    """What is done to the record by hand. Sealing goes on by itself while the city serves."""


@command.command("seal")
def seal() -> None:
    """Seal at once what no seal covers yet."""
    _ready()
    from django.utils import timezone

    from cityhall.record import integrator

    made = None
    try:
        while (more := integrator.integrate(timezone.now())) is not None:
            made = more
    except integrator.Alarmed:
        raise click.ClickException(_alarm()) from None
    except (OSError, integrator.keys.KeyFault) as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Sealed {made.size} entries." if made else "Everything is sealed.")


@command.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--entry", "entries", type=click.IntRange(0), multiple=True, help="Add its proof.")
def export(folder: Path, entries: tuple[int, ...]) -> None:
    """Write the whole record into FOLDER, to verify without this server."""
    _ready()
    from cityhall.record import exporting
    from cityhall.record.views.files import verifier_path

    try:
        made = exporting.export(folder, positions=entries, verifier=verifier_path())
    except exporting.NothingSealed:
        raise click.ClickException("nothing is sealed yet; run: cityhall record seal") from None
    except LookupError as error:
        raise click.ClickException(f"--entry {error}: no seal covers such an entry") from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {error.strerror}") from None
    click.echo(
        f"{folder}: {made.size} entries. Verify: python {folder}/divan_verify.py log {folder} KEY"
    )


@command.command("rotate-key")
@click.option("--leaked", is_flag=True, help="The old key signs nothing any more.")
@click.option("--end", is_flag=True, help="End a rotation: only the new key signs.")
def rotate_key(leaked: bool, end: bool) -> None:
    """Seal with a new key from now on (docs/record.md says when, and whom to tell)."""
    _ready()
    from django.utils import timezone

    from cityhall.record import actions, keys

    try:
        if end:
            dropped = actions.end_rotation()
            click.echo(f"Only the newest key signs now; {dropped} dropped.")
            return
        new, old = actions.rotate_key(leaked=leaked, at=timezone.now())
    except keys.KeyFault as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"New key: {new.public}")
    if leaked:
        click.echo(f"No longer trusted: {old.public}\nTell your witnesses and publish both lines.")
    else:
        click.echo("Both keys sign until: cityhall record rotate-key --end")


@command.command("witness")
@click.argument("key")
@click.argument("url")
@click.option("--fa", default="", help="What it is called in Persian.")
@click.option("--en", default="", help="What it is called in English.")
def witness(key: str, url: str, fa: str, en: str) -> None:
    """Ask the witness with KEY at URL to vouch for the seals."""
    _ready()
    from django.utils import timezone, translation

    from cityhall.acts.refusals import Refused
    from cityhall.people.actions.common import root
    from cityhall.people.actor import Actor
    from cityhall.people.models import Power
    from cityhall.record import actions

    top = root()
    reach = {str(Power.PEOPLE): frozenset({top.pk} if top else ())}
    office = Actor(kind="system", units=reach)
    try:
        with translation.override("en"):
            label = {"fa": fa, "en": en}
            row = actions.add_witness(key, url, label, actor=office, at=timezone.now())
    except Refused as refused:
        raise click.ClickException(refused.refusal.message) from None
    click.echo(f"{row.name} is asked from the next seal on.")


@command.command("explain-alarm")
@click.argument("reason")
def explain_alarm(reason: str) -> None:
    """Take an alarm off; REASON, in a few words, goes on record, sealed."""
    _ready()
    from django.utils import timezone

    from cityhall.record import actions

    which = actions.explain_alarm(reason, at=timezone.now())
    click.echo(f"The alarm {which} is off." if which else "There is no alarm.")


def check_all(*, gently: bool) -> None:
    """What `cityhall check --record` does: status 1 and every difference, or 0 and one line."""
    from django.utils import timezone

    from cityhall.record import comparing

    if gently:
        os.nice(19)
    found = comparing.compare(timezone.now())
    for fault in found:
        click.echo(f"! {fault}")
    if len(found) == comparing.MOST:
        click.echo(f"There may be more; these are the first {comparing.MOST}.")
    if found:
        sys.exit(1)
    click.echo("The record is as it was sealed, and the database says the same.")


def _ready() -> None:
    start_django()
    require_database()


def _alarm() -> str:
    from cityhall.record import queries

    row: Any = queries.alarm()
    return f"alarm {row.alarm}: {row.evidence.splitlines()[0] if row.evidence else ''}"
