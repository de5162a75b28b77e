"""What the console scripts hand back to whoever called them."""

from __future__ import annotations

import sys

import click
import pytest

from divan.cli.console import run


@click.group()
def group() -> None:
    """Commands that end in some way."""


@group.command()
def later() -> None:
    raise click.exceptions.Exit(75)


@group.command()
def well() -> None:
    click.echo("done")


@group.command()
def wrong() -> None:
    raise click.ClickException("say what to mend")


@pytest.mark.parametrize(("command", "status"), [("later", 75), ("well", 0), ("wrong", 2)])
def test_the_status_that_a_command_asks_for_is_the_one_it_ends_with(
    command: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["city", command])
    try:
        run(group, "city")
    except SystemExit as ended:
        assert ended.code == status
    else:
        assert status == 0
