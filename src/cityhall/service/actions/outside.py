"""What passes between a report and other systems: words that come in later, and its way onward."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, demand
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.voices import text_refusal
from cityhall.service.models import Request
from divan import language


def may_add(request: Request) -> Refusal | None:
    """Whether whoever reported can say more."""
    if not request.is_open:
        return Refusal("closed", _("This report is closed. If it is not solved, say so."))
    return None


@atomic
def add_words(request_id: int, text: str, *, actor: Actor, at: datetime) -> Act:
    """Whoever reported says more about an open report; its officers read it."""
    request = locked(request_id)
    demand(may_add(request) or text_refusal(text))
    return commit(
        request,
        "service.add",
        actor=actor,
        at=at,
        before=tally_key(request),
        words={"text": language.clean(text).strip()},
        audience=Act.Audience.PARTIES,
    )


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
