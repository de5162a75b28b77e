"""Whoever reported stays hidden from officers until one asks, with a reason that is kept."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.handling import may_handle
from cityhall.service.actions.voices import text_refusal
from cityhall.service.models import Party, Request
from divan import language


def may_reveal(request: Request, *, actor: Actor) -> Refusal | None:
    """Whether the actor may be told who reported, and there is something to tell."""
    if refusal := may_handle(request, actor=actor):
        return refusal
    if _reporter(request) is None:
        return Refusal("nobody", _("No name or address was left."))
    return None


@atomic
def reveal(request_id: int, reason: str, *, actor: Actor, at: datetime) -> Party:
    """Tell an officer who reported. Who asked and why is sealed in the act, for staff to read."""
    request = locked(request_id)
    demand(may_reveal(request, actor=actor) or text_refusal(reason))
    commit(
        request,
        "service.reveal",
        actor=actor,
        at=at,
        before=tally_key(request),
        words={"text": language.clean(reason).strip(), "person": actor.person_id},
        audience=Act.Audience.STAFF,
    )
    return _reporter(request)  # type: ignore[return-value]  # the check found it


def _reporter(request: Request) -> Party | None:
    party = request.parties.filter(role=Party.Role.REPORTER).first()
    return party if party and (party.name or party.email or party.phone) else None
