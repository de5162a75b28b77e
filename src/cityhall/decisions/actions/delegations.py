"""Passing one's vote on to another member of the same body, and taking it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions.models import Delegation
from cityhall.decisions.queries import delegable_bodies, may_carry
from cityhall.people.actor import Actor
from cityhall.people.models import Person


def may_delegate(body: str, *, actor: Actor, at: datetime) -> Refusal | None:
    if body not in delegable_bodies(actor, at):
        message = _("Only a member of this body passes a vote on.")
        return Refusal("not_yours", message, "to", 403)
    return None


@transaction.atomic
def delegate(
    body: str, to: int, *, area: str = "", topic: str = "", actor: Actor, at: datetime
) -> Delegation:
    """Let another member cast one's vote where one does not; a later one replaces an earlier one
    of the same scope. Votes that are open count it too: it is read when they close."""
    demand(may_delegate(body, actor=actor, at=at))
    assert actor.person is not None  # noqa: S101 - demanded above
    areas, topics = delegable_bodies(actor, at)[body]
    if (area and area not in areas) or (topic and topic not in topics):
        raise Refused(Refusal("scope", _("The body decides nothing of this kind."), "area", 422))
    if to == actor.person_id or not may_carry(body, to, at):
        raise Refused(Refusal("to", _("Choose another member of the body."), "to", 422))
    # One after the other, so that two clicks at once leave one delegation.
    list(Person.objects.select_for_update().filter(pk=actor.person.pk))
    own = Delegation.objects.filter(body=body, person=actor.person, area=area, topic=topic)
    own.filter(until__isnull=True).update(until=at)
    made = Delegation.objects.create(
        body=body,
        person=actor.person,
        to=Person.objects.get(pk=to),
        area=area,
        topic=topic,
        since=at,
    )
    words = {"person": actor.person_id, "to": to}
    public = {"body": body, "area": area, "topic": topic}
    record(actor, "decisions.delegate", made, public, at=at, words=words)
    return made


@transaction.atomic
def revoke(delegation_id: int, *, actor: Actor, at: datetime) -> Delegation:
    """Take one's vote back, at once."""
    rows = Delegation.objects.select_for_update()
    made = rows.filter(pk=delegation_id, person=actor.person, until__isnull=True).first()
    if made is None or actor.person is None:
        raise Refused(Refusal("unknown", _("There is no such vote to take back."), status=404))
    made.until = at
    made.save(update_fields=["until"])
    public = {"body": made.body, "area": made.area, "topic": made.topic}
    words = {"person": actor.person_id}
    record(actor, "decisions.revoke", made, public, at=at, words=words)
    return made
