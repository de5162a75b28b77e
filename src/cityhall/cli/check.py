"""`cityhall check`: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from cityhall.cli import start_django


@click.command("check", epilog="Example: cityhall check --json")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@click.option("--record", is_flag=True, help="Derive the whole public record again instead.")
@click.option("--gently", is_flag=True, help="Give way to all else on this machine.")
def command(as_json: bool, record: bool, gently: bool) -> None:
    """Look at folder, database, keys, clock, mail, backups, offices and the worker.

    Says of each fault what is wrong and how to mend it. Status 0 when all is well or only
    warnings are left, 1 when something is to be mended now.
    """
    start_django()
    if record:
        from cityhall.cli.record import check_all

        check_all(gently=gently)
        return
    from django.utils import timezone, translation

    from cityhall.upkeep import checks

    with translation.override("en"):
        faults = checks.run(timezone.now())
    faults.sort(key=lambda fault: fault.level)
    if as_json:
        click.echo(json.dumps({"faults": [asdict(fault) for fault in faults]}, ensure_ascii=False))
    else:
        _tell(faults)
    if any(fault.level == "error" for fault in faults):
        sys.exit(1)


def _tell(faults: list) -> None:
    for fault in faults:
        mark = "!" if fault.level == "error" else "·"
        click.echo(f"{mark} {fault.what}\n    {fault.mend}")
    errors = sum(fault.level == "error" for fault in faults)
    if not faults:
        click.echo("All is well.")
    elif not errors:
        click.echo(f"Nothing is broken; {len(faults)} to look at when there is time.")
