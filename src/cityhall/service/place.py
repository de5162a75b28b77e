"""Where in which queue an officer stands: kept in every address of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.service import queries
from cityhall.service.models import OPEN
from cityhall.service.queries import Catalogue, Wanted

FILTERS = ("q", "service", "area", "unit", "who", "status", "due")
LONGEST = 200


@dataclass(frozen=True)
class Place:
    """A scope of the queue, its filters as they stand in the address, and the key of the page."""

    scope: str = "unit"
    after: str = ""
    filters: tuple[tuple[str, str], ...] = ()

    @property
    def kept(self) -> dict[str, str]:
        """What the address of the queue says beside the page; also what a view keeps."""
        scope = {"scope": self.scope} if self.scope != "unit" else {}
        return {**scope, **dict(self.filters)}

    @property
    def query(self) -> str:
        """The query of an address, with its question mark; empty at the beginning of the queue."""
        after = {"after": self.after} if self.after else {}
        query = urlencode({**self.kept, **after})
        return f"?{query}" if query else ""

    @property
    def hidden(self) -> dict[str, str]:
        """The same as fields of a form."""
        return {"scope": self.scope, "after": self.after, **dict(self.filters)}

    def filter(self, name: str) -> str:
        return dict(self.filters).get(name, "")

    def narrowed(self, **filters: str) -> Place:
        """The beginning of the whole queue, with these filters beside the others."""
        return Place(filters=tuple({**dict(self.filters), **filters}.items()))

    def at(self, **changes: str) -> Place:
        return replace(self, **changes)

    def desk(self, **given: object) -> str:
        return self._with("desk", [], given)

    def bulk(self, **given: object) -> str:
        return self._with("desk_bulk", [], given)

    def case(self, number: int, **given: object) -> str:
        return self._with("case", [number], given)

    def doing(self, number: int, verb: str, **given: object) -> str:
        """The case with one of its forms open; what works where no script does."""
        return f"{self.case(number, do=verb, **given)}#do-{verb}"

    def _with(self, page: str, args: list[int], given: Mapping[str, object]) -> str:
        query = self.query
        if given:
            query += ("&" if query else "?") + urlencode(given)
        return reverse(page, args=args) + query


def read(given: Mapping[str, str]) -> Place:
    """The place that an address or a form names; what the filters mean is for `wanted`."""
    scope = given.get("scope", "")
    found = [(name, given.get(name, "").strip()[:LONGEST]) for name in FILTERS]
    return Place(
        scope if scope in queries.SCOPES else "unit",
        given.get("after", "")[:60],
        tuple((name, value) for name, value in found if value),
    )


def wanted(place: Place, actor: Actor, known: Catalogue, at: datetime) -> Wanted:
    """The filters as the query takes them. Raises `Refused` (400) for one that names nothing."""
    service, area, unit = (place.filter(name) for name in ("service", "area", "unit"))
    units = {named.code: key for key, named in known.units.items()}
    status, due = place.filter("status"), place.filter("due")
    _named("service", service, known.kind_id(service))
    _named("area", area, known.area_id(area))
    _named("unit", unit, units.get(unit))
    _named("status", status, status in OPEN or None)
    _named("due", due, due in queries.DUE or None)
    return Wanted(
        service_id=known.kind_id(service),
        area_id=known.area_id(area),
        unit_id=units.get(unit),
        assignee_id=_person(place.filter("who"), actor),
        status=status,
        due=due,
        q=place.filter("q"),
        at=at,
    )


def _person(who: str, actor: Actor) -> int | None:
    if who == "me":
        return actor.person_id
    _named("who", who, (who.isascii() and who.isdecimal() and len(who) < 19) or None)
    return int(who) if who else None


def _named(field: str, value: str, meaning: object) -> None:
    if value and meaning is None:
        message = _("“%s” is nothing by which the queue can be filtered.") % value[:60]
        raise Refused(Refusal("unknown", message, field, 400))
