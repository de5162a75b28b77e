"""What the counter of decisions adds to the city office."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.decisions import queries
from cityhall.decisions.queries import seating
from cityhall.people import hooks
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from cityhall.people.hooks import Step


def charter_step(actor: Actor) -> Step | None:
    if may_manage_city(actor=actor):
        return None
    row = queries.in_force()
    number = row.number or 0 if row is not None else 0
    return Step(
        _("Charter"),
        _("Who may decide what, how, by when, and what happens otherwise."),
        reverse("manage_charter"),
        number,
        _("version %(number)s") % {"number": number},
        optional=True,
    )


def seats_step(actor: Actor) -> Step | None:
    if may_manage_city(actor=actor) or queries.in_force() is None:
        return None
    held = seating.count(timezone.now())
    return Step(
        _("Who sits where"),
        _("The seats of council, offices and tables, and what is vacant."),
        reverse("charter_seats"),
        held,
        ngettext("%(n)s seat held", "%(n)s seats held", held) % {"n": held},
        optional=True,
    )


hooks.steps += [charter_step, seats_step]
