"""The kinds of report, and the names that lists need, kept in memory until they change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from cityhall.people.models import Area, Organization
from cityhall.service.models import Service, ServiceGroup

SECONDS = 60  # after which a change made by another process is seen
Names = Mapping[str, str]


@dataclass(frozen=True)
class Kind:
    code: str
    name: Names
    group: Names
    danger: bool
    active: bool


@dataclass(frozen=True)
class Named:
    code: str
    name: Names


@dataclass(frozen=True)
class Catalogue:
    """Kinds of report (in their order), areas and units by key."""

    kinds: Mapping[int, Kind]
    areas: Mapping[int, Named]
    units: Mapping[int, Named]

    def kind_id(self, code: str) -> int | None:
        return next((key for key, kind in self.kinds.items() if kind.code == code), None)

    def area_id(self, code: str) -> int | None:
        return next((key for key, area in self.areas.items() if area.code == code), None)


def catalogue(*, needed: Iterable[int] = ()) -> Catalogue:
    """The names of kinds, areas and units; three queries when they are read, none while kept.

    `needed` are keys of kinds that must be there: another process may just have added one.
    """
    known: Catalogue | None = cache.get("catalogue")
    if known is None or any(key not in known.kinds for key in needed):
        known = _read()
        cache.set("catalogue", known, SECONDS)
    return known


def forget_catalogue(**_signal: Any) -> None:
    """Read it anew next time; called after every change of a kind, area or unit."""
    cache.delete("catalogue")


def services(*, active: bool = True) -> QuerySet[Service]:
    """Kinds of report in their order, with group and unit."""
    rows = Service.objects.select_related("group", "unit")
    return rows.filter(active=True, unit__dissolved_on__isnull=True) if active else rows


CHANGING = (Service, ServiceGroup, Area, Organization)


def _read() -> Catalogue:
    kinds = Service.objects.values_list(
        "pk", "service_code", "name", "group__name", "danger", "active", "unit__dissolved_on"
    ).order_by("group__order", "order", "service_code")
    return Catalogue(
        {
            key: Kind(code, name, group, danger, active and dissolved is None)
            for key, code, name, group, danger, active, dissolved in kinds
        },
        {
            key: Named(code, name)
            for key, code, name in Area.objects.values_list("pk", "code", "name")
        },
        {
            key: Named(code, name)
            for key, code, name in Organization.objects.values_list("pk", "code", "name")
        },
    )
