"""What other bodies' systems have to do with a report: that it went there, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from divan import language


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
