"""Open reports that may be the same as one being written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from cityhall.people import places
from cityhall.people.actor import Actor
from cityhall.service.models import Request, Service
from cityhall.service.queries.visible import AREA, visible_to
from divan import language


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
    near = rows.select_related("service", "area").defer(AREA)
    for row in near.order_by("-requested_at")[:200]:
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
