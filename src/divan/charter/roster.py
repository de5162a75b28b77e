"""Who holds what: a file of people beside a charter, for `check --roster`.

roster: 1
registers: {electors: 120_000}
holders:
  mayor: [{person: Sara, since: 2024-03-20, until: 2028-03-20}]
  council: [Reza, Mina, Amir]
  forum: {government: [Ali, Zahra], business: [Omid]}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from divan.charter.errors import Mark
from divan.charter.model import Body, Charter
from divan.charter.reading.texts import known
from divan.charter.source import Node, read
from divan.charter.world import Holding

LONGEST = 120
MOST_PEOPLE = 10**9


@dataclass(frozen=True)
class Roster:
    """`holdings` in the order of the file, each with its place in `marks`."""

    holdings: tuple[Holding, ...]
    marks: tuple[Mark, ...]
    registers: Mapping[str, int] = field(default_factory=dict)


def load_roster(text: str | bytes, charter: Charter) -> Roster:
    """Read a roster. Raises `CharterError` with the place: an unknown body or sector, a date that
    is none, an end before its beginning."""
    top = read(text).map(("roster", "registers", "holders"), need=("roster", "holders"))
    top["roster"].one_of(("1",))
    registers: dict[str, int] = {}
    for name, node in top["registers"].map().items() if "registers" in top else ():
        known(Node(name, node.mark, "registers"), "unknown_body", _registers(charter))
        registers[name] = node.whole(0, MOST_PEOPLE)
    holdings: list[Holding] = []
    marks: list[Mark] = []
    for name, node in top["holders"].map().items():
        known(Node(name, node.mark, "holders"), "unknown_body", charter.bodies)
        for holding, mark in _body(charter.bodies[name], node):
            holdings.append(holding)
            marks.append(mark)
    return Roster(tuple(holdings), tuple(marks), registers)


def _registers(charter: Charter) -> list[str]:
    return [name for name, body in charter.bodies.items() if body.seats is None]


def _body(body: Body, node: Node) -> Iterator[tuple[Holding, Mark]]:
    if not isinstance(node.value, dict):
        for one in node.several():
            yield _holding(body, one, "")
        return
    for sector, people in node.map().items():
        known(Node(sector, people.mark, people.path), "unknown_sector", body.sectors)
        for one in people.several():
            yield _holding(body, one, sector)


def _holding(body: Body, node: Node, sector: str) -> tuple[Holding, Mark]:
    if isinstance(node.value, str):
        return Holding(body.name, _person(node), sector=sector), node.mark
    said = node.map(("person", "since", "until", "sector"), need=("person",))
    since = _day(said["since"]) if "since" in said else None
    until = _day(said["until"]) if "until" in said else None
    if since and until and until <= since:
        raise said["until"].fail("wanted", value=until.date(), wanted=f"> {since.date()}")
    if "sector" in said:
        sector = known(said["sector"], "unknown_sector", body.sectors)
    return Holding(body.name, _person(said["person"]), since, until, sector), node.mark


def _person(node: Node) -> str:
    said = " ".join(node.text().split())
    if not 0 < len(said) <= LONGEST:
        raise node.fail("wanted", value=said[:40], wanted=f"1 … {LONGEST}")
    return said


def _day(node: Node) -> datetime:
    try:
        day = date.fromisoformat(node.text())
    except ValueError:
        raise node.fail("wanted", value=node.text()[:40], wanted="2027-03-20") from None
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
