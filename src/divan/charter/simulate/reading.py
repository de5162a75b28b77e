"""`matters.yaml`: a stream of matters and the people who meet it, read with places in errors."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from divan.charter.errors import NOWHERE, CharterError
from divan.charter.model import Charter
from divan.charter.reading.texts import names
from divan.charter.simulate.stream import COLUMNS, DAY, Kind, Matters, People, Profile, Spread
from divan.charter.source import LARGEST, Node, read, refuse_other_digits
from divan.charter.span import span

VERSION = 1
MOST_DAYS = 2_500
MOST_RATE = 100_000
MOST_KINDS = 100
MOST_MATTERS = 1_000_000  # in one drawing
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
_PERCENT = re.compile(r"(-?[0-9]{1,3}(?:\.[0-9]{1,3})?) ?%")
_RATE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) per (day|week|month|year)")
_RANGE = re.compile(r"([0-9][0-9_]{0,25}) \.\. ([0-9][0-9_]{0,25})")
_DATES = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?: \.\. ([0-9]{4}-[0-9]{2}-[0-9]{2}))?")
_DAYS = {"day": 1, "week": 5, "month": 21, "year": 250}  # working days
_PROFILE = ("competence", "bias", "hours", "attention", "absence", "abstain", "refers", "objects")
_PEOPLE = ("shared_error", "away", "amend", "mended", "concerned", "register", "everyone", "own")


def load(text: str | bytes) -> tuple[People, Matters]:
    """The people and the stream that a YAML text describes; docs/charter-simulation.md.

    Raises `CharterError` for the first thing that cannot be read, with its place.
    """
    known = ("matters", "name", "begins", "days", "people", "kinds")
    top = read(text).map(known, need=("matters", "days", "kinds"))
    if top["matters"].text() != str(VERSION):
        raise top["matters"].fail("stream_version", value=top["matters"].text()[:20])
    kinds = tuple(_kind(name, one) for name, one in top["kinds"].named())
    if not 1 <= len(kinds) <= MOST_KINDS:
        raise top["kinds"].fail("wanted", value=len(kinds), wanted=f"1 … {MOST_KINDS}")
    matters = Matters(
        kinds=kinds,
        days=top["days"].whole(1, MOST_DAYS),
        name=names(top.get("name")),
        begins=_begins(top["begins"]) if "begins" in top else Matters.begins,
    )
    many = sum(kind.rate for kind in kinds) * matters.days
    if many > MOST_MATTERS:
        raise top["kinds"].fail("stream_many", count=f"{many:,.0f}", most=f"{MOST_MATTERS:,}")
    return _people(top["people"]) if "people" in top else People(), matters


def _people(node: Node) -> People:
    said = node.map(_PEOPLE)
    everyone = _profile(said["everyone"], Profile()) if "everyone" in said else Profile()
    made: dict[str, object] = {"everyone": everyone}
    if "own" in said:
        made["own"] = {name: _profile(one, everyone) for name, one in said["own"].named()}
    for key, least, most in (("shared_error", 0, 99), ("mended", 0, 100)):
        if key in said:
            made[key] = percent(said[key], least, most)
    for key in ("away", "amend"):
        if key in said:
            made[key] = _seconds(said[key])
    if "concerned" in said:
        made["concerned"] = said["concerned"].whole(1, 100_000_000)
    if "register" in said:
        made["register"] = said["register"].whole(1, 100_000_000)
    return dataclasses.replace(People(), **made)  # type: ignore[arg-type]


def _profile(node: Node, base: Profile) -> Profile:
    said = node.map(_PROFILE)
    made: dict[str, float] = {}
    for key, one in said.items():
        if key == "hours":
            made[key] = _rate(one, "6 per week") * 5
            if not 0 < made[key] <= 40:
                raise one.fail("wanted", value=one.text(), wanted="0.1 … 40 per week")
        elif key == "bias":
            made[key] = percent(one, -100, 100)
        else:
            made[key] = percent(one, 0, 90 if key == "absence" else 100)
    return dataclasses.replace(base, **made)


def _kind(name: str, node: Node) -> Kind:
    known = ("name", "rate", "good", "reading", "urgent", "as")
    said = node.map(known, need=("rate", "good", "reading", "as"))
    rate = _rate(said["rate"], "8 per week")
    if not 0 < rate <= MOST_RATE:
        raise said["rate"].fail("wanted", value=said["rate"].text(), wanted="8 per week")
    ways = {
        key: {inner: _spread(part) for inner, part in one.named()}
        for key, one in said["as"].map().items()
    }
    for key, fields in ways.items():
        if len(fields) > COLUMNS:
            raise said["as"].fail("wanted", value=f"{key}: {len(fields)}", wanted=f"0 … {COLUMNS}")
    return Kind(
        name=name,
        title=names(said.get("name")) or {"": name},
        rate=rate,
        good=percent(said["good"], 0, 100),
        reading=_seconds(said["reading"]),
        urgent="urgent" in said and said["urgent"].flag(),
        ways=ways,
        node=said["as"],
    )


def percent(node: Node, least: int, most: int) -> float:
    """Read `70 %` as 0.7. Raises outside the bounds, which are percents too."""
    said = node.text().strip()
    found = _PERCENT.fullmatch(said)
    if found is None or not least <= float(found[1]) <= most:
        refuse_other_digits(said, node)
        raise node.fail("wanted", value=said[:40], wanted=f"{least} % … {most} %")
    return float(found[1]) / 100


def _rate(node: Node, wanted: str) -> float:
    """Read `8 per week` as so many a working day."""
    said = node.text().strip()
    found = _RATE.fullmatch(said)
    if found is None:
        refuse_other_digits(said, node)
        raise node.fail("wanted", value=said[:40], wanted=wanted)
    return float(found[1]) / _DAYS[found[2]]


def _seconds(node: Node) -> int:
    """Read `90 minutes`, `2 hours`, `5 days` as working time."""
    made = span(node, least=1)
    if not made.working:
        raise node.fail("wanted", value=node.text()[:40], wanted="90 minutes | 2 hours | 5 days")
    per = {"minute": 60, "hour": 3600, "day": DAY}[made.unit]
    return made.number * per


def _spread(node: Node) -> Spread:
    """Read `1 .. 900`, `[roads, water]`, `10 %`, a date or two, a name, or a number."""
    if isinstance(node.value, list):
        values = tuple(one.name() for one in node.items())
        if not values:
            raise node.fail("wanted", value="[]", wanted="[roads, water]")
        return Spread(values=values, node=node)
    said = node.text().strip()
    if found := _PERCENT.fullmatch(said):
        return Spread(chance=percent(node, 0, 100), node=node)
    if found := _DATES.fullmatch(said):
        low, high = (_ordinal(one or found[1], node) for one in found.groups())
    elif found := _RANGE.fullmatch(said):
        low, high = (int(one.replace("_", "")) for one in found.groups())
    elif said[:1].isdigit():
        low = high = node.whole()
    else:
        return Spread(values=(node.name(),), node=node)
    if not low <= high <= LARGEST:
        raise node.fail("wanted", value=said[:60], wanted="1 .. 900")
    return Spread(low, high, node=node)


def _begins(node: Node) -> date:
    made = date.fromordinal(_ordinal(node.text().strip(), node))
    if not FIRST <= made <= LAST:
        raise node.fail("wanted", value=node.text()[:40], wanted=f"{FIRST} … {LAST}")
    return made


def _ordinal(said: str, node: Node) -> int:
    try:
        return date.fromisoformat(said).toordinal()
    except ValueError:
        raise node.fail("wanted", value=said[:40], wanted="2026-11-25") from None


def filed_as(kind: Kind, charter: Charter) -> str:
    """The first type of matter as which a charter can take a kind. Raises where there is none."""
    for name in kind.ways:
        if name in charter.matters:
            return name
    mark, path = (kind.node.mark, kind.node.path) if kind.node else (NOWHERE, "")
    known = ", ".join(name for name, one in charter.matters.items() if not one.object)
    called = next(iter(charter.name.values()), "")
    raise CharterError("stream_no_matter", mark, path, kind=kind.name, charter=called, known=known)
