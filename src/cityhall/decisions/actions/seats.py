"""Who sits in which body, from when until when. A seat follows a post, or is a person's own."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions.laws import law
from cityhall.decisions.models import Charter, Seat
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from cityhall.people.models import Person, Post

FARTHEST = timedelta(days=366 * 20)


def may_seat(*, actor: Actor) -> Refusal | None:
    if may_manage_city(actor=actor):
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
    since: datetime | None = None,
    until: datetime | None = None,
) -> Seat:
    """Fill a seat of a body of the charter in force, from `since`, or from now, until `until`.

    Seats of a charter are filled one after the other, so that no two take the last one.
    """
    demand(may_seat(actor=actor))
    charter = Charter.objects.select_for_update().filter(in_force=True).first()
    known = law(charter).bodies.get(body) if charter else None
    if known is None:
        raise Refused(Refusal("no_body", _("The charter has no such body."), "body", 422))
    if known.seats is None:
        raise Refused(Refusal("register", _("A register has no seats to fill."), "body"))
    if (person is None) == (post is None):
        raise Refused(Refusal("who", _("Name either a person or a post."), "person", 422))
    since = since or at
    demand(_dates(since, until, at))
    during = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=since), body=body)
    if until is not None:
        during = during.filter(since__lt=until)
    if during.filter(person=person, post=post).exists():
        raise Refused(Refusal("same", _("This seat is already theirs."), "person"))
    if sector and sector not in known.sectors:
        raise Refused(Refusal("no_sector", _("The body has no such sector."), "sector", 422))
    if during.count() >= known.seats:
        raise Refused(Refusal("full", _("Every seat of this body is filled."), "body"))
    if sector and during.filter(sector=sector).count() >= known.sectors[sector]:
        raise Refused(Refusal("full", _("Every seat of this sector is filled."), "sector"))
    seat = Seat.objects.create(
        body=body, person=person, post=post, sector=sector, since=since, until=until
    )
    public = {"body": body, "sector": sector, "post": post.code if post else None}
    public["since"], public["until"] = since.isoformat(), until.isoformat() if until else None
    record(actor, "decisions.seat", seat, public, at=at, words=_person(person))
    return seat


@transaction.atomic
def leave_seat(seat_id: int, *, actor: Actor, at: datetime, until: datetime | None = None) -> Seat:
    """A seat falls vacant, now or at a moment to come."""
    demand(may_seat(actor=actor))
    seat = Seat.objects.select_for_update().filter(pk=seat_id).first()
    if seat is None or (seat.until is not None and seat.until <= at):
        raise Refused(Refusal("unknown", _("There is no such seat."), status=404))
    until = until or at
    if until < at:
        raise Refused(Refusal("past", _("A seat ends today or later."), "until", 422))
    if seat.until is not None and until > seat.until:
        message = _("This seat ends earlier already. Fill it anew for a longer time.")
        raise Refused(Refusal("later", message, "until", 422))
    seat.until = max(until, seat.since)
    seat.save()
    public = {"body": seat.body, "until": seat.until.isoformat()}
    record(actor, "decisions.unseat", seat, public, at=at, words=_person(seat.person))
    return seat


def _dates(since: datetime, until: datetime | None, at: datetime) -> Refusal | None:
    if since < at - FARTHEST or since > at + FARTHEST:
        return Refusal("since", _("That day is too far away."), "since", 422)
    if until is not None and until <= since:
        return Refusal("until", _("The last day comes after the first."), "until", 422)
    if until is not None and until > at + FARTHEST:
        return Refusal("until", _("That day is too far away."), "until", 422)
    return None


def _person(person: Person | None) -> dict[str, int]:
    """Who sits where is told on pages; the record only commits to it."""
    return {"person": person.pk} if person is not None else {}
