"""The desk of an officer and the own reports of a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet

from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service.models import Photo, Request, Status
from cityhall.service.queries.lists import Row, split_key, whole
from cityhall.service.queries.visible import visible_to

SCOPES = ("unit", "unclaimed", "mine")
MOST_COUNTED = 1000  # a larger queue is said to be "more than that"
STANDING = (Status.WAITING, Status.PAUSED)  # their clock stands still
_ORDER = (F("due_at").asc(nulls_last=True), "id")


def queue(
    actor: Actor, *, scope: str = "unit", after: str = "", count: int = 50
) -> tuple[list[Request], str]:
    """Open reports by due date, those without one last, and the key of the next page.

    `scope`: "unit" (all that the actor's posts reach), "mine", or "unclaimed".
    Raises `ValueError` for an `after` that no page gave.
    """
    found = _first(_after(_in_scope(actor, scope), after), count + 1)
    older = key_of(found[count - 1]) if len(found) > count else ""
    return found[:count], older


def key_of(request: Request) -> str:
    """Where a report stands in the queue; pages and "the next one" start after it."""
    return f"{request.due_at.isoformat() if request.due_at else ''}~{request.pk}"


def next_in_queue(actor: Actor, request: Request, *, scope: str = "unit") -> Request | None:
    """The next report after this one that is free or already the actor's own."""
    rows = _in_scope(actor, scope).filter(Q(assignee=None) | Q(assignee=actor.person))
    return next(iter(_first(_after(rows.exclude(pk=request.pk), key_of(request)), 1)), None)


def previous_in_queue(actor: Actor, request: Request, *, scope: str = "unit") -> Request | None:
    """The report that stands before this one."""
    rows = _in_scope(actor, scope)
    if request.due_at is None:
        before = Q(due_at__isnull=False) | Q(pk__lt=request.pk)
    else:
        before = Q(due_at__lt=request.due_at) | Q(due_at=request.due_at, pk__lt=request.pk)
    return rows.filter(before).order_by(F("due_at").desc(nulls_first=True), "-id").first()


@dataclass(frozen=True)
class QueueCounts:
    """How many are open in each scope, and how many of them all are late; at most 1,000 each."""

    unit: int
    unclaimed: int
    mine: int
    overdue: int


def queue_counts(actor: Actor, *, at: datetime) -> QueueCounts:
    late = _in_scope(actor, "unit").filter(due_at__lt=at).exclude(status__in=STANDING)
    return QueueCounts(
        *(_in_scope(actor, scope)[:MOST_COUNTED].count() for scope in SCOPES),
        overdue=late[:MOST_COUNTED].count(),
    )


def _in_scope(actor: Actor, scope: str) -> QuerySet[Request]:
    if actor.person is None:
        return Request.objects.none()
    rows = visible_to(actor).filter(is_open=True)
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if scope == "mine" or not reach:
        return rows.filter(assignee=actor.person)
    rows = rows.filter(unit__in=reach)
    return rows.filter(assignee=None) if scope == "unclaimed" else rows


def _first(ordered: QuerySet[Request], count: int) -> list[Request]:
    """The first rows, with what a list shows of them.

    The whole queue is put in order by its keys alone; only the rows of the page are read.
    """
    rows = Request.objects.filter(pk__in=ordered.values("pk")[:count]).order_by(*_ORDER)
    rows = rows.select_related("service", "area", "unit", "assignee")
    return list(rows.defer("description", "answers", "search", "facets", "service__questions"))


def _after(rows: QuerySet[Request], after: str) -> QuerySet[Request]:
    """The rows after a key, in the queue's order on every database."""
    ordered = rows.order_by(*_ORDER)
    if not after:
        return ordered
    if after.startswith("~"):
        return ordered.filter(due_at__isnull=True, pk__gt=whole(after[1:]))
    moment, number = split_key(after)
    return ordered.filter(
        Q(due_at__gt=moment) | Q(due_at=moment, pk__gt=number) | Q(due_at__isnull=True)
    )


def fresh_evidence(request: Request) -> list[Photo]:
    """Photos of the work that no closing has shown yet."""
    return list(request.photos.filter(purpose=Photo.Purpose.EVIDENCE, is_public=False))


def own_requests(actor: Actor, count: int = 50) -> list[Request]:
    """What a signed-in person reported or joined, newest first."""
    if actor.person is None:
        return []
    rows = visible_to(actor).filter(parties__person=actor.person)
    return list(rows.select_related("service", "area").order_by("-requested_at")[:count])


def waiting_for(actor: Actor, count: int) -> list[Row]:
    """The actor's own reports that wait for their answer or their verdict, newest first."""
    if actor.person is None:
        return []
    rows = visible_to(actor).filter(
        Q(status=Status.WAITING) | Q(is_open=False, verdict="", merged_into=None),
        parties__person=actor.person,
        parties__role="reporter",
    )
    found = rows.order_by("-requested_at", "-id").values_list(*Row._fields)[:count]
    return [Row(*one) for one in found]
