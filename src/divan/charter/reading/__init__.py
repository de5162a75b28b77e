"""From a file's nodes to a charter. Every refusal has its line and column."""

from __future__ import annotations

import hashlib
import re

from divan.charter.errors import CharterError
from divan.charter.model import Charter
from divan.charter.reading.bodies import read_bodies
from divan.charter.reading.matters import read_mandates, read_matters
from divan.charter.reading.procedures import read_procedures
from divan.charter.reading.texts import names
from divan.charter.reading.words import read_words
from divan.charter.source import Node, read, refuse_other_digits
from divan.worktime.interval import DAYS

VERSION = 1
_HOURS = re.compile(r"([0-2][0-9]:[0-5][0-9])\s*-\s*([0-2][0-9]:[0-5][0-9])")
KEYS = ("charter", "name", "calendar", "bodies", "procedures", "matters", "mandates", "words")

__all__ = ["CharterError", "load"]


def load(text: str | bytes) -> Charter:
    """The charter that a YAML text describes; docs/charter.md is its language.

    Raises `CharterError` for the first thing that cannot be read, with its place. What can be
    read but not lived by (a gap, a ring, a quorum nobody can meet) is found by `check`.
    """
    node = read(text)
    top = node.map(KEYS, need=("charter", "name", "bodies", "procedures", "matters"))
    if top["charter"].text() != str(VERSION):
        raise top["charter"].fail("version", value=top["charter"].text()[:20])
    raw = text.encode() if isinstance(text, str) else text
    bodies = read_bodies(top["bodies"])
    procedures = read_procedures(top["procedures"], bodies)
    matters = read_matters(top["matters"], bodies, procedures)
    return Charter(
        name=names(top["name"]),
        bodies=bodies,
        procedures=procedures,
        matters=matters,
        calendar=_calendar(top.get("calendar")),
        mandates=read_mandates(top["mandates"], bodies, matters) if "mandates" in top else (),
        words=read_words(top["words"], bodies.values(), matters.values()) if "words" in top else {},
        digest=hashlib.sha256(raw).hexdigest(),
        source=raw.decode("utf-8-sig"),
    )


def _calendar(node: Node | None) -> dict[str, object]:
    """`{zone: Asia/Tehran, weekend: [thu, fri], hours: "08:00-16:00", holidays: IR}`, as plain
    data. A world brings the calendar in force; this is what the charter says of it."""
    if node is None:
        return {}
    named = node.map(("zone", "weekend", "hours", "holidays"))
    said: dict[str, object] = {key: one.text() for key, one in named.items() if key != "weekend"}
    if "weekend" in named:
        said["weekend"] = [one.one_of(DAYS) for one in named["weekend"].items()]
    if "hours" in named:
        _open_hours(named["hours"])
    return said


def _open_hours(node: Node) -> None:
    said = node.text().strip()
    refuse_other_digits(said, node)
    found = _HOURS.fullmatch(said)
    if found is None or not found[1] < found[2] <= "24:00":
        raise node.fail("hours_backwards", hours=said[:20])
