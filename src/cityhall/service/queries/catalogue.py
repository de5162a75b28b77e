"""The kinds of report, and the names that lists need, kept in memory until they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.db.models import QuerySet

from cityhall.people.actor import Actor
from cityhall.people.models import Area, Organization, Post, Power
from cityhall.people.queries import units
from cityhall.service.models import Service, ServiceGroup
from cityhall.web.kept import Kept

Names = Mapping[str, str]


class Listed(Protocol):
    """A report, or a row of a list of them."""

    @property
    def service_id(self) -> int: ...
    @property
    def area_id(self) -> int | None: ...
    @property
    def unit_id(self) -> int: ...


@dataclass(frozen=True)
class Kind:
    code: str
    name: Names
    group: Names
    unit_id: int
    danger: bool
    active: bool


@dataclass(frozen=True)
class Named:
    code: str
    name: Names


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Kinds of report (in their order), areas and units by key; labels of posts by code."""

    kinds: Mapping[int, Kind]
    areas: Mapping[int, Named]
    units: Mapping[int, Named]
    posts: Mapping[str, Names]

    def names(self, row: Listed) -> bool:
        """Whether all that this report refers to is here."""
        area = row.area_id is None or row.area_id in self.areas
        return area and row.service_id in self.kinds and row.unit_id in self.units

    def unit_name(self, code: str) -> Names | None:
        return next((unit.name for unit in self.units.values() if unit.code == code), None)

    def kind_id(self, code: str) -> int | None:
        return next((key for key, kind in self.kinds.items() if kind.code == code), None)

    def area_id(self, code: str) -> int | None:
        return next((key for key, area in self.areas.items() if area.code == code), None)


def catalogue(rows: Iterable[Listed] = ()) -> Catalogue:
    """All names; four queries when they are read, none while kept.

    It is read anew where it lacks a name that `rows` need: another process may just have added it.
    """
    known = KEPT.get()
    return known if all(known.names(row) for row in rows) else KEPT.renew()


def services(*, active: bool = True) -> QuerySet[Service]:
    """Kinds of report in their order, with group and unit."""
    rows = Service.objects.select_related("group", "unit")
    return rows.filter(active=True, unit__dissolved_on__isnull=True) if active else rows


def groups() -> QuerySet[ServiceGroup]:
    """Groups of kinds of report, in their order."""
    return ServiceGroup.objects.all()


def units_for_kinds(actor: Actor) -> list[Organization]:
    """The units whose kinds of report the actor may make, by name."""
    return list(units().filter(pk__in=actor.reach(Power.SERVICES)))


def _read() -> Catalogue:
    kinds = Service.objects.values_list(
        "pk",
        "service_code",
        "name",
        "group__name",
        "unit",
        "danger",
        "active",
        "unit__dissolved_on",
    ).order_by("group__order", "order", "service_code")
    return Catalogue(
        {
            key: Kind(code, name, group, unit, danger, active and dissolved is None)
            for key, code, name, group, unit, danger, active, dissolved in kinds
        },
        {
            key: Named(code, name)
            for key, code, name in Area.objects.values_list("pk", "code", "name")
        },
        {
            key: Named(code, name)
            for key, code, name in Organization.objects.values_list("pk", "code", "name")
        },
        dict(Post.objects.values_list("code", "label")),
    )


KEPT = Kept("catalogue", _read)
CHANGING = (Service, ServiceGroup, Area, Organization, Post)  # whose changes make it old
