"""Delegation: who votes for whom, resolved once at the close, from the graph alone.

A delegation is transitive. Whoever votes in person counts for themselves and for all whose
chain ends with them; one vote inside a ring breaks it. The answer does not depend on the order
in which anything was said. Definitions: J. Behrens, "Circular Delegations", Liquid Democracy
Journal 3 (2015); one delegate for each scope and no fallback list, because ordered fallbacks
cannot keep equal treatment and forbid negative weight at once (same issue).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from divan.ballots.result import BallotError

Indices = NDArray[np.int64]
NOBODY = -1


class Fate(IntEnum):
    """What became of a voter's vote."""

    VOTES = 0  # in person
    CARRIED = 1  # by whoever the chain ends with
    SILENT = 2  # neither voted nor passed it on
    DEAD_END = 3  # the chain ends with somebody who neither voted nor passed it on
    RING = 4  # part of a ring in which nobody voted
    INTO_RING = 5  # the chain leads into such a ring
    STOPPED = 6  # the delegate may not vote on this matter
    RETURNED = 7  # the delegate carried more than the cap; the vote came back unused


@dataclass(frozen=True)
class Delegated:
    """`weight[v]` is what voter v casts, 0 for all who do not vote; `ends[v]` who carries v's
    vote, or -1; `fate[v]` a `Fate`. Weights and fates add up: every vote is accounted for."""

    weight: Indices
    ends: Indices
    fate: NDArray[np.int8]

    def rings(self) -> int:
        """How many voters stand in rings."""
        return int(np.count_nonzero(self.fate == Fate.RING))


def resolve(
    delegates: ArrayLike,
    votes: ArrayLike,
    *,
    weights: ArrayLike | None = None,
    barred: ArrayLike | None = None,
    cap: int | None = None,
) -> Delegated:
    """Follow every chain to its end. O(V log V), whatever the length of chains and rings.

    `delegates[v]`: whom v named, or -1. `votes[v]`: whether v votes in person, which overrides
    the delegation. `weights[v]`: whole numbers, 1 by default. `barred[v]`: may not vote on this
    matter (recused): a chain stops there, and those behind it are told. `cap`: the most that one
    voter may carry, their own vote included; what is carried beyond comes back to whoever passed
    it on, the latest in order of number first, whole votes only, and never anybody's own.

    Raises `BallotError` for arrays of different length, an index outside, a negative weight, and
    a cap below 1.
    """
    named, direct, size, stop = _checked(delegates, votes, weights, barred, cap)
    voters = np.arange(len(named), dtype=np.int64)
    direct &= ~stop
    still = direct | stop | (named == NOBODY)
    ends = _chase(np.where(still, voters, named))
    fate = np.full(len(named), Fate.CARRIED, dtype=np.int8)
    away = ends != voters
    fate[direct] = Fate.VOTES
    fate[~direct & ~away & still] = Fate.SILENT
    fate[away & still[ends] & ~direct[ends]] = Fate.DEAD_END
    fate[away & stop[ends]] = Fate.STOPPED
    looped = ~still[ends]  # a chain that never stands still has run into a ring
    inside = _on_rings(np.where(still, voters, named), looped)
    fate[looped] = Fate.INTO_RING
    fate[inside] = Fate.RING
    fate[stop] = Fate.STOPPED
    ends = np.where(np.isin(fate, (Fate.VOTES, Fate.CARRIED)), ends, NOBODY)
    if cap is not None:
        _return_excess(ends, fate, size, cap)
    weight = np.zeros(len(named), dtype=np.int64)
    reached = ends >= 0
    np.add.at(weight, ends[reached], size[reached])
    return Delegated(weight, ends, fate)


def most_specific(
    scopes: Iterable[str], given: Mapping[str, int | None], *, default: int = NOBODY
) -> int:
    """The delegate in the most specific scope that says anything.

    `scopes`: from the most specific to the widest. `given`: scope to delegate; `None` says "in
    this scope I pass it to nobody", and hides what a wider scope says.
    """
    for scope in scopes:
        if scope in given:
            named = given[scope]
            return NOBODY if named is None else named
    return default


def _chase(step: Indices) -> Indices:
    """The end of every chain by doubling; a place on a ring for chains that run into one."""
    reach = step
    for _ in range(max(1, len(step).bit_length())):
        further = reach[reach]
        if np.array_equal(further, reach):
            break
        reach = further
    return reach


def _on_rings(step: Indices, looped: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who stands on a ring: after as many steps as there are voters, only rings are left."""
    inside = np.zeros(len(step), dtype=np.bool_)
    if not looped.any():
        return inside
    reach, steps = step, 1
    while steps < len(step):
        reach, steps = reach[reach], steps * 2
    inside[reach[looped]] = True
    return inside


def _return_excess(ends: Indices, fate: NDArray[np.int8], size: Indices, cap: int) -> None:
    """Give back what a voter carries beyond the cap; own votes first, then by number."""
    carried = np.flatnonzero((fate == Fate.CARRIED) | (fate == Fate.VOTES))
    own = fate[carried] == Fate.VOTES
    order = carried[np.lexsort((carried, ~own, ends[carried]))]
    sums = np.cumsum(size[order])
    starts = np.flatnonzero(np.diff(ends[order], prepend=-2))
    before = np.repeat(sums[starts] - size[order][starts], np.diff(starts, append=len(order)))
    over = order[(sums - before > cap) & (fate[order] == Fate.CARRIED)]
    ends[over] = NOBODY
    fate[over] = Fate.RETURNED


def _checked(
    delegates: ArrayLike,
    votes: ArrayLike,
    weights: ArrayLike | None,
    barred: ArrayLike | None,
    cap: int | None,
) -> tuple[Indices, NDArray[np.bool_], Indices, NDArray[np.bool_]]:
    named = np.array(delegates, dtype=np.int64)
    direct = np.array(votes, dtype=np.bool_)
    size = np.ones(len(named), np.int64) if weights is None else np.array(weights, np.int64)
    stop = np.zeros(len(named), np.bool_) if barred is None else np.array(barred, np.bool_)
    for place, array in (("votes", direct), ("weights", size), ("barred", stop)):
        if len(array) != len(named):
            raise BallotError(place, len(array), f"one for each of the {len(named)} voters")
    if len(named) and not (named.min() >= NOBODY and named.max() < len(named)):
        raise BallotError("delegates", int(named.max()), "a voter's number, or -1 for nobody")
    if len(size) and size.min() < 0:
        raise BallotError("weights", int(size.min()), "a weight is 0 or more")
    if cap is not None and cap < 1:
        raise BallotError("cap", cap, "at least 1, or left out")
    return named, direct, size, stop
