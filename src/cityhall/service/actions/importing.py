"""Taking in the reports of another system: in batches, each with its acts, safe to repeat."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from cityhall.acts.actions import Entry, record_many
from cityhall.database import bulk
from cityhall.people.actor import Actor
from cityhall.people.models import Area
from cityhall.service.actions.common import atomic
from cityhall.service.actions.filing import title_of
from cityhall.service.actions.imported import Named
from cityhall.service.mapping import Mapping
from cityhall.service.models import (
    DONE_OUTCOMES,
    ImportRun,
    Outcome,
    Request,
    Service,
    Status,
    Tally,
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
    "contact_kept",
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
    named = Named(rows, mapping)
    keys = bulk.reserve_keys(Request, len(rows))
    values, entries = [], []
    tally: Counter[tuple[int, int, str]] = Counter()
    for key, row in zip(keys, rows, strict=True):
        service, unit = named.services[row.service], named.units[row.unit]
        area = named.areas.get(row.area)
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
    bulk.add_up(Tally, ["service", "area", "status"], "count", tally)
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
        shown and title_of(shown),
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
        False,  # an import knows nobody's address
    )


@lru_cache(maxsize=4096)
def _words(text: str, service: str, area: str, address: str) -> str:
    return language.search_terms(f"{text} {service} {area} {address}")


def _status(row: Row) -> Status:
    if row.closed_at is None:
        return Status.SEEN
    done = row.outcome in DONE_OUTCOMES or row.outcome == Outcome.IMPORTED
    return Status.DONE if done else Status.DECLINED
