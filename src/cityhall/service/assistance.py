"""The terms on which an officer writes down a report for somebody: what is agreed, how, and why.

Also what the person will show to take the report over: a phone number or an e-mail address that
they left, or a word that they chose. It is kept as keyed hashes and never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import receipts
from divan import language

CONSENTS = {
    "write": _("that an officer writes the report down for them"),
    "contact": _("that their name, phone or e-mail is kept, so that the city can ask and tell"),
}
WAYS = {
    "spoken": _("They said yes after it was read to them"),
    "signed": _("They signed it on paper"),
}
REASONS = {
    "line": _("No phone or internet of their own at hand"),
    "writing": _("They asked for help with writing"),
    "wish": _("They would rather speak to somebody"),
}
RECEIPT_SHOWN = timedelta(minutes=30)  # after that the code is the person's own affair
SHORTEST_WORD = 4
_POWERS = (Power.ASSIST, Power.HANDLE, Power.DISPATCH)


@dataclass(frozen=True)
class Help:
    """How a report came to be written by an officer; `known` as typed."""

    channel: str
    agreed: tuple[str, ...]
    how: str
    reason: str
    known: tuple[str, ...] = ()

    @property
    def keeps_contact(self) -> bool:
        return "contact" in self.agreed


def assists(actor: Actor) -> bool:
    """Whether the actor may write reports down for others."""
    return actor.person is not None and any(actor.may(power) for power in _POWERS)


def draft_owners(actor: Actor) -> list[str]:
    """The names under which a draft is the actor's own: their browser's; and, for whoever writes
    for others, their own, so that a shared computer keeps nothing of it."""
    owners = [receipts.voice_of("browser", actor.browser)] if actor.browser else []
    return [*owners, assistant(actor)] if assists(actor) else owners


def assistant(actor: Actor) -> str:
    return receipts.voice_of("assistant", str(actor.person_id))


def help_of(data: Mapping[str, Any]) -> Help | None:
    """The help that a draft speaks of; `None` where its owner writes for themselves."""
    told = data.get("assisted")
    if told is None:
        return None
    known = (data.get("phone", ""), data.get("email", ""), data.get("word", ""))
    return Help(
        told["channel"],
        tuple(told["agreed"]),
        told["how"],
        told["reason"],
        tuple(one for one in known if one),
    )


def hashes_of(values: Iterable[str], nonce: UUID) -> list[str]:
    """What is kept of the values, in an order that does not tell which is which."""
    return sorted(
        receipts.voice_of("known", f"{nonce.hex}|{plain}")
        for plain in {_plain(value) for value in values}
        if plain
    )


def _plain(value: str) -> str:
    """One form of what somebody knows, however it is typed: digits alone of a number."""
    folded = language.fold(language.clean(value)).strip().lower()
    digits = "".join(sign for sign in language.latin_digits(folded) if sign.isdecimal())
    is_number = digits and not any(sign.isalpha() for sign in folded)
    return digits if is_number else "".join(folded.split())
