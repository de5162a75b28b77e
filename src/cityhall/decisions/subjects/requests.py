"""A closed report: whoever is not content appeals, and a granted appeal opens it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.decisions import laws, queries
from cityhall.decisions.models import LEAST_TITLE, LONGEST_TITLE, Matter
from cityhall.decisions.subjects import register
from cityhall.decisions.words import status_of
from cityhall.people.actor import Actor
from cityhall.people.hooks import Item, Panel
from cityhall.service import actions as service
from cityhall.service import beside
from cityhall.service import queries as service_queries
from cityhall.service.models import Request
from cityhall.web.templating import url

DAY = timedelta(days=1)


class ClosedReport:
    matter, code = "closing", "request"

    def title(self, actor: Actor, number: int) -> str:
        row = service_queries.one(actor, number)
        if row is None or not row.is_public:
            return ""
        named = row.title[:LONGEST_TITLE].strip()
        return named if len(named) >= LEAST_TITLE else _("Report %(number)s") % {"number": number}

    def address(self, number: int) -> str:
        return url("request", number)

    def refusal(self, number: int, *, actor: Actor) -> Refusal | None:
        row = service_queries.one(actor, number)
        if row is None:
            return Refusal("unknown", _("There is no report with this number."), status=404)
        if refusal := service.may_be_reopened(row):
            return refusal
        if queries.waiting_about(self.code, number):
            return Refusal("appealed", _("An appeal about this report is being decided."))
        return None

    def fields(self, number: int, at: datetime) -> Mapping[str, Any]:
        """How many whole days after its deadline the report was closed, at most ten years."""
        row = service_queries.for_mail(number)
        if row is None or row.closed_at is None or row.due_at is None:
            return {"overdue": 0}
        return {"overdue": min(3650, max(0, (row.closed_at - row.due_at) // DAY))}

    def choices(self, actor: Actor) -> list[tuple[int, str]]:
        return []

    def approved(self, row: Matter, at: datetime) -> None:
        assert row.subject_id is not None  # noqa: S101 - filed with it
        service.reopen_as_decided(row.subject_id, matter=row.pk, at=at)


CLOSED = ClosedReport()


def panel(actor: Actor, row: Request) -> Panel | None:
    """The appeals about a report, and the way to one, on the report's own page."""
    if row.is_open or not row.is_public or row.merged_into_id is not None:
        can = False
    else:
        charter = laws.in_force()
        can = charter is not None and CLOSED.matter in laws.law(charter).matters
    found = queries.about_thing(CLOSED.code, row.pk)
    if not can and not found:
        return None
    items = tuple(
        Item(one.title, url("matter", one.pk), str(status_of(one.phase, one.outcome)))
        for one in found
    )
    waits = any(one.phase in queries.OPEN for one in found)
    address = f"{url('new_matter_of', CLOSED.matter)}?subject={row.pk}"
    more = Item(_("Appeal this decision"), address) if can and not waits else None
    empty = _("Others look at it again who had no part in it.")
    return Panel(_("Appeals"), items, empty, more)


register(CLOSED)
beside.PANELS.append(panel)
