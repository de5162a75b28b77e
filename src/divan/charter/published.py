"""What is published of a matter, and its replay: the same events give the same outcome anywhere.

A published matter is JSON: the charter's text, the worlds by their digests, and the events in
order, each with its moment and the digest of the state that followed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import msgspec

from divan.charter import poll
from divan.charter.casting import Cast, faults
from divan.charter.engine import decide, start
from divan.charter.events import AnyEvent, Filed
from divan.charter.model import Charter
from divan.charter.reading import load
from divan.charter.refusals import Refusal
from divan.charter.state import State
from divan.charter.world import Holding, Past, World
from divan.worktime import Interval, WorkCalendar


class ReplayError(ValueError):
    """The published events do not give what was published. Says which event, and how."""


class Entry(msgspec.Struct, frozen=True):
    """One published event."""

    at: datetime
    event: AnyEvent
    world: str  # its digest
    state: str  # the digest of the state that followed


class Publication(msgspec.Struct, frozen=True):
    """Everything a replay needs. `about` is the state of the decision it is about, if any;
    `casts` are the ballots of registers in the order in which they were cast, sealed."""

    charter: str
    worlds: dict[str, dict[str, Any]]
    events: list[Entry]
    about: State | None = None
    casts: list[Cast] = []


def digest(state: State) -> str:
    """SHA-256 over the state's JSON with sorted names."""
    return hashlib.sha256(msgspec.json.encode(state, order="sorted")).hexdigest()


def encode(publication: Publication) -> bytes:
    """As JSON with sorted names."""
    return msgspec.json.encode(publication, order="sorted")


def decode(data: bytes) -> Publication:
    """Raises `ReplayError` for anything that is no published matter."""
    try:
        return msgspec.json.decode(data, type=Publication)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ReplayError(f"this is no published matter: {error}") from None


def replay(publication: Publication, *, until: datetime | None = None) -> State:
    """The state after all events, each checked against the digest published with it.

    Raises `ReplayError` at the first event that is refused or gives another state, and where a
    register's ballots that were counted are not those that were cast.
    """
    charter = load(publication.charter)
    worlds = {key: world(data) for key, data in publication.worlds.items()}
    state: State | None = None
    for number, entry in enumerate(publication.events):
        known = worlds.get(entry.world)
        if known is None or known.digest != entry.world:
            raise ReplayError(f"event {number}: the world {entry.world[:12]} is not as published")
        answer = _step(charter, known, state, entry, publication.about)
        if isinstance(answer, Refusal):
            raise ReplayError(f"event {number}: refused: {answer.text()}")
        if digest(answer) != entry.state:
            raise ReplayError(f"event {number}: gives another state than published")
        if state is not None and (
            wrong := faults(charter, state, answer, known.polls, publication.casts)
        ):
            raise ReplayError(f"event {number}: {wrong}")
        state = answer
    if state is None:
        raise ReplayError("there are no events")
    return state


def _step(
    charter: Charter, known: World, state: State | None, entry: Entry, about: State | None
) -> State | Refusal:
    if state is None:
        if not isinstance(entry.event, Filed):
            raise ReplayError("event 0: a matter begins by being filed")
        return start(charter, known, entry.event, entry.at, about=about)
    return decide(charter, known, state, entry.event, entry.at)


def world(data: Mapping[str, Any]) -> World:
    """The world that `World.data` wrote down. Raises `ReplayError` for anything else."""
    try:
        return _world(data)
    except (KeyError, TypeError, ValueError) as error:
        raise ReplayError(f"a world cannot be read: {error}") from None


def _world(data: Mapping[str, Any]) -> World:
    calendar = WorkCalendar(
        zone=data["zone"],
        week=tuple(_hours(day) for day in data["week"]),
        holidays=frozenset(date.fromisoformat(day) for day in data["holidays"]),
        exceptions={
            date.fromisoformat(day): _hours(hours) for day, hours in data["exceptions"].items()
        },
    )
    return World(
        calendar=calendar,
        holdings=tuple(
            Holding(body, person, _moment(since), _moment(until), sector)
            for body, person, since, until, sector in data["holdings"]
        ),
        day=timedelta(seconds=data["day"]),
        registers=data["registers"],
        residents=None if data["residents"] is None else frozenset(data["residents"]),
        delegations=data["delegations"],
        polls={(m, s): poll.read(said) for m, s, *said in data["counts"]},
        earlier=tuple(
            Past(matter, datetime.fromisoformat(at), fields)
            for matter, at, fields in data["earlier"]
        ),
        seed=data["seed"],
    )


def _hours(day: Sequence[Sequence[int]]) -> tuple[Interval, ...]:
    return tuple(Interval(start, end) for start, end in day)


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
