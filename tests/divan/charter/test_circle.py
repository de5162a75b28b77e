"""A proposed circle is the smallest that covers, and says why each member is in it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.charter.circle import MOST_NEEDS, Node, propose

SKILLS, SECTORS = ("water", "roads", "law", "trees"), ("public", "business", "civil")


@st.composite
def some_nodes(draw: st.DrawFn) -> list[Node]:
    return [
        Node(
            name=f"n{number}",
            skills=frozenset(draw(st.sets(st.sampled_from(SKILLS)))),
            sector=draw(st.sampled_from(SECTORS)),
            free=draw(st.integers(0, 3)),
        )
        for number in range(draw(st.integers(0, 7)))
    ]


def covers(group: tuple[Node, ...], skills: set[str], sectors: set[str]) -> bool:
    known = {skill for one in group for skill in one.skills}
    return skills <= known and sectors <= {one.sector for one in group}


@given(some_nodes(), st.sets(st.sampled_from(SKILLS)), st.sets(st.sampled_from(SECTORS)))
def test_no_smaller_and_no_freer_circle_covers_the_same(nodes, skills, sectors) -> None:
    found = propose(nodes, sorted(skills), sorted(sectors))
    free = [one for one in nodes if one.free]
    missing = (skills | sectors) - {s for n in free for s in n.skills} - {n.sector for n in free}
    assert set(found.missing) == missing
    by_name = {one.name: one for one in nodes}
    chosen = tuple(by_name[one.name] for one in found.members)
    rest = skills - missing, sectors - missing
    assert covers(chosen, *rest)
    assert all(one.free for one in chosen)
    fitting = [
        (size, -sum(one.free for one in group), tuple(one.name for one in group))
        for size in range(len(free) + 1)
        for group in combinations(free, size)
        if covers(group, *rest)
    ]
    mine = (len(chosen), -sum(one.free for one in chosen), tuple(one.name for one in chosen))
    assert mine == min(fitting)


@given(some_nodes(), st.sets(st.sampled_from(SKILLS), min_size=1))
def test_whoever_is_in_it_meets_a_need_that_nobody_else_in_it_does(nodes, skills) -> None:
    for member in propose(nodes, sorted(skills)).members:
        assert member.alone
        assert set(member.alone) <= set(member.covers) <= skills


def test_reasons_gaps_and_the_busy_are_named() -> None:
    nodes = [
        Node("city", frozenset({"roads", "law"}), "public", 2),
        Node("farmers", frozenset({"water"}), "business", 0),
        Node("nature", frozenset({"trees", "law"}), "civil", 1),
    ]
    found = propose(nodes, ["roads", "law", "water", "trees"], ["public"])
    assert [one.name for one in found.members] == ["city", "nature"]
    assert found.members[0].alone == ("roads", "public")
    assert found.members[1].alone == ("trees",)
    assert (found.missing, found.busy) == (("water",), ("farmers",))


def test_many_nodes_are_no_obstacle_and_too_many_needs_are_refused() -> None:
    needs = [f"s{number}" for number in range(MOST_NEEDS)]
    nodes = [
        Node(f"n{number:03}", frozenset({needs[number % 14]}), "civil") for number in range(200)
    ]
    assert len(propose(nodes, needs).members) == MOST_NEEDS
    with pytest.raises(ValueError, match="15 needs"):
        propose(nodes, [*needs, "more"])
    with pytest.raises(ValueError, match="same name"):
        propose([nodes[0], nodes[0]], needs)
