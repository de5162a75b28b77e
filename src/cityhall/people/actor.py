"""Who stands at the counter: a person (or nobody known), the posts held, what they allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cityhall.people.models import Organization, Person
from cityhall.people.queries import memberships

NO_UNITS: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Actor:
    """The one argument that every action and every query of a counter takes.

    `units` maps a power to the ids of the organizations it reaches; it is empty for residents.
    `browser` names an unknown visitor's browser, so that a draft or a "me too" stays theirs.
    `unproven` says that posts are held, but that this session lacks the second factor they need:
    the actor then carries none of them.
    """

    person: Person | None = None
    posts: tuple[tuple[str, int], ...] = ()  # (code, organization id)
    units: Mapping[str, frozenset[int]] = field(default_factory=dict)
    browser: str = ""
    kind: str = "resident"  # or what no person does: "system", "import", "partner:…"
    language: str = "fa"
    unproven: bool = False

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def is_staff(self) -> bool:
        return bool(self.posts)

    @property
    def signature(self) -> str:
        """How the record names this actor: never by a person's name."""
        if self.posts:
            return f"post:{self.posts[0][0]}"
        return self.kind

    def reach(self, power: str) -> frozenset[int]:
        """The organizations in which this power holds; empty where it is not held."""
        return self.units.get(power, NO_UNITS)

    def may(self, power: str, unit_id: int | None = None) -> bool:
        """Whether the power is held at all, or in this unit."""
        reach = self.reach(power)
        return bool(reach) if unit_id is None else unit_id in reach


SYSTEM = Actor(kind="system")


def actor_for(person: Person | None, *, on: date, browser: str = "", language: str = "fa") -> Actor:
    """The actor of a person on a day: two queries for somebody who holds a post, one otherwise."""
    if person is None:
        return Actor(browser=browser, language=language)
    held = memberships(on).filter(person=person).select_related("post")
    posts = [membership.post for membership in held.order_by("start_date", "pk")]
    units: dict[str, frozenset[int]] = {}
    if posts:
        below = _descendants()
        for post in posts:
            for power in post.powers:
                units[power] = units.get(power, NO_UNITS) | below[post.organization_id]
    return Actor(
        person=person,
        posts=tuple((post.code, post.organization_id) for post in posts),
        units=units,
        browser=browser,
        language=language,
    )


def _descendants() -> dict[int, frozenset[int]]:
    """For every organization, itself and all that is under it."""
    parents = dict(Organization.objects.values_list("pk", "parent_id"))
    reach: dict[int, set[int]] = {pk: {pk} for pk in parents}
    for pk in parents:
        above, seen = parents[pk], {pk}
        while above is not None and above not in seen:
            reach[above].add(pk)
            seen.add(above)
            above = parents[above]
    return {pk: frozenset(units) for pk, units in reach.items()}
