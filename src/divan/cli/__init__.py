"""`divan …`: the laws on files, one module each. Nothing here needs a city."""

from __future__ import annotations

import click

from divan.cli.console import Commands, run

COMMANDS = {
    "verify": "Check a receipt, an export or a whole log of a city's record.",
    "witness": "Cosign the record of a city, so that it cannot show two faces.",
    "monitor": "Follow a city's record and raise the alarm when it is changed.",
    "charter": "Read and check governance models written as charters.",
}


@click.command(cls=Commands, package="divan.cli", known=COMMANDS)
@click.version_option(package_name="divan")
def group() -> None:
    """The laws of a city, on files.

    Example: divan --help
    """


def main() -> None:
    """The console script: errors that people can mend are one line, with status 2."""
    run(group, "divan")
