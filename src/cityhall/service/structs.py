"""Public reports as JSON: Open311 GeoReport v2 names, then our own; all of it public."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.conf import settings
from django.urls import reverse

from cityhall.people.names import name_in
from cityhall.service.queries import Catalogue, Row


class RequestOut(msgspec.Struct, kw_only=True):
    """A report in a list. Times are UTC, degrees WGS 84, addresses absolute."""

    service_request_id: int
    status: str  # open or closed
    status_notes: str | None  # how it ended, in the office's words
    service_name: str
    service_code: str
    description: str
    agency_responsible: str
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    address: str | None
    lat: float | None
    long: float | None
    media_url: str | None
    # Our own
    url: str
    title: str
    stage: str
    outcome: str | None
    area: str | None
    voices: int
    merged_into: int | None


class RequestsOut(msgspec.Struct, kw_only=True):
    """A page of the list; `older` is the address of the next one."""

    requests: list[RequestOut]
    older: str | None
    counts: dict[str, int] | None  # public reports by stage under these filters, where kept


class AnswerOut(msgspec.Struct):
    code: str
    question: str
    answer: str


class ActOut(msgspec.Struct, kw_only=True):
    """An act on a report. `position` is that of its entry in the public record."""

    position: int
    at: datetime
    verb: str
    by: str
    facts: dict[str, Any]
    words: str | None  # as everyone may read them


class RequestDetail(RequestOut, kw_only=True):
    """One report with its answers, photos and story."""

    answers: list[AnswerOut]
    photos: list[str]
    evidence: str | None
    acts: list[ActOut]


def listed(row: Row, known: Catalogue, photos: Mapping[int, UUID]) -> RequestOut:
    """A row of a list. `photos` maps a report to its first public photo."""
    return RequestOut(**facts(row, known, photos.get(row.id)))


def facts(row: Row, known: Catalogue, photo: UUID | None) -> dict[str, Any]:
    """The fields that a report has in a list and on its own page."""
    kind, area = known.kinds[row.service_id], known.areas.get(row.area_id or 0)
    return {
        "service_request_id": row.id,
        "status": "open" if row.is_open else "closed",
        "status_notes": row.explanation or None,
        "service_name": name_in(kind.name),
        "service_code": kind.code,
        "description": row.public_text,
        "agency_responsible": name_in(known.units[row.unit_id].name),
        "requested_datetime": row.requested_at,
        "updated_datetime": row.updated_at,
        "expected_datetime": row.due_at,
        "address": row.public_address or None,
        "lat": row.public_latitude,
        "long": row.public_longitude,
        "media_url": photo_address(photo) if photo else None,
        "url": settings.ORIGIN + reverse("request", args=[row.id]),
        "title": row.title,
        "stage": row.status,
        "outcome": row.outcome or None,
        "area": area.code if area else None,
        "voices": row.voices,
        "merged_into": row.merged_into_id,
    }


def photo_address(photo: UUID) -> str:
    return settings.ORIGIN + reverse("photo", args=[photo, "large"])


class Point(msgspec.Struct, frozen=True, tag_field="type", tag="Point"):
    coordinates: tuple[float, float]  # longitude, latitude


class Feature(msgspec.Struct, frozen=True, tag_field="type", tag="Feature"):
    id: int
    geometry: Point
    properties: RequestOut


class FeatureCollection(msgspec.Struct, frozen=True, tag_field="type", tag="FeatureCollection"):
    """The pins of the map as GeoJSON (RFC 7946)."""

    features: list[Feature]


def features(rows: Iterable[Row], known: Catalogue) -> FeatureCollection:
    """Reports that have a public place."""
    return FeatureCollection(
        [
            Feature(
                row.id, Point((row.public_longitude, row.public_latitude)), listed(row, known, {})
            )
            for row in rows
            if row.public_latitude is not None and row.public_longitude is not None
        ]
    )
