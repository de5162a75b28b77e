"""`divan verify …`: is a receipt, an export or a whole log true?

Status 0 when it is proved, 1 when it is false (each fault on a line, with its place), 2 when it
could not be checked.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from divan.cli.logs import DirectoryLog, load, open_log, trusted
from divan.record import (
    Policy,
    Reader,
    Receipt,
    RecordError,
    TileNodes,
    Verdict,
    audit,
    parse_note,
    parse_proof_file,
    parse_receipt,
    read_entry,
    root,
)
from divan.record.leaf import leaf_fault
from divan.record.proof_file import HEAD

KEYS = click.option("--key", "keys", multiple=True, help="Key of the log that you trust.")
POLICY = click.option("--policy", help="File that names logs and witnesses that you trust.")
LEAVES = click.option(
    "--leaves/--no-leaves", default=True, help="Check the form of entries too, as Divan writes it."
)
SINCE = click.option(
    "--since",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Older checkpoint or receipt, which this log must still contain.",
)


@click.group("verify", epilog="Example: divan verify receipt act.tlog-proof --policy policy")
def command() -> None:
    """Check what a city says, without asking it."""


@command.command("receipt", epilog="Example: divan verify receipt act.tlog-proof --key KEY")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--leaf", type=click.Path(path_type=Path), help="The leaf, if FILE does not hold it.")
@KEYS
@POLICY
def receipt_command(
    file: Path, leaf: Path | None, keys: tuple[str, ...], policy: str | None
) -> None:
    """Check a receipt: is this act on the record, signed and witnessed?"""
    trust = trusted(keys, policy, file.parent / "policy")
    try:
        told = _receipt(load(file), trust, load(leaf) if leaf else None)
    except RecordError as error:
        _end([f"{file.name}: {error}"])
    for line in told:
        click.echo(line)
    _end([])


@command.command("log", epilog="Example: divan verify log https://city.example/record --key KEY")
@click.argument("where")
@KEYS
@POLICY
@SINCE
@LEAVES
def log_command(
    where: str, keys: tuple[str, ...], policy: str | None, since: tuple[Path, ...], leaves: bool
) -> None:
    """Check a log in a directory or at an address: every entry and every hash."""
    log = open_log(where)
    own = log.folder / "policy" if isinstance(log, DirectoryLog) else None
    _end(_guarded(lambda: _log(log, trusted(keys, policy, own), since, leaves)))


@command.command("export", epilog="Example: divan verify export city-2026 --policy policy")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@KEYS
@POLICY
@SINCE
@LEAVES
def export_command(
    folder: Path,
    keys: tuple[str, ...],
    policy: str | None,
    since: tuple[Path, ...],
    leaves: bool,
) -> None:
    """Check an export: its log, its receipts, and the files that they prove."""
    if not folder.is_dir():
        raise click.ClickException(f"{folder}: there is no such directory")
    trust = trusted(keys, policy, folder / "policy")
    receipts = tuple(sorted(folder.rglob("*.tlog-proof")))

    def faults() -> list[str]:
        found = _log(DirectoryLog(folder), trust, (*since, *receipts), leaves)
        found += [fault for place in receipts for fault in _beside(folder, place, trust)]
        click.echo(f"{len(receipts)} receipts")
        return found

    _end(_guarded(faults))


# --- what each check finds --------------------------------------------------------------------


def _receipt(data: bytes, trust: Policy, leaf: bytes | None) -> list[str]:
    proof = parse_proof_file(data)
    held = parse_receipt(proof.extra) if leaf is None else Receipt(leaf)
    entry = held.leaf
    verdict = proof.check(entry, trust)
    lines = [
        f"entry {proof.index} of {verdict.checkpoint.size} in the record of {verdict.log.name}:",
        *_told(entry),
        *_witnesses(verdict),
    ]
    if held.check_words():
        lines.append(f"  sealed words, proved too: {json.dumps(held.words, ensure_ascii=False)}")
    return lines


def _log(log: Reader, trust: Policy, since: tuple[Path, ...], leaves: bool) -> list[str]:
    try:
        note = parse_note(log.read("checkpoint"))
        verdict = trust.check(note)
    except RecordError as error:
        return [f"checkpoint: {error}"]
    except FileNotFoundError:
        return ["checkpoint: it is missing"]
    head = verdict.checkpoint
    report = audit(log, head.size, head.root, inspect=leaf_fault if leaves else None)
    click.echo(f"{head.origin}: {head.size} entries, {len(report.withheld)} withheld")
    for line in _witnesses(verdict):
        click.echo(line)
    faults = [str(fault) for fault in report.faults]
    return faults + [
        fault for place in since for fault in _older(log, head.size, place, trust, bool(faults))
    ]


def _older(log: Reader, size: int, place: Path, trust: Policy, broken: bool) -> Iterator[str]:
    """Is what was signed before still in the log?"""
    data = load(place)
    try:
        note = parse_proof_file(data).note if data.startswith(HEAD.encode()) else parse_note(data)
        before = trust.check(note).checkpoint
    except RecordError as error:
        yield f"{place.name}: {error}"
        return
    if before.size > size:
        yield f"{place.name}: signed for {before.size} entries, this log has {size}: rolled back"
    elif not broken:
        try:
            now = root(before.size, TileNodes(log, size))
        except (RecordError, FileNotFoundError) as error:
            yield f"{place.name}: {error}"
            return
        if now != before.root:
            yield f"{place.name}: the first {before.size} entries are others now: a fork"


def _beside(folder: Path, place: Path, trust: Policy) -> Iterator[str]:
    name = str(place.relative_to(folder))
    try:
        proof = parse_proof_file(load(place))
        held = parse_receipt(proof.extra)
        proof.check(held.leaf, trust)
        held.check_words()
        size = trust.check(parse_note(DirectoryLog(folder).read("checkpoint"))).checkpoint.size
        if read_entry(DirectoryLog(folder), proof.index, size) != held.leaf:
            yield f"{name}: the log beside it has another entry {proof.index}"
        file = place.with_suffix("")
        if file.is_file() and _sha256(file) != _public(held.leaf).get("sha256"):
            yield f"{name}: {file.name} is not the file that the leaf names"
    except (RecordError, FileNotFoundError) as error:
        yield f"{name}: {error}"


def _public(leaf: bytes) -> dict[str, object]:
    try:
        held = json.loads(leaf)["public"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return {}
    return held if isinstance(held, dict) else {}


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _told(entry: bytes) -> Iterator[str]:
    try:
        held = json.loads(entry)
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        yield f"  {entry!r}"
        return
    for name in ("at", "by", "verb", "on", "public", "sealed"):
        yield f"  {name:7}{json.dumps(held.get(name), ensure_ascii=False)}"


def _witnesses(verdict: Verdict) -> Iterator[str]:
    for name, time in verdict.witnesses.items():
        when = datetime.fromtimestamp(min(time, 253_402_300_799), UTC)
        yield f"  seen by the witness {name} at {when:%Y-%m-%d %H:%M:%S} UTC"
    if not verdict.witnesses:
        yield "  no witness of yours cosigned: only the city's own key vouches for it"


# --- how it ends ------------------------------------------------------------------------------


def _guarded(check: Callable[[], list[str]]) -> list[str]:
    try:
        return check()
    except OSError as error:
        raise click.ClickException(f"it could not be checked: {error}") from None


def _end(faults: list[str]) -> None:
    for fault in faults:
        click.echo(f"FALSE  {fault}")
    click.echo("not proved" if faults else "proved")
    sys.exit(1 if faults else 0)
