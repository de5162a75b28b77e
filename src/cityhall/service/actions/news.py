"""How the reporter hears of one report: by e-mail, by short message, or not at all."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from cityhall.acts import wishes
from cityhall.acts.channels import Undeliverable, Unreachable
from cityhall.acts.mail import EVERYTHING
from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.wishes import Pace, reader_key
from cityhall.letters import sms
from cityhall.service.models import Party, Request
from cityhall.web import limits
from divan import language

PROOF_LIVES = timedelta(minutes=10)
MOST_TRIES = 5


@dataclass
class Proof:
    """A number that awaits its proof. It is kept in the visitor's session, the code only hashed."""

    request: int
    number: str
    mark: str
    until: float
    tries: int = 0


def send_proof(request: Request, typed: str, *, at: datetime) -> Proof:
    """Send a code to a mobile number, which whoever reads it there types in.

    Raises `Refused` for what is no mobile number, and where the gateway does not answer.
    """
    number = sms.number_of(typed)
    if not sms.available() or not number:
        message = _("Write a mobile number, such as 0912 345 6789.")
        raise Refused(Refusal("bad_mobile", message, "mobile", 422))
    if not limits.allow("sms-proof", number, per_minute=0.1, burst=3):
        message = _("Enough codes went to this number. Try again in half an hour.")
        raise Refused(Refusal("too_often", message, "mobile", 429))
    code = f"{secrets.randbelow(10**6):06}"
    words = _("Code: %(code)s. Give it to nobody.") % {"code": code}
    try:
        sms.send_now(number, words, secrets.token_hex(16))
    except (Undeliverable, Unreachable, OSError):
        message = _("The message did not go out. Compare the number, or try again later.")
        raise Refused(Refusal("gateway", message, "mobile", 503)) from None
    return Proof(request.pk, number, _mark(number, code), (at + PROOF_LIVES).timestamp())


def prove(proof: Proof, typed: str, *, at: datetime) -> None:
    """Have the news of a report sent to the number, if the code is right; else `Refused`."""
    code = "".join(letter for letter in language.latin_digits(typed[:20]) if letter.isdigit())
    proof.tries += 1
    if at.timestamp() > proof.until or proof.tries > MOST_TRIES:
        message = _("This code has run out. Ask for a new one.")
        raise Refused(Refusal("run_out", message, "mobile", 422))
    if not constant_time_compare(_mark(proof.number, code), proof.mark):
        message = _("This is not the code we sent. Copy it from the newest message.")
        raise Refused(Refusal("wrong_code", message, "code", 422))
    with transaction.atomic():
        _reporter(proof.request).update(mobile=proof.number)
        wishes.choose(reader_key(proof.number), at=at, topics={EVERYTHING: Pace.AT_ONCE})


def forget_mobile(request: Request) -> None:
    """Send no more short messages about a report; mails go out again where there is an address."""
    _reporter(request.pk).update(mobile="")


def hear(request: Request, wanted: bool, *, at: datetime) -> None:
    """Whether mails about this report should come to its reporter."""
    about = f"service.request:{request.pk}"
    for email in _reporter(request.pk).exclude(email="").values_list("email", flat=True):
        pace = Pace.AT_ONCE if wanted else Pace.NEVER
        wishes.choose(reader_key(email), at=at, things={about: pace})


def _reporter(request_id: int):
    return Party.objects.filter(request=request_id, role=Party.Role.REPORTER)


def _mark(number: str, code: str) -> str:
    return salted_hmac("divan.mobile", f"{number}|{code}", algorithm="sha256").hexdigest()
