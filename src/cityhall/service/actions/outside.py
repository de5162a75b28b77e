"""What other bodies' systems have to do with a report: that it went there, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.handling import may_change
from cityhall.service.models import Request
from divan import language


@atomic
def sent_on(
    request_id: int, *, to: str, name: Mapping[str, str], actor: Actor, at: datetime
) -> Request:
    """Note that an officer sends a report on to another body's system; it stays ours."""
    request = locked(request_id)
    demand(may_send_on(request, actor=actor))
    commit(
        request,
        "service.send_on",
        actor=actor,
        at=at,
        before=tally_key(request),
        public={"to": to, "name": dict(name)},
    )
    return request


def may_send_on(request: Request, *, actor: Actor) -> Refusal | None:
    """Whether the actor can send this report to another body's system by hand."""
    if refusal := may_change(request, actor=actor):
        return refusal
    if not (actor.may(Power.HANDLE, request.unit_id) or actor.may(Power.DISPATCH, request.unit_id)):
        return Refusal("field", _("Ask your unit to hand this on."), status=403)
    if not request.is_public:
        return Refusal("confidential", _("This report is confidential; it stays in the city."))
    return None


@atomic
def forwarded(
    request_id: int,
    *,
    to: str,
    name: Mapping[str, str],
    number: str,
    actor: Actor,
    at: datetime,
) -> Act:
    """Note that a report was taken by another body's system, and under which number."""
    request = locked(request_id)
    return commit(
        request,
        "service.forward",
        actor=actor,
        at=at,
        before=tally_key(request),
        public={"to": to, "name": dict(name), "number": number[:120]},
    )


@atomic
def heard(
    request_id: int,
    *,
    by: str,
    name: Mapping[str, str],
    status: str,
    text: str,
    actor: Actor,
    at: datetime,
) -> Act:
    """Note what another body's system says of a report; ours stays as it is until we decide."""
    request = locked(request_id)
    words = language.clean(text).strip()[:4000]
    return commit(
        request,
        "service.hear",
        actor=actor,
        at=at,
        before=tally_key(request),
        public={"from": by, "name": dict(name), "said": status},
        words={"text": words, "shown": language.mask(words, request.language)} if words else None,
    )
