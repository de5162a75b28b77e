"""Votes passed on, as they stood at a moment: of each person the narrowest scope of the matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from cityhall.decisions.models import Delegation
from cityhall.decisions.tokens import by_pk
from divan.charter.model import Matter

ALL = Q()


def passed_on(
    bodies: Iterable[str], kind: Matter, fields: Mapping[str, Any], at: datetime, among: Q = ALL
) -> dict[int, int]:
    """Who had passed their vote on to whom, in these bodies. `among`: which delegations count."""
    areas, topics = scopes(kind, fields)
    stands = Q(until__isnull=True) | Q(until__gt=at)
    given = Delegation.objects.filter(stands, among, body__in=bodies, since__lte=at)
    rows = given.filter(area__in=["", *areas], topic__in=["", *topics]).order_by("pk")
    found: dict[int, tuple[int, int]] = {}
    for one in rows:
        width = 2 * bool(one.topic) + bool(one.area)
        if one.person_id not in found or width > found[one.person_id][0]:
            found[one.person_id] = (width, one.to_id)
    return {person: to for person, (_width, to) in sorted(found.items())}


def names(key: bytes, given: Mapping[int, int]) -> dict[str, str]:
    """The same in tokens."""
    named = {pk: by_pk(key, pk) for pair in given.items() for pk in pair}
    return {named[person]: named[to] for person, to in given.items()}


def scopes(kind: Matter, fields: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """The areas and topics that a matter is of: its fields of these kinds."""
    areas = [str(fields[n]) for n, one in kind.fields.items() if one.kind == "area" and n in fields]
    topics = [
        str(fields[n]) for n, one in kind.fields.items() if one.kind == "choice" and n in fields
    ]
    return areas, topics
