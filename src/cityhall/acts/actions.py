"""`record`: the one door through which every act goes."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.models import F, Model

from cityhall.acts.models import Act, Message, Register, Sealed
from cityhall.database import bulk
from divan.record import canonical, commitment, leaf

_NAMES = ("position", "at", "by", "verb", "object_type", "object_id", "audience", "public", "leaf")


class Signatory(Protocol):
    """Whoever acts, as the record may name them: `resident`, `system`, `import`, `post:<code>`,
    `seat:<body>`."""

    @property
    def signature(self) -> str: ...


NOW = timedelta(0)


@dataclass(frozen=True)
class Mail:
    """A message to write with the act: a kind of `acts.mail.WRITERS`, an address, its facts.

    `topic` is what its reader may unsubscribe from; a mail without one is necessary.
    """

    kind: str
    address: str
    language: str
    context: Mapping[str, Any] = field(default_factory=dict)
    topic: str = ""
    channel: str = Message.Channel.EMAIL


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
    hold: timedelta = NOW


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
    hold: timedelta = NOW,
) -> Act:
    """Put an act on the record, in the transaction that changes the state.

    `public` are the facts that may be said in words for ever; `reason` and `words` may name
    people, so they are sealed. The mails leave no earlier than `hold` after the act, and until
    then `withdraw_messages` takes them back. Raises `RuntimeError` outside a transaction.
    """
    sealed = dict(words or {})
    if reason:
        sealed["reason"] = reason
    entry = Entry(
        verb, on._meta.label_lower, on.pk, public, sealed, audience, mails=mails, hold=hold
    )
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
        about = f"{entry.object_type}:{entry.object_id}"
        mails.extend(_message(mail, position, about, at, entry.hold) for mail in entry.mails)
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


def _message(
    mail: Mail, position: int | None, about: str, at: datetime, hold: timedelta = NOW
) -> Message:
    return Message(
        act_id=position,
        kind=mail.kind,
        channel=mail.channel,
        address=mail.address,
        language=mail.language,
        topic=mail.topic,
        about=about,
        context=dict(mail.context),
        created_at=at,
        next_try_at=at + hold,
    )


def say(mail: Mail, *, at: datetime, about: str = "") -> None:
    """Queue a message that no act causes, such as an answer to a letter that was not taken."""
    _message(mail, None, about, at).save(force_insert=True)


def withdraw_messages(act: Act | int) -> bool:
    """Take back what an act told people, because the act is undone in this transaction.

    Whether nothing of it has left, or may be leaving just now: where the answer is no, somebody
    has read it, and the act that undoes must tell them so. Call it inside the transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("messages are withdrawn inside the transaction that undoes their act")
    position = act if isinstance(act, int) else act.position
    of_act = Message.objects.filter(act=position)
    of_act.filter(tries=0, next_try_at__isnull=False).update(
        next_try_at=None, fate=Message.Fate.WITHDRAWN
    )
    harmless = (Message.Fate.WITHDRAWN, Message.Fate.UNWANTED, Message.Fate.EMPTY)
    return not of_act.exclude(fate__in=harmless).exists()


@transaction.atomic
def forget(act: Act) -> None:
    """Erase what an act sealed: its leaf stays and verifies, its words are gone."""
    Sealed.objects.filter(act=act).delete()


def forget_about(object_type: str, object_ids: Sequence[int]) -> int:
    """Erase all that acts on these objects sealed; how many acts lost their words."""
    acts = Act.objects.filter(object_type=object_type, object_id__in=object_ids)
    return Sealed.objects.filter(act__in=acts).delete()[0]
