"""How people sign in: what allauth asks of this house, and the mails it sends for it."""

from __future__ import annotations

import logging
import time
from email.utils import make_msgid
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context as current
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.mail import EmailMessage
from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cityhall.acts.channels.email import host
from cityhall.people.middleware import actor_of
from cityhall.people.models import Person, Power
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.web import limits
from divan import language

_LOG = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """The same answer for known and unknown addresses, in this house's own words."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "E-mail and password do not fit together. Try again, or leave the password empty:"
            " we send you a code."
        ),
        "incorrect_code": _("This is not the code we sent. Copy it from the newest e-mail."),
        "incorrect_password": _("This is not your password."),
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _("Too many tries. Wait a few minutes, then try again."),
        "rate_limited": _("Too many tries. Wait a minute, then try again."),
        "duplicate_email": _("This is your e-mail address already."),
        "same_as_current": _("This is your e-mail address already."),
        "email_taken": _("Somebody else signs in with this e-mail address."),
    }

    def save_user(
        self, request: HttpRequest, user: Person, form: Form, commit: bool = True
    ) -> Person:
        user.name = language.clean(form.cleaned_data.get("name", "")).strip()
        user.language = request.language
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Officers go to their work, everyone else to the first page."""
        actor = actor_of(request)
        if actor.may(Power.FIELD) and not (actor.may(Power.HANDLE) or actor.may(Power.DISPATCH)):
            return reverse("field")
        if any(actor.may(power) for power in (Power.HANDLE, Power.FIELD, Power.DISPATCH)):
            return reverse("desk")
        if actor.may(Power.PEOPLE) or actor.may(Power.SERVICES):
            return reverse("manage")
        return reverse("home")

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("account" if self.request.user.is_authenticated else "account_login")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has just signed in need not prove it a second time."""
        records = get_authentication_records(self.request, self.request.user)
        if not records:
            return True
        age: float = time.time() - records[-1]["at"]
        return age > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_client_ip(self, request: HttpRequest) -> str:
        return limits.address_of(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        return False  # pages only: one kind of answer to test

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """A mail of plain text; its words are jinja2/`template_prefix`_*.txt."""
        facts = {**context, "origin": settings.ORIGIN}
        subject, body = (
            render_to_string(f"{template_prefix}_{part}.txt", facts, current.request).strip()
            for part in ("subject", "message")
        )
        title = f"{name_in(city().name)}: {' '.join(subject.split())}"
        to = [email] if isinstance(email, str) else email
        own = {"Message-ID": make_msgid(domain=host()), **(headers or {})}
        return EmailMessage(title, body + "\n", self.get_from_email(), to, headers=own)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send now: somebody waits for the code. Ends the request with a page when it fails."""
        try:
            self.render_mail(template_prefix, email, context).send()
        except (SMTPException, OSError) as error:
            _LOG.error("mail %s was not sent: %s", template_prefix, type(error).__name__)
            page = render(current.request, "account/mail_failed.html", status=503)
            raise ImmediateHttpResponse(page) from error

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """News of a change that has happened: a mail that fails does not undo it."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except ImmediateHttpResponse:
            _LOG.error("the change was made without its mail")
