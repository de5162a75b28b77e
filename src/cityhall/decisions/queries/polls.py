"""Polls of registers: of a matter, those that wait for a person, and their own ballots."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from cityhall.acts.models import Act
from cityhall.decisions.models import Ballot, Happened, Matter, Poll
from cityhall.decisions.tokens import token
from cityhall.people.actor import Actor


def polls(row: Matter) -> list[Poll]:
    """The polls of a matter, in the order in which they opened."""
    return list(row.polls.order_by("opened_at", "pk"))


def own_ballots(actor: Actor, row: Matter) -> dict[int, Ballot]:
    """The actor's own ballots on a matter, by the key of the poll."""
    if actor.person is None:
        return {}
    rows = Ballot.objects.filter(poll__matter=row, person=actor.person)
    return {one.poll_id: one for one in rows}


def token_of(actor: Actor, row: Matter) -> str:
    """What the actor is called in a matter; "" for nobody, and once its key is erased."""
    return token(bytes(row.key), actor.person) if actor.person is not None and row.key else ""


def waiting_polls(actor: Actor, at: datetime) -> QuerySet[Poll]:
    """The polls that wait for the actor's ballot, by deadline."""
    if actor.person is None or actor.person.confirmed_at is None:
        return Poll.objects.none()
    since = actor.person.confirmed_at
    rows = Poll.objects.filter(closed_at__isnull=True, due_at__gt=at, opened_at__gte=since)
    said = Ballot.objects.filter(poll=OuterRef("pk"), person=actor.person)
    aside = Happened.objects.filter(
        matter=OuterRef("matter"), person=actor.person, event__event="recused"
    )
    rows = rows.exclude(matter__applicant=actor.person).exclude(Exists(said) | Exists(aside))
    return rows.order_by("due_at", "pk")


def casts(row: Matter) -> QuerySet[Act]:
    """The acts of casting a ballot on a matter, in their order."""
    acts = Act.objects.filter(object_type="decisions.matter", object_id=row.pk)
    return acts.filter(verb="decisions.cast").order_by("position")
