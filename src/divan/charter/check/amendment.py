"""The way to change the charter: there is one, and no single faction can close it for ever.

A faction is whoever acts as one: the holder of one seat, the seats of one sector, an office with
all the bodies it fills. It may say no, stay away or object; everybody else wants the change. Where
no way of amending then ends in approval, that faction can keep the charter for ever.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from divan.charter import route
from divan.charter.check.findings import Finding, error, placed
from divan.charter.check.numbers import weight
from divan.charter.errors import NOWHERE
from divan.charter.model import ENDS, Body, Charter, Group, Matter, Stage, stages_of
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.procedures.vote import Count, outcome


@dataclass(frozen=True)
class Faction:
    """`share`: in each body, how much weight by sector ("" for seats without one) it holds."""

    name: str
    code: str
    share: Mapping[str, Mapping[str, int]]


def check_amendment(charter: Charter) -> Iterator[Finding]:
    ways = [matter for matter in charter.matters.values() if matter.object == "charter"]
    if not ways:
        first = min((one.mark for one in charter.matters.values()), default=NOWHERE)
        yield error("no_amendment", first, "matters")
        return
    alone = False
    for matter in ways:
        stages = list(matter.stages())
        for stage in stages:
            path = f"matters.{matter.name}.{stage.id}"
            if not stage.body:
                yield error("amend_by_rule", stage.mark, path)
                continue
            body = charter.bodies[stage.body]
            if body.one_seat and not body.reports_to and len(stages) == 1:
                alone = True
                yield error("amend_alone", stage.mark, path, body=body.name)
    if not alone:
        yield from _factions(charter, ways)


def _factions(charter: Charter, ways: list[Matter]) -> Iterator[Finding]:
    deciding = dict.fromkeys(
        stage.body for matter in ways for stage in matter.stages() if stage.body
    )
    said: set[str] = set()
    for faction in _all_factions(charter, list(deciding)):
        if any(_passes(charter, matter, faction) for matter in ways):
            continue
        matter = ways[0]
        stage = next(one for one in matter.stages() if _forced(charter, one, faction))
        if stage.id in said:
            continue
        said.add(stage.id)
        body = charter.bodies[stage.body]
        held = sum(faction.share[stage.body].values())
        found = error(
            faction.code,
            stage.mark,
            f"matters.{matter.name}.{stage.id}",
            faction=faction.name,
            body=body.name,
            held=held,
            of=weight(body),
        )
        yield replace(found, trace=_trail(charter, matter, faction))


def _all_factions(charter: Charter, deciding: list[str]) -> Iterator[Faction]:
    for office, body in charter.bodies.items():
        if body.one_seat:
            filled = [one for one in deciding if charter.bodies[one].filled_by == office]
            own = [office] if office in deciding else []
            if filled:
                share = {one: _whole(charter.bodies[one]) for one in (*own, *filled)}
                yield Faction(office, "amend_appointed", share)
            elif own:
                yield Faction(office, "amend_one", {office: _whole(body)})
    for name in deciding:
        body = charter.bodies[name]
        if body.seats is None or body.one_seat:
            continue
        heaviest = max(body.weights.values(), default=1)
        sector = next((one for one, each in body.weights.items() if each == heaviest), "")
        if not sector and body.sectors:
            sector = next(iter(body.sectors))
        seat = {name: {sector: heaviest}}
        yield Faction(sector, "amend_faction" if body.weights else "amend_unanimous", seat)
        for sector, seats in body.sectors.items():
            held = seats * body.weights.get(sector, 1)
            yield Faction(sector, "amend_faction", {name: {sector: held}})


def _whole(body: Body) -> dict[str, int]:
    if body.seats is None:
        return {}
    named = {one: seats * body.weights.get(one, 1) for one, seats in body.sectors.items()}
    return {**named, "": weight(body) - sum(named.values())}


def _forced(charter: Charter, stage: Stage, faction: Faction) -> tuple[str, ...]:
    """The outcomes that a faction can force at a stage; () where it cannot keep it from passing."""
    held = faction.share.get(stage.body)
    if not held:
        return ()
    procedure, body = stage.procedure, charter.bodies[stage.body]
    if isinstance(procedure, Decide):
        return ("refused", "timeout")
    if isinstance(procedure, Consent):
        tested = procedure.tested_by and procedure.tested_by not in faction.share
        return () if tested else ("objected",)
    if isinstance(procedure, Choose):
        return ()
    assert isinstance(procedure, Vote)  # noqa: S101 - a rule has no body
    found = []
    whole = _whole(body)
    for no in (1, 0):  # they say no, or stay away
        sectors = [_count(size, held.get(one, 0), no) for one, size in whole.items() if one]
        count = _count(sum(whole.values()), sum(held.values()), no)
        result = outcome(procedure, count, sectors)
        if result != "approved":
            found.append(result)
    return tuple(dict.fromkeys(found))


def _count(size: int, held: int, no: int) -> Count:
    return Count(size - held, held * no, 0, size)


def _passes(charter: Charter, matter: Matter, faction: Faction) -> bool:
    """Whether a change that all others want is approved, whatever the faction does."""
    known: dict[str, bool] = {}
    return all(_way(charter, matter, faction, case.steps[0].id, known) for case in matter.cases)


def _way(
    charter: Charter, matter: Matter, faction: Faction, step: str, known: dict[str, bool]
) -> bool:
    """Whether every way from a step ends in approval; one that comes back to a step does not."""
    if step in ENDS:
        return step == "approved"
    if step not in known:
        known[step] = False  # while it is under way
        known[step] = all(
            _way(charter, matter, faction, route.target(matter, step, one), known)
            for one in _outcomes(charter, matter, faction, step)
        )
    return known[step]


def _outcomes(charter: Charter, matter: Matter, faction: Faction, step: str) -> tuple[str, ...]:
    one = matter.steps[step]
    forced = [_forced(charter, stage, faction) for stage in stages_of(one)]
    if isinstance(one, Group):
        free = sum(not each for each in forced)
        return ("approved",) if free >= one.need else ("refused",)
    return forced[0] or ("approved",)


def _trail(charter: Charter, matter: Matter, faction: Faction) -> tuple[str, ...]:
    """One way on which the faction keeps the change from passing."""
    known: dict[str, bool] = {}
    for case in matter.cases:
        step, trail = case.steps[0].id, []
        while step not in ENDS and step not in trail:
            trail.append(step)
            ways = [
                route.target(matter, step, one) for one in _outcomes(charter, matter, faction, step)
            ]
            lost = (to for to in ways if not _way(charter, matter, faction, to, known))
            step = next(lost, ways[0])
        if step != "approved":
            return (*placed(matter, trail), step)
    return ()
