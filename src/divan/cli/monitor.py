"""`divan monitor`: follow a city's record, and raise the alarm with evidence when it is changed."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import click

from divan.cli.keeping import Alarm, keep_alarm
from divan.cli.logs import open_log, post, trusted
from divan.cli.watching import FULL, Look, Watching
from divan.record import Reader, RecordError
from divan.record.leaf import leaf_fault


@click.command(
    "monitor",
    epilog="Example: divan monitor https://city.example/record --key city.example+1b2c3d4e+AX…",
)
@click.argument("url")
@click.option("--key", "keys", multiple=True, help="Key of the log, as the city prints it.")
@click.option("--policy", help="File that names the log and the witnesses that you trust.")
@click.option(
    "--copy",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("record-copy"),
    show_default=True,
    help="Directory of your own copy, and of alarms.",
)
@click.option("--once", is_flag=True, help="Look once, compare everything, and end.")
@click.option(
    "--interval",
    default=60,
    show_default=True,
    type=click.IntRange(1, 86_400),
    help="Seconds between looks.",
)
@click.option(
    "--compare",
    default=64,
    show_default=True,
    type=click.IntRange(0),
    help="Bundles copied before that each look reads again.",
)
@click.option(
    "--beside",
    multiple=True,
    help="Another place with checkpoints of this log: https://WITNESS/ORIGIN, a mirror.",
)
@click.option("--leaves/--no-leaves", default=True, help="Check the form of entries too.")
@click.option("--exec", "program", help="Program to run at an alarm, with its kind and directory.")
@click.option("--webhook", help="Address to which an alarm is posted as JSON.")
def command(
    url: str,
    keys: tuple[str, ...],
    policy: str | None,
    copy: Path,
    once: bool,
    interval: int,
    compare: int,
    beside: tuple[str, ...],
    leaves: bool,
    program: str | None,
    webhook: str | None,
) -> None:
    """Follow the record at URL (or in a directory), and keep a copy of your own.

    Every entry and every hash is computed anew. With --once the status is 0 when all is well, 1
    after an alarm, 2 when the log could not be read.
    """
    watching = Watching(copy, trusted(keys, policy), leaf_fault if leaves else None)
    log, others = open_log(url), {place: open_log(place) for place in beside}
    while True:
        status = _look(watching, log, others, FULL if once else compare, program, webhook)
        if once:
            sys.exit(status)
        try:
            time.sleep(interval)
        except KeyboardInterrupt:
            sys.exit(130)


def _look(
    watching: Watching,
    log: Reader,
    others: dict[str, Reader],
    compare: int,
    program: str | None,
    webhook: str | None,
) -> int:
    now = datetime.now(UTC)
    try:
        found = watching.look(log, others, compare)
    except OSError as error:
        click.echo(f"{now:%H:%M:%S} could not be read now: {error}", err=True)
        return 2
    except RecordError as error:
        raise click.ClickException(f"{watching.copy}: your copy was changed: {error}") from None
    _say(found, now)
    for alarm in found.alarms:
        place = keep_alarm(watching.copy, alarm, f"{now:%Y%m%dT%H%M%SZ}")
        click.echo(f"ALARM  {alarm.kind}: {alarm.why}", err=True)
        if place is not None:
            click.echo(f"       evidence: {place}", err=True)
            _tell(alarm, place, program, webhook)
    return 1 if found.alarms else 0


def _say(found: Look, now: datetime) -> None:
    if not found.alarms:
        new = f", {found.new} new" if found.new else ""
        click.echo(f"{now:%H:%M:%S} {found.size} entries{new}: as signed")
    for note in found.notes:
        click.echo(f"         {note}")


def _tell(alarm: Alarm, place: Path, program: str | None, webhook: str | None) -> None:
    """Run the program and post to the address; neither may stop the monitor."""
    if program:
        try:
            done = subprocess.run(  # noqa: S603  (the command of whoever runs the monitor)
                [*shlex.split(program), alarm.kind, str(place)], timeout=60, check=False
            )
            if done.returncode:
                click.echo(f"       {program}: status {done.returncode}", err=True)
        except (OSError, ValueError, subprocess.TimeoutExpired) as error:
            click.echo(f"       {program}: {error}", err=True)
    if webhook:
        told = {"kind": alarm.kind, "why": alarm.why, "evidence": str(place)}
        try:
            post(webhook, json.dumps(told, ensure_ascii=False).encode(), "application/json")
        except OSError as error:
            click.echo(f"       {webhook}: {error}", err=True)
