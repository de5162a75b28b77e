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
    return record_many(actor, [entry], at=at)[0]


def record_many(actor: Signatory, entries: Sequence[Entry], *, at: datetime) -> list[Act]:
    """Put several acts on the record at once, in their order; an import's way in."""
    first = _reserve(len(entries))
    acts, seals = [], []
    for position, entry in enumerate(entries, first):
        act, seal = _write(actor.signature, position, entry, at)
        acts.append(act)
        if seal is not None:
            seals.append(seal)
    bulk.insert(Act, _NAMES, [[getattr(act, name) for name in _NAMES] for act in acts])
    if seals:
        Sealed.objects.bulk_create(seals, batch_size=500)
    mails = [
        Message(
            act=act,
            kind=mail.kind,
            address=mail.address,
            language=mail.language,
            context=dict(mail.context),
            created_at=at,
            next_try_at=at,
        )
        for act, entry in zip(acts, entries, strict=True)
        for mail in entry.mails
    ]
    if mails:
        Message.objects.bulk_create(mails, ignore_conflicts=True)
    return acts


def _reserve(count: int) -> int:
    """The next positions. The row stays locked until commit, so order and gaps hold."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act is recorded inside the transaction that changes the state")
    if not Register.objects.filter(pk=1).update(size=F("size") + count):
        Register.objects.get_or_create(pk=1)
        Register.objects.filter(pk=1).update(size=F("size") + count)
    return Register.objects.values_list("size", flat=True).get(pk=1) - count


def _write(signature: str, position: int, entry: Entry, at: datetime) -> tuple[Act, Sealed | None]:
    key = secrets.token_bytes(32) if entry.words else b""
    text = leaf(
        position=position,
        at=entry.at or at,
        by=signature,
        verb=entry.verb,
        on=f"{entry.object_type}:{entry.object_id}",
        public=entry.public,
        sealed=commitment(key, entry.words) if entry.words else None,
    )
    act = Act(
        position=position,
        at=entry.at or at,
        by=signature,
        verb=entry.verb,
        object_type=entry.object_type,
        object_id=entry.object_id,
        audience=entry.audience,
        public=dict(entry.public),
        leaf=canonical(text).decode(),
    )
    seal = Sealed(act=act, key=key, words=dict(entry.words)) if entry.words else None
    return act, seal


@transaction.atomic
def forget(act: Act) -> None:
    """Erase what an act sealed: its leaf stays and verifies, its words are gone."""
    Sealed.objects.filter(act=act).delete()
