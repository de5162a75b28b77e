"""An officer writes for somebody who is at the desk or on the phone: a report, or a "me too"."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.filing import told_voices
from cityhall.service.actions.voices import joined_to
from cityhall.service.assistance import CONSENTS, REASONS, WAYS, Help, assistant, assists
from cityhall.service.models import Channel, Draft, Party, Request


def may_assist(given: Help | None = None, *, actor: Actor) -> Refusal | None:
    """Whether the actor writes reports for others, and, given the terms, on these."""
    if not assists(actor):
        return Refusal("no_power", _("Your post does not take reports for others."), status=403)
    return next(iter(missing_terms(given)), None) if given is not None else None


def missing_terms(given: Help) -> list[Refusal]:
    """What the officer has not said yet, in the order in which it is asked."""
    found = []
    if given.channel not in Channel.values:
        found.append(Refusal("channel", _("Say how the person reaches you."), "channel", 422))
    if "write" not in given.agreed or not set(given.agreed) <= CONSENTS.keys():
        message = _("Without their consent nothing is written down. Read it to them and ask.")
        found.append(Refusal("consent", message, "agreed", 422))
    if given.how not in WAYS:
        found.append(Refusal("how", _("Say how they agreed."), "how", 422))
    if given.reason not in REASONS:
        found.append(Refusal("reason", _("Say why an officer writes."), "reason", 422))
    return found


@atomic
def start_assisted(given: Help, *, actor: Actor, at: datetime) -> Draft:
    """A draft for somebody else; it opens for this officer only, in whatever browser."""
    demand(may_assist(given, actor=actor))
    terms = {
        "channel": given.channel,
        "agreed": sorted(given.agreed),
        "how": given.how,
        "reason": given.reason,
    }
    return Draft.objects.create(
        token=secrets.token_urlsafe(16),
        browser=assistant(actor),
        data={"assisted": terms},
        created_at=at,
    )


def may_join_for(request: Request, phone: str, *, actor: Actor) -> Refusal | None:
    """Whether the voice of the person with this phone number can be added to a report."""
    if refusal := may_assist(actor=actor):
        return refusal
    if not request.is_public:
        return Refusal("private", _("This report is not public."), status=404)
    if not request.is_open:
        return Refusal(
            "closed", _("This report is closed. If the trouble is back, report it anew.")
        )
    if not phone:
        message = _("Write their phone number: it makes their voice count once.")
        return Refusal("phone", message, "phone", 422)
    return None


@atomic
def me_too_for(
    request_id: int, phone: str, given: Help, *, actor: Actor, at: datetime
) -> tuple[Request, bool]:
    """Add the voice of somebody at the desk or on the phone, once for their number.

    The number itself is kept only if they agreed to that.
    """
    request = locked(joined_to(request_id))
    demand(may_join_for(request, phone, actor=actor))
    [voice] = told_voices(phone)
    if request.parties.filter(Q(voice=voice) | Q(phone=phone)).exists():
        return request, False
    before = tally_key(request)
    Party.objects.create(
        request=request,
        role=Party.Role.VOICE,
        voice=voice,
        phone=phone if given.keeps_contact else "",
        language=actor.language,
        created_at=at,
    )
    request.voices += 1
    commit(
        request,
        "service.me_too",
        actor=actor,
        at=at,
        before=before,
        public={"voices": request.voices, "assisted": True, "channel": given.channel},
    )
    return request, True
