"""What the city office reads of units, posts and people: only what the reader's posts reach."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.people import hooks, queries
from cityhall.people.actor import Actor
from cityhall.people.hooks import Step
from cityhall.people.models import (
    Area,
    City,
    MapLayer,
    Membership,
    Organization,
    Person,
    Post,
    Power,
)
from cityhall.people.names import name_in
from divan import language

MOST_PEOPLE = 200


@dataclass(frozen=True)
class UnitRow:
    """A unit in the tree: how deep it stands, how many posts it has, how many people hold them."""

    unit: Organization
    depth: int
    posts: int
    holders: int


@dataclass(frozen=True)
class PostRow:
    post: Post
    holders: list[Membership] = field(default_factory=list)


def units(actor: Actor) -> list[UnitRow]:
    """The units that the actor's posts reach, each under its parent: three queries."""
    reach = actor.reach(Power.PEOPLE)
    found = [unit for unit in queries.units() if unit.pk in reach]
    posts = _counted(queries.posts().values_list("organization_id", flat=True))
    held = queries.open_memberships().values_list("post__organization_id", "person_id").distinct()
    holders = _counted(unit_id for unit_id, _person in held)
    below: dict[int | None, list[Organization]] = {}
    inside = {unit.pk for unit in found}
    for unit in found:
        parent = unit.parent_id if unit.parent_id in inside else None
        below.setdefault(parent, []).append(unit)
    rows: list[UnitRow] = []

    def walk(parent: int | None, depth: int) -> None:
        for unit in below.get(parent, []):
            rows.append(UnitRow(unit, depth, posts.get(unit.pk, 0), holders.get(unit.pk, 0)))
            walk(unit.pk, depth + 1)

    walk(None, 0)
    return rows


def unit(actor: Actor, code: str) -> Organization | None:
    """A unit that exists and that the actor reaches, with its parent; otherwise `None`."""
    found = queries.units().select_related("parent").filter(code=code).first()
    return found if found and actor.may(Power.PEOPLE, found.pk) else None


def posts_of(unit: Organization) -> list[PostRow]:
    """The posts of a unit with whoever holds them or will: two queries."""
    rows = {post.pk: PostRow(post) for post in queries.posts().filter(organization=unit)}
    for membership in queries.open_memberships().filter(post__organization=unit):
        rows[membership.post_id].holders.append(membership)
    return list(rows.values())


def post(actor: Actor, code: str) -> Post | None:
    """A post that exists in a unit that the actor reaches; otherwise `None`."""
    found = queries.posts().filter(code=code).first()
    return found if found and actor.may(Power.PEOPLE, found.organization_id) else None


def memberships_of(post: Post) -> tuple[list[Membership], list[Membership]]:
    """Whoever holds a post now or will, and whoever held it before: one query."""
    now: list[Membership] = []
    past: list[Membership] = []
    today = queries.today()
    for one in Membership.objects.filter(post=post).select_related("person")[:500]:
        ended = one.end_date is not None and one.end_date <= max(today, one.start_date)
        (past if ended else now).append(one)
    return now, past


def membership(actor: Actor, membership_id: int) -> Membership | None:
    """An appointment in a unit that the actor reaches; otherwise `None`."""
    known = Membership.objects.select_related("post__organization", "person")
    found = known.filter(pk=membership_id).first()
    return found if found and actor.may(Power.PEOPLE, found.post.organization_id) else None


def officers(actor: Actor, words: str = "") -> tuple[list[Membership], bool]:
    """Appointments within the actor's reach by name, and whether there are more than shown.

    Only people with posts are here: residents' accounts are nobody's to browse. `words` are looked
    for in name, e-mail, post and unit, whatever letters or digits they are typed with.
    """
    reach = actor.reach(Power.PEOPLE)
    wanted = language.fold(words).split()
    found = [
        one
        for one in queries.open_memberships().filter(post__organization__in=reach)
        if all(word in _said_of(one) for word in wanted)
    ]
    found.sort(key=lambda one: (language.sort_key(one.person.name), one.person_id))
    return found[:MOST_PEOPLE], len(found) > MOST_PEOPLE


def posts_held(person: Person) -> list[Membership]:
    """The posts that a person holds today."""
    held = queries.open_memberships().filter(person=person, start_date__lte=queries.today())
    return list(held)


def city_row() -> City:
    """The city as it is stored, or as it would be made."""
    return City.objects.filter(pk=1).first() or City(name=queries.city().name)


def layer_sizes() -> dict[str, int]:
    """How many features each layer of the base map has."""
    return {layer.kind: len(layer.features["features"]) for layer in MapLayer.objects.all()}


def with_second_factor(memberships: Iterable[Membership]) -> set[int]:
    """The ids of those persons who have a second factor: one query."""
    persons = {one.person_id for one in memberships}
    known = Authenticator.objects.filter(user__in=persons, type=Authenticator.Type.TOTP)
    return set(known.values_list("user_id", flat=True))


def steps(actor: Actor) -> list[Step]:
    """What the city needs that this actor can give, and how far it is; counters add theirs."""
    own: list[Step] = []
    if whole_city(actor):
        own += [_name_step(), _map_step()]
    if actor.may(Power.PEOPLE):
        own += [_units_step(actor), _people_step(actor)]
    return [*own, *filter(None, (step(actor) for step in hooks.steps))]


def whole_city(actor: Actor) -> bool:
    """Whether the actor's post lets them shape the entire city."""
    top = Organization.objects.filter(classification="city", parent=None).first()
    return top is not None and actor.may(Power.PEOPLE, top.pk)


def _name_step() -> Step:
    row = City.objects.filter(pk=1).first()
    done = row is not None and bool(row.work)
    return Step(
        _("Name, hours and phone"),
        _("How the city is called, when it works, and the number for danger."),
        reverse("manage_city"),
        int(done),
        name_in(row.name) if row is not None and done else "",
    )


def _map_step() -> Step:
    drawn = Area.objects.exclude(geometry=None).count()
    return Step(
        _("Areas and map"),
        _("The districts, from a GeoJSON file; streets and parks if you have them."),
        reverse("manage_areas"),
        drawn,
        ngettext("%(n)s area", "%(n)s areas", drawn) % {"n": drawn},
    )


def _units_step(actor: Actor) -> Step:
    reached = queries.units().filter(pk__in=actor.reach(Power.PEOPLE)).exclude(parent=None).count()
    return Step(
        _("Units"),
        _("Departments that get reports, and bodies outside the city."),
        reverse("manage_units"),
        reached,
        ngettext("%(n)s unit", "%(n)s units", reached) % {"n": reached},
    )


def _people_step(actor: Actor) -> Step:
    """Done once somebody beside the reader holds a post."""
    held = queries.open_memberships().filter(post__organization__in=actor.reach(Power.PEOPLE))
    others = held.exclude(person=actor.person).values("person").distinct().count()
    return Step(
        _("Posts and people"),
        _("Who may do what: a post in a unit, and whoever holds it."),
        reverse("manage_people"),
        others,
        ngettext("You and one more", "You and %(n)s more", others) % {"n": others},
    )


def _counted(ids: Iterable[int]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for one in ids:
        counts[one] = counts.get(one, 0) + 1
    return counts


def _said_of(one: Membership) -> str:
    names = (*one.post.label.values(), *one.post.organization.name.values())
    return language.fold(" ".join((one.person.name, one.person.email, *names)))
