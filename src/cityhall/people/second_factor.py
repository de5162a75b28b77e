"""The second factor: who must have one, whether this session passed it, and how it is kept.

An officer's session carries posts only after it passed the second factor, by a code at sign-in
or by enrolling. Turning it on or off ends the person's other sessions.
"""

from __future__ import annotations

import base64
import io
import secrets
import time
from typing import Any

import segno
from allauth.account.internal.flows.login import (
    AUTHENTICATION_METHODS_SESSION_KEY,
    get_authentication_records,
    record_authentication,
)
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from cityhall.people import queries
from cityhall.people.models import Person
from cityhall.people.names import name_in

TOTP = Authenticator.Type.TOTP


def has_passed(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor, or enrolled one."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def has_one(person: Person) -> bool:
    return Authenticator.objects.filter(user=person, type=TOTP).exists()


def end_other_sessions(request: HttpRequest) -> None:
    """Sign this person out everywhere but here."""
    Person.objects.filter(pk=request.user.pk).update(session_epoch=F("session_epoch") + 1)
    request.user.refresh_from_db(fields=["session_epoch"])
    update_session_auth_hash(request, request.user)


def spend(authenticator: Authenticator, code: str) -> bool:
    """Take a code once and none older (RFC 6238, 5.2); False for one that was taken before."""
    secret = Adapter().decrypt(authenticator.data["secret"])
    step = _step_of(code, secret)
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        if row.data.get("last_step", 0) >= step:
            return False
        row.data["last_step"] = step
        row.save(update_fields=["data"])
    authenticator.data = row.data
    return True


class Adapter(DefaultMFAAdapter):
    """Secrets are encrypted under the installation's own; officers cannot turn it off."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code does not fit, or was used already. Wait for the next one."),
        "cannot_delete_authenticator": _(
            "Whoever holds a post in this city needs a second factor, so it stays on."
        ),
    }

    def get_totp_issuer(self) -> str:
        return name_in(queries.city().name)

    def build_totp_svg(self, url: str) -> str:
        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", border=2, scale=4, light="#ffffff")
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that nobody knows when the installation's own has changed since."""
        try:
            return _cipher().decrypt(encrypted_text).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        person = authenticator.user
        return not (queries.city().second_factor and queries.holds_a_post(person))


def on_added(request: HttpRequest, user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Enrolling passes this session; the code that proved it is spent."""
    if authenticator.type != TOTP:
        return
    authenticator.data["last_step"] = int(time.time()) // app_settings.TOTP_PERIOD
    authenticator.save(update_fields=["data"])
    record_authentication(request, user, "mfa", type=TOTP, reauthenticated=True)
    end_other_sessions(request)


def on_removed(request: HttpRequest, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != TOTP:
        return
    records = get_authentication_records(request, request.user)
    request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [
        record for record in records if record["method"] != "mfa"
    ]
    end_other_sessions(request)


def _step_of(code: str, secret: str) -> int:
    """Which half minute the code belongs to; 0 when it has just run out."""
    for step in totp.yield_hotp_counters_from_time():
        fitting = totp.format_hotp_value(totp.hotp_value(secret, step))
        if compare_user_code(actual=code, expected=fitting):
            return step
    return 0


def _cipher() -> Fernet:
    key = salted_hmac("divan.second_factor", "key", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
