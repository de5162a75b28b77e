"""The desk of an officer: the queue by due date, in pages by key, each step through an index."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Q, QuerySet

from cityhall.database import search
from cityhall.database.counting import counts
from cityhall.database.planning import unindexed
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service.models import Photo, Request, Status
from cityhall.service.queries.lists import Row, split_key, whole
from cityhall.service.queries.visible import AREA, visible_to
from divan import language

SCOPES = ("unit", "unclaimed", "mine")
MOST_COUNTED = 1000  # a larger queue is said to be "more than that"
STANDING = (Status.WAITING, Status.PAUSED)  # their clock stands still
DUE = ("late", "day", "week", "none")
_LEFT_OUT = ("description", "answers", "search", "facets", "service__questions", AREA)
_SHOWN = (
    *("status", "is_open", "title", "requested_at", "due_at", "version", "voices"),
    *("service__name", "service__danger", "assignee__name"),
)

Narrow = Callable[[QuerySet[Request]], QuerySet[Request]]


@dataclass(frozen=True)
class Wanted:
    """What of a queue is wanted; every field may be left out. Keys of rows, a status, words.

    `due`: "late", "day" and "week" (due within), "none" (without a date), all of them at `at`.
    """

    service_id: int | None = None
    area_id: int | None = None
    unit_id: int | None = None
    assignee_id: int | None = None
    status: str = ""
    due: str = ""
    q: str = ""
    at: datetime | None = None

    def narrow(self, rows: QuerySet[Request]) -> QuerySet[Request]:
        keys = {"service": self.service_id, "area": self.area_id, "assignee": self.assignee_id}
        rows = rows.filter(**{name: key for name, key in keys.items() if key is not None})
        if self.status:
            rows = rows.filter(status=self.status)
        if self.due == "none":
            rows = rows.filter(due_at=None)
        elif self.due and self.at is not None:
            rows = rows.filter(due_at__lt=self.at + _WITHIN[self.due])
            rows = rows.exclude(status__in=STANDING) if self.due == "late" else rows
        return rows.filter(pk__in=self._with_words) if self.q.strip() else rows

    @cached_property
    def _with_words(self) -> list[int]:
        """The numbers of the open reports with these words: looked for once, however many ask."""
        terms = language.query_terms(self.q)
        if not terms:
            return []
        found = search.matching(Request.objects.all(), terms, ["topen"])
        return list(found.values_list("pk", flat=True)[:MOST_COUNTED])


_WITHIN = {"late": timedelta(0), "day": timedelta(days=1), "week": timedelta(days=7)}
ALL = Wanted()


def queue(
    actor: Actor, *, scope: str = "unit", after: str = "", count: int = 50, wanted: Wanted = ALL
) -> tuple[list[Request], str]:
    """Open reports by due date, those without one last, and the key of the next page.

    `scope`: "unit" (all that the actor's posts reach), "mine", or "unclaimed".
    Raises `ValueError` for an `after` that no page gave.
    """
    found = _listed(actor, _walk(actor, scope, after, count + 1, wanted))
    older = key_of(found[count - 1]) if len(found) > count else ""
    return found[:count], older


def by_numbers(actor: Actor, numbers: list[int]) -> dict[int, Request]:
    """Reports that the actor may see, by their numbers, with all that an act on one asks."""
    rows = visible_to(actor).filter(pk__in=numbers)
    rows = rows.select_related("service", "area", "unit", "assignee").defer(*_LEFT_OUT)
    return {row.pk: row for row in _in_order(rows, numbers)}


def key_of(request: Request) -> str:
    """Where a report stands in the queue; pages and "the next one" start after it."""
    return f"{request.due_at.isoformat() if request.due_at else ''}~{request.pk}"


def start_of(after: str) -> tuple[datetime | None, int]:
    """The date and the number in the key of a page; neither at the beginning of the queue.

    Raises `ValueError` for a key that no page gave.
    """
    if not after or after.startswith("~"):
        return None, whole(after[1:]) if after else 0
    return split_key(after)


@dataclass(frozen=True)
class Beside:
    """The part of a queue in which a report stands; an open one is among the rows."""

    rows: list[Request]
    previous: int | None
    following: int | None
    earlier: bool  # whether more stand before the rows
    older: str  # the key of the page after the rows


def beside(
    actor: Actor,
    request: Request,
    *,
    scope: str = "unit",
    wanted: Wanted = ALL,
    before: int = 4,
    after: int = 7,
) -> Beside:
    """The rows before a report and after it, and the numbers of its two neighbours."""
    first = _before(actor, scope, request, before + 1, wanted)
    last = _walk(actor, scope, key_of(request), after + 1, wanted)
    own = [request.pk] if request.is_open else []
    rows = _listed(actor, [*first[:before][::-1], *own, *last[:after]])
    return Beside(
        rows,
        previous=next(iter(first), None),
        following=next(iter(last), None),
        earlier=len(first) > before,
        older=key_of(rows[-1]) if rows and len(last) > after else "",
    )


def next_to_take(
    actor: Actor, request: Request, *, scope: str = "unit", wanted: Wanted = ALL
) -> int | None:
    """The number of the next report after this one that can be worked on: taken by nobody or by
    the actor, with no other body, its clock running."""

    def free(rows: QuerySet[Request]) -> QuerySet[Request]:
        rows = rows.filter(Q(assignee=None) | Q(assignee=actor.person), body=None)
        return rows.exclude(Q(status__in=STANDING) | Q(pk=request.pk))

    return next(iter(_walk(actor, scope, key_of(request), 1, wanted, free)), None)


@dataclass(frozen=True)
class QueueCounts:
    """How many of what is wanted are open in each scope, and how many of them all are late; at most
    1,000 each."""

    unit: int
    unclaimed: int
    mine: int
    overdue: int


def queue_counts(actor: Actor, *, at: datetime, wanted: Wanted = ALL) -> QueueCounts:
    late = _in_scope(actor, "unit", wanted).filter(due_at__lt=at).exclude(status__in=STANDING)
    asked = [*(_in_scope(actor, scope, wanted) for scope in SCOPES), late]
    return QueueCounts(*counts(*(rows[:MOST_COUNTED] for rows in asked)))


def _in_scope(actor: Actor, scope: str, wanted: Wanted = ALL) -> QuerySet[Request]:
    """The open reports of a scope. All of them are visible to the actor: they are in the reach of
    a power, or handed to a holder of one."""
    if actor.person is None:
        return Request.objects.none()
    rows = Request.objects.filter(is_open=True)
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if scope == "mine" or not reach:
        rows = rows.filter(assignee=actor.person)
        rows = rows.filter(unit__in=reach) if not actor.may(Power.FIELD) else rows
        return wanted.narrow(rows)
    if wanted.unit_id is not None:
        reach &= {wanted.unit_id}
    rows = rows.filter(assignee=None, body=None) if scope == "unclaimed" else rows
    if len(reach) == 1:
        rows = rows.filter(unit=next(iter(reach)))
    else:  # walked by date until the page is full
        rows = rows.alias(in_unit=unindexed("unit_id")).filter(in_unit__in=reach)
    return wanted.narrow(rows)


def _walk(
    actor: Actor, scope: str, after: str, count: int, wanted: Wanted, narrow: Narrow = lambda r: r
) -> list[int]:
    """The keys of the next rows: those with a date, then those without; each in index order.

    Apart, because "without a date last" is an order that no index has on every database.
    """
    rows = narrow(_in_scope(actor, scope, wanted))
    dated, undated = rows.filter(due_at__isnull=False), rows.filter(due_at__isnull=True)
    moment, number = start_of(after)
    if moment is None and after:
        dated = dated.none()
        undated = undated.filter(pk__gt=number)
    elif moment is not None:
        dated = dated.filter(Q(due_at__gt=moment) | Q(pk__gt=number), due_at__gte=moment)
    found = list(dated.order_by("due_at", "id").values_list("pk", flat=True)[:count])
    if len(found) < count:
        rest = undated.order_by("id").values_list("pk", flat=True)
        found += rest[: count - len(found)]
    return found


def _before(actor: Actor, scope: str, request: Request, count: int, wanted: Wanted) -> list[int]:
    """The keys of the rows before a report, the nearest first."""
    rows = _in_scope(actor, scope, wanted)
    found: list[int] = []
    if request.due_at is None:
        undated = rows.filter(due_at__isnull=True, pk__lt=request.pk)
        found = list(undated.order_by("-id").values_list("pk", flat=True)[:count])
        dated = rows.filter(due_at__isnull=False)
    else:
        dated = rows.filter(
            Q(due_at__lt=request.due_at) | Q(pk__lt=request.pk), due_at__lte=request.due_at
        )
    if len(found) < count:
        rest = dated.order_by("-due_at", "-id").values_list("pk", flat=True)
        found += rest[: count - len(found)]
    return found


def _listed(actor: Actor, keys: list[int]) -> list[Request]:
    """The rows of these keys in their order, with the columns that a list shows and no others."""
    rows = visible_to(actor).filter(pk__in=keys).select_related("service", "assignee")
    return _in_order(rows.only(*_SHOWN), keys)


def _in_order(rows: QuerySet[Request], keys: list[int]) -> list[Request]:
    found = {row.pk: row for row in rows} if keys else {}
    return [found[key] for key in keys if key in found]


def fresh_evidence(request: Request) -> list[Photo]:
    """Photos of the work that no closing has shown yet."""
    return list(request.photos.filter(purpose=Photo.Purpose.EVIDENCE, is_public=False))


def own_requests(actor: Actor, count: int = 50) -> list[Request]:
    """What a signed-in person reported or joined, newest first."""
    if actor.person is None:
        return []
    rows = visible_to(actor).filter(parties__person=actor.person)
    return list(
        rows.select_related("service", "area").defer(AREA).order_by("-requested_at")[:count]
    )


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
