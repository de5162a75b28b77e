"""What every count of ballots answers: who won, with which figures, which ties, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

Number = int | Fraction


class BallotError(ValueError):
    """A ballot or a rule that cannot be counted; says which field, its value and the way out."""

    def __init__(self, place: str, value: object, hint: str) -> None:
        super().__init__(f"{place}={value!r}: {hint}")
        self.place, self.value, self.hint = place, value, hint


@dataclass(frozen=True)
class Reason:
    """One step of a count, as data: `code` names the step, `figures` hold what it compared."""

    code: str
    figures: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """The outcome of a count.

    `winners` are in the order in which they won. `tied` holds the options among which the rule
    alone could not choose for the last places, and is empty where it could; then `winners` holds
    only those who are certain. `scores` are exact. `reasons` retell the count.
    """

    rule: str
    winners: tuple[str, ...]
    scores: Mapping[str, Number]
    tied: frozenset[str] = frozenset()
    reasons: tuple[Reason, ...] = ()
