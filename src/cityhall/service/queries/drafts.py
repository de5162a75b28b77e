"""Reports being written: only the browser that began one reads it."""

from __future__ import annotations

from cityhall.people.actor import Actor
from cityhall.service import receipts
from cityhall.service.models import Draft, Service
from cityhall.service.queries.catalogue import services


def own_draft(actor: Actor, token: str) -> Draft | None:
    """The draft of a token with its photos, if this browser began it."""
    if not actor.browser:
        return None
    return (
        Draft.objects.filter(token=token, browser=receipts.voice_of("browser", actor.browser))
        .select_related("request__service", "request__unit", "request__area")
        .prefetch_related("photos")
        .first()
    )


def kind(code: str) -> Service | None:
    """A kind of report that is taken today, by a code that our own form wrote."""
    return services().filter(service_code=code).first()
