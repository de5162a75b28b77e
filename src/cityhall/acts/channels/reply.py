"""The address at which an answer by e-mail finds its thing, such as reply+r3f-k2…@city.example.

It names the thing and carries a keyed hash over the thing and the reader's address, so it works
for whoever got the mail and for nobody else, and needs no table.
"""

from __future__ import annotations

import base64
import hmac
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import salted_hmac

DOORS: dict[str, str] = {}  # a letter for each kind of thing that takes answers
_LOCAL = re.compile(r"([a-z])([0-9a-z]{1,13})-([a-z2-7]{16})")


def door(letter: str, object_type: str) -> None:
    """Let answers by e-mail come to things of this type."""
    DOORS[letter] = object_type


def address_for(about: str, key: str) -> str:
    """Where the reader with this key answers about a thing; empty where nobody would read it."""
    object_type, _, number = about.rpartition(":")
    letter = next((one for one, kind in DOORS.items() if kind == object_type), "")
    name, at, host = parseaddr(settings.MAIL_REPLY)[1].rpartition("@")
    if not letter or not at:
        return ""
    return f"{name}+{letter}{_in_36(int(number))}-{_mark(about, key)}@{host}"


def thing_of(address: str, key: str) -> str | None:
    """The thing that an answer to this address is about; empty when this reader may not say so.

    `None` for an address that is none of ours.
    """
    own, _, host = parseaddr(settings.MAIL_REPLY)[1].lower().rpartition("@")
    local, _, to_host = address.strip().lower().rpartition("@")
    name, plus, tag = local.partition("+")
    found = _LOCAL.fullmatch(tag)
    if not own or (name, to_host) != (own, host) or not plus or not found:
        return None
    letter, number, mark = found.groups()
    if letter not in DOORS:
        return None
    about = f"{DOORS[letter]}:{int(number, 36)}"
    return about if hmac.compare_digest(mark, _mark(about, key)) else ""


def _mark(about: str, key: str) -> str:
    digest = salted_hmac("divan.reply", f"{about}|{key}", algorithm="sha256").digest()
    return base64.b32encode(digest[:10]).decode().lower()


def _in_36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = "0123456789abcdefghijklmnopqrstuvwxyz"[rest] + digits
    return digits or "0"
