"""Reports being written: only whoever began one reads it."""

from __future__ import annotations

from cityhall.people.actor import Actor
from cityhall.service.assistance import draft_owners
from cityhall.service.models import Draft, Service
from cityhall.service.queries.catalogue import services


def own_draft(actor: Actor, token: str) -> Draft | None:
    """The draft of a token with its photos, if this browser began it, or this officer for
    somebody else."""
    owners = draft_owners(actor)
    if not owners:
        return None
    return (
        Draft.objects.filter(token=token, browser__in=owners)
        .select_related("request__service", "request__unit", "request__area", "request__assistance")
        .prefetch_related("photos")
        .first()
    )


def kind(code: str) -> Service | None:
    """A kind of report that is taken today, by a code that our own form wrote."""
    return services().filter(service_code=code).first()
