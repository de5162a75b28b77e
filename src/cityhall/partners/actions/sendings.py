"""What comes in under a key: a report, or more words about one; each reference counts once."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.partners.models import ApiKey, Scope, Sending
from cityhall.people.actor import Actor
from cityhall.service import actions as service
from cityhall.service import queries as reports
from cityhall.service.models import Request, Status

LONGEST_REFERENCE = 100


@dataclass(frozen=True)
class Incoming:
    """A report that another system sends, and the reference under which it may send it again."""

    report: service.Report
    reference: str = ""
    photos: Sequence[UploadedFile] = ()
    media: Sequence[str] = ()  # addresses of photos, fetched by the worker


def may_send(key: ApiKey | None, scope: str) -> Refusal | None:
    """Whether this key stands for this."""
    if key is None or key.revoked_at is not None:
        message = _("api_key is missing or unknown. The city gives out keys: see /developers/.")
        return Refusal("key", message, "api_key", 403)
    if scope not in key.scopes:
        message = _("This key is not for this; ask the city for one with the scope “%(scope)s”.")
        return Refusal("scope", message % {"scope": scope}, "api_key", 403)
    return None


def file_incoming(
    incoming: Incoming, key: ApiKey, *, language: str, at: datetime
) -> tuple[Sending, bool]:
    """File a report under a key; whether it is new. The same reference gives the same report.

    Raises `Refused` as `file_request` does, and where a reference comes with another text.
    """
    demand(may_send(key, Scope.REPORT))
    report = incoming.report
    said = [report.service.service_code, report.text, report.latitude, report.longitude]
    digest = _digest([*said, report.address])
    if (known := _known(key, Sending.Kind.REQUEST, incoming.reference, digest)) is not None:
        return known, False
    demand(service.may_file(report, actor=_actor(key, language)))
    # A name of its own for each sending, as a browser has: its photos wait in a draft of its own.
    actor = replace(_actor(key, language), browser=secrets.token_urlsafe(16))
    draft = service.start_draft(actor=actor, at=at)
    photos = [service.add_photo(draft.pk, one, actor=actor, at=at) for one in incoming.photos]
    report = replace(report, photos=photos)
    try:
        with transaction.atomic():
            sending = _row(key, Sending.Kind.REQUEST, incoming.reference, digest, at)
            sending.request = service.send_draft(draft.pk, report, actor=actor, at=at)
            sending.media = list(incoming.media)
            sending.media_at = at if incoming.media else None
            sending.save(update_fields=["request", "media", "media_at"])
    except IntegrityError:
        # The same was sent twice at once: the other one is it. This draft is swept up in a day.
        known = _known(key, Sending.Kind.REQUEST, incoming.reference, digest)
        if known is None:
            raise
        return known, False
    return sending, True


def say_more(
    request_id: int,
    text: str,
    *,
    status: str,
    reference: str,
    key: ApiKey,
    language: str,
    at: datetime,
) -> Sending:
    """What a partner's reporter says later about a report that this key sent.

    To an open question it is the answer. Of a closed report, "open" says that it is not solved and
    "closed" that it is. Anything else is words that its officers read.
    """
    demand(may_send(key, Scope.UPDATE))
    sent = Sending.objects.filter(key=key, request=request_id, kind=Sending.Kind.REQUEST)
    row = reports.for_mail(request_id) if sent.exists() else None
    if row is None:
        message = _("service_request_id “%(id)s” was not sent with this key.")
        raise Refused(Refusal("unknown", message % {"id": request_id}, "service_request_id", 404))
    digest = _digest([request_id, text, status])
    if (known := _known(key, Sending.Kind.UPDATE, reference, digest)) is not None:
        return known
    actor = _actor(key, language)
    try:
        with transaction.atomic():
            sending = _row(key, Sending.Kind.UPDATE, reference, digest, at)
            sending.request_id = request_id
            sending.position = _said(row, text, status, actor=actor, at=at)
            sending.save(update_fields=["request", "position"])
    except IntegrityError:
        known = _known(key, Sending.Kind.UPDATE, reference, digest)
        if known is None:
            raise
        return known
    return sending


def _said(row: Request, text: str, status: str, *, actor: Actor, at: datetime) -> int:
    if row.status == Status.WAITING:
        service.answer(row.pk, text, actor=actor, at=at)
    elif not row.is_open and status == "closed":
        service.confirm_solved(row.pk, actor=actor, at=at)
    elif not row.is_open:
        service.reopen(row.pk, text, actor=actor, at=at)
    else:
        service.say(row.pk, text, actor=actor, at=at)
    return reports.last_position(row.pk)


def _actor(key: ApiKey, language: str) -> Actor:
    return Actor(kind=f"partner:{key.code}", language=language)


def _row(key: ApiKey, kind: str, reference: str, digest: str, at: datetime) -> Sending:
    return Sending.objects.create(
        key=key,
        kind=kind,
        reference=reference[:LONGEST_REFERENCE] or None,
        digest=digest,
        token=secrets.token_urlsafe(18),
        created_at=at,
    )


def _known(key: ApiKey, kind: str, reference: str, digest: str) -> Sending | None:
    """What came under this reference before. Raises `Refused` when it said something else."""
    if not reference:
        return None
    known = Sending.objects.filter(
        key=key, kind=kind, reference=reference[:LONGEST_REFERENCE]
    ).first()
    if known is not None and known.digest != digest:
        message = _("Something else was sent under the reference “%(reference)s” before.")
        raise Refused(
            Refusal("reference", message % {"reference": reference[:40]}, "reference", 409)
        )
    return known


def _digest(said: Sequence[Any]) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
