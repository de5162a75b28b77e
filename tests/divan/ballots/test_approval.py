"""Approval counts exactly, declares ties, and says why."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.ballots import BallotError, approval

OPTIONS = ("park", "pool", "road", "school")
ballot = st.frozensets(st.sampled_from(OPTIONS))
ballots = st.lists(ballot, max_size=30)


def test_the_most_approved_win_in_order() -> None:
    result = approval([{"park", "road"}, {"park"}, {"road", "pool"}, {"park"}], OPTIONS, seats=2)
    assert result.winners == ("park", "road")
    assert result.scores == {"park": 3, "pool": 1, "road": 2, "school": 0}


def test_a_tie_for_the_last_place_is_declared_and_a_lot_breaks_it() -> None:
    cast = [{"park", "pool"}, {"park", "road"}]
    declared = approval(cast, OPTIONS, seats=2)
    assert declared.winners == ("park",)
    assert declared.tied == {"pool", "road"}
    assert declared.reasons[-1].code == "tie_declared"
    drawn = approval(cast, OPTIONS, seats=2, order=("road", "pool", "school", "park"))
    assert drawn.winners == ("park", "road")
    assert not drawn.tied


def test_an_option_nobody_approves_never_wins() -> None:
    assert approval([set(), {"park"}], OPTIONS, seats=3).winners == ("park",)
    assert approval([{"park"}] * 2 + [{"pool"}], OPTIONS, seats=2, least=2).winners == ("park",)


def test_weights_are_exact() -> None:
    third = Fraction(1, 3)
    result = approval([{"park"}] * 3 + [{"pool"}], OPTIONS, weights=[third] * 3 + [1])
    assert result.tied == {"park", "pool"}  # three thirds are one, not nearly one


@given(ballots, st.randoms())
def test_the_order_of_ballots_does_not_matter(cast, random) -> None:
    mixed = list(cast)
    random.shuffle(mixed)
    assert approval(cast, OPTIONS) == approval(mixed, OPTIONS)


@given(ballots, st.sampled_from(OPTIONS))
def test_one_more_approval_never_hurts(cast, option) -> None:
    if option in approval(cast, OPTIONS).winners:
        assert approval([*cast, {option}], OPTIONS).winners == (option,)


@given(ballots, st.integers(1, 4))
def test_certain_and_tied_are_apart_and_no_more_than_seats_win(cast, seats) -> None:
    result = approval(cast, OPTIONS, seats=seats)
    assert not set(result.winners) & result.tied
    assert len(result.winners) <= seats
    assert not result.tied or len(result.winners) + len(result.tied) > seats


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"options": ("a", "a")}, "options"),
        ({"seats": 5}, "seats"),
        ({"seats": 0}, "seats"),
        ({"order": ("park",)}, "order"),
        ({"ballots": [{"bridge"}]}, "ballot"),
        ({"ballots": [{"park"}], "weights": [-1]}, "weights[0]"),
    ],
)
def test_what_cannot_be_counted_names_its_place(arguments, place) -> None:
    with pytest.raises(BallotError) as refused:
        approval(**{"ballots": [], "options": OPTIONS, **arguments})
    assert refused.value.place == place
