"""Which seats of the charter are filled, by whom and until when, and whom a vacancy stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from cityhall.decisions.models import Seat
from cityhall.people.models import Membership, Person, Post
from divan.charter import route
from divan.charter.model import Body, Charter, Matter
from divan.charter.procedures import Choose, Consent, Vote


@dataclass(frozen=True)
class Stop:
    """A stage that a vacancy keeps from deciding. `deputy`: who acts instead; where nobody does,
    `to` is the step or end that follows; `outcome` is vacant, inquorate, or refused."""

    kind: str
    stage: str
    deputy: str
    outcome: str
    to: str


@dataclass(frozen=True)
class Filled:
    """A body with its seats: held now, to come, over. `vacant` is `None` for a register."""

    body: Body
    held: list[Seat]
    coming: list[Seat]
    past: list[Seat]
    vacant: int | None
    stops: list[Stop]

    @property
    def sectors(self) -> list[tuple[str, int, int]]:
        """Every sector with its seats and how many of them are held."""
        held = [seat.sector for seat in self.held]
        return [(name, many, held.count(name)) for name, many in self.body.sectors.items()]


def all_seats(charter: Charter, at: datetime) -> list[Filled]:
    """Every body of the charter with who sits in it at this moment."""
    rows: dict[str, list[Seat]] = {}
    for seat in Seat.objects.select_related("person", "post").order_by("since", "pk"):
        rows.setdefault(seat.body, []).append(seat)
    empty = _empty_posts(rows, at)
    held = {
        name: [seat for seat in rows.get(name, []) if _held(seat, at) and seat.pk not in empty]
        for name in charter.bodies
    }
    return [
        _filled(charter, body, rows.get(name, []), at, {key: len(v) for key, v in held.items()})
        for name, body in charter.bodies.items()
    ]


def posts() -> list[Post]:
    """The posts that a seat may follow."""
    return list(Post.objects.filter(abolished_on__isnull=True).select_related("organization"))


def person_of(email: str) -> Person | None:
    """Whoever signs in with this address."""
    return Person.objects.filter(email__iexact=email.strip(), is_active=True).first()


def count(at: datetime) -> int:
    """How many seats are held."""
    return Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at).count()


def _held(seat: Seat, at: datetime) -> bool:
    return seat.since <= at and (seat.until is None or at < seat.until)


def _empty_posts(rows: dict[str, list[Seat]], at: datetime) -> set[int]:
    """The seats of posts that nobody holds on that day."""
    seats = [seat for many in rows.values() for seat in many if seat.post_id]
    holding = Membership.objects.filter(
        Q(end_date__isnull=True) | Q(end_date__gt=at.date()),
        post_id__in={seat.post_id for seat in seats},
        start_date__lte=at.date(),
    )
    occupied = set(holding.values_list("post_id", flat=True))
    return {seat.pk for seat in seats if seat.post_id not in occupied}


def _filled(
    charter: Charter, body: Body, rows: Iterable[Seat], at: datetime, held: dict[str, int]
) -> Filled:
    many = list(rows)
    now = held.get(body.name, 0)
    return Filled(
        body=body,
        held=[seat for seat in many if _held(seat, at)],
        coming=[seat for seat in many if seat.since > at],
        past=[seat for seat in many if seat.until is not None and seat.until <= at],
        vacant=None if body.seats is None else max(0, body.seats - now),
        stops=list(_stops(charter, body, held)) if body.seats and now < body.seats else [],
    )


def _stops(charter: Charter, body: Body, held: dict[str, int]) -> Iterator[Stop]:
    """The stages of this body that cannot decide with the seats held now."""
    for kind, matter in charter.matters.items():
        for stage in matter.stages():
            outcome = _outcome(stage.procedure, body, held) if stage.body == body.name else ""
            if outcome:
                acts = body.one_seat and held.get(body.deputy, 0) > 0
                to = _target(matter, stage.id, outcome)
                yield Stop(kind, stage.id, body.deputy if acts else "", outcome, to)


def _outcome(procedure: object, body: Body, held: dict[str, int]) -> str:
    """What comes of a stage even when everybody who sits in the body agrees: "" where it can
    decide. Shares are of the seats that are held, so only counted ones can be out of reach."""
    now = held.get(body.name, 0)
    if not now:
        return "vacant"
    quorum = procedure.quorum if isinstance(procedure, Vote | Consent | Choose) else None
    if quorum is not None and not quorum.holds(now, now):
        return "inquorate"
    if isinstance(procedure, Vote) and not procedure.threshold.holds(now, now):
        return "refused"
    return ""


def _target(matter: Matter, step: str, outcome: str) -> str:
    if step in matter.group_of:
        return matter.group_of[step].id
    return route.target(matter, step, outcome)
