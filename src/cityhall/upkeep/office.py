"""What upkeep adds to the city office: the door to how long data is kept."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.acts.keeping import RULES
from cityhall.people import hooks
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from cityhall.people.hooks import Step


def keeping_step(actor: Actor) -> Step | None:
    """Rules stand from the first day; a city only changes their days."""
    if may_manage_city(actor=actor):
        return None
    count = len(RULES)
    return Step(
        _("How long data is kept"),
        _("After how many days names, words and photos are erased by themselves."),
        reverse("manage_keeping"),
        count,
        ngettext("%(n)s rule", "%(n)s rules", count) % {"n": count},
        optional=True,
    )


hooks.steps.append(keeping_step)
