"""What both consoles share: commands of one module each, and errors of one line."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click


class Commands(click.Group):
    """Commands are imported from `package` when called, so that `--help` is quick.

    `known` says each command in a line; its module is named like it, and holds it as `command`.
    """

    def __init__(self, *args: Any, package: str, known: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self.package, self.known = package, known

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.known)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.known:
            return None
        module = importlib.import_module(f"{self.package}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        command.short_help = self.known[cmd_name]
        return command


def run(group: click.Group, name: str) -> None:
    """Run a console script: errors that people can mend are one line, with status 2."""
    try:
        ended = group.main(standalone_mode=False, prog_name=name)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        print(f"{name}: {error.format_message()}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    else:
        if isinstance(ended, int) and ended:  # the status of click's Exit, which it hands back here
            sys.exit(ended)
