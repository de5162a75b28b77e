"""Delegation: chains, rings, caps; independent of order, every vote accounted for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.ballots import NOBODY, BallotError, Fate, most_specific, resolve

V, C, S, D, R, I, X, B = Fate  # noqa: E741


def of(
    delegations: dict[str, str], votes: str, barred: str = "", **more
) -> dict[str, tuple[int, Fate]]:
    """Weight and fate of everybody named."""
    names = sorted({*delegations, *delegations.values(), *votes})
    number = {name: place for place, name in enumerate(names)}
    result = resolve(
        [number.get(delegations.get(name, ""), NOBODY) for name in names],
        [name in votes for name in names],
        barred=[name in barred for name in names],
        **more,
    )
    return {
        name: (int(result.weight[place]), Fate(result.fate[place]))
        for name, place in number.items()
    }


@pytest.mark.parametrize(
    ("delegations", "votes", "expected"),
    [
        ({"a": "b", "b": "c"}, "c", {"a": (0, C), "b": (0, C), "c": (3, V)}),
        ({"a": "b", "b": "c", "c": "a"}, "", dict.fromkeys("abc", (0, R))),
        ({"a": "b", "b": "c", "c": "a"}, "b", {"a": (0, C), "b": (3, V), "c": (0, C)}),
        ({"t": "a", "a": "b", "b": "a"}, "", {"t": (0, I), "a": (0, R), "b": (0, R)}),
        # liqd/aula issue 626: engines that depend on order gave 3:1 and 1:3
        (
            {"a": "b", "b": "c", "c": "d", "d": "a"},
            "ac",
            {"a": (2, V), "b": (0, C), "c": (2, V), "d": (0, C)},
        ),
        ({"a": "a"}, "", {"a": (0, R)}),
        ({"a": "b"}, "", {"a": (0, D), "b": (0, S)}),
        ({"a": "b", "b": "c"}, "ac", {"a": (1, V), "b": (0, C), "c": (2, V)}),
    ],
)
def test_chains_and_rings(delegations, votes, expected) -> None:
    assert of(delegations, votes) == expected


def test_a_star_carries_all() -> None:
    result = resolve([0] * 100, [True] + [False] * 99)
    assert result.weight[0] == 100


def test_whoever_may_not_vote_stops_the_chain() -> None:
    assert of({"a": "b", "b": "c"}, "c", barred="b") == {"a": (0, X), "b": (0, X), "c": (1, V)}


def test_the_cap_returns_the_excess_and_never_an_own_vote() -> None:
    capped = of({"a": "d", "b": "d", "c": "d"}, "d", cap=3)
    assert capped == {"a": (0, C), "b": (0, C), "c": (0, B), "d": (3, V)}
    assert of({"a": "b"}, "b", cap=1, weights=[1, 5])["b"] == (5, V)


def test_the_most_specific_scope_wins_and_may_say_nobody() -> None:
    # LiquidFeedback's test vector: unit to user 2, area to user 3, counts with user 3.
    assert most_specific(("issue", "area", "unit"), {"unit": 2, "area": 3}) == 3
    assert most_specific(("area", "unit"), {"unit": 2, "area": None}) == NOBODY
    assert most_specific(("area",), {"unit": 2}) == NOBODY


def _one_by_one(delegates, votes, voter):
    seen = set()
    while not votes[voter] and delegates[voter] >= 0:
        if voter in seen:
            return NOBODY
        seen.add(voter)
        voter = delegates[voter]
    return voter if votes[voter] else NOBODY


graphs = st.integers(1, 25).flatmap(
    lambda size: st.tuples(
        st.lists(st.integers(-1, size - 1), min_size=size, max_size=size),
        st.lists(st.booleans(), min_size=size, max_size=size),
        st.lists(st.integers(0, 5), min_size=size, max_size=size),
    )
)


@given(graphs)
def test_it_agrees_with_following_every_chain_by_hand(graph) -> None:
    delegates, votes, weights = graph
    result = resolve(delegates, votes, weights=weights)
    ends = [_one_by_one(delegates, votes, voter) for voter in range(len(delegates))]
    assert result.ends.tolist() == ends
    lost = sum(weight for weight, end in zip(weights, ends, strict=True) if end == NOBODY)
    assert result.weight.sum() + lost == sum(weights)
    assert all(result.weight[voter] == 0 for voter, voted in enumerate(votes) if not voted)


@given(graphs, st.integers(1, 20))
def test_with_a_cap_nobody_carries_more_than_it_or_their_own(graph, cap) -> None:
    delegates, votes, weights = graph
    result = resolve(delegates, votes, weights=weights, cap=cap)
    assert (result.weight <= np.maximum(cap, np.array(weights))).all()


def test_a_ring_and_a_chain_of_a_hundred_thousand() -> None:
    size = 100_000
    ring = (np.arange(size) + 1) % size
    assert resolve(ring, np.zeros(size, bool)).rings() == size
    votes = np.zeros(size, bool)
    votes[77] = True
    assert resolve(ring, votes).weight[77] == size


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        (([5], [True]), "delegates"),
        (([-2], [True]), "delegates"),
        (([0], [True, False]), "votes"),
    ],
)
def test_what_is_no_graph_is_refused(arguments, place) -> None:
    with pytest.raises(BallotError) as refused:
        resolve(*arguments)
    assert refused.value.place == place
