"""Short messages: their length, the gateway through which they leave, the word that stops them.

Persian goes out in UCS-2, 70 letters a message; one letter more and two are paid. Our texts keep
within one, and a test holds them to it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import datetime

import phonenumbers
from django.conf import settings

from cityhall.acts import outbox
from cityhall.acts import wishes as readers
from cityhall.acts.channels import Undeliverable, Unreachable, channel
from cityhall.acts.channels.email import facts_of
from cityhall.acts.mail import EVERYTHING, text_of
from cityhall.acts.models import Message
from cityhall.acts.wishes import Pace, Wishes, reader_key
from cityhall.acts.worker import errand
from cityhall.letters import gateway
from divan import language

# GSM 03.38: the basic alphabet counts once, its extension twice; anything else makes it UCS-2.
_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("^{}\\[~]|€\f")
STOP_WORDS = frozenset({"stop", "stopall", "unsubscribe", "cancel", "end", "quit", "لغو", "توقف"})
REGION = "IR"  # of numbers that are written without their country


def parts(text: str) -> tuple[str, int, int]:
    """Alphabet (`gsm` or `ucs2`), units that the text takes, and messages that are paid."""
    if all(letter in _BASIC or letter in _EXTENDED for letter in text):
        units = sum(2 if letter in _EXTENDED else 1 for letter in text)
        return "gsm", units, 1 if units <= 160 else -(-units // 153)
    units = len(text.encode("utf-16-be")) // 2
    return "ucs2", units, 1 if units <= 70 else -(-units // 67)


def number_of(typed: str) -> str:
    """A mobile number as gateways want it, such as +989123456789; empty where it is none."""
    try:
        number = phonenumbers.parse(language.latin_digits(typed[:40]), REGION)
    except phonenumbers.NumberParseException:
        return ""
    kinds = (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in kinds:
        return ""
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def available() -> bool:
    """Whether this city has a gateway."""
    return bool(settings.SMS_URL)


_PATIENCE = outbox.Patience()


@errand
def send_texts(at: datetime) -> int:
    """Send the short messages that are due. The gateway may be slow: mails do not wait for it."""
    if not available():
        return 0
    return outbox.send_due(at, patience=_PATIENCE, only=(Message.Channel.SMS,))


@channel(Message.Channel.SMS)
class Telephone:
    """The gateway as a channel; without one, messages wait until it is set."""

    def open(self) -> None:
        if not available():
            raise Unreachable("DIVAN_SMS_URL is not set")

    def send(self, messages: Sequence[Message], wishes: Wishes) -> bool:
        message = messages[0]
        spoken = wishes.language or message.language
        text = text_of(message.kind, facts_of(message, wishes), spoken)
        if text is None:
            return False
        # One name for every try, so that a gateway that remembers sends it once.
        name = hashlib.sha256(f"{settings.ORIGIN}|{message.pk}".encode()).hexdigest()[:32]
        send_now(message.address, text, name)
        return True

    def close(self) -> None:
        pass


def send_now(number: str, text: str, name: str) -> None:
    """Hand a short message to the gateway. Raises `Undeliverable`, `Unreachable` or `OSError`."""
    order = {"id": name, "to": number, "from": settings.SMS_FROM, "text": text}
    headers = {"Content-Type": "application/json", "Idempotency-Key": name}
    if settings.SMS_KEY:
        headers["Authorization"] = f"Bearer {settings.SMS_KEY}"
    status = gateway.post(settings.SMS_URL, json.dumps(order).encode(), headers)
    if status in (401, 403, 404, 429):  # our settings, or too much at once: every message waits
        raise Unreachable(f"the gateway answered {status}")
    if 400 <= status < 500:
        raise Undeliverable(str(status))
    if not 200 <= status < 300:
        raise OSError(f"the gateway answered {status}")


def take_in(number: str, text: str, *, at: datetime) -> bool:
    """Heed a short message that came in: the word that stops them is understood, nothing else."""
    address = number_of(number)
    word = re.sub(r"[\W_]+", "", language.fold(text))
    stops = {re.sub(r"[\W_]+", "", language.fold(one)) for one in STOP_WORDS}
    if not address or word not in stops:
        return False
    readers.choose(reader_key(address), at=at, topics={EVERYTHING: Pace.NEVER})
    return True
