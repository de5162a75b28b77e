"""Who sits in a body, and the votes that a person has passed on or was given."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from cityhall.decisions import laws
from cityhall.decisions.models import Delegation, Seat
from cityhall.decisions.queries.matters import bodies_of
from cityhall.people.actor import Actor
from cityhall.people.models import Membership
from divan.charter.procedures import Vote


def delegable_bodies(actor: Actor, at: datetime) -> dict[str, tuple[list[str], list[str]]]:
    """The bodies of the actor in which a vote may be passed on: areas and topics of what they
    decide so, by body."""
    row = laws.in_force()
    if row is None or actor.person is None:
        return {}
    charter, found = laws.law(row), {}
    held = bodies_of(actor, at)
    for matter in charter.matters.values():
        for stage in matter.stages():
            vote = stage.procedure
            if isinstance(vote, Vote) and vote.delegable and stage.body in held:
                areas, topics = found.setdefault(stage.body, ([], []))
                for one in matter.fields.values():
                    into = areas if one.kind == "area" else topics if one.kind == "choice" else []
                    into.extend(value for value in one.values if value not in into)
    return found


def members(body: str, at: datetime) -> list[tuple[int, str]]:
    """Who sits in a body then, by name: (key of the person, name). For its members' own pages."""
    sitting = Q(until__isnull=True) | Q(until__gt=at)
    seats = list(Seat.objects.filter(sitting, body=body, since__lte=at).select_related("person"))
    found = {seat.person_id: seat.person.name for seat in seats if seat.person is not None}
    posts = [seat.post_id for seat in seats if seat.post_id]
    held = Membership.objects.filter(post__in=posts, end_date__isnull=True)
    for one in held.select_related("person"):
        found[one.person_id] = one.person.name
    return sorted(((pk, name) for pk, name in found.items()), key=lambda pair: pair[1])


def delegations(actor: Actor) -> tuple[list[Delegation], list[Delegation]]:
    """The votes that the actor has passed on, and those that were passed on to the actor."""
    if actor.person is None:
        return [], []
    rows = Delegation.objects.filter(until__isnull=True).select_related("person", "to")
    mine = Q(person=actor.person) | Q(to=actor.person)
    found = list(rows.filter(mine).order_by("body", "area", "topic", "pk"))
    given = [one for one in found if one.person_id == actor.person_id]
    return given, [one for one in found if one.person_id != actor.person_id]
