"""The only code that reads reports for a person; every read starts from `visible_to`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet, Sum

from cityhall.acts import queries as acts
from cityhall.acts.models import Act
from cityhall.database import search
from cityhall.people import places
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import receipts
from cityhall.service.models import OPEN, Draft, Photo, Request, Service, Status, Tally
from divan import language

PAGE = 25


def visible_to(actor: Actor) -> QuerySet[Request]:
    """The reports this actor may read at all: public ones, their own, and their units'."""
    rule = Q(is_public=True)
    if actor.person is not None:
        rule |= Q(pk__in=_own_ids(actor))
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if reach:
        rule |= Q(unit__in=reach)
    if actor.may(Power.FIELD):
        rule |= Q(assignee=actor.person)
    return Request.objects.filter(rule)


def _own_ids(actor: Actor) -> QuerySet[Any]:
    return actor.person.parties.filter(role="reporter").values("request")  # type: ignore[union-attr]


def one(actor: Actor, request_id: int) -> Request | None:
    """A report this actor may read, with its kind, unit and area; otherwise `None`."""
    return (
        visible_to(actor)
        .select_related("service__group", "unit", "area", "assignee")
        .filter(pk=request_id)
        .first()
    )


def by_receipt(code: str) -> Request | None:
    """The report that a receipt code opens: whoever holds the code is its reporter."""
    if not receipts.read(code):
        return None
    return (
        Request.objects.select_related("service__group", "unit", "area", "assignee")
        .filter(receipt=receipts.hash_of(code))
        .first()
    )


def is_party(actor: Actor, request: Request) -> bool:
    """Whether this actor reported this (signed in, or from the browser that sent it)."""
    if actor.person is not None:
        return request.parties.filter(person=actor.person, role="reporter").exists()
    browser = receipts.voice_of("browser", actor.browser) if actor.browser else ""
    return bool(browser) and Draft.objects.filter(request=request, browser=browser).exists()


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


def public_list(
    actor: Actor, filters: Filters, *, after: str = "", count: int = PAGE
) -> Page:
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
            moment, number = _key(after)
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


def _key(after: str) -> tuple[datetime, int]:
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


def timeline(actor: Actor, request: Request, *, party: bool = False) -> list[Act]:
    """The acts on a report that this actor may read, in order.

    `party` says that the reader reported it (by account, browser or receipt code).
    """
    audiences = [Act.Audience.PUBLIC]
    if party or handles(actor, request):
        audiences.append(Act.Audience.PARTIES)
    if handles(actor, request):
        audiences.append(Act.Audience.STAFF)
    return list(acts.on_object("service.request", request.pk, audiences))


def handles(actor: Actor, request: Request) -> bool:
    """Whether the actor's posts reach this report."""
    mine = actor.person is not None and request.assignee_id == actor.person_id
    return (
        actor.may(Power.HANDLE, request.unit_id)
        or actor.may(Power.DISPATCH, request.unit_id)
        or (mine and actor.may(Power.FIELD))
    )


def photos(actor: Actor, request: Request, *, party: bool = False) -> list[Photo]:
    """The photos of a report that this actor may see."""
    rows = request.photos.all()
    if not (party or handles(actor, request)):
        rows = rows.filter(is_public=True)
    return list(rows)


@dataclass(frozen=True)
class Similar:
    """An open report that may be the same, and why: metres, hours since, words in common."""

    request: Request
    metres: int | None
    words: tuple[str, ...]
    score: float


def similar(
    actor: Actor,
    *,
    service: Service,
    text: str,
    latitude: float | None,
    longitude: float | None,
    at: datetime,
    metres: float = 150.0,
    days: int = 60,
    most: int = 3,
) -> list[Similar]:
    """Open public reports that may be the same, best first: near, recent, alike in kind and words.

    Without a point, reports of the same kind are compared by words alone.
    """
    rows = visible_to(actor).filter(
        is_public=True, is_open=True, requested_at__gte=at - timedelta(days=days)
    )
    if latitude is not None and longitude is not None:
        box = places.around(latitude, longitude, metres)
        rows = rows.filter(
            public_latitude__range=(box.south, box.north),
            public_longitude__range=(box.west, box.east),
            latitude__range=(box.south, box.north),
        )
    else:
        rows = rows.filter(service=service)
    said = set(language.search_terms(text).split())
    found = []
    for row in rows.select_related("service", "area").order_by("-requested_at")[:200]:
        one_like = _likeness(row, service, said, latitude, longitude, at, metres)
        if one_like is not None:
            found.append(one_like)
    return sorted(found, key=lambda each: -each.score)[:most]


def _likeness(
    row: Request,
    service: Service,
    said: set[str],
    latitude: float | None,
    longitude: float | None,
    at: datetime,
    metres: float,
) -> Similar | None:
    shared = {word for word in said & set(row.search.split()) if len(word) > 2}
    words = len(shared) / (len(said) or 1)
    kind = 1.0 if row.service_id == service.pk else 0.0
    if not kind and words < 0.4:
        return None
    away, near = None, 0.0
    if latitude is not None and row.public_latitude is not None:
        away = places.distance(latitude, longitude, row.public_latitude, row.public_longitude)
        if away > metres:
            return None
        near = 1.0 - away / metres
    elif words < 0.4:
        return None
    days = (at - row.requested_at) / timedelta(days=1)
    score = 2 * kind + 2 * near + 2 * words + 1 / (1 + days / 7)
    return Similar(row, None if away is None else round(away), tuple(sorted(shared)), score)


def queue(
    actor: Actor, *, scope: str = "unit", after: str = "", count: int = 50
) -> tuple[list[Request], str]:
    """Open reports by due date, and the key of the next page.

    `scope`: "unit" (all that the actor's posts reach), "mine", or "unclaimed".
    """
    rows = visible_to(actor).filter(is_open=True).select_related("service", "area", "unit")
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if scope == "mine" or not reach:
        rows = rows.filter(assignee=actor.person)
    else:
        rows = rows.filter(unit__in=reach)
        if scope == "unclaimed":
            rows = rows.filter(assignee=None)
    rows = rows.select_related("assignee").order_by("due_at", "id")
    if after:
        moment, number = _key(after)
        rows = rows.filter(due_at__gte=moment).exclude(due_at=moment, pk__lte=number)
    found = list(rows[: count + 1])
    older = ""
    if len(found) > count:
        last = found[count - 1]
        older = f"{last.due_at.isoformat()}~{last.pk}" if last.due_at else ""
    return found[:count], older


def own_requests(actor: Actor, count: int = 50) -> list[Request]:
    """What a signed-in person reported or joined, newest first."""
    if actor.person is None:
        return []
    rows = visible_to(actor).filter(parties__person=actor.person)
    return list(rows.select_related("service", "area").order_by("-requested_at")[:count])


