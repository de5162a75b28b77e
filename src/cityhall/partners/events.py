"""What a webhook says: a public act, in the form of Standard Webhooks.

https://www.standardwebhooks.com : three headers, `webhook-id`, `webhook-timestamp` and
`webhook-signature`; the last is HMAC-SHA256 over id, time and body, in base64, once for each
secret that is good at the time. An event holds numbers and the facts that stand in the public
record; never anybody's words.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.urls import reverse

from cityhall.acts.models import Act

# The events that can be chosen, in their order on the page.
EVENTS = (
    "service.file",
    "service.acknowledge",
    "service.claim",
    "service.assign",
    "service.reply",
    "service.pause",
    "service.resume",
    "service.close",
    "service.merge",
    "service.absorb",
    "service.reopen",
    "service.solved",
    "service.me_too",
    "service.send_on",
    "service.forward",
    "service.hear",
)


class EventData(msgspec.Struct, kw_only=True):
    """A public act: where it stands in the record, and what the record says of it."""

    position: int
    by: str
    object: str  # such as service.request:4063
    facts: dict[str, Any]
    url: str | None  # of the report


class Event(msgspec.Struct, kw_only=True):
    type: str  # the verb of the act, such as service.close
    timestamp: str
    data: EventData


def body_of(act: Act) -> bytes:
    """The event of an act, as JSON."""
    number = act.object_id if act.object_type == "service.request" else None
    url = settings.ORIGIN + reverse("request", args=[number]) if number else None
    event = Event(
        type=act.verb,
        timestamp=act.at.isoformat(timespec="microseconds"),
        data=EventData(
            position=act.position,
            by=act.by,
            object=f"{act.object_type}:{act.object_id}",
            facts=act.public,
            url=url,
        ),
    )
    return msgspec.json.encode(event)


def headers_of(event_id: str, body: bytes, at: datetime, secrets: Sequence[str]) -> dict[str, str]:
    """The headers that sign a body, by each of these secrets ("whsec_…")."""
    stamp = str(int(at.timestamp()))
    signatures = [_signature(secret, event_id, stamp, body) for secret in secrets]
    return {
        "content-type": "application/json",
        "webhook-id": event_id,
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(signatures),
    }


def _signature(secret: str, event_id: str, stamp: str, body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.new(key, f"{event_id}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return "v1," + base64.b64encode(signed).decode()
