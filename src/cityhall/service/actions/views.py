"""Filters of the queue that an officer keeps under a name. No act of the city: nothing of it goes
on the record."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.models import Organization, Power
from cityhall.service.actions.common import atomic
from cityhall.service.models import SavedView
from divan import language

MOST = 20


@atomic
def save_view(
    name: str, query: str, *, unit: Organization | None = None, actor: Actor, at: datetime
) -> SavedView:
    """Keep filters under a name; the same name again means the new ones. `unit` shares them."""
    name = " ".join(language.clean(name).split())
    if not name:
        raise Refused(Refusal("nameless", _("Give it a name."), "name", 422))
    if len(name) > 60:
        raise Refused(Refusal("long", _("At most 60 letters, please."), "name", 422))
    if len(query) > 400:
        raise Refused(Refusal("long", _("These are too many filters to keep."), "name", 422))
    if unit is not None and not _works_in(unit, actor):
        message = _("Share it with a unit in which you work.")
        raise Refused(Refusal("not_yours", message, "unit", 403))
    mine = SavedView.objects.filter(person=actor.person)
    if mine.exclude(name=name).count() >= MOST:
        raise Refused(Refusal("many", _("Twenty are enough; remove one first."), "name", 422))
    view, _made = SavedView.objects.update_or_create(
        person=actor.person, name=name, defaults={"query": query, "unit": unit, "made_at": at}
    )
    return view


@atomic
def drop_view(view_id: int, *, actor: Actor) -> None:
    """Remove one's own view; one that is gone is no fault."""
    SavedView.objects.filter(pk=view_id, person=actor.person).delete()


def _works_in(unit: Organization, actor: Actor) -> bool:
    return actor.may(Power.HANDLE, unit.pk) or actor.may(Power.DISPATCH, unit.pk)
