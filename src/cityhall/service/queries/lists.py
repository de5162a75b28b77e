"""Lists of public reports: filtered, searched, paged by key; and their kept counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet, Sum

from cityhall.database import search
from cityhall.people.actor import Actor
from cityhall.service.models import OPEN, Request, Service, Tally
from cityhall.service.queries.visible import visible_to
from divan import language

PAGE = 25


@dataclass(frozen=True)
class Filters:
    """What the public list can be asked; every field may be left out."""

    q: str = ""
    service: Service | None = None
    area_id: int | None = None
    is_open: bool | None = None


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first, and the key from which the next one starts."""

    rows: list[Request]
    older: str = ""


def public_list(actor: Actor, filters: Filters, *, after: str = "", count: int = PAGE) -> Page:
    """A page of public reports. `after` is the `older` of the page before.

    Without words the order is by time; with words by number, as the search index stands.
    Raises `ValueError` for an `after` that no page gave.
    """
    rows = visible_to(actor).filter(is_public=True).select_related("service", "area")
    rows = rows.defer("description", "answers", "search", "facets", "service__questions")
    terms = language.query_terms(filters.q)
    if filters.q.strip() and not terms:
        return Page([])
    if terms:
        rows = search.matching(rows, terms, _facets(filters))
        if after:
            rows = rows.filter(pk__lt=_whole(after))
    else:
        rows = _filtered(rows, filters).order_by("-requested_at", "-id")
        if after:
            moment, number = split_key(after)
            rows = rows.filter(requested_at__lte=moment).exclude(
                requested_at=moment, pk__gte=number
            )
    found = list(rows[: count + 1])
    older = ""
    if len(found) > count:
        last = found[count - 1]
        older = str(last.pk) if terms else f"{last.requested_at.isoformat()}~{last.pk}"
    return Page(found[:count], older)


def _filtered(rows: QuerySet[Request], filters: Filters) -> QuerySet[Request]:
    if filters.service is not None:
        rows = rows.filter(service=filters.service)
    if filters.area_id is not None:
        rows = rows.filter(area=filters.area_id)
    if filters.is_open is not None:
        rows = rows.filter(is_open=filters.is_open)
    return rows


def _facets(filters: Filters) -> list[str]:
    facets = []
    if filters.service is not None:
        facets.append(f"s{filters.service.pk}")
    if filters.area_id is not None:
        facets.append(f"a{filters.area_id}")
    if filters.is_open is not None:
        facets.append("topen" if filters.is_open else "tclosed")
    return facets


def split_key(after: str) -> tuple[datetime, int]:
    moment, _, number = after.partition("~")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError(f"after={after!r} has no zone")
    return at, _whole(number)


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueError(f"after={text!r} is not a number")
    return int(text)


def counts(filters: Filters) -> dict[str, int]:
    """Kept counts of public reports by status under these filters (words are not counted)."""
    rows = Tally.objects.all()
    if filters.service is not None:
        rows = rows.filter(service=filters.service)
    if filters.area_id is not None:
        rows = rows.filter(area=filters.area_id)
    if filters.is_open is not None:
        rows = rows.filter(status__in=OPEN) if filters.is_open else rows.exclude(status__in=OPEN)
    return dict(rows.values_list("status").annotate(n=Sum("count")).order_by())


def services(*, active: bool = True) -> QuerySet[Service]:
    """Kinds of report in their order, with group and unit."""
    rows = Service.objects.select_related("group", "unit")
    return rows.filter(active=True, unit__dissolved_on__isnull=True) if active else rows
