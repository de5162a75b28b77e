"""The transition table of a charter, explored with the engine itself, once for each class.

A node is a state of the engine in which something waits, without its times. Its edges are what
the engine makes of every outcome: `moves` and `route` walk, `stages` opens. So a simulated matter
goes where a real one would; only the clock is the simulation's own.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from divan.charter import authority, moves, route
from divan.charter.errors import CharterError
from divan.charter.model import ENDS, Admit, Matter, Stage
from divan.charter.procedures import Choose, Consent, Decide, Rule, Vote
from divan.charter.route import case_of
from divan.charter.simulate.clock import moment, open_until
from divan.charter.simulate.power import powers
from divan.charter.simulate.town import Filing, Key, Town
from divan.charter.span import Span
from divan.charter.stages import Outcome
from divan.charter.state import Open, State

ADMISSION = "admission"  # the gatekeeper's desk, as a station
OPTIONS = ("as_put", "changed")  # what a stage that chooses has before it


@dataclass(eq=False)
class Station:
    """A stage that waits, or the gatekeeper's desk.

    `seats`: persons; `class_of`: the class of equal seats of each; `weights`: of each class;
    `power[i]`: the share of a seat in the power; `asked`: one person for every body whose opinion
    is asked for; `testers`: who may rule on objections. `counted`: whether the outcome depends on
    the counts alone; `outcomes` remembers what the engine said of each, and the options chosen.
    """

    id: str
    kind: str  # admit, decide, vote, consent, choose, register
    within: Span
    seats: tuple[int, ...]
    class_of: dict[int, int]
    weights: tuple[int, ...]
    power: tuple[float, ...]
    asked: tuple[tuple[str, int], ...]
    opinions_within: Span | None
    testers: tuple[int, ...]
    stage: Stage | None
    open: Open | None
    state: State
    outcomes: dict[Any, tuple[str, tuple[str, ...]]]
    counted: bool = False
    direct: Stage | None = None  # the same without delegations, of which there are none here
    silence: str = ""  # what the gatekeeper's silence means
    early: bool = True  # whether it closes when everybody has answered
    rounds: int = 1
    may_refer: bool = False


@dataclass(eq=False)
class Node:
    """`carried`: how many times, on the way into it, something was carried on undecided."""

    state: State
    key: Key
    stations: tuple[Station, ...]
    ended: bool
    edges: dict[tuple[str, str, int], tuple[Node, int]]


class Routes:
    """The nodes of one charter, made when first needed."""

    def __init__(self, town: Town, start: datetime) -> None:
        self.town, self.charter, self.start = town, town.charter, start
        self.number = {person: index for index, person in enumerate(town.people)}
        ends = sorted({one.until for one in self.charter.mandates if one.until})
        midnights = [(end + 1 - start.toordinal()) * 86_400 - 8 * 3600 for end in ends]
        self.changes = [open_until(max(0, one)) for one in midnights if one > 0]
        self.entries: dict[tuple[str, Key, int], tuple[Node, int]] = {}
        self.nodes: dict[Any, Node] = {}
        self.stations: dict[Any, Station] = {}

    def epoch(self, at: int) -> int:
        """How many mandates have run out by a second of working time."""
        return bisect_left(self.changes, at)

    def entry(self, filing: Filing, place: int, epoch: int) -> tuple[Node, int]:
        """The first node of a matter, and how often it was carried on to get there."""
        key = (filing.matter.name, filing.classes[place], epoch)
        if key not in self.entries:
            state = self._filed(filing, place, epoch)
            self.entries[key] = (self._node(state, key[:2], epoch), self._carried(state, 0))
        return self.entries[key]

    def after(self, node: Node, station: str, outcome: str, epoch: int) -> tuple[Node, int]:
        """Where the outcome of a station leads, and how often it was carried on."""
        key = (station, outcome, epoch)
        if key not in node.edges:
            at, state = self._moment(epoch), node.state
            if station == ADMISSION:
                if outcome == "lapsed":
                    moved = moves.end(state, outcome, at)
                else:
                    moved = moves.enter_route(self.charter, self.town.world, state, at)
            else:
                one = next(each for each in state.open if each.stage == station)
                moved = moves.close_stage(
                    self.charter, self.town.world, state, one, Outcome(outcome), at
                )
            carried = self._carried(moved, len(state.passed))
            node.edges[key] = (self._node(moved, node.key, epoch), carried)
        return node.edges[key]

    def may_sign(self, node: Node, station: Station, person: int, epoch: int) -> bool:
        """Whether a person who read a matter before a mandate ran out may still sign it."""
        assert station.stage is not None  # noqa: S101 - nobody signs at the gate
        return authority.may_decide(
            self.charter,
            self.town.world,
            node.state,
            station.stage,
            self.town.people[person],
            self._moment(epoch),
        )

    def _moment(self, epoch: int) -> datetime:
        return moment(self.start, self.changes[epoch - 1] + 1) if epoch else self.start

    def _filed(self, filing: Filing, place: int, epoch: int) -> State:
        """As `engine.start` makes it; what joins in filing, if several must, does so at once."""
        matter, at = filing.matter, self._moment(epoch)
        codes = {one.name: int(filing.codes[one.name][place]) for one in matter.deciding}
        applicant = filing.applicants[place]
        state = State(
            charter=self.charter.digest,
            id="",
            matter=matter.name,
            applicant=applicant,
            phase="gathering",
            filed_at=at,
            codes=codes,
            options=OPTIONS,
            case=case_of(matter, codes),
            supporters=(applicant,),
        )
        state = moves.enter_route(self.charter, self.town.world, state, at)
        for person in self.town.people:
            if state.phase != "gathering":
                return state
            if person != applicant and authority.may_join(
                self.charter, self.town.world, matter.standing, person, applicant, at
            ):
                state = replace(state, supporters=(*state.supporters, person))
                state = moves.enter_route(self.charter, self.town.world, state, at)
        if state.phase == "gathering":
            raise CharterError("stream_nobody", matter.mark, matter.name, matter=matter.name)
        return state

    def _carried(self, state: State, since: int) -> int:
        """How often a step ended in anything but approval and led on to another step."""
        matter = self.charter.matters[state.matter]
        count = 0
        for step in state.passed[since:]:
            one = matter.steps[step.stage]
            if step.outcome == "approved" or step.stage in matter.group_of:
                continue
            if isinstance(one, Stage) and isinstance(one.procedure, Rule):
                continue
            count += route.target(matter, step.stage, step.outcome) not in ENDS
        return count

    def _node(self, state: State, key: Key, epoch: int) -> Node:
        done = tuple(sorted(state.group_done.items()))
        waits = tuple(one.stage for one in state.open)
        known = (key, epoch, state.phase, state.outcome, state.visited, waits, done)
        if known not in self.nodes:
            ended = state.phase not in ("filed", "open")
            stations = () if ended else self._stations(state, key, epoch)
            self.nodes[known] = Node(state, key, stations, ended, {})
        return self.nodes[known]

    def _stations(self, state: State, key: Key, epoch: int) -> tuple[Station, ...]:
        matter = self.charter.matters[state.matter]
        if state.phase == "filed":
            assert matter.admit is not None  # noqa: S101 - nothing waits for admission otherwise
            return (self._gate(state, matter.admit, epoch),)
        found = []
        for one in state.open:  # a station stays itself while others of its group close
            known = (key, one.stage, one.seats)
            if known not in self.stations:
                self.stations[known] = self._station(state, matter, one, epoch)
            found.append(self.stations[known])
        return tuple(found)

    def _gate(self, state: State, admit: Admit, epoch: int) -> Station:
        body = self.charter.bodies[admit.body]
        acting = authority.acting(self.charter, self.town.world, state, body, self._moment(epoch))
        seats = tuple(self.number[one.person] for one in acting)[:1]
        return Station(
            id=ADMISSION,
            kind="admit",
            within=admit.within,
            seats=seats,
            class_of={},
            weights=(),
            power=(),
            asked=(),
            opinions_within=None,
            testers=(),
            stage=None,
            open=None,
            state=state,
            outcomes={},
            silence="admitted" if admit.silence == "admitted" else "lapsed",
        )

    def _station(self, state: State, matter: Matter, one: Open, epoch: int) -> Station:
        stage = matter.steps[one.stage]
        assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
        assert stage.within is not None  # noqa: S101 - the engine has opened it
        procedure = stage.procedure
        classes = list(dict.fromkeys((seat.sector, seat.weight) for seat in one.seats))
        testers: tuple[int, ...] = ()
        if isinstance(procedure, Consent) and procedure.tested_by:
            body = self.charter.bodies[procedure.tested_by]
            able = authority.able(self.charter, self.town.world, state, body, self._moment(epoch))
            testers = tuple(self.number[seat.person] for seat in able)
        direct = None
        if isinstance(procedure, Vote) and procedure.delegable:
            direct = dataclasses.replace(
                stage, procedure=dataclasses.replace(procedure, delegable=False)
            )
        return Station(
            id=one.stage,
            kind=procedure.kind if one.seats else "register",
            within=stage.within,
            seats=tuple(self.number[seat.person] for seat in one.seats),
            class_of={
                self.number[seat.person]: classes.index((seat.sector, seat.weight))
                for seat in one.seats
            },
            weights=tuple(weight for _, weight in classes),
            power=powers(procedure, one.seats, one.base),
            asked=self._asked(stage),
            opinions_within=stage.consult.within,
            testers=testers,
            stage=stage,
            open=one,
            state=state,
            outcomes={},
            direct=direct,
            counted=procedure.tie == "fails"
            if isinstance(procedure, Vote)
            else isinstance(procedure, Choose) and procedure.winners == 1,
            early=isinstance(procedure, Consent | Choose)
            or (isinstance(procedure, Vote) and not procedure.delegable),
            rounds=procedure.rounds if isinstance(procedure, Consent) else 1,
            may_refer=isinstance(procedure, Decide) and procedure.may_refer,
        )

    def _asked(self, stage: Stage) -> tuple[tuple[str, int], ...]:
        """For every body whose opinion is asked for, the first who holds a seat of it."""
        holders = dict(
            reversed(list(zip(self.town.bodies, range(len(self.town.bodies)), strict=True)))
        )
        return tuple((body, holders[body]) for body in stage.consult.bodies if body in holders)
