"""The cases of a route and the lines of a rule, exact over the integers: gaps, dead lines,
empty ones, overlaps. Each with a witness."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

import numpy as np

from divan.charter import boxes
from divan.charter.boxes import Box
from divan.charter.check.findings import Finding, error, warning, witness
from divan.charter.condition import whole_domain
from divan.charter.model import Case, Charter, Matter, Stage, stages_of
from divan.charter.procedures.rule import Rule


def check_cases(charter: Charter) -> Iterator[Finding]:
    for matter in charter.matters.values():
        yield from _route(matter)
        for stage in matter.stages():
            if isinstance(stage.procedure, Rule):
                yield from _table(matter, stage, stage.procedure)


def _route(matter: Matter) -> Iterator[Finding]:
    path = f"matters.{matter.name}.route"
    sets = [case.when.boxes for case in matter.cases]
    earlier: list[Box] = []
    meets = _meets(sets)
    for number, case in enumerate(matter.cases):
        if not case.when.boxes:
            yield error("empty_case", case.mark, path, text=case.when.text)
        elif meets[number, :number].any() and boxes.subset(case.when.boxes, earlier) is None:
            yield error("dead_case", case.mark, path, text=case.when.text or "…")
        earlier.extend(case.when.boxes)
    point = _uncovered(matter, sets)
    if point is not None:
        yield dataclasses.replace(error("gap", matter.mark, path), witness=witness(matter, point))
    yield from _overlaps(matter, sets, meets, path)


def _uncovered(matter: Matter, sets: Sequence[Sequence[Box]]) -> boxes.Point | None:
    """A point that no case covers. Where no two boxes meet, their volumes alone say whether."""
    region = whole_domain(matter.fields)
    every = [box for one in sets for box in one]
    if region in every:
        return None
    if every and sum(map(boxes.volume, every)) == boxes.volume(region):
        met = boxes.meeting(every)
        if int(np.count_nonzero(met)) == len(every):
            return None
    return boxes.uncovered(region, every)


def _meets(sets: Sequence[Sequence[Box]]) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """For every two cases whether any of their boxes meet."""
    every = [box for one in sets for box in one]
    owner = np.repeat(np.arange(len(sets)), [len(one) for one in sets])
    met = np.zeros((len(sets), len(sets)), dtype=np.bool_)
    if every and every[0]:
        first, second = np.nonzero(boxes.meeting(every))
        met[owner[first], owner[second]] = True
    elif every:
        met[:] = True
    return met


def _overlaps(
    matter: Matter,
    sets: Sequence[Sequence[Box]],
    meets: np.ndarray[tuple[int, int], np.dtype[np.bool_]],
    path: str,
) -> Iterator[Finding]:
    """Two cases that share values, neither inside the other, and begin with different bodies:
    lawful, since the first wins, but perhaps not what its author thinks."""
    first = [_first_body(case) for case in matter.cases]
    for later, earlier in zip(*np.nonzero(np.tril(meets, -1)), strict=True):
        if first[later] == first[earlier]:
            continue
        if boxes.subset(sets[earlier], sets[later]) is None:
            continue
        if boxes.subset(sets[later], sets[earlier]) is None:
            continue
        shared = next(
            both for a in sets[earlier] for b in sets[later] if (both := boxes.intersect(a, b))
        )
        case = matter.cases[later]
        found = warning(
            "overlap",
            case.mark,
            path,
            first=first[earlier],
            second=first[later],
            line=matter.cases[earlier].mark.line,
        )
        point = tuple(low for low, _ in shared)
        yield dataclasses.replace(found, witness=witness(matter, point))


def _first_body(case: Case) -> str:
    step = case.steps[0]
    return ", ".join(one.body for one in stages_of(step))


def _table(matter: Matter, stage: Stage, rule: Rule) -> Iterator[Finding]:
    """A decision table is UNIQUE: its lines may not overlap."""
    path = f"matters.{matter.name}.{stage.id}"
    for number, line in enumerate(rule.lines):
        if not line.when.boxes:
            yield error("empty_case", line.mark, path, text=line.when.text)
        for before in rule.lines[:number]:
            shared = [
                both
                for a in before.when.boxes
                for b in line.when.boxes
                if (both := boxes.intersect(a, b))
            ]
            if shared:
                found = error("table_overlap", line.mark, path, line=before.mark.line)
                point = tuple(low for low, _ in shared[0])
                yield dataclasses.replace(found, witness=witness(matter, point))
