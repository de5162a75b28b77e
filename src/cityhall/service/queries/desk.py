"""The desk of an officer and the own reports of a person."""

from __future__ import annotations

from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service.models import Request
from cityhall.service.queries.lists import split_key
from cityhall.service.queries.visible import visible_to


def queue(
    actor: Actor, *, scope: str = "unit", after: str = "", count: int = 50
) -> tuple[list[Request], str]:
    """Open reports by due date, and the key of the next page.

    `scope`: "unit" (all that the actor's posts reach), "mine", or "unclaimed".
    """
    rows = visible_to(actor).filter(is_open=True).select_related("service", "area", "unit")
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    if scope == "mine" or not reach:
        rows = rows.filter(assignee=actor.person)
    else:
        rows = rows.filter(unit__in=reach)
        if scope == "unclaimed":
            rows = rows.filter(assignee=None)
    rows = rows.select_related("assignee").order_by("due_at", "id")
    if after:
        moment, number = split_key(after)
        rows = rows.filter(due_at__gte=moment).exclude(due_at=moment, pk__lte=number)
    found = list(rows[: count + 1])
    older = ""
    if len(found) > count:
        last = found[count - 1]
        older = f"{last.due_at.isoformat()}~{last.pk}" if last.due_at else ""
    return found[:count], older


def own_requests(actor: Actor, count: int = 50) -> list[Request]:
    """What a signed-in person reported or joined, newest first."""
    if actor.person is None:
        return []
    rows = visible_to(actor).filter(parties__person=actor.person)
    return list(rows.select_related("service", "area").order_by("-requested_at")[:count])
