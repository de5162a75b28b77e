"""Taking in the reports of another system: in batches, each with its acts, safe to repeat."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.text import slugify

from cityhall.acts.actions import Entry, record_many
from cityhall.database import bulk
from cityhall.people.actor import Actor
from cityhall.people.models import Area, Organization
from cityhall.service.actions.common import atomic, move_tally
from cityhall.service.actions.filing import title_of
from cityhall.service.mapping import Mapping
from cityhall.service.models import (
    DONE_OUTCOMES,
    ImportRun,
    Outcome,
    Request,
    Service,
    ServiceGroup,
    Status,
)
from cityhall.service.rows import Row
from divan import language

IMPORTER = Actor(kind="import")
_NAMES = [
    "id",
    "nonce",
    "service",
    "status",
    "is_open",
    "is_public",
    "description",
    "publish",
    "title",
    "public_text",
    "public_address",
    "address",
    "latitude",
    "longitude",
    "public_latitude",
    "public_longitude",
    "area",
    "requested_at",
    "updated_at",
    "acknowledged_at",
    "due_at",
    "closed_at",
    "unit",
    "outcome",
    "explanation",
    "channel",
    "language",
    "source",
    "external_id",
    "search",
    "facets",
]


@dataclass(frozen=True)
class Taken:
    """What became of a batch of rows."""

    created: int
    known: int


@atomic
def begin_import(source: str, digest: str, *, at: datetime) -> ImportRun:
    """The run of this file, new or as far as it had come."""
    run, _made = ImportRun.objects.get_or_create(
        source=source, digest=digest, defaults={"started_at": at}
    )
    return run


@atomic
def take_batch(
    run_id: int, rows: Sequence[Row], *, line: int, rejected: int, mapping: Mapping, at: datetime
) -> Taken:
    """Take rows that are not known yet; `line` is the last line that this batch settles."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    fresh = _unknown(rows, mapping.source)
    if fresh:
        _insert(fresh, mapping, at)
    run.line = line
    run.created += len(fresh)
    run.known += len(rows) - len(fresh)
    run.rejected += rejected
    run.save()
    return Taken(len(fresh), len(rows) - len(fresh))


@atomic
def end_import(run_id: int, *, at: datetime) -> ImportRun:
    """Note that the file was read to its end."""
    run = ImportRun.objects.select_for_update().get(pk=run_id)
    run.finished_at = run.finished_at or at
    run.save()
    return run


def _unknown(rows: Sequence[Row], source: str) -> list[Row]:
    wanted = {row.external_id: row for row in reversed(rows)}
    known = Request.objects.filter(source=source, external_id__in=list(wanted))
    for external_id in known.values_list("external_id", flat=True):
        del wanted[external_id]
    return [row for row in rows if wanted.get(row.external_id) is row]


def _insert(rows: Sequence[Row], mapping: Mapping, at: datetime) -> None:
    places = _Places(rows, mapping)
    keys = bulk.reserve_keys(Request, len(rows))
    values, entries = [], []
    tally: Counter[tuple[int, int, str]] = Counter()
    for key, row in zip(keys, rows, strict=True):
        service, unit = places.services[row.service], places.units[row.unit]
        area = places.areas.get(row.area)
        status = _status(row)
        public = not service.confidential
        values.append(_values(key, row, mapping, service, unit.pk, area, status))
        entries.append(
            Entry(
                "service.import",
                "service.request",
                key,
                {
                    "source": mapping.source,
                    "id": row.external_id,
                    "service": service.service_code,
                    "unit": unit.code,
                    "area": area.code if area else None,
                    "status": str(status),
                    "outcome": row.outcome or None,
                    "requested": row.requested_at.isoformat(),
                    "due": row.due_at.isoformat() if row.due_at else None,
                    "closed": row.closed_at.isoformat() if row.closed_at else None,
                },
                audience="public" if public else "parties",
            )
        )
        if public:
            tally[service.pk, area.pk if area else 0, str(status)] += 1
    bulk.insert(Request, _NAMES, values)
    for counted in sorted(tally):
        move_tally(None, counted, tally[counted])
    record_many(IMPORTER, entries, at=at)


