"""Routes: rings, stages nobody reaches, bodies that cannot decide in the way named, edges that
no outcome takes.

The walk uses the engine's own edges (`divan.charter.route`), so what is proved is what runs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from divan.charter import route
from divan.charter.check.findings import Finding, error, placed, warning
from divan.charter.model import ENDS, Charter, Group, Matter, Stage
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.rule import Rule

LONGEST = 100  # steps one after the other; the engine goes through empty ones in one go


def too_long(matter: Matter) -> bool:
    """Whether a way through a route has more steps than `LONGEST`, one that comes back included."""
    edges = _edges(matter)
    into = dict.fromkeys(edges, 0)
    for to in (to for many in edges.values() for to in many):
        into[to] += 1
    length = dict.fromkeys(edges, 1)
    ready = [step for step, count in into.items() if not count]
    for step in ready:
        for to in edges[step]:
            length[to] = max(length[to], length[step] + 1)
            into[to] -= 1
            if not into[to]:
                ready.append(to)
    in_rings = len(edges) - len(ready)
    return max([*length.values(), 0]) + in_rings > LONGEST


def check_routes(charter: Charter) -> Iterator[Finding]:
    for matter in charter.matters.values():
        if matter.object == "decision":
            path = f"matters.{matter.name}"
        else:
            path = f"matters.{matter.name}.route"
        for stage in matter.stages():
            yield from _manner(charter, stage, path)
        yield from _groups(charter, matter, path)
        yield from _rings(matter, path)
        yield from _unreached(matter, path)
        yield from _edges_never_taken(matter, path)


def _manner(charter: Charter, stage: Stage, path: str) -> Iterator[Finding]:
    """A body of one does not vote; an assembly does not sign; a register consents to nothing."""
    if isinstance(stage.procedure, Rule):
        return
    body, procedure = charter.bodies[stage.body], stage.procedure
    figures = {"stage": stage.id, "body": body.name, "kind": procedure.kind}
    if isinstance(procedure, Decide) and not body.one_seat:
        yield error("cannot_sign", stage.mark, path, **figures)
    if body.one_seat and isinstance(procedure, Vote | Choose) and procedure.secret:
        yield error("secret_of_one", stage.mark, path, **figures)
    elif body.one_seat and isinstance(procedure, Vote | Consent | Choose):
        yield warning("one_votes", stage.mark, path, **figures)
    if body.seats is None and isinstance(procedure, Consent):
        yield error("register_cannot", stage.mark, path, **figures)
    if isinstance(procedure, Consent):
        tester = procedure.tested_by
        if tester == stage.body:
            yield error("tests_itself", stage.mark, path, **figures)
        if procedure.blocks == "any" and not stage.then.get("objected"):
            yield error("block_for_ever", stage.mark, path, **figures)


def _groups(charter: Charter, matter: Matter, path: str) -> Iterator[Finding]:
    for step in matter.steps.values():
        if not isinstance(step, Group):
            continue
        if not step.stages:
            yield error("empty_group", step.mark, path, stage=step.id)
        elif step.need > len(step.stages):
            size = len(step.stages)
            yield error("too_many_needed", step.mark, path, stage=step.id, need=step.need, of=size)
        bodies = [stage.body for stage in step.stages]
        twice = {one for one in bodies if bodies.count(one) > 1 and one}
        for name in sorted(twice):
            if charter.bodies[name].one_seat:
                yield error("side_by_side_itself", step.mark, path, stage=step.id, body=name)


def _rings(matter: Matter, path: str) -> Iterator[Finding]:
    """No way through a route may come back: then every matter ends after a bounded time."""
    edges = _edges(matter)
    state: dict[str, int] = {}
    reported: set[frozenset[str]] = set()

    def walk(step: str, trail: tuple[str, ...]) -> Iterator[Finding]:
        state[step] = 1
        for to in edges[step]:
            if state.get(to) == 1:
                ring = (*trail[trail.index(to) :], to) if to in trail else (step, to)
                if frozenset(ring) not in reported:
                    reported.add(frozenset(ring))
                    mark = matter.steps[step].mark
                    found = error("ring", mark, path, stage=to)
                    yield dataclasses.replace(found, trace=placed(matter, ring))
            elif to not in state:
                yield from walk(to, (*trail, to))
        state[step] = 2

    for step in edges:
        if step not in state:
            yield from walk(step, (step,))


def _edges(matter: Matter) -> dict[str, tuple[str, ...]]:
    inside = matter.group_of
    edges: dict[str, tuple[str, ...]] = {}
    for name, step in matter.steps.items():
        if name in inside:
            continue
        to = (route.target(matter, name, outcome) for outcome in route.outcomes_of(step))
        edges[name] = tuple(dict.fromkeys(one for one in to if one not in ENDS))
    return edges


def _unreached(matter: Matter, path: str) -> Iterator[Finding]:
    reached = route.reachable(matter, [case.steps[0].id for case in matter.cases])
    inside = matter.group_of
    for name, step in matter.steps.items():
        if name not in reached and name not in inside:
            yield error("unreached", step.mark, path, stage=name)
    call = matter.about.get("call_in")
    if call is not None and call.stage in inside:
        yield error("unreached", call.mark, path, stage=call.stage)


def _edges_never_taken(matter: Matter, path: str) -> Iterator[Finding]:
    """What `then` says of an outcome that cannot come of the step."""
    for step in matter.steps.values():
        if isinstance(step, Stage) and step.id in matter.group_of:
            continue
        known = route.outcomes_of(step)
        for outcome in step.then:
            if outcome not in known:
                figures = {"stage": step.id, "outcome": outcome, "known": ", ".join(known)}
                yield warning("never_outcome", step.mark, path, **figures)
