"""What a worker takes along into the street: the open reports handed to them."""

from __future__ import annotations

from django.db.models import F

from cityhall.people.actor import Actor
from cityhall.service.models import Request
from cityhall.service.queries.visible import AREA, visible_to

MOST_STOPS = 40


def handed_to(actor: Actor, count: int = MOST_STOPS) -> tuple[list[Request], bool]:
    """The actor's own open reports, the most pressing first, and whether there are more."""
    if actor.person is None:
        return [], False
    rows = visible_to(actor).filter(is_open=True, assignee=actor.person)
    found = list(
        rows.select_related("service", "area", "unit")
        .defer("answers", "search", "facets", "service__questions", AREA)
        .order_by(F("due_at").asc(nulls_last=True), "id")[: count + 1]
    )
    return found[:count], len(found) > count
