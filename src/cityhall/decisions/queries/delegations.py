"""Who sits in a body, and the votes that a person has passed on or was given.

Nobody lists a whole register: whoever passes a vote on there types the code that the other told.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from django.utils.crypto import constant_time_compare, salted_hmac

from cityhall.decisions import laws
from cityhall.decisions.models import Delegation, Seat
from cityhall.decisions.queries.matters import bodies_of
from cityhall.people.actor import Actor
from cityhall.people.models import Membership, Person
from cityhall.people.queries import city_day, on_register
from divan import language
from divan.charter.procedures import Vote


def delegable_bodies(actor: Actor, at: datetime) -> dict[str, tuple[list[str], list[str]]]:
    """The bodies of the actor in which a vote may be passed on: areas and topics of what they
    decide so, by body."""
    row = laws.in_force()
    if row is None or actor.person is None:
        return {}
    charter, found = laws.law(row), {}
    held = set(bodies_of(actor, at))
    if on_register(at).filter(pk=actor.person.pk).exists():
        held |= {name for name, body in charter.bodies.items() if body.preset == "electorate"}
    for matter in charter.matters.values():
        for stage in matter.stages():
            vote = stage.procedure
            if isinstance(vote, Vote) and vote.delegable and stage.body in held:
                areas, topics = found.setdefault(stage.body, ([], []))
                for one in matter.fields.values():
                    into = areas if one.kind == "area" else topics if one.kind == "choice" else []
                    into.extend(value for value in one.values if value not in into)
    return found


def may_carry(body: str, person: int, at: datetime) -> bool:
    """Whether somebody is a member of this body, to whom another passes a vote on."""
    row = laws.in_force()
    known = laws.law(row).bodies.get(body) if row is not None else None
    if known is not None and known.seats is None:
        return on_register(at).filter(pk=person).exists()
    return person in {pk for pk, _name in members(body, at)}


def code_of(person: Person) -> str:
    """What a person tells those who pass their votes on to them: it lists nobody."""
    return f"{person.pk}-{_proof(person.pk)}"


def of_code(typed: str) -> int:
    """The key of the person with this code; 0 where there is none."""
    number, _dash, proof = language.latin_digits(typed).strip().lower().partition("-")
    if not (number.isascii() and number.isdecimal() and len(number) < 19 and proof.isascii()):
        return 0
    return int(number) if constant_time_compare(proof, _proof(int(number))) else 0


def _proof(person: int) -> str:
    return salted_hmac("divan.delegate", str(person), algorithm="sha256").hexdigest()[:10]


def members(body: str, at: datetime) -> list[tuple[int, str]]:
    """Who sits in a body then, by name: (key of the person, name). For its members' own pages."""
    sitting = Q(until__isnull=True) | Q(until__gt=at)
    seats = list(Seat.objects.filter(sitting, body=body, since__lte=at).select_related("person"))
    found = {seat.person_id: seat.person.name for seat in seats if seat.person is not None}
    posts = [seat.post_id for seat in seats if seat.post_id]
    today = city_day(at)
    held = Membership.objects.filter(post__in=posts, start_date__lte=today)
    for one in held.exclude(end_date__lte=today).select_related("person"):
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
