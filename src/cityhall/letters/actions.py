"""Taking in a letter: at most once, from whoever got the mail it answers, and never in a circle."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail, say
from cityhall.acts.channels.email import is_own_id
from cityhall.acts.channels.reply import thing_of
from cityhall.acts.models import Incoming
from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.wishes import reader_key
from cityhall.acts.worker import chore
from cityhall.letters.incoming.doors import DOORS, Visitor
from cityhall.letters.incoming.reading import Letter, Unreadable, read
from cityhall.web.preferences import page_language

MOST_OF_A_SENDER = 20  # letters a day
MOST_OF_A_THING = 20  # letters an hour
KEPT = timedelta(days=90)  # so long a repetition is known as one


def take_in(raw: bytes, *, at: datetime, recipient: str = "") -> str:
    """Take in one mail; what became of it, in a word.

    `taken …` by its counter, `refused` with one polite answer, or passed over in silence:
    `known`, `machine`, `unreadable`, `stray` (for none of our addresses), `too_many`.
    """
    try:
        letter = read(raw, recipient=recipient)
    except Unreadable:
        return "unreadable"
    key = reader_key(letter.sender)
    visitor = Visitor(letter.sender, key)
    name = salted_hmac("divan.letter", letter.name, algorithm="sha256").hexdigest()
    if Incoming.objects.filter(name=name).exists():
        return "known"
    about = _thing(letter, key)
    if letter.machine or is_own_id(letter.name) or _is_own(letter.sender):
        fate = "machine"
    elif about is None or not letter.sender:
        fate = "stray"
    elif _too_many(key, about, at):
        fate = "too_many"
    else:
        fate = ""
    prepared = DOORS[about.rpartition(":")[0]].prepare(letter) if about and not fate else None
    try:
        with transaction.atomic():
            row = Incoming.objects.create(
                name=name, sender=key, about=about or "", fate=fate or "taken", at=at
            )
            if fate:
                return fate
            return _handed_over(row, about or "", letter, prepared, visitor, at)
    except IntegrityError:
        if Incoming.objects.filter(name=name).exists():
            return "known"  # another process was quicker
        raise


def _handed_over(
    row: Incoming, about: str, letter: Letter, prepared: Any, visitor: Visitor, at: datetime
) -> str:
    """Give a letter to its counter; whoever is refused learns why, once a day."""
    try:
        if not about:
            raise Refused(_wrong_address())
        object_type, _colon, number = about.rpartition(":")
        with transaction.atomic():
            return DOORS[object_type].take(int(number), letter, prepared, visitor, at=at)
    except Refused as refused:
        row.fate = "refused"
        row.save(update_fields=["fate"])
        if not _was_told(row, at):
            _tell(letter, about, refused, at)
        return "refused"


def _thing(letter: Letter, key: str) -> str | None:
    """What the letter is about: `None` for no address of ours, empty for one of somebody else."""
    found = [thing_of(address, key) for address in letter.recipients]
    ours = [about for about in found if about is not None]
    return next((about for about in ours if about), "" if ours else None)


def _is_own(sender: str) -> bool:
    """Whether a letter comes from an address from which we write ourselves."""
    own = {settings.DEFAULT_FROM_EMAIL.lower(), settings.MAIL_REPLY.lower()}
    name, _plus, _rest = sender.partition("+")
    reply_name, _at, host = settings.MAIL_REPLY.lower().rpartition("@")
    return sender in own or (bool(host) and name == reply_name and sender.endswith(f"@{host}"))


def _too_many(key: str, about: str, at: datetime) -> bool:
    of_sender = Incoming.objects.filter(sender=key, at__gt=at - timedelta(days=1))
    if of_sender.count() >= MOST_OF_A_SENDER:
        return True
    of_thing = Incoming.objects.filter(about=about, at__gt=at - timedelta(hours=1))
    return bool(about) and of_thing.count() >= MOST_OF_A_THING


def _was_told(row: Incoming, at: datetime) -> bool:
    """Whether this sender got a refusal within the last day; two machines would never stop."""
    before = Incoming.objects.filter(
        sender=row.sender, fate="refused", at__gt=at - timedelta(days=1)
    )
    return before.exclude(pk=row.pk).exists()


def _wrong_address() -> Refusal:
    message = _("Write from the address to which our mail came, or use the link in that mail.")
    return Refusal("address", message, status=403)


def _tell(letter: Letter, about: str, refused: Refused, at: datetime) -> None:
    facts = {"why": refused.refusal.message, "about": about}
    say(Mail("letters.refused", letter.sender, page_language(), facts), at=at)


@chore
@transaction.atomic
def forget_incoming(at: datetime) -> int:
    """Forget which letters came, some time after."""
    return Incoming.objects.filter(at__lt=at - KEPT).delete()[0]
