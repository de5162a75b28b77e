"""`divan …`: the laws on files, one module each. Nothing here needs a city."""

from __future__ import annotations

import importlib
import os
import sys

import click

COMMANDS = {
    "verify": "Check a receipt, an export or a whole log of a city's record.",
    "witness": "Cosign the record of a city, so that it cannot show two faces.",
    "monitor": "Follow a city's record and raise the alarm when it is changed.",
    "charter": "Read and check governance models written as charters.",
}


class _Commands(click.Group):
    """Commands are imported when called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"divan.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        command.short_help = COMMANDS[cmd_name]
        return command


@click.command(cls=_Commands)
@click.version_option(package_name="divan")
def group() -> None:
    """The laws of a city, on files.

    Example: divan --help
    """


def main() -> None:
    """The console script: errors that people can mend are one line, with status 2."""
    try:
        group.main(standalone_mode=False, prog_name="divan")
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        print(f"divan: {error.format_message()}", file=sys.stderr)
        sys.exit(2)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
