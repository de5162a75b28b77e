"""Builds Mehrshahr in an empty installation, or anew where a made-up city stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from django.db.models import F

from cityhall.acts.models import Message
from cityhall.people.models import City
from cityhall.people.queries import city_day
from cityhall.record import integrator as record
from cityhall.service import actions
from cityhall.service.models import Figure, Request

from .docket import Docket
from .events import Filed
from .founding import PASSWORD, found
from .hall import seat
from .matters import scripts
from .neighbours import talk
from .outside import send_on
from .places import draw
from .player import Player
from .story import tell

TOGETHER = 300
"""Events in one transaction: one by one, each would wait for the disk."""


def there_is_a_city() -> bool:
    """Whether the installation holds a city, real or built to its end (figures come last)."""
    city = City.objects.first()
    return city is not None and (not city.is_demo or Figure.objects.exists())


def may_replace() -> bool:
    """Whether nothing would be lost: no city yet, or one that was made up."""
    city = City.objects.first()
    return not Request.objects.exists() if city is None else city.is_demo


def rebuild(
    *, now: datetime, seed: int, count: int, progress: Callable[[int], object] = lambda _: None
) -> None:
    """Clear the installation and build the city of a seed, with ``count`` reports up to ``now``.

    ``progress`` is called with the number of reports that were filed since the last call.
    """
    _clear()
    city = found(draw(seed), now)
    cache.clear()
    player = Player(city, city_day(now))
    docket = Docket(seat(city, now), scripts(now))
    story = iter(tell(now, seed=seed, count=count))
    while events := list(islice(story, TOGETHER)):
        with transaction.atomic():
            for event in events:
                docket.until(event.at)
                player.play(event)
        progress(sum(isinstance(event, Filed) for event in events))
    with transaction.atomic():
        docket.end(now)
        send_on(city, now)
        talk(city, now)
    # A year's mails went out in their day: nobody waits for them now.
    Message.objects.update(sent_at=F("created_at"), next_try_at=None)
    actions.refresh_figures(now)


def how_to_sign_in() -> str:
    """A few lines for whoever built the city: who can be tried, and with which password."""
    who = {
        "resident": "has reported a few things",
        "dispatcher": "hands reports to units", "fieldworker": "works in the street",
        "parviz.dadkhah": "supervises the lighting unit", "administrator": "runs the city office",
        "mayor": "signs what the charter sends her", "council1": "votes in the council",
    }  # fmt: skip
    lines = [f"  {key + '@mehrshahr.example':34} {what}" for key, what in who.items()]
    return "\n".join(
        ["Sign in at /account/sign-in/; the password is the same for all:", f"  {PASSWORD}", *lines]
    )


def _clear() -> None:
    call_command("flush", interactive=False, verbosity=0)
    shutil.rmtree(Path(settings.MEDIA_ROOT) / "photos", ignore_errors=True)
    record.begin_anew()  # another city, another record: its key is another one too
    cache.clear()
