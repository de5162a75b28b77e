"""What the record adds to the city office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.people import hooks
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from cityhall.people.hooks import Step
from cityhall.record import queries


def witnesses_step(actor: Actor) -> Step | None:
    """The way to witnesses; a city goes on without, so it is never "to do" for others."""
    if may_manage_city(actor=actor) is not None:
        return None
    count = len(queries.witnesses())
    return Step(
        _("Witnesses"),
        _("A newspaper or an association that vouches for the public record."),
        reverse("record_witnesses"),
        count,
        ngettext("%(n)s witness", "%(n)s witnesses", count) % {"n": count},
        optional=True,
    )


hooks.steps.append(witnesses_step)
