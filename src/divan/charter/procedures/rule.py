"""Rule: an automatic decision by a published table over the fields, with its line as the reason.

The table is a DMN decision table with hit policy UNIQUE (Object Management Group, "Decision
Model and Notation" 1.5, section 8.2.8): lines may not overlap. What no line covers is referred
to a person. A rule may only approve, unless the charter says otherwise: a refusal is a person's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from divan.charter import boxes
from divan.charter.condition import Condition
from divan.charter.errors import NOWHERE, Mark


@dataclass(frozen=True)
class Line:
    """One line of the table. `then` is "approved", "refused" or "referred"."""

    when: Condition
    then: str
    mark: Mark = NOWHERE


@dataclass(frozen=True)
class Rule:
    lines: tuple[Line, ...]
    may_refuse: bool = False

    kind = "rule"

    def outcomes(self) -> tuple[str, ...]:
        said = {line.then for line in self.lines} | {"referred"}
        return tuple(one for one in ("approved", "refused", "referred") if one in said)


def decide(rule: Rule, point: Sequence[int]) -> tuple[str, int]:
    """The outcome and the number of the line that gives it, from 1; ("referred", 0) where no
    line covers the point."""
    for number, line in enumerate(rule.lines, 1):
        if boxes.holds(line.when.boxes, point):
            return line.then, number
    return "referred", 0