def _values(
    key: int,
    row: Row,
    mapping: Mapping,
    service: Service,
    unit_id: int,
    area: Area | None,
    status: Status,
) -> tuple[object, ...]:
    shown = language.mask(row.description, mapping.language) if row.description else ""
    public = not service.confidential
    exact = public and not service.hide_place
    area_facet = f" a{area.pk}" if area else ""
    return (
        key,
        uuid.uuid4(),
        service.pk,
        str(status),
        row.closed_at is None,
        public,
        row.description,
        "all",
        title_of(shown),
        shown if public else "",
        language.mask(row.address, mapping.language) if exact and row.address else "",
        row.address,
        row.latitude,
        row.longitude,
        row.latitude if exact else None,
        row.longitude if exact else None,
        area.pk if area else None,
        row.requested_at,
        row.closed_at or row.requested_at,
        row.requested_at,
        row.due_at,
        row.closed_at,
        unit_id,
        row.outcome,
        language.mask(row.explanation, mapping.language) if row.explanation else "",
        row.channel,
        mapping.language,
        mapping.source,
        row.external_id,
        _words(shown, row.service, row.area, row.address if exact else ""),
        f"s{service.pk}{area_facet} t{'closed' if row.closed_at else 'open'}",
    )


@lru_cache(maxsize=4096)
def _words(text: str, service: str, area: str, address: str) -> str:
    return language.search_terms(f"{text} {service} {area} {address}")


def _status(row: Row) -> Status:
    if row.closed_at is None:
        return Status.SEEN
    done = row.outcome in DONE_OUTCOMES or row.outcome == Outcome.IMPORTED
    return Status.DONE if done else Status.DECLINED


class _Places:
    """The kinds, units and areas that a batch names; those not there yet are made."""

    def __init__(self, rows: Sequence[Row], mapping: Mapping) -> None:
        self._mapping = mapping
        self.units = {name: self._unit(name) for name in dict.fromkeys(row.unit for row in rows)}
        self.areas = {
            name: self._area(name) for name in dict.fromkeys(row.area for row in rows) if name
        }
        self.services: dict[str, Service] = {}
        for row in rows:
            if row.service not in self.services:
                self.services[row.service] = self._service(row)

    def _code(self, name: str, longest: int = 40) -> str:
        made = slugify(f"{self._mapping.source}-{name}", allow_unicode=False)[:longest]
        digest = uuid.uuid5(uuid.NAMESPACE_URL, f"{self._mapping.source}|{name}").hex[:6]
        return f"{made[: longest - 7].rstrip('-')}-{digest}"

    def _unit(self, name: str) -> Organization:
        unit, _made = Organization.objects.get_or_create(
            code=self._code(name),
            defaults={
                "name": {self._mapping.language: name},
                "classification": Organization.Classification.UNIT,
                "parent": Organization.objects.filter(
                    classification=Organization.Classification.CITY
                ).first(),
                "sort_key": language.sort_key(name),
            },
        )
        return unit

    def _area(self, name: str) -> Area:
        area, _made = Area.objects.get_or_create(
            code=self._code(name),
            defaults={
                "name": {self._mapping.language: name},
                "sort_key": language.sort_key(name),
            },
        )
        return area

    def _service(self, row: Row) -> Service:
        label = row.group or self._mapping.source
        group, _made = ServiceGroup.objects.get_or_create(
            code=self._code(label),
            defaults={"name": {self._mapping.language: label}, "order": 100},
        )
        service, _made = Service.objects.get_or_create(
            service_code=self._code(row.service, 60),
            defaults={
                "name": {self._mapping.language: row.service},
                "group": group,
                "unit": self.units[row.unit],
                "active": False,  # shown and searched, but not offered to residents
                "place_required": False,
            },
        )
        return service
