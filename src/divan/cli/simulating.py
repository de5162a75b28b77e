"""`divan charter simulate` and `compare`: charters on a stream of matters, beside each other."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import click

from divan.charter import Charter, CharterError
from divan.charter import load as load_charter
from divan.charter.check import check
from divan.charter.simulate import Matters, People, fit, load, simulate
from divan.charter.simulate.export import data
from divan.charter.simulate.picture import picture
from divan.charter.simulate.table import table
from divan.charter.source import MOST_BYTES
from divan.worktime import WorktimeError

MOST_SEEDS, MOST_CHARTERS = 1_000, 8
SHIPPED = resources.files("divan.charter") / "data"
MATTERS = click.option(
    "--matters", default="town", show_default=True, metavar="FILE",
    help="The stream of matters and the people: a file, or the sample that ships, town.",
)  # fmt: skip
SEEDS = click.option(
    "--seeds", type=click.IntRange(2, MOST_SEEDS), default=30, show_default=True,
    help="How many drawings; intervals narrow with their square root.",
)  # fmt: skip
JSON = click.option(
    "--json", "json_file", type=click.Path(dir_okay=False, path_type=Path),
    help="Also write every figure and assumption as JSON.",
)  # fmt: skip
SVG = click.option(
    "--svg", "svg_file", type=click.Path(dir_okay=False, path_type=Path),
    help="Also draw it.",
)  # fmt: skip
LANGUAGE = click.option(
    "--lang", type=click.Choice(["fa", "en"]), default="en", show_default=True,
    help="Language of what is said.",
)  # fmt: skip


@click.command("simulate", epilog="Example: divan charter simulate hierarchy --matters town")
@click.argument("file")
@MATTERS
@SEEDS
@JSON
@SVG
@LANGUAGE
def simulate_command(
    file: str, matters: str, seeds: int, json_file: Path | None, svg_file: Path | None, lang: str
) -> None:
    """What to expect of one charter: times, errors, hours, say; each with its interval.

    FILE is a charter, or the name of one that ships: hierarchy, collaborative, network, hybrid.
    """
    report((file,), matters, seeds, json_file, svg_file, lang)


@click.command("compare", epilog="Example: divan charter compare now.yaml hybrid --matters town")
@click.argument("files", nargs=-1, required=True)
@MATTERS
@SEEDS
@JSON
@SVG
@LANGUAGE
def compare_command(
    files: tuple[str, ...],
    matters: str,
    seeds: int,
    json_file: Path | None,
    svg_file: Path | None,
    lang: str,
) -> None:
    """Charters beside each other on the same matters, people and chance; no ranking.

    FILES are charters, or names of those that ship. Differences are to the first.
    """
    report(files, matters, seeds, json_file, svg_file, lang)


def report(
    files: tuple[str, ...],
    matters: str,
    seeds: int,
    json_file: Path | None,
    svg_file: Path | None,
    lang: str,
) -> None:
    """Simulate and say it. Raises `click.ClickException` with one line."""
    if len(files) > MOST_CHARTERS:
        raise click.ClickException(f"{len(files)} charters; at most {MOST_CHARTERS} at once")
    if len(set(files)) < len(files):
        raise click.ClickException("the same charter stands twice; name each once")
    charters = {file: _charter(file, lang) for file in files}
    people, stream = _stream(matters, lang)
    shown = sys.stderr.isatty()
    count = 0

    def told(_: str, __: int) -> None:
        nonlocal count
        count += 1
        click.echo(f"\r{count} / {len(files) * seeds}", err=True, nl=False)

    try:
        made = simulate(charters, people, stream, seeds=range(seeds), told=told if shown else None)
    except CharterError as error:
        raise click.ClickException(error.fault.line(lang, Path(matters).name)) from None
    except WorktimeError as error:
        raise click.ClickException(str(error)) from None
    if shown:
        click.echo("\r" + " " * 20 + "\r", err=True, nl=False)
    for line in table(made, lang):
        click.echo(line)
    if json_file is not None:
        _write(json_file, json.dumps(data(made), ensure_ascii=False, indent=1) + "\n")
    if svg_file is not None:
        _write(svg_file, picture(made, lang) + "\n")


def beside(file: str, composed: Charter, matters: str, seeds: int, lang: str) -> Iterator[str]:
    """The lines of a composed charter beside one of a file, each fitted to the same stream.

    Raises `click.ClickException` with one line.
    """
    people, stream = _stream(matters, lang)
    charters = {"other": _charter(file, lang), "composed": composed}
    taken = {name: fit(stream, one) for name, one in charters.items()}
    fitted = {name: one for name, one in taken.items() if one is not None}
    if len(fitted) < len(charters):
        raise click.ClickException(f"{file}: no matter of this charter takes a proposal")
    try:
        yield from table(
            simulate(charters, people, stream, seeds=range(seeds), fitted=fitted), lang
        )
    except CharterError as error:
        raise click.ClickException(error.fault.line(lang, Path(file).name)) from None
    except WorktimeError as error:
        raise click.ClickException(str(error)) from None


def _charter(file: str, lang: str) -> Charter:
    try:
        charter = load_charter(_read(file, ".yaml"))
    except CharterError as error:
        raise click.ClickException(error.fault.line(lang, Path(file).name)) from None
    wrong = [one for one in check(charter) if one.error]
    if wrong:
        more = f" (+{len(wrong) - 1})" if len(wrong) > 1 else ""
        raise click.ClickException(wrong[0].line(lang, Path(file).name) + more)
    return charter


def _stream(file: str, lang: str) -> tuple[People, Matters]:
    try:
        return load(_read(file, ".matters.yaml"))
    except CharterError as error:
        raise click.ClickException(error.fault.line(lang, Path(file).name)) from None


def _read(file: str, ending: str) -> bytes:
    """The bytes of a file, or of what ships under this name."""
    path = Path(file)
    if not path.exists() and path.name == file:
        known = {one.name: one for one in SHIPPED.iterdir()}
        if file + ending in known:
            return known[file + ending].read_bytes()
    try:
        with path.open("rb") as opened:
            return opened.read(MOST_BYTES * 4 + 1)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from None
