"""Routes with their people, walked by the engine's own moves: who is missing, and whose absence
would stop a matter; one person on every post; quorums of the seats that are filled."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import datetime

from divan.charter.check.findings import Finding, error, placed, warning
from divan.charter.check.walk import filed
from divan.charter.model import Body, Charter, Group, Matter, Stage, stages_of
from divan.charter.moves import enter
from divan.charter.procedures import Decide, Vote
from divan.charter.procedures.vote import Count, passes
from divan.charter.world import World


def check_posts(charter: Charter, world: World, at: datetime) -> Iterator[Finding]:
    for matter in charter.matters.values():
        for number, case in enumerate(matter.cases):
            path = f"matters.{matter.name}.route[{number + 1}]"
            trail = stopped(charter, world, matter, number, at)
            if trail:
                found = error("nobody_there", case.mark, path)
                yield dataclasses.replace(found, trace=trail)
                continue
            yield from _absences(charter, world, matter, number, at)
            yield from _one_person(charter, world, matter, number, at)
        for step in matter.steps.values():
            if isinstance(step, Group):
                yield from _side_by_side(charter, world, matter, step, at)
        for stage in matter.stages():
            if stage.body:
                yield from _filled(charter, world, matter, stage, at)


def stopped(
    charter: Charter, world: World, matter: Matter, case: int, at: datetime
) -> tuple[str, ...]:
    """The steps through which a matter falls to an end without anybody asked; () where somebody
    is asked, or a rule decides."""
    state = filed(charter, matter, case)
    end = enter(charter, world, state, matter.cases[case].steps[0].id, at)
    if end.open or end.outcome == "approved":
        return ()
    groups = {one.id for one in matter.steps.values() if isinstance(one, Group)}
    if any(one.outcome != "vacant" for one in end.passed if one.stage not in groups):
        return ()
    return (*placed(matter, [step.stage for step in end.passed]), end.outcome)


def _absences(
    charter: Charter, world: World, matter: Matter, case: int, at: datetime
) -> Iterator[Finding]:
    """Each person who decides at the first step, taken away in turn."""
    step = matter.cases[case].steps[0]
    people = dict.fromkeys(
        one.person
        for stage in stages_of(step)
        if stage.body and charter.bodies[stage.body].one_seat
        for one in world.holders(stage.body, at)
    )
    for person in people:
        left = tuple(one for one in world.holdings if one.person != person)
        trail = stopped(charter, dataclasses.replace(world, holdings=left), matter, case, at)
        if trail:
            mark = matter.cases[case].mark
            path = f"matters.{matter.name}.route[{case + 1}]"
            found = warning("absence_stops", mark, path, person=person)
            yield dataclasses.replace(found, trace=trail)


def _one_person(
    charter: Charter, world: World, matter: Matter, case: int, at: datetime
) -> Iterator[Finding]:
    """A route whose several posts are all held by one person."""
    stages = [stage for step in matter.cases[case].steps for stage in stages_of(step) if stage.body]
    bodies = list(dict.fromkeys(stage.body for stage in stages))
    if len(bodies) < 2 or not all(charter.bodies[one].one_seat for one in bodies):
        return
    for person in sorted(_people(charter, world, bodies[0], at)):
        if all(person in _people(charter, world, one, at) for one in bodies):
            mark = matter.cases[case].mark
            path = f"matters.{matter.name}.route[{case + 1}]"
            yield warning("one_person", mark, path, person=person, bodies=", ".join(bodies))


def _people(charter: Charter, world: World, name: str, at: datetime) -> set[str]:
    """Who acts for a body now: its holders, or those of its deputy where it is empty."""
    body = charter.bodies[name]
    held = {one.person for one in world.holders(name, at)}
    if held or not body.deputy:
        return held
    return {one.person for one in world.holders(body.deputy, at)}


def _side_by_side(
    charter: Charter, world: World, matter: Matter, group: Group, at: datetime
) -> Iterator[Finding]:
    """Two stages side by side that are asked of one and the same person."""
    met: dict[str, str] = {}
    for stage in group.stages:
        if not stage.body or not charter.bodies[stage.body].one_seat:
            continue
        for person in sorted(_people(charter, world, stage.body, at)):
            if person in met and met[person] != stage.body:
                path = f"matters.{matter.name}.{group.id}"
                figures = {"person": person, "body": met[person], "other": stage.body}
                yield error("same_person", group.mark, path, **figures)
            met[person] = stage.body


def _filled(
    charter: Charter, world: World, matter: Matter, stage: Stage, at: datetime
) -> Iterator[Finding]:
    """Whether the seats that are filled can decide: all of them, all in favour; and where those
    who may have signed the decision step aside from the appeal, as the engine makes them."""
    body, vote = charter.bodies[stage.body], stage.procedure
    path = f"matters.{matter.name}.{stage.id}"
    if body.seats is None:
        if not world.registers.get(body.name):
            yield warning("register_unknown", stage.mark, path, body=body.name)
        return
    if not isinstance(vote, Vote):
        return
    seats = world.seats(body, at)
    if seats and not _can(body, vote, world, at, frozenset()):
        yield error("filled_too_few", stage.mark, path, body=body.name, people=len(seats))
    elif seats and matter.of and matter.name.endswith(".appeal"):
        decided = charter.matters[matter.of].stages()
        signed = {one.body for one in decided if isinstance(one.procedure, Decide)}
        both = {one.person for each in signed for one in world.holders(each, at)}
        aside = frozenset(both & {one.person for one in seats})
        if aside and not _can(body, vote, world, at, aside):
            who = ", ".join(sorted(aside)[:5])
            yield error("judges_aside", stage.mark, path, body=body.name, people=who)


def _can(body: Body, vote: Vote, world: World, at: datetime, aside: frozenset[str]) -> bool:
    every = world.seats(body, at)
    left = [one for one in every if one.person not in aside]
    base = sum(one.weight for one in (every if vote.recused == "stay" else left))
    yes = sum(one.weight for one in left)
    whole = Count(yes, 0, 0, base)
    sectors = []
    for sector in body.sectors:
        inside = sum(one.weight for one in left if one.sector == sector)
        sectors.append(Count(inside, 0, 0, inside))
    met = vote.quorum is None or vote.quorum.holds(yes, base)
    return met and passes(vote, whole, sectors)
