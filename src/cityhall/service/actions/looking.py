"""An officer's look at a case: what they have seen of it, and that they are there now.

No act of the city: nothing of it goes on the record, and it is forgotten after a month.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import DatabaseError

from cityhall.acts.worker import chore
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic
from cityhall.service.models import Look, Request

LOOKS_KEPT = timedelta(days=30)
FRESH_ENOUGH = timedelta(seconds=10)  # a look this young is not written again


def look(request: Request, *, actor: Actor, at: datetime, known: Look | None = None) -> None:
    """Note that an officer has this version before their eyes. Reading must never fail by it."""
    if actor.person is None:
        return
    if known is not None and known.version == request.version and at - known.seen_at < FRESH_ENOUGH:
        return
    try:
        with atomic():
            Look.objects.bulk_create(
                [Look(person=actor.person, request=request, version=request.version, seen_at=at)],
                update_conflicts=True,
                unique_fields=["person", "request"],
                update_fields=["version", "seen_at"],
            )
    except DatabaseError:  # a full disk, or a city that only reads for now
        return


@atomic
def still_there(request: Request, *, actor: Actor, at: datetime) -> None:
    """The page is still open: the officer is there, but has seen nothing new."""
    Look.objects.filter(person=actor.person, request=request).update(seen_at=at)


@chore
@atomic
def forget_looks(at: datetime) -> int:
    return Look.objects.filter(seen_at__lt=at - LOOKS_KEPT).delete()[0]
