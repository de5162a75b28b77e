"""A walk through every route by the engine's own moves, breadth first.

A made-up crowd fills every seat; from each open stage the walk takes every outcome that the
engine's own counting can give there (`outcomes_of`), and asks `moves.close_stage` where it leads.
Stages side by side that decide alike are counted, not told apart: ten of them need tens of
states. So what is found here is what would happen.
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec

from divan.charter import route, stages
from divan.charter.check.findings import Finding, error, placed
from divan.charter.effort import spend
from divan.charter.model import Body, Case, Charter, Group, Matter, Stage, stages_of
from divan.charter.moves import close_stage, enter
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.rule import Rule
from divan.charter.procedures.vote import Count, outcome
from divan.charter.stages import Outcome
from divan.charter.state import State
from divan.charter.world import Holding, World
from divan.worktime import WorkCalendar

BEGIN = datetime(2026, 1, 5, tzinfo=UTC)
CROWD = 50  # of a larger body so many seats are filled: quorums are another check's matter
REGISTER = 1_000_000  # people on it: enough for every share
MOST_STATES = 20_000
STEP = 400  # what a move of the engine costs, beside comparing two numbers
Key = tuple[object, ...]


def crowd(charter: Charter) -> World:
    """A world in which every seat is held by a person of its own, named `body/number`."""
    holdings: list[Holding] = []
    for body in charter.bodies.values():
        sectors = [sector for sector, seats in body.sectors.items() for _ in range(seats)]
        for seat in range(min(body.seats or 0, CROWD)):
            sector = sectors[seat] if seat < len(sectors) else ""
            holdings.append(Holding(body.name, f"{body.name}/{seat}", sector=sector))
    registers = {name: REGISTER for name, body in charter.bodies.items() if body.seats is None}
    return World(
        WorkCalendar.always("UTC"),
        tuple(holdings),
        day=timedelta(days=1),
        registers=registers,
    )


def check_walks(charter: Charter) -> Iterator[Finding]:
    world = crowd(charter)
    for matter in charter.matters.values():
        if any(stage.body and stage.within is None for stage in matter.stages()):
            continue  # an error of its own
        path = f"matters.{matter.name}" + ("" if matter.object == "decision" else ".route")
        filers = _filers(charter, matter)
        for number, case in enumerate(matter.cases):
            state = filed(charter, matter, number)
            if not _by_rule(matter, case) and not any(
                end.outcome == "approved" for end in ends(charter, world, state)
            ):
                yield error("never_approved", case.mark, path)
            yield from _self_approval(charter, world, state, case, filers)


def _by_rule(matter: Matter, case: Case) -> bool:
    """Whether a rule on the way may approve, for values other than those of the walk."""
    stages_met = (
        stage
        for step in route.reachable(matter, [case.steps[0].id])
        for stage in stages_of(matter.steps[step])
    )
    return any(
        isinstance(one.procedure, Rule) and "approved" in one.procedure.outcomes()
        for one in stages_met
    )


def filed(charter: Charter, matter: Matter, case: int) -> State:
    """A matter that has come to its route, with values for which this case decides."""
    return State(
        charter=charter.digest,
        id="walk",
        matter=matter.name,
        applicant="resident",
        phase="open",
        filed_at=BEGIN,
        codes=_values(matter, case),
        case=case,
        options=("a", "b"),
    )


def _values(matter: Matter, number: int) -> dict[str, int]:
    case = matter.cases[number]
    point = next((tuple(low for low, _ in box) for box in case.when.boxes), ())
    if not point:
        point = tuple(one.low for one in matter.deciding)
    return {one.name: code for one, code in zip(matter.deciding, point, strict=True)}


def ends(charter: Charter, world: World, state: State) -> Iterator[State]:
    """The states in which a matter that enters its route now can leave it, one for each way of
    ending; breadth first, so the first of each is by the shortest way."""
    matter = charter.matters[state.matter]
    first = matter.cases[state.case].steps[0].id
    waiting = [enter(charter, world, state, first, BEGIN)]
    met: set[Key] = set()
    for state in waiting:
        key = _key(charter, matter, state)
        if key in met or len(met) > MOST_STATES:
            continue
        met.add(key)
        if not state.open:
            yield state
            continue
        for one in state.open:
            stage = matter.steps[one.stage]
            assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
            at = stages.due(one)
            for result in outcomes_of(charter, stage):
                spend(STEP)
                waiting.append(close_stage(charter, world, state, one, Outcome(result), at))


def _key(charter: Charter, matter: Matter, state: State) -> Key:
    """What the future depends on: open stages, and of a group how many decided what. Stages of a
    group that decide alike are one kind. What was visited matters only where a route has rings,
    which are an error of their own."""
    if not state.group:
        return (state.phase, state.outcome, tuple(one.stage for one in state.open))
    kinds = {
        stage.id: outcomes_of(charter, stage) for stage in stages_of(matter.steps[state.group])
    }
    done = Counter((kinds[name], result == "approved") for name, result in state.group_done.items())
    left = Counter(kinds[one.stage] for one in state.open)
    return (state.group, frozenset(done.items()), frozenset(left.items()))


def outcomes_of(charter: Charter, stage: Stage) -> tuple[str, ...]:
    """What the engine's own counting can make of an open stage whose body is complete."""
    body, procedure = charter.bodies[stage.body], stage.procedure
    if isinstance(procedure, Vote):
        size, sectors = _sizes(body)
        counts = [
            (Count(size, 0, 0, size), [Count(one, 0, 0, one) for one in sectors]),
            (Count(0, size, 0, size), [Count(0, one, 0, one) for one in sectors]),
            (Count(0, 1, 0, size), [Count(0, 0, 0, one) for one in sectors]),
            (Count(0, 0, 0, size), [Count(0, 0, 0, one) for one in sectors]),
        ]
        found = [outcome(procedure, whole, parts) for whole, parts in counts]
        return tuple(dict.fromkeys(found))
    if isinstance(procedure, Decide):
        return tuple(one for one in procedure.outcomes() if one != "vacant")
    assert isinstance(procedure, Consent | Choose)  # noqa: S101 - a rule never opens
    size = REGISTER if body.seats is None else body.seats
    met = procedure.quorum is None or procedure.quorum.holds(size, size)
    return tuple(
        one for one in procedure.outcomes() if one != "vacant" and (met or one != "approved")
    )


