"""Mandates: no wider and no longer than the giver's own authority, passed on only where that is
said, and never in a ring."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from divan.charter import boxes
from divan.charter.check.findings import Finding, error, witness
from divan.charter.effort import spend
from divan.charter.model import Charter, Mandate, Matter, stages_of

FOREVER = 10**9


def check_mandates(charter: Charter) -> Iterator[Finding]:
    ringed: set[frozenset[str]] = set()
    for one in charter.mandates:
        path = f"mandates.{one.giver}"
        matter = charter.matters[one.matter]
        ring = _ring(charter, one)
        if ring:
            if frozenset(ring) not in ringed:
                ringed.add(frozenset(ring))
                found = error("mandate_ring", one.mark, path, giver=one.giver, to=one.to)
                yield dataclasses.replace(found, trace=ring)
            continue
        given = [
            each for each in charter.mandates if (each.to, each.matter) == (one.giver, one.matter)
        ]
        own = authority_of(matter, one.giver)
        if not own and given:
            yield from _passed_on(one, given, path, matter)
            continue
        point = boxes.subset(one.when.boxes, own)
        if point is not None:
            found = error("mandate_wider", one.mark, path, giver=one.giver, to=one.to)
            yield dataclasses.replace(found, witness=witness(matter, point))


def _ring(charter: Charter, first: Mandate) -> tuple[str, ...]:
    """The bodies through which a mandate comes back to its giver; () where it does not."""
    trails: list[tuple[str, ...]] = [(first.giver, first.to)]
    met: set[str] = set()
    while trails:
        trail = trails.pop()
        if trail[-1] == first.giver:
            return trail
        given = charter.mandates_of.get((trail[-1], first.matter), ())
        spend(len(given) + 1)
        fresh = [one.to for one in given if one.to not in met]
        met.update(one for one in fresh if one != first.giver)
        trails.extend((*trail, to) for to in fresh)
    return ()


def authority_of(matter: Matter, body: str) -> list[boxes.Box]:
    """The boxes of the cases in which a body has a stage of its own."""
    own: list[boxes.Box] = []
    before: list[boxes.Box] = []
    for case in matter.cases:
        stages = [stage for step in case.steps for stage in stages_of(step)]
        if any(stage.body == body for stage in stages):
            pieces = list(case.when.boxes)
            for taken in before:
                pieces = [part for piece in pieces for part in boxes.subtract(piece, taken)]
            own.extend(pieces)
        before.extend(case.when.boxes)
    return own


def _passed_on(
    one: Mandate, given: Sequence[Mandate], path: str, matter: Matter
) -> Iterator[Finding]:
    onward = [each for each in given if each.onward]
    if not onward:
        yield error("mandate_onward", one.mark, path, giver=one.giver, to=one.to)
        return
    point = boxes.subset(one.when.boxes, [box for each in onward for box in each.when.boxes])
    if point is not None:
        found = error("mandate_wider", one.mark, path, giver=one.giver, to=one.to)
        yield dataclasses.replace(found, witness=witness(matter, point))
    longest = max((each.until or FOREVER) for each in onward)
    if (one.until or FOREVER) > longest:
        yield error("mandate_longer", one.mark, path, giver=one.giver, to=one.to)
