"""What the address of a list asks for: `?q=&service=&area=&status=&after=&count=`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.service.queries import PAGE, Catalogue, Filters

LONGEST_QUERY = 200
MOST_ROWS = 100
STATUSES = {"": None, "open": True, "closed": False}


@dataclass(frozen=True)
class Asked:
    """A list as it was asked for: `filters` by key for the query, the codes for the page."""

    filters: Filters
    service: str = ""
    area: str = ""
    status: str = ""
    after: str = ""
    count: int = PAGE

    def query(self, **changes: str) -> dict[str, str]:
        """The parameters of this list's address with some changed; empty ones left out."""
        asked = {
            "q": self.filters.q,
            "service": self.service,
            "area": self.area,
            "status": self.status,
            "count": str(self.count) if self.count != PAGE else "",
            **changes,
        }
        return {name: value for name, value in asked.items() if value}


def read(given: Mapping[str, str], known: Catalogue) -> Asked:
    """The list that these parameters name. Raises `Refused` (400) with the one that names none."""
    service, area = given.get("service", ""), given.get("area", "")
    status, q = given.get("status", ""), given.get("q", "").strip()
    service_id, area_id = known.kind_id(service), known.area_id(area)
    if service and service_id is None:
        raise _unknown("service", _("There is no kind of report “%s”."), service)
    if area and area_id is None:
        raise _unknown("area", _("There is no district “%s”."), area)
    if status not in STATUSES:
        raise _unknown("status", _("“%s” is no state of a report: write open or closed."), status)
    if len(q) > LONGEST_QUERY:
        raise Refused(Refusal("long", _("Search for at most 200 letters."), "q", 400))
    return Asked(
        Filters(q, service_id, area_id, STATUSES[status]),
        service,
        area,
        status,
        given.get("after", ""),
        _count(given.get("count", "")),
    )


def bad_page(after: str) -> Refused:
    """For an `after` that no page gave."""
    return _unknown("after", _("“%s” is not the beginning of a page. Start from the first."), after)


def _count(text: str) -> int:
    if not text:
        return PAGE
    if text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= MOST_ROWS:
        return int(text)
    raise _unknown("count", _("“%s” is not a number from 1 to 100."), text)


def _unknown(field: str, message: str, value: str) -> Refused:
    return Refused(Refusal("unknown", message % value[:60], field, 400))
