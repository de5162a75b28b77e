"""What a decision depends on beside charter and events: who holds what, registers, calendar,
delegations, ballots of registers, earlier matters. All dated, all known by one digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from divan.charter.model import Aggregate, Body
from divan.charter.poll import Poll
from divan.charter.state import Seat
from divan.worktime import WorkCalendar

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Holding:
    """A person holds a seat of a body, from `since` until (not including) `until`."""

    body: str
    person: str
    since: datetime | None = None
    until: datetime | None = None
    sector: str = ""

    def at(self, moment: datetime) -> bool:
        return (self.since is None or self.since <= moment) and (
            self.until is None or moment < self.until
        )


@dataclass(frozen=True)
class Past:
    """An earlier matter of the same type, for aggregates."""

    matter: str
    at: datetime
    fields: Mapping[str, object]


@dataclass(frozen=True)
class World:
    """`day` is the working time of one working day. `residents`: whom "any resident" means;
    `None` where everybody may. `delegations`: person to person, of seats. `polls`: the ballots of a
    register, by matter and stage, in the world in which that closes. `seed`: published before
    ballots are counted.
    """

    calendar: WorkCalendar
    holdings: tuple[Holding, ...] = ()
    day: timedelta = timedelta(hours=8)
    registers: Mapping[str, int] = field(default_factory=dict)
    residents: frozenset[str] | None = None
    delegations: Mapping[str, str] = field(default_factory=dict)
    polls: Mapping[tuple[str, str], Poll] = field(default_factory=dict)
    earlier: Sequence[Past] = ()
    seed: str = ""

    @cached_property
    def _by_body(self) -> Mapping[str, tuple[Holding, ...]]:
        found: dict[str, list[Holding]] = {}
        for one in self.holdings:
            found.setdefault(one.body, []).append(one)
        return {body: tuple(many) for body, many in found.items()}

    @cached_property
    def _by_person(self) -> Mapping[str, tuple[Holding, ...]]:
        found: dict[str, list[Holding]] = {}
        for one in self.holdings:
            found.setdefault(one.person, []).append(one)
        return {person: tuple(many) for person, many in found.items()}

    @cached_property
    def _undated(self) -> frozenset[str]:
        """Bodies all of whose holdings are without dates: asked often, they never change."""
        dated = {one.body for one in self.holdings if one.since or one.until}
        return frozenset(self._by_body) - dated

    def holders(self, body: str, at: datetime) -> tuple[Holding, ...]:
        held = self._by_body.get(body, ())
        return held if body in self._undated else tuple(one for one in held if one.at(at))

    def sits(self, person: str, body: Body, at: datetime) -> bool:
        """Whether a person has one of the seats; of more holders than seats the first have them."""
        if not self.holds(person, body.name, at):
            return False
        held = self.holders(body.name, at)
        return body.seats is None or any(one.person == person for one in held[: body.seats])

    def holds(self, person: str, body: str, at: datetime) -> bool:
        """Whether a person is among the holders, also those for whom no seat is left (`sits`)."""
        return body in self.bodies_of(person, at)

    def bodies_of(self, person: str, at: datetime) -> frozenset[str]:
        if self._timeless:
            return self._held.get(person, NOTHING)
        return frozenset(one.body for one in self._by_person.get(person, ()) if one.at(at))

    @cached_property
    def _timeless(self) -> bool:
        return self._undated >= self._by_body.keys()

    @cached_property
    def _held(self) -> Mapping[str, frozenset[str]]:
        """For every person their bodies, in a world without dates."""
        people = self._by_person.items()
        return {person: frozenset(one.body for one in held) for person, held in people}

    def seats(self, body: Body, at: datetime) -> tuple[Seat, ...]:
        """The seats that are filled, at most as many as the charter gives."""
        if body.name not in self._undated:
            return self._seated(body, self.holders(body.name, at))
        known = self._seats.get(body.name)
        if known is None or known[0] is not body:
            known = (body, self._seated(body, self.holders(body.name, at)))
            self._seats[body.name] = known
        return known[1]

    @cached_property
    def _seats(self) -> dict[str, tuple[Body, tuple[Seat, ...]]]:
        """The seats of bodies without dated holdings, as made for a charter's body."""
        return {}

    def _seated(self, body: Body, held: tuple[Holding, ...]) -> tuple[Seat, ...]:
        weights = body.weights
        filled = held[: body.seats]
        return tuple(Seat(one.person, one.sector, weights.get(one.sector, 1)) for one in filled)

    def total(
        self, matter: str, aggregate: Aggregate, fields: Mapping[str, object], at: datetime
    ) -> int:
        """The aggregate over earlier matters and this one."""
        since = aggregate.over.before(at)
        alike = (
            past.fields[aggregate.sum]
            for past in self.earlier
            if past.matter == matter
            and past.at >= since
            and all(past.fields.get(name) == fields.get(name) for name in aggregate.same)
        )
        return sum(int(str(one)) for one in (*alike, fields[aggregate.sum]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the JSON of `data`, with sorted names."""
        text = json.dumps(self.data, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @cached_property
    def data(self) -> dict[str, Any]:
        """All of it as JSON-like data, from which `published.world` makes it again."""
        calendar = self.calendar
        return {
            "zone": calendar.zone,
            "week": [[[start, end] for start, end in day] for day in calendar.week],
            "holidays": sorted(day.isoformat() for day in calendar.holidays),
            "exceptions": {
                day.isoformat(): [[start, end] for start, end in hours]
                for day, hours in sorted(calendar.exceptions.items())
            },
            "day": int(self.day.total_seconds()),
            "holdings": [
                [one.body, one.person, _text(one.since), _text(one.until), one.sector]
                for one in self.holdings
            ],
            "registers": dict(self.registers),
            "residents": None if self.residents is None else sorted(self.residents),
            "delegations": dict(self.delegations),
            # Its first name: worlds without a register keep the digests they were published with.
            "counts": [[*key, *one.data] for key, one in sorted(self.polls.items())],
            "earlier": [[one.matter, _text(one.at), dict(one.fields)] for one in self.earlier],
            "seed": self.seed,
        }


def _text(moment: datetime | None) -> str | None:
    """In UTC, so that the same moment is the same text."""
    return None if moment is None else moment.astimezone(UTC).isoformat()
