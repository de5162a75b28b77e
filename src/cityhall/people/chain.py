"""Who stands above whom: the posts that answer for a unit, and theirs above them.

A post may name its superior. Where it names none, the posts that lead the nearest unit above it
take that place, so that a city needs to fill in nothing to have a chain up to itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cityhall.people.models import Organization, Person, Post, Power
from cityhall.people.queries import post_holders

MOST_STEPS = 12
LEADING = frozenset({Power.HANDLE.value, Power.DISPATCH.value})


@dataclass(frozen=True)
class Told:
    """One step of a chain: the posts, and those who hold them (nobody, where all are vacant)."""

    posts: tuple[Post, ...]
    holders: tuple[Person, ...]


@dataclass(frozen=True)
class Offices:
    """All units and posts that exist on a day, read at once so that any chain can be followed."""

    parents: dict[int, int | None]
    posts: dict[int, Post]

    def leading(self, unit_id: int | None) -> list[Post]:
        """The posts that answer for a unit: of those that handle its reports, whoever has no
        superior in the same unit; of the nearest unit above where it has none."""
        seen: set[int] = set()
        while unit_id is not None and unit_id not in seen:
            seen.add(unit_id)
            here = {
                key: post
                for key, post in self.posts.items()
                if post.organization_id == unit_id and LEADING & set(post.powers)
            }
            top = [post for post in here.values() if post.superior_id not in here]
            if top or here:
                return top or list(here.values())
            unit_id = self.parents.get(unit_id)
        return []

    def first(self, unit_id: int) -> list[Post]:
        """Who is told first: those of a unit who handle reports and are nobody's superior there."""
        here = [
            post
            for post in self.posts.values()
            if post.organization_id == unit_id and LEADING & set(post.powers)
        ]
        above = {post.superior_id for post in here}
        return [post for post in here if post.pk not in above] or self.leading(unit_id)

    def above(self, posts: Iterable[Post]) -> list[Post]:
        """The superiors of these posts, named or by the tree of units; each once."""
        found: dict[int, Post] = {}
        for post in posts:
            named = self.posts.get(post.superior_id or 0)
            parent = self.parents.get(post.organization_id)
            for one in [named] if named is not None else self.leading(parent):
                found[one.pk] = one
        return list(found.values())

    def chain(self, unit_id: int) -> list[list[Post]]:
        """Each step from a unit's own posts to the top; no post stands in two steps."""
        steps: list[list[Post]] = []
        seen: set[int] = set()
        posts = self.first(unit_id)
        while posts and len(steps) < MOST_STEPS:
            steps.append(sorted(posts, key=lambda post: post.code))
            seen |= {post.pk for post in posts}
            posts = [post for post in self.above(posts) if post.pk not in seen]
        return steps


def offices(*, on: date) -> Offices:
    """Two queries."""
    posts = Post.objects.exclude(abolished_on__lte=on)
    return Offices(
        dict(Organization.objects.values_list("pk", "parent_id")),
        {post.pk: post for post in posts},
    )


def held_steps(known: Offices, unit_id: int, *, on: date) -> list[Told]:
    """The steps of a chain at which somebody can be told; vacant ones are passed over."""
    steps = known.chain(unit_id)
    holders = post_holders([post for step in steps for post in step], on=on)
    told = [_told(step, holders) for step in steps]
    return [one for one in told if one.holders]


def dispatchers(unit_id: int, *, on: date) -> list[Person]:
    """Whoever can hand the reports of a unit to any other; three queries."""
    known = offices(on=on)
    over: set[int] = set()
    above: int | None = unit_id
    while above is not None and above not in over:
        over.add(above)
        above = known.parents.get(above)
    posts = [
        post
        for post in known.posts.values()
        if Power.DISPATCH in post.powers and post.organization_id in over
    ]
    return list(_told(posts, post_holders(posts, on=on)).holders)


def _told(step: Sequence[Post], holders: dict[int, list[Person]]) -> Told:
    persons = {one.pk: one for post in step for one in holders.get(post.pk, [])}
    return Told(
        tuple(post for post in step if holders.get(post.pk)),
        tuple(persons[key] for key in sorted(persons)),
    )
