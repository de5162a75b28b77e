"""What a receipt says of the public record: the entry of the arrival, in words and as a hash."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse

from cityhall.acts import queries as acts
from cityhall.acts import telling
from cityhall.people.actor import Actor
from cityhall.service.models import Request
from cityhall.web.wording import Wording
from divan.record import leaf_hash


class Known(NamedTuple):
    position: int
    told: str
    hash: str
    address: str


def arrival(request: Request, actor: Actor, words: Wording) -> Known | None:
    """The first entry on a report; `None` once it is withheld."""
    act = acts.first_on(request)
    if act is None or not act.leaf:
        return None
    [told] = telling.tell([act], actor, words)
    address = settings.ORIGIN + reverse("record_entry", args=[act.position])
    return Known(act.position, told.text, leaf_hash(act.leaf.encode()).hex(), address)
