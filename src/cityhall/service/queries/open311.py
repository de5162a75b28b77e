"""What Open311 asks for: public reports of some weeks, and what was said about them since.

Both are read by keys: however large the city, a page costs the rows that it shows. Several kinds
are several walks along the same index, joined, for the databases would sort the whole span.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any
from uuid import UUID

from cityhall.acts import queries as acts
from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.service.models import Photo
from cityhall.service.queries.lists import Row
from cityhall.service.queries.visible import visible_to

Key = tuple[datetime, int]

UPDATES = (
    "service.acknowledge",
    "service.claim",
    "service.assign",
    "service.reply",
    "service.pause",
    "service.resume",
    "service.close",
    "service.merge",
    "service.reopen",
    "service.solved",
)


@dataclass(frozen=True)
class Span:
    """Which reports: asked for from one moment until another, of some kinds, in some state."""

    start: datetime
    end: datetime
    service_ids: tuple[int, ...] | None = None
    is_open: bool | None = None


@dataclass(frozen=True)
class Update:
    """A public act on a report, in the words that everyone may read."""

    position: int
    request_id: int
    at: datetime
    verb: str
    status: str  # of the report, from then on
    text: str


def in_span(
    actor: Actor, span: Span, *, after: Key | None = None, skip: int = 0, count: int = 1000
) -> tuple[list[Row], Key | None]:
    """Public reports, newest first, and the key after which the next page begins."""
    needed = skip + count + 1
    kinds: Iterable[int | None] = (None,) if span.service_ids is None else span.service_ids
    walks = [list(_keys(actor, span, kind, after, needed)) for kind in kinds]
    keys = list(islice(merge(*walks, reverse=True), skip, needed))
    rows = with_numbers(actor, [number for _moment, number in keys[:count]])
    known = {row.id: row for row in rows}
    found = [known[number] for _moment, number in keys[:count] if number in known]
    return found, keys[count - 1] if len(keys) > count else None


def with_numbers(actor: Actor, numbers: Sequence[int]) -> list[Row]:
    """Public reports with these numbers, newest first; what is not public is left out."""
    rows = visible_to(actor, public_only=True).filter(pk__in=list(numbers))
    found = [Row(*one) for one in rows.values_list(*Row._fields)]
    return sorted(found, key=lambda row: (row.requested_at, row.id), reverse=True)


def public_photos(actor: Actor, numbers: Sequence[int]) -> dict[int, list[UUID]]:
    """The photos of public reports that everyone may see, in their order."""
    rows = Photo.objects.filter(
        request__in=visible_to(actor, public_only=True).filter(pk__in=numbers), is_public=True
    )
    found: dict[int, list[UUID]] = {}
    for number, photo in rows.values_list("request", "id"):
        found.setdefault(number, []).append(photo)
    return found


def public_answers(actor: Actor, numbers: Sequence[int]) -> dict[int, tuple[Any, str, str]]:
    """The answers of public reports, what their reporters let the public read, and the channel."""
    rows = visible_to(actor, public_only=True).filter(pk__in=numbers)
    return {one[0]: one[1:] for one in rows.values_list("pk", "answers", "publish", "channel")}


def notes(actor: Actor, numbers: Sequence[int]) -> dict[int, list[Act]]:
    """The public acts on public reports, in order."""
    open_to_all = visible_to(actor, public_only=True).filter(pk__in=numbers)
    allowed = list(open_to_all.values_list("pk", flat=True))
    found: dict[int, list[Act]] = {}
    for act in acts.on_objects("service.request", allowed, [acts.Audience.PUBLIC]):
        act.public = acts.facts(act)
        found.setdefault(act.object_id, []).append(act)
    return found


def updates(
    actor: Actor, start: datetime, end: datetime, *, after: Key | None = None, count: int = 1000
) -> tuple[list[Update], Key | None]:
    """What happened to public reports in a span of time, the oldest first, and the next key."""
    keys = acts.public_by_time(UPDATES, start, end, after=after, count=count + 1)
    found = acts.at_positions([position for _at, position in keys[:count]])
    numbers = {act.object_id for act in found}
    allowed = set(
        visible_to(actor, public_only=True).filter(pk__in=numbers).values_list("pk", flat=True)
    )
    made = [_update(act) for act in found if act.object_id in allowed]
    return made, keys[count - 1] if len(keys) > count else None


def update_at(actor: Actor, position: int) -> Update | None:
    """One update by its number."""
    for act in acts.at_positions([position]):
        if act.verb in UPDATES and visible_to(actor, public_only=True).filter(pk=act.object_id):
            return _update(act)
    return None


def _keys(
    actor: Actor, span: Span, kind: int | None, after: Key | None, count: int
) -> Iterable[Key]:
    """Moments and numbers alone, which the index holds: nothing else is read to find a page."""
    rows = visible_to(actor, public_only=True).filter(
        requested_at__gte=span.start,
        requested_at__lte=min(span.end, after[0]) if after else span.end,
    )
    if kind is not None:
        rows = rows.filter(service=kind)
    if span.is_open is not None:
        rows = rows.filter(is_open__in=[span.is_open])  # see `lists`: SQLite finds the index by it
    if after is not None:
        rows = rows.exclude(requested_at=after[0], pk__gte=after[1])
    return rows.order_by("-requested_at", "-id").values_list("requested_at", "id")[:count]


def _update(act: Act) -> Update:
    sealed = getattr(act, "sealed", None)
    words = str(sealed.words.get("shown") or "") if sealed else ""
    status = str(act.public.get("status", ""))
    return Update(act.position, act.object_id, act.at, act.verb, status, words)


def last_position(request_id: int) -> int:
    """The position of the newest act on a report."""
    return acts.last_position("service.request", request_id)
