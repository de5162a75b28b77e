"""A stream as a charter takes it: what the stream does not say of its fields is assumed here.

A stream names the types of matter of the charters it was written for. Fitted to another charter
its kinds keep their number, truth and reading time; only type and fields are found anew.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping

from divan.charter.fields import Field
from divan.charter.model import Charter
from divan.charter.model import Matter as Type
from divan.charter.simulate.stream import COLUMNS, Kind, Matters, Spread

EVEN, PARTIES = 0.5, 400  # a flag; how many suppliers and the like there are
RATE_DAYS = 250  # working days of a year
READING = 3600  # seconds
GOOD = 0.7


def fit(matters: Matters, charter: Charter) -> Matters | None:
    """The same stream with every kind filed as a type of this charter; `None` where the charter
    has no type that takes proposals.

    A kind keeps the type that it names where its spreads suit the fields. Else it is an urgent
    type (one whose decisions expire) for what is urgent, else the first type whose decisions last.
    A field is drawn as the kind has one of that name and sort, else evenly over all it may be.
    """
    types = [one for one in charter.matters.values() if not one.of and not one.object]
    types = [one for one in types if len(list(_drawn(one))) <= COLUMNS]
    if not types:
        return None
    kinds = tuple(_fitted(kind, charter, types, matters) for kind in matters.kinds)
    return dataclasses.replace(matters, kinds=kinds)


def volume(
    charter: Charter,
    counts: Mapping[str, int],
    ranges: Mapping[tuple[str, str], tuple[int, int]],
    *,
    most: int,
) -> Matters | None:
    """A stream of a charter's own year; `None` where there was nothing to decide.

    counts: how many of each type were filed in the year. ranges: by type and field, the least and
    the largest value that was seen. Of a long year only so many days are drawn that about `most`
    matters come. Truth and reading time are assumed: 70 % good, an hour each.
    """
    kinds = tuple(
        Kind(
            name=name,
            rate=counts[name] / RATE_DAYS,
            good=GOOD,
            reading=READING,
            title=one.title or {"": name},
            urgent=one.expires is not None,
            ways={name: {each.name: _seen(name, each, ranges) for each in _drawn(one)}},
        )
        for name, one in charter.matters.items()
        if counts.get(name, 0) > 0 and not one.of and not one.object
    )
    if not kinds:
        return None
    rate = sum(kind.rate for kind in kinds)
    return Matters(kinds, days=max(1, min(RATE_DAYS, int(most / rate))))


def _fitted(kind: Kind, charter: Charter, types: list[Type], matters: Matters) -> Kind:
    for name in kind.ways:
        if name in charter.matters and _suits(kind.ways[name], charter.matters[name]):
            return kind
    chosen = _alike(kind, types)
    own = {key: one for way in kind.ways.values() for key, one in way.items()}
    first = matters.origin.date().toordinal()
    spreads = {one.name: _spread(one, own.get(one.name), first) for one in _drawn(chosen)}
    return dataclasses.replace(kind, ways={chosen.name: spreads})


def _alike(kind: Kind, types: list[Type]) -> Type:
    by_name = [one for one in types if one.name == kind.name]
    urgent = [one for one in types if one.expires is not None and kind.urgent]
    usual = [one for one in types if one.expires is None]
    return [*by_name, *urgent, *usual, *types][0]


def _suits(way: Mapping[str, Spread], to: Type) -> bool:
    fields = {one.name: one for one in _drawn(to)}
    need = {name for name, one in fields.items() if one.kind != "text"}
    return need <= set(way) <= set(fields) and all(_holds(fields[n], s) for n, s in way.items())


def _holds(one: Field, spread: Spread) -> bool:
    """Whether a spread is of this field's sort and within it."""
    if one.kind in ("choice", "area"):
        return bool(spread.values) and set(spread.values) <= set(one.values)
    if one.kind == "flag":
        return spread.chance is not None
    if spread.values or spread.chance is not None:
        return False
    return one.kind in ("party", "text") or one.low <= spread.low <= spread.high <= one.high


def _spread(one: Field, own: Spread | None, first: int) -> Spread:
    if own is not None and _holds(one, own):
        return own
    if one.kind in ("choice", "area"):
        return Spread(values=one.values)
    if one.kind == "flag":
        return Spread(chance=EVEN)
    if one.kind in ("party", "text"):
        return Spread(0, PARTIES)
    if one.kind == "date":
        low = min(max(first, one.low), one.high)
        return Spread(low, min(low + 365, one.high))
    return Spread(max(one.low, min(1, one.high)), one.high)


def _seen(kind: str, one: Field, ranges: Mapping[tuple[str, str], tuple[int, int]]) -> Spread:
    seen = ranges.get((kind, one.name))
    return _spread(one, Spread(*seen) if seen else None, Matters.begins.toordinal())


def _drawn(one: Type) -> Iterator[Field]:
    """The fields that a person fills in."""
    return (each for each in one.fields.values() if not each.aggregate)
