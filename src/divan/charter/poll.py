"""The ballots of a register: the last one of each person, whose vote is passed on, what adds up.

A register may be a whole city, so its ballots are no part of a matter's state: they come with the
world in which their stage closes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from divan.ballots import NOBODY, resolve
from divan.charter.procedures import Choose, Procedure, Vote
from divan.charter.procedures.vote import CHOICES


class Ballot(NamedTuple):
    """What one person said: yes, no or abstain; or the options that they approve."""

    by: str
    said: tuple[str, ...]
    salt: str = ""


class Counted(NamedTuple):
    """What each person said, and the weight that it carries."""

    said: dict[str, tuple[str, ...]]
    weights: dict[str, int]


@dataclass(frozen=True)
class Poll:
    """The ballots at one stage, one a person, and who passed their vote on to whom.

    Raises `ValueError` where a person has two ballots.
    """

    ballots: tuple[Ballot, ...] = ()
    delegations: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        twice = [by for by, many in Counter(one.by for one in self.ballots).items() if many > 1]
        if twice:
            raise ValueError(f"the ballot of {twice[0]} stands twice")

    @property
    def people(self) -> set[str]:
        """Whoever voted or passed their vote on."""
        return {one.by for one in self.ballots} | set(self.delegations)

    def counted(
        self, procedure: Procedure, options: Collection[str], barred: Collection[str]
    ) -> Counted:
        """What counts. The order in which ballots came does not matter; whoever is `barred` does
        not vote, and a vote passed on to them stops there."""
        said = {
            one.by: one.said
            for one in sorted(self.ballots)
            if one.by not in barred and is_ballot(procedure, one.said, options)
        }
        if not isinstance(procedure, Vote) or not procedure.delegable:
            return Counted(said, dict.fromkeys(said, 1))
        people = sorted({*said, *self.delegations, *self.delegations.values()})
        number = {person: index for index, person in enumerate(people)}
        carried = resolve(
            [number.get(self.delegations.get(person, ""), NOBODY) for person in people],
            [person in said for person in people],
            barred=[person in barred for person in people],
            cap=procedure.cap,
        )
        weights = dict(zip(people, (int(weight) for weight in carried.weight), strict=True))
        return Counted(said, weights)

    @property
    def data(self) -> list[Any]:
        """As JSON-like data, from which `read` makes it again."""
        ballots = [[one.by, one.salt, *one.said] for one in sorted(self.ballots)]
        return [ballots, dict(self.delegations)]


def read(data: Sequence[Any]) -> Poll:
    """The poll that `Poll.data` wrote down. Raises `ValueError` for anything else."""
    rows, delegations = data
    if not isinstance(delegations, dict):
        raise ValueError("delegations are a map of persons")
    if not all(isinstance(each, str) for row in rows for each in row):
        raise ValueError("a ballot is made of words")
    if not all(isinstance(one, str) for one in delegations.values()):
        raise ValueError("a vote is passed on to a person")
    return Poll(tuple(Ballot(by, tuple(said), salt) for by, salt, *said in rows), delegations)


NOTHING = Poll()


def is_ballot(procedure: Procedure, said: Sequence[str], options: Collection[str]) -> bool:
    """Whether this is an answer to what the stage asks."""
    if isinstance(procedure, Vote):
        return len(said) == 1 and set(CHOICES).issuperset(said)
    known = all(option in options for option in said)
    return isinstance(procedure, Choose) and known and len(set(said)) == len(said)
