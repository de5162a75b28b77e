"""Addresses that nobody has proven to be theirs: anybody can write down somebody else's."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.service import receipts
from cityhall.web.limits import address_of, allow, network_of

AT_ONCE, AN_HOUR = 5, 5  # reports that may begin to write to one address
VOICES_AT_ONCE, VOICES_AN_HOUR = 10, 10  # of unknown visitors of one network, for one report


def may_speak(request: HttpRequest, report: int) -> Refusal | None:
    """Whether one more unknown visitor of this network may say "me too" to this report.

    Many phones share one address of their operator, so the bound is wide; who signs in is known
    and needs none.
    """
    if request.actor.person is not None:
        return None
    visitor = f"{report}|{network_of(address_of(request))}"
    if allow("voice", visitor, per_minute=VOICES_AN_HOUR / 60, burst=VOICES_AT_ONCE):
        return None
    message = _("Many voices came from your network. Sign in to add yours, or try in an hour.")
    return Refusal("many_voices", message, status=429)


def may_write_to(request: HttpRequest, email: str) -> Refusal | None:
    """Whether one more report may send its mails here, or the city would be used to pester.

    Whoever has signed in with an address has proven it, and follows as much as they like.
    """
    person = request.actor.person
    if person is not None and person.email == email:
        return None
    if allow("mail", receipts.voice_of("email", email), per_minute=AN_HOUR / 60, burst=AT_ONCE):
        return None
    message = _(
        "Much mail goes to this address already. Sign in to follow more reports, "
        "or go on without an address."
    )
    return Refusal("much_mail", message, "email", 429)
