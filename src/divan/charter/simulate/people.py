"""The people of a run: what each has to read, when they are there, and how they judge."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from divan.charter.simulate.routes import Node, Station
from divan.charter.simulate.stream import DAY, People, Profile
from divan.charter.simulate.town import Filing

# what happens at a moment
DUE, ADVISED, READ, AMENDED = range(4)
# why somebody reads
ADMIT, ANSWER, ADVISE, TEST = range(4)
NEVER = 1 << 60
NUMBERS = 64  # uniform numbers of a matter for those who answer; then they come again, moved
BLOCK = 512  # matters whose numbers are drawn at once


class Person:
    """Somebody on a seat: one reader with a line of papers before them, urgent ones first."""

    __slots__ = (
        "attention",
        "away",
        "bias",
        "busy",
        "competence",
        "index",
        "influence",
        "later",
        "leaves",
        "profile",
        "slow",
        "spent",
        "urgent",
    )

    def __init__(self, index: int, profile: Profile, away: Sequence[tuple[int, int]]) -> None:
        self.index, self.profile = index, profile
        self.competence, self.bias = profile.competence, profile.bias
        self.attention = profile.attention
        self.slow = 40 / profile.hours  # seconds of the week for one second of reading
        self.away = list(reversed(away))
        self.urgent: deque[Paper] = deque()
        self.later: deque[Paper] = deque()
        self.leaves = self.away[-1][0] if self.away else NEVER  # no absence begins before
        self.busy = False
        self.spent = 0
        self.influence = 0.0

    def there(self, at: int) -> int:
        """The first moment from `at` on at which they are not away."""
        away = self.away
        while away and away[-1][1] <= at:
            away.pop()
        self.leaves = away[-1][0] if away else NEVER
        return away[-1][1] if self.leaves <= at else at


class Case:
    """A matter under way. `asked` counts the answers given, `excess` how much more often they
    were right than each alone would be: with these the next answer shares their error."""

    __slots__ = (
        "asked",
        "carried",
        "excess",
        "filing",
        "good",
        "node",
        "number",
        "place",
        "reading",
        "row",
        "said",
        "urgent",
        "used",
        "works",
    )

    def __init__(
        self,
        number: int,
        good: bool,
        reading: int,
        urgent: bool,
        row: list[float],
        filing: Filing,
        place: int,
    ) -> None:
        self.number, self.good, self.reading, self.urgent = number, good, reading, urgent
        self.row, self.filing, self.place = row, filing, place
        self.node: Node | None = None
        self.works: dict[str, Work] = {}
        self.used = self.asked = self.carried = 0
        self.excess = 0.0
        self.said: set[int] = set()

    def uniform(self) -> float:
        """The next uniform number of this matter."""
        used = self.used
        self.used = used + 1
        if used < NUMBERS:
            return self.row[used]
        again, place = divmod(used, NUMBERS)
        return (self.row[place] + 0.6180339887498949 * again) % 1

    def uniforms(self, count: int) -> list[float]:
        """So many of them."""
        used = self.used
        if used + count > NUMBERS:
            return [self.uniform() for _ in range(count)]
        self.used = used + count
        return self.row[used : self.used]


class Work:
    """A station at which a matter waits. `answers`: person to what they said."""

    __slots__ = (
        "advice",
        "amending",
        "answers",
        "case",
        "epoch",
        "missing",
        "objections",
        "open",
        "opinions_by",
        "ready",
        "round",
        "station",
    )

    def __init__(self, case: Case, station: Station, epoch: int) -> None:
        self.case, self.station, self.epoch = case, station, epoch
        self.open = True
        self.answers: dict[int, str] = {}
        self.objections: list[tuple[int, str]] = []  # who, and open, upheld, rejected or met
        self.round = 1
        self.amending = False
        self.missing: set[str] = set()
        self.opinions_by = NEVER
        self.ready: tuple[int, float] | None = None
        self.advice = 0.0


Paper = tuple[Work, int, float, int]  # to be read: at what, why, the uniform number, the round
# a moment times four, and 0 for deadlines, 1 for readers, 2 for deadlines out of hours; then an
# order, what happens, to whom, with what
Event = tuple[int, int, int, Any, Any]


def judges(person: Person, case: Case, uniform: float, shared: float, advice: float = 0.0) -> bool:
    """Whether a person finds that the proposal ought to be approved.

    They are right with their competence, moved by their bias, and drawn to the answers that were
    given on the same matter: for people alike the sums are beta-binomial with the intra-class
    correlation `shared` (Pólya's urn), and everyone keeps their own average.
    """
    right = person.competence if person.competence > advice else advice
    right += person.bias if case.good else -person.bias
    chance = right
    if shared:
        chance += shared * case.excess / (1 - shared + case.asked * shared)
        case.asked += 1
        if uniform < chance:
            case.excess += 1 - right
            return case.good
        case.excess -= right
        return not case.good
    return case.good if uniform < chance else not case.good


def absences(
    profile: Profile, people: People, index: int, seed: int, until: int
) -> list[tuple[int, int]]:
    """When a person is away: spells of exponential length, `absence` of the time."""
    share = profile.absence
    if not share:
        return []
    random = np.random.default_rng([seed, 1_000_003, index])
    count = int(until / people.away * share * 2) + 20
    away = np.maximum(1, random.exponential(people.away, count)).astype(np.int64)
    here = random.exponential(people.away * (1 - share) / share, count).astype(np.int64)
    ends = np.cumsum(away + here + 1)
    return [
        (int(end - length), int(end))
        for end, length in zip(ends, away, strict=True)
        if end - length < until
    ]


def numbers(seed: int) -> Iterator[NDArray[np.float64]]:
    """Rows of uniform numbers, one for each matter in order, a block at a time."""
    random = np.random.default_rng([seed, 1_000_033])
    while True:
        yield from random.random((BLOCK, NUMBERS))


def spare_days(days: int) -> int:
    """Until when people may be away: the stream's days and a year more, in seconds."""
    return (days + 250) * DAY
