"""A charter with a person on every seat, and the drawn matters filed under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from divan.charter import authority, boxes
from divan.charter.errors import NOWHERE, CharterError
from divan.charter.fields import Field
from divan.charter.model import Aggregate, Charter, Matter
from divan.charter.procedures import Rule
from divan.charter.simulate.clock import CALENDAR, passed
from divan.charter.simulate.reading import filed_as
from divan.charter.simulate.stream import DAY, Drawn, Matters, People, Profile, Spread
from divan.charter.source import Node
from divan.charter.world import Holding, World

MOST_SEATS = 5_000
RESIDENT = "resident"  # whoever files and holds no seat
Ints = NDArray[np.int64]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Town:
    """`people[i]` holds a seat of `bodies[i]` and behaves as `profiles[i]`."""

    charter: Charter
    world: World
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    profiles: tuple[Profile, ...]


@dataclass(frozen=True)
class Filing:
    """The matters of one type: `numbers` in the stream, codes of the fields, who filed each, and
    the class of each: matters of one class are treated alike by the charter."""

    matter: Matter
    numbers: Ints
    codes: Mapping[str, Ints]
    applicants: tuple[str, ...]
    classes: tuple[Key, ...]

    def values(self, place: int) -> dict[str, object]:
        """The fields of one as a person would file them."""
        said: dict[str, object] = {}
        for name, one in self.matter.fields.items():
            if not one.aggregate:
                said[name] = _value(one, int(self.codes[name][place]))
        return said


def settle(charter: Charter, people: People) -> Town:
    """One person for every seat; nobody holds two. Raises `CharterError` for too many seats."""
    seats = sum(body.seats or 0 for body in charter.bodies.values())
    if seats > MOST_SEATS:
        raise CharterError("stream_seats", count=f"{seats:,}", most=f"{MOST_SEATS:,}")
    holdings, profiles = [], []
    for body in charter.bodies.values():
        if body.seats is None:
            continue
        sectors = [name for name, size in body.sectors.items() for _ in range(size)]
        for number, sector in enumerate([*sectors, *[""] * (body.seats - len(sectors))]):
            holdings.append(Holding(body.name, f"{body.name}/{number}", sector=sector))
            profiles.append(people.profile(body))
    registers = {one.name: people.register for one in charter.bodies.values() if one.seats is None}
    return Town(
        charter,
        World(CALENDAR, tuple(holdings), timedelta(seconds=DAY), registers),
        tuple(one.person for one in holdings),
        tuple(one.body for one in holdings),
        tuple(profiles),
    )


def file(town: Town, matters: Matters, drawn: Drawn) -> list[Filing]:
    """Every drawn matter as this charter takes it. Raises `CharterError` where it cannot."""
    types = [filed_as(kind, town.charter) for kind in matters.kinds]
    return [_file(town, matters, drawn, types, name) for name in dict.fromkeys(types)]


def _file(town: Town, matters: Matters, drawn: Drawn, types: Sequence[str], name: str) -> Filing:
    matter = town.charter.matters[name]
    chosen = [number for number, one in enumerate(types) if one == name]
    node = matters.kinds[chosen[0]].node
    if matter.object:
        raise _fail(node, "stream_about", matter=name)
    numbers = np.flatnonzero(np.isin(drawn.kind, chosen))
    codes: dict[str, Ints] = {one: np.zeros(len(numbers), np.int64) for one in matter.fields}
    for kind in chosen:
        spreads = matters.kinds[kind].ways[name]
        inside = drawn.kind[numbers] == kind
        uniform = drawn.fields[numbers[inside]]
        own = [one for one in matter.fields.values() if not one.aggregate]
        if unknown := [key for key in spreads if key not in {one.name for one in own}]:
            known = ", ".join(one.name for one in own)
            raise _fail(spreads[unknown[0]].node, "unknown_field", name=unknown[0], known=known)
        for column, one in enumerate(own):
            spread = spreads.get(one.name)
            if spread is None and one.kind != "text":
                raise _fail(matters.kinds[kind].node, "stream_field", matter=name, field=one.name)
            if spread is not None:
                codes[one.name][inside] = _drawn(one, spread, uniform[:, column])
    at = passed(drawn.at[numbers])
    for total in matter.aggregates:
        high = matter.fields[total.name].high
        codes[total.name] = np.minimum(_totals(total, codes, at), high)
    applicants = _applicants(town, matter, node, matters.origin, drawn.applicant[numbers])
    return Filing(
        matter, numbers, codes, applicants, _classes(town, matter, codes, applicants, node)
    )


def _drawn(one: Field, spread: Spread, uniform: NDArray[np.float64]) -> Ints:
    """Codes of a field. Money from above nothing is even in ratio, all else even in difference."""
    if one.kind in ("choice", "area"):
        if not spread.values or not set(spread.values) <= set(one.values):
            raise _fail(spread.node, "stream_value", field=one.name, wanted=", ".join(one.values))
        among = np.array([one.values.index(value) for value in spread.values], np.int64)
        return among[(uniform * len(among)).astype(np.int64)]
    if one.kind == "flag":
        if spread.chance is None:
            raise _fail(spread.node, "stream_value", field=one.name, wanted="10 %")
        return (uniform < spread.chance).astype(np.int64)
    if spread.values or spread.chance is not None:
        raise _fail(spread.node, "stream_value", field=one.name, wanted="1 .. 900")
    low, high = spread.low, spread.high
    if one.kind in ("party", "text"):
        return (uniform * max(1, high)).astype(np.int64)
    if not one.low <= low <= high <= one.high:
        wanted = f"{one.show(one.low)} .. {one.show(one.high)}"
        raise _fail(spread.node, "stream_value", field=one.name, wanted=wanted)
    if one.kind == "money" and low > 0:
        found = np.floor(low * (high / low) ** uniform).astype(np.int64)
    else:
        found = low + np.floor(uniform * (high - low + 1)).astype(np.int64)
    return np.clip(found, low, high)


def _value(one: Field, code: int) -> object:
    if one.kind == "party":
        return f"party {code}"
    if one.kind == "text":
        return "text"
    if one.kind == "flag":
        return bool(code)
    if one.kind == "date":
        return date.fromordinal(code).isoformat()
    return one.values[code] if one.values else code


def _totals(total: Aggregate, codes: Mapping[str, Ints], at: Ints) -> Ints:
    """For every matter the sum over the earlier ones of its window with the same fields, and it."""
    alike = np.zeros(len(at), np.int64)
    for name in total.same:
        _, key = np.unique(codes[name], return_inverse=True)
        alike = alike * (int(key.max(initial=0)) + 1) + key
    sums = np.zeros(len(at), np.int64)
    order = np.argsort(alike, kind="stable")
    edges = np.flatnonzero(np.diff(alike[order])) + 1
    for group in np.split(order, edges):
        moments = at[group]
        running = np.concatenate([[0], np.cumsum(codes[total.sum][group])])
        first = np.searchsorted(moments, moments - total.over.minutes * 60, side="left")
        sums[group] = running[1:] - running[first]
    return sums


def _applicants(
    town: Town, matter: Matter, node: Node | None, at: datetime, uniform: NDArray[np.float64]
) -> tuple[str, ...]:
    """Residents where they may file, else any of the seats that may, all alike."""
    able: Sequence[str] = [
        one
        for one in (RESIDENT, *town.people)
        if authority.may_file(town.charter, town.world, matter, one, "", at)
    ]
    if RESIDENT in able:
        able = [RESIDENT]
    if not able:
        raise _fail(node, "stream_nobody", matter=matter.name)
    return tuple(able[int(one * len(able))] for one in uniform)


def _classes(
    town: Town,
    matter: Matter,
    codes: Mapping[str, Ints],
    applicants: Sequence[str],
    node: Node | None,
) -> tuple[Key, ...]:
    """What decides how the charter treats a matter: its case, what its rules say, which mandates
    cover it, and who filed it."""
    points = [codes[one.name] for one in matter.deciding]
    size = len(applicants)
    case = np.full(size, -1, np.int64)
    for number in reversed(range(len(matter.cases))):
        case[_holds(matter.cases[number].when.boxes, points, size)] = number
    if (case < 0).any():
        at = int(np.flatnonzero(case < 0)[0])
        fields = matter.deciding
        said = ", ".join(f"{one.name} = {one.show(int(codes[one.name][at]))}" for one in fields)
        raise _fail(node, "stream_no_case", matter=matter.name, point=said)
    parts: list[list[int]] = [case.tolist()]
    for stage in matter.stages():
        if isinstance(stage.procedure, Rule):
            said_by = np.zeros(size, np.int64)
            for line in reversed(range(len(stage.procedure.lines))):
                one = stage.procedure.lines[line]
                said_by[_holds(one.when.boxes, points, size)] = line + 1
            parts.append(said_by.tolist())
    for mandate in town.charter.mandates:
        if mandate.matter == matter.name:
            parts.append(_holds(mandate.when.boxes, points, size).astype(np.int64).tolist())
    return tuple(zip(*parts, applicants, strict=True))


def _holds(of: Sequence[boxes.Box], points: Sequence[Ints], size: int) -> NDArray[np.bool_]:
    """`boxes.holds` for columns of points."""
    held = np.zeros(size, np.bool_)
    for box in of:
        inside = np.ones(size, np.bool_)
        for (low, high), column in zip(box, points, strict=True):
            inside &= (column >= low) & (column <= high)
        held |= inside
    return held


def _fail(node: Node | None, code: str, **figures: object) -> CharterError:
    if node is None:
        return CharterError(code, NOWHERE, "", **figures)
    return node.fail(code, **figures)
