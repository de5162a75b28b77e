"""What goes on while nobody asks: mails are sent, and the counters' chores are done."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import close_old_connections, connections, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cityhall.acts.mail import letter_of
from cityhall.acts.models import Message

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
MOST_TRIES = len(WAITS) + 1
KEPT = timedelta(days=30)  # how long the address of a mail that went out is remembered
CHORES_EVERY = timedelta(minutes=10)
_FAILURES_IN_A_ROW = 3  # then the mail server is left alone until the next round

Chore = Callable[[datetime], object]
CHORES: list[Chore] = []
log = logging.getLogger(__name__)


def chore(work: Chore) -> Chore:
    """Have a function called with the time, about every ten minutes."""
    CHORES.append(work)
    return work


def run(stop: threading.Event, *, pause: float = 2.0) -> None:
    """Work until `stop` is set, looking for mail every `pause` seconds; made to be a thread."""
    chores_at = timezone.now()
    try:
        while not stop.wait(pause):
            close_old_connections()
            now = timezone.now()
            _carefully(send_due, now)
            if now >= chores_at:
                chores_at = now + CHORES_EVERY
                for work in CHORES:
                    _carefully(work, now)
    finally:
        connections.close_all()


def send_due(at: datetime, *, most: int = 100) -> int:
    """Send the mails that are due, oldest first; how many went out.

    A mail is claimed before it is sent, so two workers never send the same one. A worker that
    dies between sending and noting it causes a repetition, with the same Message-ID.
    """
    waiting = Message.objects.filter(sent_at__isnull=True, next_try_at__lte=at)
    mailbox = get_connection()
    sent = failures = 0
    try:
        for message in waiting.order_by("next_try_at", "pk")[:most]:
            if not _claim(message, at):
                continue
            if _send(message, mailbox):
                _note_sent(message, at)
                sent, failures = sent + 1, 0
                continue
            failures += 1
            mailbox.close()
            if failures == _FAILURES_IN_A_ROW:
                break
    finally:
        mailbox.close()
    return sent


@chore
@transaction.atomic
def forget_sent(at: datetime) -> int:
    """Forget mails, and with them addresses, some time after they went out or were given up."""
    over = Message.objects.filter(next_try_at__isnull=True, created_at__lt=at - KEPT)
    return over.delete()[0]


@transaction.atomic
def _claim(message: Message, at: datetime) -> bool:
    """Whether this worker is the one that tries now; the next try is settled before this one."""
    wait = WAITS[message.tries] if message.tries < len(WAITS) else None
    claimed = Message.objects.filter(pk=message.pk, tries=message.tries, sent_at__isnull=True)
    return bool(
        claimed.update(tries=message.tries + 1, next_try_at=None if wait is None else at + wait)
    )


@transaction.atomic
def _note_sent(message: Message, at: datetime) -> None:
    Message.objects.filter(pk=message.pk).update(sent_at=at, next_try_at=None)


def _send(message: Message, mailbox: BaseEmailBackend) -> bool:
    try:
        letter = letter_of(message.kind, message.context, message.language)
        if letter is not None:
            mailbox.open()
            EmailMessage(
                letter.subject,
                letter.text,
                to=[message.address],
                headers={
                    "Message-ID": message_id(message),
                    "Content-Language": message.language,
                    "Auto-Submitted": "auto-generated",
                },
                connection=mailbox,
            ).send()
    except Exception as error:
        _report(f"mail {message.pk} ({message.kind}), try {message.tries + 1}", error)
        return False
    return True


def message_id(message: Message) -> str:
    """The same for every try, so that a repetition is known as one."""
    digest = salted_hmac("divan.message", str(message.pk), algorithm="sha256").hexdigest()[:20]
    return f"<{message.pk}.{digest}@{urlsplit(settings.ORIGIN).hostname or 'localhost'}>"


def _carefully(work: Chore, at: datetime) -> None:
    try:
        work(at)
    except Exception as error:
        _report(getattr(work, "__name__", repr(work)), error)


def _report(what: str, error: Exception) -> None:
    """Name the fault without its text, in which an address or a name may stand."""
    log.error("%s: %s", what, type(error).__name__)
