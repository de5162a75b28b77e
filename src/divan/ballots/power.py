"""Voting power: how often a seat decides, exactly.

Banzhaf (J. F. Banzhaf, "Weighted Voting Doesn't Work", Rutgers Law Review 19, 1965): the share
of a seat in all swings. Shapley-Shubik (L. S. Shapley and M. Shubik, "A Method for Evaluating the
Distribution of Power in a Committee System", APSR 48, 1954): the chance of being pivotal when
seats join in random order. Both by generating functions in whole numbers of any size, with one
seat divided out at a time: D. Leech, "Computing Power Indices for Large Voting Games", Management
Science 49 (2003).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import factorial

from divan.ballots.result import BallotError

MOST_WEIGHT = 1_000_000  # of all seats together: the tables grow with it


def banzhaf(quota: int, weights: Sequence[int]) -> tuple[Fraction, ...]:
    """The normalised index of every seat; it sums to 1, or is all 0 where nobody ever swings.

    A coalition wins with `quota` or more. Raises `BallotError` for a quota below 1, a negative
    weight, no seats, or more than 1,000,000 weight in all.
    """
    swings = banzhaf_swings(quota, weights)
    total = sum(swings)
    return tuple(Fraction(each, total) if total else Fraction(0) for each in swings)


def banzhaf_swings(quota: int, weights: Sequence[int]) -> tuple[int, ...]:
    """For every seat the number of losing coalitions that win when it joins."""
    _check(quota, weights)
    table = _coalitions(weights, quota)
    found: dict[int, int] = {}
    for weight in set(weights):
        others = _without(table, weight)
        found[weight] = sum(others[max(0, quota - weight) : quota])
    return tuple(found[weight] if weight else 0 for weight in weights)


def shapley_shubik(quota: int, weights: Sequence[int]) -> tuple[Fraction, ...]:
    """The chance of every seat to be pivotal; sums to 1 where all together win, else all 0.

    Takes and raises what `banzhaf` does.
    """
    _check(quota, weights)
    seats = len(weights)
    digit = seats + 1  # bits that hold the number of coalitions of one size
    table = _coalitions_by_size(weights, quota, digit)
    orders = [factorial(size) * factorial(seats - size - 1) for size in range(seats)]
    mask, whole = (1 << digit) - 1, factorial(seats)
    found: dict[int, Fraction] = {0: Fraction(0)}
    for weight in set(weights) - {0}:
        others = _without_by_size(table, weight, digit)
        packed = sum(others[max(0, quota - weight) : quota])
        pivots = sum(orders[size] * (packed >> size * digit & mask) for size in range(seats))
        found[weight] = Fraction(pivots, whole)
    return tuple(found[weight] for weight in weights)


def _coalitions(weights: Sequence[int], quota: int) -> list[int]:
    """How many coalitions weigh 0, 1, … up to quota - 1."""
    table = [1] + [0] * (quota - 1)
    reach = 0
    for weight in sorted(weights):
        reach = min(quota - 1, reach + weight)
        for total in range(reach, weight - 1, -1):
            table[total] += table[total - weight]
    return table


def _without(table: Sequence[int], weight: int) -> list[int]:
    """The same without one seat of this weight."""
    if weight == 0:
        return [count // 2 for count in table]
    others = list(table)
    for total in range(weight, len(others)):
        others[total] -= others[total - weight]
    return others


def _coalitions_by_size(weights: Sequence[int], quota: int, digit: int) -> list[int]:
    """As `_coalitions`, with the counts of all sizes packed into one number, `digit` bits each."""
    table = [1] + [0] * (quota - 1)
    reach = 0
    for weight in sorted(weights):
        reach = min(quota - 1, reach + weight)
        for total in range(reach, weight - 1, -1):
            table[total] += table[total - weight] << digit
    return table


def _without_by_size(table: Sequence[int], weight: int, digit: int) -> list[int]:
    others = list(table)
    for total in range(weight, len(others)):
        others[total] -= others[total - weight] << digit
    return others


def _check(quota: int, weights: Sequence[int]) -> None:
    if quota < 1:
        raise BallotError("quota", quota, "a quota is at least 1")
    if not weights:
        raise BallotError("weights", list(weights), "at least one seat")
    if min(weights) < 0:
        raise BallotError("weights", min(weights), "a weight is 0 or more")
    if max(quota, sum(weights)) > MOST_WEIGHT:
        raise BallotError("weights", sum(weights), "divide weights and quota by a common factor")
