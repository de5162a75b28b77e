"""Who sits in which body. A seat follows a post, or is a person's own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions.laws import in_force, law
from cityhall.decisions.models import Seat
from cityhall.people.actor import Actor
from cityhall.people.models import Person, Post, Power


def may_seat(*, actor: Actor) -> Refusal | None:
    if not actor.may(Power.PEOPLE):
        return Refusal("not_yours", _("Only the city office fills seats."), status=403)
    return None


@transaction.atomic
def take_seat(
    body: str,
    *,
    actor: Actor,
    at: datetime,
    person: Person | None = None,
    post: Post | None = None,
    sector: str = "",
) -> Seat:
    """Fill a seat of a body of the charter in force."""
    demand(may_seat(actor=actor))
    charter = in_force()
    known = law(charter).bodies.get(body) if charter else None
    if known is None:
        raise Refused(Refusal("no_body", _("The charter has no such body."), "body", 422))
    if (person is None) == (post is None):
        raise Refused(Refusal("who", _("Name either a person or a post."), "person", 422))
    if sector and sector not in known.sectors:
        raise Refused(Refusal("no_sector", _("The body has no such sector."), "sector", 422))
    filled = Seat.objects.filter(body=body, until__isnull=True)
    if known.seats is not None and filled.count() >= known.seats:
        raise Refused(Refusal("full", _("Every seat of this body is filled."), "body"))
    if filled.filter(person=person, post=post).exists():
        raise Refused(Refusal("same", _("This seat is already theirs."), "person"))
    seat = Seat.objects.create(body=body, person=person, post=post, sector=sector, since=at)
    public = {"body": body, "sector": sector, "post": post.code if post else None}
    record(actor, "decisions.seat", seat, public, at=at, words=_person(person))
    return seat


@transaction.atomic
def leave_seat(seat_id: int, *, actor: Actor, at: datetime) -> Seat:
    """A seat falls vacant."""
    demand(may_seat(actor=actor))
    seat = Seat.objects.select_for_update().filter(pk=seat_id, until__isnull=True).first()
    if seat is None:
        raise Refused(Refusal("unknown", _("There is no such seat."), status=404))
    seat.until = at
    seat.save()
    record(actor, "decisions.unseat", seat, {"body": seat.body}, at=at, words=_person(seat.person))
    return seat


def _person(person: Person | None) -> dict[str, int]:
    """Who sits where is told on pages; the record only commits to it."""
    return {"person": person.pk} if person is not None else {}
