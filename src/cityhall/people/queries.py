"""The only code that reads people, posts and the city for a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet
from django.utils import timezone

from cityhall.people.models import (
    Area,
    City,
    MapLayer,
    Membership,
    Organization,
    Person,
    Post,
)
from cityhall.web.kept import Kept
from divan import language, worktime


@dataclass(frozen=True)
class CityFacts:
    """What pages need of the city, read once and kept until it changes."""

    name: dict[str, str]
    timezone: ZoneInfo
    calendar: worktime.WorkCalendar
    around_the_clock: worktime.WorkCalendar
    emergency_phone: str
    accent: str
    emblem: str
    second_factor: bool
    is_demo: bool
    map_version: int


def city() -> CityFacts:
    """The city's facts; a plain stand-in while there is no city yet."""
    return _CITY.get()


def today() -> date:
    """The date on the city's own calendar."""
    return timezone.localdate(timezone=city().timezone)


def areas() -> QuerySet[Area]:
    return Area.objects.all()


def layers() -> dict[str, dict]:
    """The base map's GeoJSON FeatureCollections by kind."""
    return dict(MapLayer.objects.values_list("kind", "features"))


def units() -> QuerySet[Organization]:
    """Units and outside bodies that exist today, in the order of their names."""
    return Organization.objects.filter(dissolved_on__isnull=True)


def posts() -> QuerySet[Post]:
    return Post.objects.filter(abolished_on__isnull=True).select_related("organization")


def on_register(at: datetime) -> QuerySet[Person]:
    """The register of residents at a moment: who has an account, and had shown by then that its
    address is theirs."""
    return Person.objects.filter(is_active=True, confirmed_at__lte=at)


def city_day(at: datetime) -> date:
    """The day on the city's own calendar wall at this instant."""
    return at.astimezone(city().timezone).date()


def open_memberships() -> QuerySet[Membership]:
    """Appointments that have not ended, those that begin later among them."""
    return (
        Membership.objects.exclude(end_date__lte=today())
        .exclude(end_date__lte=F("start_date"))  # taken back before it began
        .filter(post__abolished_on__isnull=True)
        .select_related("post__organization", "person")
    )


def holds_a_post(person: Person) -> bool:
    """Whether a person holds any post today."""
    held = open_memberships().filter(person=person, start_date__lte=today())
    return held.exists()


def memberships(on: date) -> QuerySet[Membership]:
    """Appointments that hold on this day, of people whose account is active."""
    held = Membership.objects.filter(start_date__lte=on, person__is_active=True)
    return held.exclude(end_date__lte=on).exclude(post__abolished_on__lte=on)


def holders(unit: Organization, *, on: date) -> list[Person]:
    """Who holds a post in this unit on this day, in the order of their names."""
    return holders_by_unit(on=on, among=[unit]).get(unit.pk, [])


def holders_by_unit(
    *, on: date, among: Iterable[Organization] | None = None
) -> dict[int, list[Person]]:
    """For each unit (or each of `among`) who holds a post in it on this day; one query."""
    held = memberships(on)
    if among is not None:
        held = held.filter(post__organization__in=among)
    found: dict[int, dict[int, Person]] = {}
    for membership in held.select_related("person", "post"):
        unit = found.setdefault(membership.post.organization_id, {})
        unit[membership.person_id] = membership.person
    return {
        unit: sorted(persons.values(), key=lambda person: language.sort_key(person.name))
        for unit, persons in found.items()
    }


def names_by_unit(*, on: date) -> dict[int, list[tuple[int, str]]]:
    """As `holders_by_unit`, but only each person's key and name; for lists to choose from."""
    held = memberships(on).values_list("post__organization", "person", "person__name")
    found: dict[int, dict[int, str]] = {}
    for unit, key, name in held:
        found.setdefault(unit, {})[key] = name or f"#{key}"
    return {
        unit: sorted(names.items(), key=lambda one: language.sort_key(one[1]))
        for unit, names in found.items()
    }


def post_holders(posts: Iterable[Post], *, on: date) -> dict[int, list[Person]]:
    """For each of these posts who holds it on this day, by its key; one query."""
    held = memberships(on).filter(post__in=posts).select_related("person")
    found: dict[int, list[Person]] = {}
    for membership in held.order_by("start_date", "pk"):
        found.setdefault(membership.post_id, []).append(membership.person)
    return found


def _read_city() -> CityFacts:
    row = City.objects.filter(pk=1).first() or City(name={"fa": "شهر ما", "en": "Our city"})
    always = worktime.WorkCalendar.always(row.zone)
    return CityFacts(
        name=row.name,
        timezone=ZoneInfo(row.zone),
        calendar=worktime.load({"zone": row.zone, **row.work}) if row.work else always,
        around_the_clock=always,
        emergency_phone=row.emergency_phone,
        accent=row.accent,
        emblem=row.emblem,
        second_factor=row.second_factor,
        is_demo=row.is_demo,
        map_version=row.map_version,
    )


_CITY = Kept("city", _read_city)  # forgotten by people.actions.common.forget_city
