"""Matters as their readers may see them. Matters are public; what names a person is masked."""

from __future__ import annotations

import msgspec
from django.db.models import QuerySet

from cityhall.decisions.models import Matter
from cityhall.people.actor import Actor
from divan.charter import published
from divan.charter.state import State


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """Deciding in the open: every matter may be read by everyone."""
    return Matter.objects.all()


def one(actor: Actor, matter_id: int) -> Matter | None:
    rows = visible_to(actor).select_related("charter", "about", "applicant")
    return rows.filter(pk=matter_id).first()


def publication(row: Matter) -> published.Publication:
    """What anyone needs to replay a matter: charter, worlds, events, without a person's name."""
    events = list(row.events.select_related("world"))
    about = row.about
    return published.Publication(
        charter=row.charter.text,
        worlds={event.world_id: event.world.data for event in events},
        events=[
            msgspec.convert(
                {
                    "at": event.at,
                    "event": event.event,
                    "world": event.world_id,
                    "state": event.state,
                },
                published.Entry,
            )
            for event in events
        ],
        about=msgspec.json.decode(about.state, type=State) if about is not None else None,
    )
