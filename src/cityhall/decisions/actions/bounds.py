"""How much one person may ask of those who decide, who could else be kept busy for ever."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.decisions.models import Happened, Matter
from cityhall.decisions.queries import OPEN, bodies_of
from cityhall.people.actor import Actor

MOST_UNDECIDED = 20  # matters of one person who sits in no body; two requests at once may pass it
MOST_VOICES = 10  # of one person in one matter, each of which must be answered


def too_many_filed(*, actor: Actor, at: datetime) -> Refusal | None:
    """Refuses a further matter of somebody whose many others wait, unless they hold a seat."""
    mine = Matter.objects.filter(applicant=actor.person, phase__in=OPEN)
    if actor.person is None or mine.count() < MOST_UNDECIDED or bodies_of(actor, at):
        return None
    message = _("Twenty matters of yours wait already. Let them be decided first, or withdraw one.")
    return Refusal("many", message, status=409)


def too_many_voices(row: Matter, *, actor: Actor) -> Refusal | None:
    """Refuses a further objection or question of somebody who raised many in this matter."""
    said = Happened.objects.filter(matter=row, person=actor.person, event__event="voiced")
    if said.count() < MOST_VOICES:
        return None
    return Refusal("many", _("You have raised ten already. Each of them gets an answer."))
