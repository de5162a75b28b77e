"""Fetching answers from a mailbox over IMAP; a mail is marked as read once it was dealt with."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from django.conf import settings

from cityhall.acts.worker import errand
from cityhall.letters.actions import take_in
from cityhall.letters.incoming.reading import MOST_BYTES

MOST_AT_ONCE = 50
SECONDS = 30
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@errand(every=timedelta(minutes=1))
def fetch(at: datetime) -> int:
    """Take in what is new in the mailbox of the settings; how many mails were dealt with.

    A mail that was taken and not marked, because the line broke, is known the next time.
    """
    if not settings.MAIL_INBOX:
        return 0
    done = 0
    with _mailbox(settings.MAIL_INBOX) as box:
        _state, found = box.uid("SEARCH", "UNSEEN")
        for uid in (found[0] or b"").split()[:MOST_AT_ONCE]:
            name = uid.decode("ascii")
            if (raw := _mail(box, name)) is not None:
                take_in(raw, at=at)
            box.uid("STORE", name, "+FLAGS", "(\\Seen)")
            done += 1
    return done


def _mail(box: imaplib.IMAP4, uid: str) -> bytes | None:
    """The bytes of a mail; none for one that is too large to be looked at."""
    _state, told = box.uid("FETCH", uid, "(RFC822.SIZE)")
    size = _SIZE.search(b" ".join(one for one in told if isinstance(one, bytes)))
    if size is None or int(size.group(1)) > MOST_BYTES:
        return None
    _state, told = box.uid("FETCH", uid, "(BODY.PEEK[])")
    return next((one[1] for one in told if isinstance(one, tuple)), None)


@contextmanager
def _mailbox(url: str) -> Iterator[imaplib.IMAP4]:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    box: imaplib.IMAP4
    if parts.scheme == "imaps":
        box = imaplib.IMAP4_SSL(host, port or 993, timeout=SECONDS)
    else:
        box = imaplib.IMAP4(host, port or 143, timeout=SECONDS)
        if host not in ("localhost", "127.0.0.1"):
            box.starttls()
    try:
        box.login(unquote(parts.username or ""), unquote(parts.password or ""))
        box.select(unquote(parts.path.strip("/")) or "INBOX")
        yield box
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            box.logout()
