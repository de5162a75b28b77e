"""Power indices of real bodies, against published values and counting by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.ballots import BallotError, banzhaf, banzhaf_swings, shapley_shubik

# Normalised Banzhaf and Shapley-Shubik of Felsenthal and Machover, "The Measurement of Voting
# Power" (1998), chapters 4 and 5; worked out again by brute force below.
EEC_1958 = (12, [4, 4, 4, 2, 2, 1])
EEC_1973 = (41, [10] * 4 + [5, 5, 3, 3, 2])
EEC_1981 = (45, [10] * 4 + [5] * 3 + [3, 3, 2])
SECURITY_COUNCIL = (39, [7] * 5 + [1] * 10)
SECURITY_COUNCIL_1945 = (27, [5] * 5 + [1] * 6)
NASSAU = (16, [9, 9, 7, 3, 1, 1])


@pytest.mark.parametrize(
    ("game", "expected"),
    [
        (EEC_1958, [Fraction(5, 21)] * 3 + [Fraction(1, 7)] * 2 + [Fraction(0)]),
        (
            EEC_1973,
            [Fraction(53, 317)] * 4
            + [Fraction(29, 317)] * 2
            + [Fraction(21, 317)] * 2
            + [Fraction(5, 317)],
        ),
        (SECURITY_COUNCIL, [Fraction(106, 635)] * 5 + [Fraction(21, 1270)] * 10),
        (SECURITY_COUNCIL_1945, [Fraction(19, 105)] * 5 + [Fraction(1, 63)] * 6),
        (NASSAU, [Fraction(1, 3)] * 3 + [Fraction(0)] * 3),
        ((51, [50, 49, 1]), [Fraction(3, 5), Fraction(1, 5), Fraction(1, 5)]),
        ((6, [4, 3, 2, 1]), [Fraction(5, 12), Fraction(1, 4), Fraction(1, 4), Fraction(1, 12)]),
    ],
)
def test_banzhaf_of_real_bodies(game, expected) -> None:
    assert list(banzhaf(*game)) == expected


@pytest.mark.parametrize(
    ("game", "expected"),
    [
        (EEC_1958, [Fraction(7, 30)] * 3 + [Fraction(3, 20)] * 2 + [Fraction(0)]),
        (
            EEC_1973,
            [Fraction(5, 28)] * 4
            + [Fraction(17, 210)] * 2
            + [Fraction(2, 35)] * 2
            + [Fraction(1, 105)],
        ),
        (EEC_1981, [Fraction(73, 420)] * 4 + [Fraction(1, 14)] * 3 + [Fraction(19, 630)] * 3),
        (SECURITY_COUNCIL, [Fraction(421, 2145)] * 5 + [Fraction(4, 2145)] * 10),
        (SECURITY_COUNCIL_1945, [Fraction(76, 385)] * 5 + [Fraction(1, 462)] * 6),
        (NASSAU, [Fraction(1, 3)] * 3 + [Fraction(0)] * 3),
        ((51, [50, 49, 1]), [Fraction(2, 3), Fraction(1, 6), Fraction(1, 6)]),
    ],
)
def test_shapley_shubik_of_real_bodies(game, expected) -> None:
    assert list(shapley_shubik(*game)) == expected


def test_swings_of_the_council_of_ten() -> None:
    assert banzhaf_swings(*EEC_1981) == (100,) * 4 + (52,) * 3 + (26,) * 3
    assert banzhaf_swings(*EEC_1958) == (10, 10, 10, 6, 6, 0)


def test_two_hundred_seats_do_not_overflow() -> None:
    weights = [1 + (7 * seat) % 9 for seat in range(200)]
    quota = sum(weights) // 2 + 1
    assert sum(shapley_shubik(quota, weights)) == 1
    assert sum(banzhaf(quota, weights)) == 1


def _swings(quota, weights, seat) -> list[int]:
    """Sizes of the losing coalitions that the seat makes win, counted one by one."""
    others = [one for one in range(len(weights)) if one != seat]
    return [
        size
        for size in range(len(weights))
        for some in combinations(others, size)
        if sum(weights[one] for one in some) < quota <= sum(weights[one] for one in (*some, seat))
    ]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7), st.integers(1, 40))
def test_both_indices_agree_with_counting_by_hand(weights, quota) -> None:
    swings = [_swings(quota, weights, seat) for seat in range(len(weights))]
    assert banzhaf_swings(quota, weights) == tuple(len(one) for one in swings)
    by_size = [Fraction(0)] * len(weights)
    for seat, sizes in enumerate(swings):
        for size in sizes:
            orders = Fraction(1)
            for one in range(1, size + 1):
                orders *= Fraction(one, len(weights) - size - 1 + one)
            by_size[seat] += orders / len(weights)
    assert list(shapley_shubik(quota, weights)) == by_size


@pytest.mark.parametrize(("quota", "weights"), [(0, [1]), (1, []), (1, [-1]), (1, [10**7])])
def test_games_that_are_none_are_refused(quota, weights) -> None:
    with pytest.raises(BallotError):
        banzhaf(quota, weights)