def _sizes(body: Body) -> tuple[int, list[int]]:
    if body.seats is None:
        return REGISTER, []
    sectors = [seats * body.weights.get(name, 1) for name, seats in body.sectors.items()]
    return sum(sectors) + body.seats - sum(body.sectors.values()), sectors


def _self_approval(
    charter: Charter, world: World, state: State, case: Case, filers: list[str]
) -> Iterator[Finding]:
    """Whoever may file, and whose own matter nobody else may decide: it goes from vacancy to
    vacancy until it ends, and nobody was ever asked."""
    matter = charter.matters[state.matter]
    first = _asked_first(matter, case)
    if first is None:
        return
    near: set[str] = set()
    for stage in stages_of(first):
        if stage.body:
            near |= {stage.body, charter.bodies[stage.body].deputy}
            near |= charter.superiors[stage.body]
    alone: dict[tuple[str, ...], list[str]] = {}
    for filer in filers:
        if near and filer not in near:
            continue
        own = msgspec.structs.replace(state, applicant=f"{filer}/0")
        end = enter(charter, world, own, first.id, BEGIN)
        if end.open or any(step.outcome in ("approved", "refused") for step in end.passed):
            continue
        trail = (*placed(matter, [step.stage for step in end.passed]), end.outcome)
        alone.setdefault(trail, []).append(filer)
    path = f"matters.{matter.name}.route[{state.case + 1}]"
    for trail, bodies in alone.items():
        found = error("self_approval", case.mark, path, body=", ".join(bodies))
        yield dataclasses.replace(found, trace=trail)


def _asked_first(matter: Matter, case: Case) -> Stage | Group | None:
    """The first step of a case that asks people; a rule hands on what it does not cover."""
    step = case.steps[0]
    while isinstance(step, Stage) and isinstance(step.procedure, Rule):
        to = route.target(matter, step.id, "referred")
        if to not in matter.steps:
            return None
        step = matter.steps[to]
    return step


def _filers(charter: Charter, matter: Matter) -> list[str]:
    """The bodies whose members may file by the charter's own words; any of them is a resident."""
    seated = [name for name, body in charter.bodies.items() if body.seats is not None]
    found: list[str] = []
    for who in matter.standing:
        if who.kind == "any_office":
            found += [name for name in seated if charter.bodies[name].one_seat]
        elif who.kind in ("any_resident", "anyone") or (who.body and who.body not in seated):
            found += seated
        elif who.kind == "body":
            found.append(who.body)
    return list(dict.fromkeys(found))
