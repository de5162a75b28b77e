"""What lies on an officer's desk beside the reports: ready replies, kept views, looks, undoing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from cityhall.people.actor import Actor
from cityhall.people.models import Person, Power
from cityhall.service.models import Look, ReplyTemplate, Request, SavedView, Split, Undo
from cityhall.service.queries.visible import AREA, visible_to

PRESENT = timedelta(minutes=2)  # after a sign of life an officer is held to be there


def templates_for(request: Request) -> list[ReplyTemplate]:
    """The replies that are ready for this report: for all, for its unit, for its kind."""
    rows = ReplyTemplate.objects.filter(
        Q(unit=None) | Q(unit=request.unit_id),
        Q(service=None) | Q(service=request.service_id),
        active=True,
    )
    return list(rows)


def templates(actor: Actor) -> list[ReplyTemplate]:
    """The replies that the actor may change, and those of the whole city."""
    reach = actor.reach(Power.SERVICES)
    rows = ReplyTemplate.objects.filter(Q(unit__in=reach) | Q(unit=None))
    return list(rows.select_related("unit", "service"))


def newest_of(actor: Actor) -> Request | None:
    """The newest public report, to show how a ready reply reads."""
    rows = visible_to(actor, public_only=True).select_related("service", "unit", "area")
    return rows.defer(AREA).order_by("-requested_at", "-id").first()


def views_of(actor: Actor) -> list[SavedView]:
    """The actor's own views, and those that are shared with the units they work in."""
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    rows = SavedView.objects.filter(Q(person=actor.person) | Q(unit__in=reach))
    return list(rows.select_related("unit")[:60])


def look_of(actor: Actor, request: Request) -> Look | None:
    """When the actor last saw this case, and which version of it."""
    return Look.objects.filter(person=actor.person, request=request).first()


def seen_versions(actor: Actor, request_ids: Sequence[int]) -> dict[int, int]:
    """Of these reports, the version that the actor last saw, where they ever looked."""
    rows = Look.objects.filter(person=actor.person, request__in=request_ids)
    return dict(rows.values_list("request", "version"))


def present(actor: Actor, request: Request, at: datetime) -> list[Person]:
    """Who else has this case open now, and no other one since."""
    later = Look.objects.filter(person=OuterRef("person"), seen_at__gt=OuterRef("seen_at"))
    rows = Look.objects.filter(
        ~Exists(later), request=request, seen_at__gt=at - PRESENT, seen_at__lte=at
    ).exclude(person=actor.person)
    return [look.person for look in rows.select_related("person")[:5]]


def undo_of(actor: Actor, request_id: int) -> Undo | None:
    """How to take back the last act on a report, if it was this actor's."""
    rows = Undo.objects.filter(request=request_id, person=actor.person)
    return rows.select_related("request").first()


def linked(actor: Actor, request: Request) -> list[int]:
    """The reports with which this one shares its origin, that the actor may see."""
    rows = Split.objects.filter(Q(origin=request) | Q(part=request))
    pairs = list(rows.values_list("part", "origin"))
    numbers = {number for pair in pairs for number in pair} - {request.pk}
    if not numbers:
        return []
    return list(
        visible_to(actor).filter(pk__in=numbers).order_by("pk").values_list("pk", flat=True)
    )
