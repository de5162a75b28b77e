"""Who should come together for one issue: the fewest nodes that cover the skills and sectors.

Exact set cover by dynamic programming over the needs still open (R. M. Karp, "Reducibility among
Combinatorial Problems", 1972, for the problem; M. Held and R. M. Karp, 1962, for the method):
`nodes × 2^needs` steps, so needs are few and nodes may be many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MOST_NEEDS = 14


@dataclass(frozen=True)
class Node:
    """An organisation: what it knows, which sector it speaks for, how many circles it can still
    join. Names are unique."""

    name: str
    skills: frozenset[str]
    sector: str
    free: int = 1


@dataclass(frozen=True)
class Member:
    """A node of the proposed circle. `covers`: the needs it meets; `alone`: those that nobody
    else in the circle meets, which is why it cannot be left out."""

    name: str
    covers: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True)
class Circle:
    """`members` by name; `missing`: the needs that no free node meets; `busy`: nodes that would
    meet one of these, had they room."""

    members: tuple[Member, ...]
    missing: tuple[str, ...] = ()
    busy: tuple[str, ...] = ()


def propose(nodes: Iterable[Node], skills: Iterable[str], sectors: Iterable[str] = ()) -> Circle:
    """The smallest circle in which every skill and every sector is met.

    Among the smallest, the one whose members have most room left; among these the first by name.
    What nobody free meets is `missing`, and the circle covers the rest. Raises `ValueError` for
    two nodes of one name and for more than `MOST_NEEDS` needs.
    """
    wanted = [*dict.fromkeys(skills)], [*dict.fromkeys(sectors)]
    needs = [("skill", one) for one in wanted[0]] + [("sector", one) for one in wanted[1]]
    if len(needs) > MOST_NEEDS:
        raise ValueError(f"{len(needs)} needs: at most {MOST_NEEDS} skills and sectors together")
    everyone = sorted(nodes, key=lambda one: one.name)
    if len({one.name for one in everyone}) != len(everyone):
        raise ValueError("two nodes have the same name")
    met = {one.name: _mask(one, needs) for one in everyone}
    free = [one for one in everyone if one.free > 0 and met[one.name]]
    reachable = 0
    for one in free:
        reachable |= met[one.name]
    chosen = _smallest([(one, met[one.name]) for one in free], reachable)
    gap = [number for number in range(len(needs)) if not reachable >> number & 1]
    return Circle(
        members=tuple(_member(one, chosen, met, needs) for one in chosen),
        missing=tuple(needs[number][1] for number in gap),
        busy=tuple(
            one.name
            for one in everyone
            if one.free <= 0 and any(met[one.name] >> number & 1 for number in gap)
        ),
    )


def _mask(node: Node, needs: Sequence[tuple[str, str]]) -> int:
    """The needs that a node meets, one bit each."""
    met = 0
    for number, (kind, need) in enumerate(needs):
        if need in node.skills if kind == "skill" else need == node.sector:
            met |= 1 << number
    return met


def _smallest(nodes: Sequence[tuple[Node, int]], goal: int) -> list[Node]:
    """The best set of nodes for every set of needs, each node taken or left in turn."""
    best: dict[int, tuple[int, int, tuple[str, ...]]] = {0: (0, 0, ())}
    for node, met in nodes:
        for covered, (size, room, names) in list(best.items()):
            both = covered | met
            if both == covered:
                continue
            new = (size + 1, room - node.free, (*names, node.name))
            if both not in best or new < best[both]:
                best[both] = new
    chosen = set(best[goal][2])
    return [node for node, _met in nodes if node.name in chosen]


def _member(
    node: Node, chosen: Sequence[Node], met: dict[str, int], needs: Sequence[tuple[str, str]]
) -> Member:
    others = 0
    for one in chosen:
        if one is not node:
            others |= met[one.name]
    mine = [number for number in range(len(needs)) if met[node.name] >> number & 1]
    return Member(
        name=node.name,
        covers=tuple(needs[number][1] for number in mine),
        alone=tuple(needs[number][1] for number in mine if not others >> number & 1),
    )
