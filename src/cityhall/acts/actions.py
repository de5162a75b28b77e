"""`record`: the one door through which every act goes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import F, Model

from cityhall.acts.models import Act, Message, Register, Sealed
from cityhall.database import bulk
from divan.record import canonical, commitment, leaf

_NAMES = ("position", "at", "by", "verb", "object_type", "object_id", "audience", "public", "leaf")


class Signatory(Protocol):
    """Whoever acts, as the record may name them: `resident`, `system`, `import`, `post:<code>`."""

    @property
    def signature(self) -> str: ...


@dataclass(frozen=True)
class Mail:
    """A mail to write with the act: a kind of `acts.mail.WRITERS`, an address, its facts."""

    kind: str
    address: str
    language: str
    context: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """One act to be recorded. `words` are sealed: only their commitment goes into the leaf."""

    verb: str
    object_type: str
    object_id: int
    public: Mapping[str, Any]
    words: Mapping[str, Any] = field(default_factory=dict)
    audience: str = Act.Audience.PUBLIC
    at: datetime | None = None  # for what an import knows of earlier times
    mails: Sequence[Mail] = ()


def record(
    actor: Signatory,
    verb: str,
    on: Model,
    public: Mapping[str, Any],
    reason: str = "",
    *,
    at: datetime,
    words: Mapping[str, Any] | None = None,
    audience: str = Act.Audience.PUBLIC,
    mails: Sequence[Mail] = (),
) -> Act:
    """Put an act on the record, in the transaction that changes the state.

    `public` are the facts that may be said in words for ever; `reason` and `words` may name
    people, so they are sealed. Raises `RuntimeError` outside a transaction.
    """
    sealed = dict(words or {})
    if reason:
        sealed["reason"] = reason
    entry = Entry(verb, on._meta.label_lower, on.pk, public, sealed, audience, mails=mails)
    [row] = _write(actor.signature, [entry], at)
    return Act(**dict(zip(_NAMES, row, strict=True)))


def record_many(actor: Signatory, entries: Sequence[Entry], *, at: datetime) -> list[int]:
    """Put several acts on the record at once, in their order; gives their positions.

    An import's way in: it makes no `Act` of each.
    """
    return [row[0] for row in _write(actor.signature, entries, at)]


def _write(signature: str, entries: Sequence[Entry], at: datetime) -> list[tuple[Any, ...]]:
    """Insert acts with what they seal and the mail they cause; the rows, in order of `_NAMES`."""
    rows, seals, mails = [], [], []
    for position, entry in enumerate(entries, _reserve(len(entries))):
        key = secrets.token_bytes(32) if entry.words else b""
        sealed = commitment(key, entry.words) if entry.words else None
        rows.append(_row(signature, position, entry, sealed, at))
        if entry.words:
            seals.append(Sealed(act_id=position, key=key, words=dict(entry.words)))
        mails.extend(_message(position, mail, at) for mail in entry.mails)
    bulk.insert(Act, _NAMES, rows)
    if seals:
        Sealed.objects.bulk_create(seals, batch_size=500)
    if mails:
        Message.objects.bulk_create(mails, ignore_conflicts=True)
    return rows


def _reserve(count: int) -> int:
    """The next positions. The row stays locked until commit, so order and gaps hold."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded inside the transaction that changes the state")
    if not Register.objects.filter(pk=1).update(size=F("size") + count):
        Register.objects.get_or_create(pk=1)
        Register.objects.filter(pk=1).update(size=F("size") + count)
    return Register.objects.values_list("size", flat=True).get(pk=1) - count


def _row(
    signature: str, position: int, entry: Entry, sealed: str | None, at: datetime
) -> tuple[Any, ...]:
    moment = entry.at or at
    text = leaf(
        position=position,
        at=moment,
        by=signature,
        verb=entry.verb,
        on=f"{entry.object_type}:{entry.object_id}",
        public=entry.public,
        sealed=sealed,
    )
    return (
        position,
        moment,
        signature,
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.audience,
        dict(entry.public),
        canonical(text).decode(),
    )


def _message(position: int, mail: Mail, at: datetime) -> Message:
    return Message(
        act_id=position,
        kind=mail.kind,
        address=mail.address,
        language=mail.language,
        context=dict(mail.context),
        created_at=at,
        next_try_at=at,
    )


@transaction.atomic
def forget(act: Act) -> None:
    """Erase what an act sealed: its leaf stays and verifies, its words are gone."""
    Sealed.objects.filter(act=act).delete()
