"""`divan charter …`: read and check charters."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import click

from divan.charter import CharterError, load, published, schema
from divan.charter.check import check
from divan.charter.check.people import check_roster
from divan.charter.diff import diff
from divan.charter.draw import draw_bodies, draw_route
from divan.charter.explain import explain
from divan.charter.model import Charter
from divan.charter.roster import Roster, load_roster
from divan.charter.source import MOST_BYTES
from divan.cli.advising import advise_command
from divan.cli.simulating import compare_command, simulate_command

T = TypeVar("T")
LANGUAGE = click.option(
    "--lang",
    type=click.Choice(["fa", "en"]),
    default="en",
    show_default=True,
    help="Language of what is said.",
)


@click.group("charter", epilog="Example: divan charter check city.yaml")
def command() -> None:
    """Governance models as files."""


command.add_command(advise_command)
command.add_command(simulate_command)
command.add_command(compare_command)


@command.command("check", epilog="Example: divan charter check city.yaml --lang fa")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--roster",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file of people: check who holds what, too.",
)
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day for which the roster is checked; today, where none is given.",
)
@LANGUAGE
def check_command(file: Path, roster: Path | None, on: datetime | None, lang: str) -> None:
    """Find what can go wrong by a charter's own words, and with the people who hold its posts.

    Status 0 when it may be adopted, 1 when there are errors, 2 when it cannot be read.
    """
    charter = read(file, lang)
    found = check(charter)
    for one in found:
        click.echo(one.line(lang, file.name))
    if roster is not None:
        people = check_roster(
            charter, read_roster(roster, charter, lang), (on or datetime.now(UTC)).date()
        )
        for one in people:
            own = one.fault.path.startswith("holders.")
            click.echo(one.line(lang, roster.name if own else file.name))
        found += people
    errors = sum(one.error for one in found)
    if lang == "fa":
        click.echo(f"{errors} خطا، {len(found) - errors} هشدار")
    else:
        click.echo(f"{errors} errors, {len(found) - errors} warnings")
    sys.exit(1 if errors else 0)


@command.command("explain", epilog="Example: divan charter explain city.yaml --lang fa")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
def explain_command(file: Path, lang: str) -> None:
    """Say every rule of a charter as a sentence, defaults too."""
    charter, about = read(file, lang), ""
    for one in explain(charter, lang):
        if one.about != about:
            about = one.about
            click.echo()
        click.echo("   " * one.depth + one.text)


@command.command("draw", epilog="Example: divan charter draw city.yaml spend > spend.svg")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("matter", required=False)
@LANGUAGE
def draw_command(file: Path, matter: str | None, lang: str) -> None:
    """Draw who answers to whom or, with the name of a matter, its route; as SVG."""
    charter = read(file, lang)
    if matter is None:
        click.echo(draw_bodies(charter, lang))
        return
    if matter not in charter.matters:
        known = ", ".join(charter.matters)
        raise click.ClickException(f"{file.name}: there is no matter {matter}; there are: {known}")
    click.echo(draw_route(charter, charter.matters[matter], lang))


@command.command("diff", epilog="Example: divan charter diff now.yaml proposed.yaml --lang fa")
@click.argument("old", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("new", type=click.Path(dir_okay=False, path_type=Path))
@LANGUAGE
def diff_command(old: Path, new: Path, lang: str) -> None:
    """Say what changes, and for whom, from one charter to another.

    Status 0 when nothing changes, 1 when something does, 2 when one cannot be read.
    """
    changes = diff(read(old, lang), read(new, lang), lang)
    for one in changes:
        click.echo(one.text)
    sys.exit(1 if changes else 0)


@command.command("schema", epilog="Example: divan charter schema > charter-1.schema.json")
def schema_command() -> None:
    """The JSON Schema of charter files, by which an editor completes and underlines."""
    click.echo(schema.text(), nl=False)


@command.command("replay", epilog="Example: divan charter replay matter-12.json")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def replay_command(file: Path) -> None:
    """Decide a published matter again, event by event, and compare each state.

    Status 0 when everything is as published, 1 when it is not, 2 when it cannot be read.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    try:
        publication = published.decode(data)
    except published.ReplayError as error:
        raise click.ClickException(f"{file.name}: {error}") from None
    try:
        state = published.replay(publication)
    except (published.ReplayError, CharterError) as error:
        click.echo(f"{file.name}: {error}")
        sys.exit(1)
    for step in state.passed:
        click.echo(f"{step.at.isoformat()}  {step.stage}: {step.outcome}")
    click.echo(f"{len(publication.events)} events; {state.phase}, {state.outcome or 'undecided'}")


def read(file: Path, lang: str) -> Charter:
    """The charter in a file. Raises `click.ClickException` with one line and the place."""
    return _read(file, lang, load)


def read_roster(file: Path, charter: Charter, lang: str) -> Roster:
    """The roster in a file. Raises `click.ClickException` with one line and the place."""
    return _read(file, lang, lambda text: load_roster(text, charter))


def _read(file: Path, lang: str, reader: Callable[[bytes], T]) -> T:
    try:
        with file.open("rb") as opened:
            text = opened.read(MOST_BYTES * 4 + 1)
        return reader(text)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
    except CharterError as error:
        raise click.ClickException(error.fault.line(lang, file.name)) from None
