"""The engine's world, made from the rows: seats and posts with their dates, the city's calendar.

Persons are named by tokens, so a published world names nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from cityhall.decisions import polls
from cityhall.decisions.models import Matter, Seat
from cityhall.decisions.models import World as Kept
from cityhall.decisions.passing import names, passed_on
from cityhall.decisions.tokens import committed, token
from cityhall.people.models import Membership, Person
from cityhall.people.queries import city, on_register
from divan.charter.model import Charter
from divan.charter.model import Matter as Type
from divan.charter.procedures import Vote
from divan.charter.world import Holding, Past, World

_OVER = ("refused", "lapsed", "withdrawn", "reversed", "vetoed")


def build(
    key: bytes,
    charter: Charter,
    row: Matter,
    *,
    at: datetime,
    filing: Type | None = None,
) -> World:
    """The world as a matter sees it at a moment. Earlier matters are part of it only when one is
    filed, ballots of a register only when its stage closes."""
    facts = city()
    earlier = _earlier(key, filing, at) if filing is not None else ()
    close = min(at, row.due_at) if row.due_at is not None else at
    return World(
        calendar=facts.calendar,
        holdings=tuple(_holdings(key, facts.timezone)),
        day=working_day(),
        registers=_registers(charter, at),
        delegations=_delegations(key, charter, row, close),
        polls=polls.closing(key, charter, row, at),
        seed=str(row.nonce),
        earlier=tuple(earlier),
    )


def today(charter: Charter, *, at: datetime) -> World:
    """The world before any matter: who sits where from when until when, how large registers are."""
    facts = city()
    return World(
        calendar=facts.calendar,
        holdings=tuple(_holdings(bytes(32), facts.timezone)),
        day=working_day(),
        registers=_registers(charter, at),
    )


def keep(world: World) -> Kept:
    """The row of a world, made once."""
    return Kept.objects.get_or_create(digest=world.digest, defaults={"data": world.data})[0]


def people(key: bytes) -> dict[str, int]:
    """The ids of all who hold seats, by their tokens in one matter."""
    ids = set(Seat.objects.filter(person__isnull=False).values_list("person_id", flat=True))
    posts = Seat.objects.filter(post__isnull=False).values("post_id")
    ids |= set(Membership.objects.filter(post_id__in=posts).values_list("person_id", flat=True))
    return {token(key, person): person.pk for person in Person.objects.filter(pk__in=ids)}


def working_day() -> timedelta:
    """The working time of a usual day: the longest of the week's."""
    hours = [sum(end - start for start, end in day) for day in city().calendar.week]
    return timedelta(minutes=max(hours))


def _holdings(key: bytes, zone: ZoneInfo) -> Iterable[Holding]:
    seats = list(Seat.objects.select_related("person").order_by("body", "pk"))
    members: dict[int, list[Membership]] = {}
    posts = [seat.post_id for seat in seats if seat.post_id]
    for one in Membership.objects.filter(post_id__in=posts).select_related("person"):
        members.setdefault(one.post_id, []).append(one)
    for seat in seats:
        if seat.person is not None:
            name = token(key, seat.person)
            yield Holding(seat.body, name, seat.since, seat.until, seat.sector)
            continue
        for one in members.get(seat.post_id or 0, []):
            since = max(seat.since, _midnight(one.start_date, zone))
            until = _midnight(one.end_date, zone) if one.end_date else None
            ends = [moment for moment in (until, seat.until) if moment is not None]
            name = token(key, one.person)
            yield Holding(seat.body, name, since, min(ends, default=None), seat.sector)


def _registers(charter: Charter, at: datetime) -> dict[str, int]:
    """The size of the electorates: all who have an account and had confirmed its address by then.
    Of other registers the city knows nothing."""
    names = [name for name, body in charter.bodies.items() if body.preset == "electorate"]
    if not names:
        return {}
    return dict.fromkeys(names, on_register(at).count())


def _delegations(key: bytes, charter: Charter, row: Matter, at: datetime) -> dict[str, str]:
    """Which seats passed their vote on to whom, for this matter."""
    kind = charter.matters[row.kind]
    bodies = [
        stage.body
        for stage in kind.stages()
        if isinstance(stage.procedure, Vote)
        and stage.procedure.delegable
        and charter.bodies[stage.body].seats is not None
    ]
    return names(key, passed_on(bodies, kind, row.fields, at)) if bodies else {}


def _midnight(day: Any, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)


def _earlier(key: bytes, kind: Type, at: datetime) -> Iterable[Past]:
    """Earlier matters of the type that still count, as far back as an aggregate looks."""
    if not kind.aggregates:
        return
    since = min(one.over.before(at) for one in kind.aggregates)
    rows = Matter.objects.filter(kind=kind.name, filed_at__gte=since, filed_at__lte=at)
    rows = rows.exclude(outcome__in=_OVER).order_by("filed_at", "pk")
    for row in rows.only("kind", "filed_at", "fields"):
        yield Past(row.kind, row.filed_at, named(key, kind, row.fields))


def named(key: bytes, kind: Type, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields as the engine sees them: parties by token, free text by a commitment that, as
    all of a matter's words, nobody can try guesses against without its key."""
    seen: dict[str, Any] = {}
    for name, one in kind.fields.items():
        if name not in fields or one.aggregate:
            continue
        if one.kind == "party":
            seen[name] = token(key, str(fields[name]).strip().casefold())
        elif one.kind == "text":
            seen[name] = committed(key, str(fields[name]))
        else:
            seen[name] = fields[name]
    return seen
