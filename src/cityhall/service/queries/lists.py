"""Lists of public reports: filtered, searched, paged by key; and their kept counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from cityhall.database import search
from cityhall.people.actor import Actor
from cityhall.service.models import OPEN, Photo, Request, Tally
from cityhall.service.queries.visible import visible_to
from divan import language

PAGE = 25


@dataclass(frozen=True)
class Filters:
    """What the public list can be asked; every field may be left out."""

    q: str = ""
    service_id: int | None = None
    area_id: int | None = None
    is_open: bool | None = None


class Row(NamedTuple):
    """What a list says of a report: columns, not a model, which would cost five times as much.

    The names of its kind, area and unit are in `catalogue()`.
    """

    id: int
    service_id: int
    area_id: int | None
    unit_id: int
    status: str
    is_open: bool
    title: str
    public_text: str
    public_address: str
    public_latitude: float | None
    public_longitude: float | None
    requested_at: datetime
    updated_at: datetime
    due_at: datetime | None
    outcome: str
    explanation: str
    voices: int
    merged_into_id: int | None


@dataclass(frozen=True)
class Page:
    """One page of a list, newest first, and the key from which the next one starts."""

    rows: list[Row]
    older: str = ""


def public_list(actor: Actor, filters: Filters, *, after: str = "", count: int = PAGE) -> Page:
    """A page of public reports, in one query. `after` is the `older` of the page before.

    Without words the order is by time; with words by number, as the search index stands.
    Raises `ValueError` for an `after` that no page gave.
    """
    rows = visible_to(actor, public_only=True)
    terms = language.query_terms(filters.q)
    if filters.q.strip() and not terms:
        return Page([])
    if terms:
        rows = search.matching(rows, terms, _facets(filters), below=whole(after) if after else None)
    else:
        rows = _filtered(rows, filters).order_by("-requested_at", "-id")
        if after:
            moment, number = split_key(after)
            rows = rows.filter(requested_at__lte=moment).exclude(
                requested_at=moment, pk__gte=number
            )
    found = [Row(*one) for one in rows.values_list(*Row._fields)[: count + 1]]
    if len(found) <= count:
        return Page(found)
    last = found[count - 1]
    older = str(last.id) if terms else f"{last.requested_at.isoformat()}~{last.id}"
    return Page(found[:count], older)


def counts(filters: Filters) -> dict[str, int]:
    """Kept counts of public reports by status under these filters (words are not counted)."""
    rule = Q()
    if filters.service_id is not None:
        rule &= Q(service=filters.service_id)
    if filters.area_id is not None:
        rule &= Q(area=filters.area_id)
    if filters.is_open is not None:
        rule &= Q(status__in=OPEN) if filters.is_open else ~Q(status__in=OPEN)
    rows = Tally.objects.filter(rule).values_list("status")
    return dict(rows.annotate(n=Sum("count")).order_by())


def counts_by_kind() -> dict[int, int]:
    """Kept counts of public reports by the key of their kind."""
    return dict(Tally.objects.values_list("service").annotate(n=Sum("count")).order_by())


def first_photos(actor: Actor, request_ids: Sequence[int]) -> dict[int, UUID]:
    """Of public reports, the first photo that everyone may see, by the report's key."""
    rows = Photo.objects.filter(
        request__in=visible_to(actor, public_only=True).filter(pk__in=request_ids),
        is_public=True,
        purpose=Photo.Purpose.REPORT,
    ).order_by("-created_at", "-id")
    return dict(rows.values_list("request", "id"))


def split_key(after: str) -> tuple[datetime, int]:
    """The moment and the number in a key of a page. Raises `ValueError`."""
    moment, _, number = after.partition("~")
    at = datetime.fromisoformat(moment)
    if at.tzinfo is None:
        raise ValueError(f"after={after!r} has no zone")
    try:
        at = at.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"after={after!r} is beyond the calendar") from None
    return at, whole(number)


def _filtered(rows: QuerySet[Request], filters: Filters) -> QuerySet[Request]:
    if filters.service_id is not None:
        rows = rows.filter(service=filters.service_id)
    if filters.area_id is not None:
        rows = rows.filter(area=filters.area_id)
    if filters.is_open is not None:
        # A list of one becomes `is_open = …`, by which SQLite finds the index; a plain filter
        # becomes `WHERE is_open`, by which it does not.
        rows = rows.filter(is_open__in=[filters.is_open])
    return rows


def _facets(filters: Filters) -> list[str]:
    facets = []
    if filters.service_id is not None:
        facets.append(f"s{filters.service_id}")
    if filters.area_id is not None:
        facets.append(f"a{filters.area_id}")
    if filters.is_open is not None:
        facets.append("topen" if filters.is_open else "tclosed")
    return facets


def whole(text: str) -> int:
    """A number out of a page's key. Raises `ValueError` for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < 19):
        raise ValueError(f"after={text!r} is not a number")
    return int(text)
