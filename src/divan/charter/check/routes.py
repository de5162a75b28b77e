"""Routes: clocks, rings, stages nobody reaches, and bodies that cannot decide in the way named.

The walk uses the engine's own edges (`divan.charter.route`), so what is proved is what runs.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from divan.charter import route
from divan.charter.check.findings import Finding, error, warning
from divan.charter.model import ENDS, Body, Charter, Group, Matter, Stage, stages_of
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.rule import Rule
from divan.charter.span import Span


def check_routes(charter: Charter) -> Iterator[Finding]:
    never = _never_works(charter)
    for matter in charter.matters.values():
        if matter.object == "decision":
            path = f"matters.{matter.name}"
        else:
            path = f"matters.{matter.name}.route"
        for stage in matter.stages():
            yield from _clock(matter, stage, path, never=never)
            yield from _manner(charter, stage, path)
        yield from _groups(charter, matter, path)
        yield from _rings(matter, path)
        yield from _unreached(matter, path)
        yield from _admission(matter, path)


def _never_works(charter: Charter) -> bool:
    weekend = charter.calendar.get("weekend")
    return isinstance(weekend, list) and len(set(weekend)) == 7


def _clock(matter: Matter, stage: Stage, path: str, *, never: bool) -> Iterator[Finding]:
    if isinstance(stage.procedure, Rule):
        return
    if stage.within is None:
        yield error("no_clock", stage.mark, path, stage=stage.id)
        return
    if stage.within.number == 0:
        yield error("zero_clock", stage.mark, path, stage=stage.id)
    if never and stage.within.working:
        yield error("never_open", stage.mark, path, stage=stage.id)
    consult = stage.consult.within
    if stage.consult.bodies and consult is None:
        yield error("consult_endless", stage.mark, path, stage=stage.id)
    elif consult is not None and consult.minutes >= stage.within.minutes:
        yield error("consult_late", stage.mark, path, stage=stage.id, within=str(consult))


def _manner(charter: Charter, stage: Stage, path: str) -> Iterator[Finding]:
    """A body of one does not vote; an assembly does not sign; a register casts ballots only."""
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
    if body.seats is None and isinstance(procedure, Consent | Choose):
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
                    yield dataclasses.replace(found, trace=ring)
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


def _admission(matter: Matter, path: str) -> Iterator[Finding]:
    if matter.admit is not None and matter.admit.within.number == 0:
        yield error("zero_clock", matter.admit.mark, path, stage="admit")


def longest(matter: Matter) -> tuple[tuple[str, ...], list[Span]]:
    """The longest way through a route without rings, with its clocks: the bound on its time."""
    edges = _edges(matter)
    known: dict[str, tuple[int, tuple[str, ...]]] = {}

    def time(step: str) -> int:
        one = matter.steps[step]
        spans = [each for stage in stages_of(one) for each in (stage.within, stage.stop) if each]
        return max((span.minutes for span in spans), default=0)

    def best(step: str, trail: frozenset[str]) -> tuple[int, tuple[str, ...]]:
        if step not in known:
            further = [best(to, trail | {to}) for to in edges[step] if to not in trail]
            tail = max(further, default=(0, ()))
            known[step] = (time(step) + tail[0], (step, *tail[1]))
        return known[step]

    starts = [case.steps[0].id for case in matter.cases]
    way = max(best(one, frozenset({one})) for one in starts)[1]
    spans = []
    for name in way:
        one = matter.steps[name]
        for stage in stages_of(one):
            spans += [each for each in (stage.within, stage.stop) if each]
    return way, spans


def bodies_of(charter: Charter, matter: Matter) -> list[Body]:
    """The bodies that decide somewhere on a route."""
    names = dict.fromkeys(stage.body for stage in matter.stages() if stage.body)
    return [charter.bodies[name] for name in names]


__all__ = ["bodies_of", "check_routes", "longest"]
