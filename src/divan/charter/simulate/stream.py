"""What is simulated: a stream of matters and the people who meet it. Immutable, with defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from divan.charter.model import Body, Names
from divan.charter.source import Node

DAY = 8 * 3600  # seconds of a working day; a week has five of them
WEEK = 5 * DAY
COLUMNS = 8  # uniform numbers of a matter for its fields


@dataclass(frozen=True)
class Profile:
    """What is assumed of a person. Shares lie from 0 to 1.

    `competence`: how often their judgement is right. `bias`: how much more often they say yes
    than that, to good and to bad alike. `hours`: a week, for matters. `attention`: how many of
    the matters before them they turn to at all. `absence`: how much of the year they are away.
    `abstain`: of their votes. `refers`: how often they hand on what they could sign. `objects`:
    how often they object, where consent is asked for, to what they would not approve.
    """

    competence: float = 0.75
    bias: float = 0.0
    hours: float = 10.0
    attention: float = 1.0
    absence: float = 0.0
    abstain: float = 0.0
    refers: float = 0.0
    objects: float = 1.0


@dataclass(frozen=True)
class People:
    """`own`: by name of a body or by preset, where it is not `everyone`.

    `shared_error`: correlation of the answers given about one matter. `away`: the mean length of
    an absence in seconds of working time. `amend`: how long another text takes, in seconds.
    `mended`: how often another text makes a bad proposal good. `concerned`: how many people the
    matters concern. `register`: the people of a body that is a register.
    """

    everyone: Profile = Profile()
    own: Mapping[str, Profile] = field(default_factory=dict)
    shared_error: float = 0.0
    away: int = 5 * DAY
    amend: int = DAY
    mended: float = 0.0
    concerned: int = 100
    register: int = 10_000

    def profile(self, body: Body) -> Profile:
        """By the body's name, else by its preset, else as everyone."""
        return self.own.get(body.name) or self.own.get(body.preset) or self.everyone


@dataclass(frozen=True)
class Spread:
    """How a field is drawn: a range of whole numbers, values, a chance, or a count of parties.

    `node` is the place in the file, for what does not fit a charter."""

    low: int = 0
    high: int = 0
    values: tuple[str, ...] = ()
    chance: float | None = None
    node: Node | None = None


@dataclass(frozen=True)
class Kind:
    """`rate`: how many are filed a working day. `good`: the share that ought to be approved.
    `reading`: mean seconds that a person needs for one, exponential. `ways`: by the type of
    matter as which it is filed, the spread of every field; the first that a charter has holds."""

    name: str
    rate: float
    good: float
    reading: int
    ways: Mapping[str, Mapping[str, Spread]]
    title: Names = field(default_factory=dict)
    urgent: bool = False
    node: Node | None = None


@dataclass(frozen=True)
class Matters:
    """`days`: working days during which matters are filed; all are then followed to their end."""

    kinds: tuple[Kind, ...]
    days: int
    name: Names = field(default_factory=dict)
    begins: date = date(2026, 1, 5)

    @property
    def origin(self) -> datetime:
        """The first working moment: eight o'clock on the Monday of the week of `begins`."""
        monday = self.begins - timedelta(days=self.begins.weekday())
        return datetime.combine(monday, time(8), UTC)


@dataclass(frozen=True)
class Drawn:
    """One drawing of a stream, the same for every charter. Arrays of n matters in order of time.

    `at`: seconds of working time. `kind`: index of kinds. `good`: the truth. `reading`: seconds.
    `applicant`: uniform. `fields`: n by COLUMNS, uniform. `seed`: of what follows.
    """

    at: NDArray[np.int64]
    kind: NDArray[np.int64]
    good: NDArray[np.bool_]
    reading: NDArray[np.int64]
    applicant: NDArray[np.float64]
    fields: NDArray[np.float64]
    seed: int


def draw(matters: Matters, seed: int) -> Drawn:
    """Draw a stream: Poisson arrivals of every kind, each kind from numbers of its own."""
    parts = []
    for number, kind in enumerate(matters.kinds):
        random = np.random.default_rng([seed, number])
        size = int(random.poisson(kind.rate * matters.days))
        at = random.integers(0, matters.days * DAY, size)
        good = random.random(size) < kind.good
        reading = np.maximum(1, random.exponential(kind.reading, size)).astype(np.int64)
        rest = random.random((size, COLUMNS + 1))
        parts.append((at, np.full(size, number), good, reading, rest))
    at, kinds, good, reading, rest = (np.concatenate(one) for one in zip(*parts, strict=True))
    order = np.argsort(at, kind="stable")
    return Drawn(
        at[order],
        kinds[order],
        good[order],
        reading[order],
        rest[order, 0],
        rest[order, 1:],
        seed,
    )
