"""The acceptance curve of a route: how likely it approves, when each person says yes with p.

Stages in sequence multiply, `any` is one minus the product of the misses, `k of n` and votes are
sums over counts: R. K. Sah and J. E. Stiglitz, "The Architecture of Economic Systems", American
Economic Review 76 (1986), and "Committees, Hierarchies and Polyarchies", Economic Journal 98
(1988). Any mixture of them is the same algebra: M. Christensen and T. Knudsen, "Design of
Decision-Making Organizations", Management Science 56 (2010). Whether a count passes, and where an
outcome leads, is asked of the engine's own functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import groupby
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from divan.charter import route
from divan.charter.model import ENDS, Body, Charter, Group, Matter, Stage
from divan.charter.procedures import Choose, Consent, Decide, Rule, Vote, vote
from divan.charter.procedures.vote import Count

P = TypeVar("P", Fraction, float, NDArray[np.float64])
Said = tuple[tuple[int, int], ...]  # (yes, no) of every class of equal seats
SEATS = 1_001  # more would take minutes, and no more is learned


def acceptance(
    charter: Charter,
    matter: str,
    p: P,
    *,
    case: int = 0,
    turnout: Any = 1,
    upheld: Any = 1,
    shared: Any = 0,
    rules: str = "referred",
) -> P:
    """The chance that a matter which enters this case, counted from 0, ends approved.

    `p`: the chance that a person says yes, alike for all: a `Fraction` answers exactly, an array
    answers its shape. `turnout`: the chance that a person answers at all before the deadline.
    `upheld`: the chance that whoever tests an objection upholds it; upheld, the text is put again
    while rounds are left, and read afresh. `shared`: correlation of the answers within a stage,
    from 0 to below 1 (beta-binomial, as of S. Berg, "Condorcet's Jury Theorem Revisited",
    European Journal of Political Economy 9, 1993). `rules`: what automatic rules say. Stages are
    independent of each other, nobody is recused, nothing is referred by a person.

    Raises `ValueError` for an unknown matter or case, a probability outside 0 to 1, and a stage
    without a yes and a no: a choice among options, a register of no known size.
    """
    if matter not in charter.matters:
        raise ValueError(f"matter={matter!r}: one of {', '.join(charter.matters)}")
    found = charter.matters[matter]
    if not 0 <= case < len(found.cases):
        raise ValueError(f"case={case}: from 0 to {len(found.cases) - 1}")
    for name, chance in (("p", p), ("turnout", turnout), ("upheld", upheld), ("shared", shared)):
        if not np.all((np.asarray(chance) >= 0) & (np.asarray(chance) <= 1)):
            raise ValueError(f"{name}={chance!r}: from 0 to 1")
    if shared == 1:
        raise ValueError("shared=1: below 1; with 1 there is only one person")
    curve = _Curve(charter, found, p, turnout, upheld, shared, rules)
    answer: P = curve.value(found.cases[case].steps[0].id, frozenset())
    return answer


class _Curve:
    """One question with its figures. All chances are of the kind of `p`."""

    def __init__(self, charter: Charter, matter: Matter, p: Any, *rest: Any) -> None:
        self.charter, self.matter, self.p = charter, matter, p
        self.turnout, self.upheld, self.shared, self.rules = rest
        self.one = p * 0 + 1
        self.known: dict[tuple[str, frozenset[str]], Any] = {}

    def value(self, to: str, visited: frozenset[str]) -> Any:
        """The chance of approval from a step or end on; no step is entered twice."""
        if to in ENDS or to in visited:
            return self.one if to == "approved" else self.one * 0
        key = (to, visited)
        if key not in self.known:
            ways = self.outcomes(self.matter.steps[to])
            behind = visited | {to}
            self.known[key] = sum(
                chance * self.value(route.target(self.matter, to, outcome), behind)
                for outcome, chance in ways.items()
            )
        return self.known[key]

    def outcomes(self, step: Stage | Group) -> dict[str, Any]:
        """The chance of every outcome of a step that can come."""
        if isinstance(step, Group):
            return self.group(step)
        procedure = step.procedure
        if isinstance(procedure, Rule):
            return {self.rules: self.one}
        if isinstance(procedure, Decide):
            here = self.turnout * self.one
            said = {"approved": here * self.p, "refused": here * (1 - self.p)}
            return said if _is_one(self.turnout) else {**said, "timeout": 1 - here}
        body = self.charter.bodies[step.body]
        if isinstance(procedure, Choose) or body.seats is None:
            raise ValueError(f"{step.id}: has no yes and no of known people")
        if body.seats > SEATS:
            raise ValueError(f"{step.id}: {body.seats} seats, at most {SEATS}")
        classes = seat_classes(body)
        if isinstance(procedure, Vote):
            return self.vote(procedure, body, classes)
        return self.consent(procedure, body.seats)

    def group(self, group: Group) -> dict[str, Any]:
        counts = {0: self.one}
        for stage in group.stages:
            yes = self.outcomes(stage)["approved"]
            counts = _added(
                (k + more, chance * part)
                for k, chance in counts.items()
                for more, part in ((1, yes), (0, 1 - yes))
            )
        approved = sum(chance for k, chance in counts.items() if k >= group.need)
        return {"approved": approved, "refused": 1 - approved}

    def vote(
        self, procedure: Vote, body: Body, classes: Mapping[tuple[str, int], int]
    ) -> dict[str, Any]:
        if not procedure.in_each_sector:
            classes = _merged(classes)
        weights = list(classes)
        seats = sum(weight * number for (_, weight), number in classes.items())
        found: dict[str, Any] = {}
        for said, chance in self.counts(classes.values()).items():
            whole = _count(said, weights, seats)
            sectors = [
                _count(
                    [one for one, (name, _) in zip(said, weights, strict=True) if name == sector],
                    [key for key in weights if key[0] == sector],
                    sum(key[1] * classes[key] for key in weights if key[0] == sector),
                )
                for sector in (body.sectors if procedure.in_each_sector else ())
            ]
            outcome = vote.outcome(procedure, whole, sectors)
            found[outcome] = found.get(outcome, 0) + chance
        return found

    def consent(self, procedure: Consent, seats: int) -> dict[str, Any]:
        once: dict[str, Any] = {}
        for ((yes, no),), chance in self.counts([seats]).items():
            clear = (1 - self.upheld) ** no
            quorate = not procedure.quorum or procedure.quorum.holds(yes + no, seats)
            outcome = "approved" if yes + no == seats or quorate else "inquorate"
            if yes + no == 0:
                outcome = "timeout"
            for name, part in ((outcome, clear), ("objected", 1 - clear)):
                once[name] = once.get(name, 0) + chance * part
        again = once.pop("objected", self.one * 0)
        tries = sum(again**number for number in range(procedure.rounds))
        ends = {outcome: chance * tries for outcome, chance in once.items()}
        return {**ends, "objected": again**procedure.rounds}

    def counts(self, classes: Iterable[int]) -> dict[Said, Any]:
        """The joint distribution of yes and no over classes of equal seats, seat by seat.

        With shared error the chances follow Pólya's urn, whose sums are beta-binomial."""
        sizes = list(classes)
        table: dict[Said, Any] = {tuple((0, 0) for _ in sizes): self.one}
        for place, size in enumerate(sizes):
            for _ in range(size):
                table = _added(self._seat(table, place))
        return table

    def _seat(self, table: Mapping[Said, Any], place: int) -> Iterable[tuple[Said, Any]]:
        for said, chance in table.items():
            answered = sum(yes + no for yes, no in said)
            agreed = sum(yes for yes, _ in said)
            p = self.p
            if self.shared:
                p = (p * (1 - self.shared) + agreed * self.shared) / (
                    1 - self.shared + answered * self.shared
                )
            yes, no = said[place]
            head, tail = said[:place], said[place + 1 :]
            yield (*head, (yes + 1, no), *tail), chance * p * self.turnout
            yield (*head, (yes, no + 1), *tail), chance * (1 - p) * self.turnout
            if not _is_one(self.turnout):
                yield said, chance * (1 - self.turnout)


def seat_classes(body: Body) -> dict[tuple[str, int], int]:
    """How many seats of a body share a sector and a weight. Seats of no sector weigh 1."""
    found = {(name, body.weights.get(name, 1)): size for name, size in body.sectors.items() if size}
    rest = (body.seats or 0) - sum(found.values())
    return {**found, ("", 1): rest} if rest else found


def _merged(classes: Mapping[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    """Classes by weight alone, where sectors do not matter."""
    ordered = sorted(classes.items(), key=lambda one: one[0][1])
    groups = groupby(ordered, key=lambda one: one[0][1])
    return {("", weight): sum(number for _, number in many) for weight, many in groups}


def _count(said: Iterable[tuple[int, int]], keys: Iterable[tuple[str, int]], seats: int) -> Count:
    pairs = [(yes * weight, no * weight) for (yes, no), (_, weight) in zip(said, keys, strict=True)]
    return Count(sum(yes for yes, _ in pairs), sum(no for _, no in pairs), 0, seats)


def _added(pairs: Iterable[tuple[Any, Any]]) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, chance in pairs:
        found[key] = found[key] + chance if key in found else chance
    return found


def _is_one(chance: Any) -> bool:
    return bool(np.all(np.asarray(chance) == 1))
