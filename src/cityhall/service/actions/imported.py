"""The kinds, units and areas that another system's reports name; those not there yet are made."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from django.db.models import Model
from django.utils.text import slugify

from cityhall.people.models import Area, Organization
from cityhall.service.mapping import Mapping as FileMapping
from cityhall.service.models import Service, ServiceGroup
from cityhall.service.rows import Row
from divan import language

Made = TypeVar("Made", bound=Model)


class Named:
    """What a batch of rows names, by name: three queries, and some for each that is new."""

    def __init__(self, rows: Sequence[Row], mapping: FileMapping) -> None:
        self._source, self._language = mapping.source, mapping.language
        units = dict.fromkeys(row.unit for row in rows)
        self.units = _all(Organization, "code", self._codes(units), self._unit)
        areas = dict.fromkeys(row.area for row in rows if row.area)
        self.areas = _all(Area, "code", self._codes(areas), self._area)
        self._first = {row.service: row for row in reversed(rows)}
        kinds = self._codes(dict.fromkeys(row.service for row in rows), 60)
        self.services = _all(Service, "service_code", kinds, self._service)

    def _codes(self, names: Iterable[str], longest: int = 40) -> dict[str, str]:
        return {name: self._code(name, longest) for name in names}

    def _code(self, name: str, longest: int = 40) -> str:
        made = slugify(f"{self._source}-{name}", allow_unicode=False)[:longest]
        digest = uuid.uuid5(uuid.NAMESPACE_URL, f"{self._source}|{name}").hex[:6]
        return f"{made[: longest - 7].rstrip('-')}-{digest}"

    def _unit(self, name: str, code: str) -> Organization:
        cities = Organization.objects.filter(classification=Organization.Classification.CITY)
        unit, _made = Organization.objects.get_or_create(
            code=code,
            defaults={
                "name": {self._language: name},
                "classification": Organization.Classification.UNIT,
                "parent": cities.first(),
                "sort_key": language.sort_key(name),
            },
        )
        return unit

    def _area(self, name: str, code: str) -> Area:
        area, _made = Area.objects.get_or_create(
            code=code,
            defaults={"name": {self._language: name}, "sort_key": language.sort_key(name)},
        )
        return area

    def _service(self, name: str, code: str) -> Service:
        first = self._first[name]
        label = first.group or self._source
        group, _made = ServiceGroup.objects.get_or_create(
            code=self._code(label),
            defaults={"name": {self._language: label}, "order": 100},
        )
        service, _made = Service.objects.get_or_create(
            service_code=code,
            defaults={
                "name": {self._language: name},
                "group": group,
                "unit": self.units[first.unit],
                "active": False,  # shown and searched, but not offered to residents
                "place_required": False,
            },
        )
        return service


def _all(
    model: type[Made], field: str, codes: Mapping[str, str], make: Callable[[str, str], Made]
) -> dict[str, Made]:
    """The object of every name, found by its code or made from both."""
    rows = model._default_manager.filter(**{f"{field}__in": codes.values()})
    known = {getattr(row, field): row for row in rows}
    return {name: known.get(code) or make(name, code) for name, code in codes.items()}
