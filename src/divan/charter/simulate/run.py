"""One run: a drawn stream of matters through one charter, event by event, to the last end.

A heap of moments; every person reads one paper after the other, the urgent first, and is not
interrupted. Where an outcome leads is looked up in `routes`, which asked the engine; what a count
says is asked of the engine once and remembered. With `trace`, the events of some matters are
kept, so that the engine can decide them again and be compared.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np
from numpy.typing import NDArray

from divan.charter import events
from divan.charter.simulate.answering import Answering
from divan.charter.simulate.clock import after
from divan.charter.simulate.people import (
    ADMIT,
    ADVISE,
    ADVISED,
    ANSWER,
    DUE,
    NEVER,
    READ,
    TEST,
    Case,
    Event,
    Paper,
    Person,
    Work,
    absences,
    numbers,
    spare_days,
)
from divan.charter.simulate.routes import ADMISSION, Node, Routes, Station
from divan.charter.simulate.stream import Drawn, Matters, People
from divan.charter.simulate.town import Filing, Town

ENDS = ("approved", "refused", "lapsed")


@dataclass(frozen=True)
class Ran:
    """What became of n matters, in their order: `outcome` (index of ENDS), `end` in seconds of
    working time, `good` at the end, `carried` on, `said`: how many people answered. Of each
    person: `spent` seconds and `influence`. `trace`: events of matters, with their moments."""

    outcome: NDArray[np.int8]
    end: NDArray[np.int64]
    good: NDArray[np.bool_]
    carried: NDArray[np.int64]
    said: NDArray[np.int64]
    spent: NDArray[np.int64]
    influence: NDArray[np.float64]
    polled: int = 0  # seconds read by people of registers
    trace: dict[int, list[tuple[int, events.AnyEvent]]] = field(default_factory=dict)


class Run(Answering):
    """The state of a run; `run` plays it to the end."""

    def __init__(
        self,
        town: Town,
        people: People,
        matters: Matters,
        drawn: Drawn,
        filings: list[Filing],
        routes: Routes,
        *,
        away: Collection[int] = (),
        trace: Collection[int] = (),
    ) -> None:
        self.town, self.rules, self.matters, self.drawn = town, people, matters, drawn
        self.filings, self.routes = filings, routes
        until = spare_days(matters.days)
        self.people = [
            Person(
                index,
                profile,
                [(0, NEVER)]
                if index in away
                else absences(profile, people, index, drawn.seed, until),
            )
            for index, profile in enumerate(town.profiles)
        ]
        self.shared = people.shared_error
        self.heap: list[Event] = []
        self.seq = 0
        self.polled = 0
        self.closed: int | None = None  # the calendar second of a deadline that nobody works at
        self.trace: dict[int, list[tuple[int, events.AnyEvent]]] = {one: [] for one in trace}
        size = len(drawn.at)
        self.outcome, self.end = [0] * size, [0] * size
        self.good, self.carried, self.said = [False] * size, [0] * size, [0] * size

    def run(self) -> Ran:
        """Play every matter to its end."""
        where: list[tuple[Filing, int]] = [(self.filings[0], 0)] * len(self.drawn.at)
        for filing in self.filings:
            for place, number in enumerate(filing.numbers.tolist()):
                where[number] = (filing, place)
        moments, good = self.drawn.at.tolist(), self.drawn.good.tolist()
        reading, kinds = self.drawn.reading.tolist(), self.drawn.kind.tolist()
        urgent = [kind.urgent for kind in self.matters.kinds]
        heap = self.heap
        rows = numbers(self.drawn.seed)
        coming, size = 0, len(moments)
        while heap or coming < size:
            if coming < size and (not heap or moments[coming] * 4 <= heap[0][0]):
                at = moments[coming]
                case = Case(
                    coming,
                    good[coming],
                    reading[coming],
                    urgent[kinds[coming]],
                    next(rows).tolist(),
                    *where[coming],
                )
                coming += 1
                node, carried = self.routes.entry(case.filing, case.place, self.routes.epoch(at))
                case.carried = carried
                self.move(case, node, at)
                continue
            order, _, what, who, thing = heappop(heap)
            at = order >> 2
            if what == READ:
                work, role, uniform, number = thing
                if work.open:
                    self.answered(who, work, role, uniform, number, at)
                self.next(who, at)
            elif what == DUE:
                if thing.open:
                    self.closed = who
                    self.timed_out(thing, at)
                    self.closed = None
            elif thing.open:
                if what == ADVISED:
                    self.sign_ready(thing, at)
                else:
                    self.amended(thing, at)
        return Ran(
            np.array(self.outcome, np.int8),
            np.array(self.end, np.int64),
            np.array(self.good, np.bool_),
            np.array(self.carried, np.int64),
            np.array(self.said, np.int64),
            np.array([one.spent for one in self.people], np.int64),
            np.array([one.influence for one in self.people]),
            self.polled,
            self.trace,
        )

    def move(self, case: Case, node: Node, at: int) -> None:
        """Let a matter stand at a node: close what is over, open what is new."""
        case.node = node
        works = case.works
        if node.ended:
            for work in works.values():
                work.open = False
            number = case.number
            self.outcome[number] = ENDS.index(node.state.outcome)
            self.end[number] = at
            self.good[number] = case.good
            self.carried[number] = case.carried
            self.said[number] = len(case.said)
            case.works = {}  # no ring is left, so that nothing waits for the collector
            return
        kept = {}
        for station in node.stations:
            before = works.get(station.id)
            if before is not None and before.open and before.station is station:
                kept[station.id] = before
            else:
                kept[station.id] = self.opened(case, station, at)
        for name, work in works.items():
            if kept.get(name) is not work:
                work.open = False
        case.works = kept

    def opened(self, case: Case, station: Station, at: int) -> Work:
        """A station opens: its clock runs, and its papers go to whoever turns to them."""
        due, closed = after(station.within, at, self.closed)
        work = Work(case, station, self.routes.epoch(at))
        self.seq += 1
        first = due * 4 + (0 if closed is None else 2)
        heappush(self.heap, (first, self.seq, DUE, closed, work))
        if station.kind == "admit":
            self.hand_out(work, ADMIT, at)
            return work
        if station.asked:
            work.missing = {body for body, _ in station.asked}
            if station.opinions_within is not None:
                work.opinions_by, _ = after(station.opinions_within, at, self.closed)
                self.seq += 1
                heappush(self.heap, (work.opinions_by * 4, self.seq, ADVISED, None, work))
            for number, (_, index) in enumerate(station.asked):
                person, uniform = self.people[index], case.uniform()
                if uniform < person.attention:
                    self.give(person, (work, ADVISE, uniform, number), at)
        self.hand_out(work, ANSWER, at)
        return work

    def hand_out(self, work: Work, role: int, at: int) -> None:
        """Papers to every seat of a station whose holder turns to it."""
        people, case, number = self.people, work.case, work.round
        seats = work.station.seats
        for index, uniform in zip(seats, case.uniforms(len(seats)), strict=True):
            person = people[index]
            attention = person.attention
            if uniform < attention:
                self.give(person, (work, role, uniform / attention, number), at)

    def give(self, person: Person, paper: Paper, at: int) -> None:
        """A paper for one person: read at once, or put behind those that wait."""
        if not person.busy:
            self.begin(person, paper, at)
        elif paper[0].case.urgent:
            person.urgent.append(paper)
        else:
            person.later.append(paper)

    def begin(self, person: Person, paper: Paper, at: int) -> None:
        """A person reads a paper, when they are there. A gatekeeper reads a quarter of it, who
        tests an objection half."""
        person.busy = True
        reading, role = paper[0].case.reading, paper[1]
        if role == ADMIT:
            reading = reading // 4 + 1
        elif role == TEST:
            reading = reading // 2 + 1
        if at >= person.leaves:
            at = person.there(at)
            if at >= NEVER:
                return
        person.spent += reading
        self.seq += 1
        over = (at + int(reading * person.slow)) * 4 + 1
        heappush(self.heap, (over, self.seq, READ, person, paper))

    def next(self, person: Person, at: int) -> None:
        """The next paper that still waits for this person, the urgent first."""
        for line in (person.urgent, person.later):
            while line:
                paper = line.popleft()
                work, role, _, number = paper
                if work.open and (role != ANSWER or number == work.round):
                    self.begin(person, paper, at)
                    return
        person.busy = False

    def close(self, work: Work, outcome: str, at: int) -> None:
        """A station has its outcome; go where the engine says."""
        work.open = False
        case = work.case
        assert case.node is not None  # noqa: S101 - it stands at one while it waits
        node, carried = self.routes.after(
            case.node, work.station.id, outcome, self.routes.epoch(at)
        )
        case.carried += carried
        self.move(case, node, at)

    def timed_out(self, work: Work, at: int) -> None:
        """What the deadline makes of a station."""
        station = work.station
        if station.id == ADMISSION:
            self.close(work, station.silence, at)
        elif station.kind == "register":
            self.close(work, self.poll(work), at)
        else:
            self.settle(work, at)


def run(
    town: Town,
    people: People,
    matters: Matters,
    drawn: Drawn,
    filings: list[Filing],
    routes: Routes,
    *,
    away: Collection[int] = (),
    trace: Collection[int] = (),
) -> Ran:
    """Play a drawn stream through a charter. `away`: persons who are away all the time. `trace`:
    numbers of matters whose events are kept."""
    made = Run(town, people, matters, drawn, filings, routes, away=away, trace=trace)
    with _uncollected():
        return made.run()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of rings, which looks through all papers again and again: a quarter
    of the time. A run leaves no rings behind."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
