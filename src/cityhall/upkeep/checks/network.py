"""How the city is reached, and whether its mails get out."""

from __future__ import annotations

import smtplib
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection

from cityhall.upkeep.checks import Check, Fault

_HERE = ("localhost", "127.0.0.1", "::1", "[::1]")


def address(at: datetime) -> Iterator[Fault]:
    host = urlsplit(settings.ORIGIN).hostname or ""
    if settings.DEBUG:
        yield Fault(
            "debug", "DIVAN_DEBUG=1 shows faults in detail to everyone.", "Unset DIVAN_DEBUG."
        )
    if host in _HERE:
        yield Fault(
            "origin-local",
            f"DIVAN_ORIGIN={settings.ORIGIN}: links in mails lead to this machine only.",
            "Set DIVAN_ORIGIN=https:// and the name under which residents reach the city.",
            "warning",
        )
    elif not settings.HTTPS:
        yield Fault(
            "no-https",
            f"DIVAN_ORIGIN={settings.ORIGIN}: without https others read along and take sessions.",
            "Put a proxy with a certificate in front, and write https:// there.",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Fault(
            "hosts-any",
            "DIVAN_HOSTS=* answers to any name, so a forged one can stand in links.",
            f"Set DIVAN_HOSTS={host},127.0.0.1",
        )
    elif host and not any(_fits(host, known) for known in settings.ALLOWED_HOSTS):
        yield Fault(
            "hosts-without-origin",
            f"DIVAN_HOSTS={','.join(settings.ALLOWED_HOSTS)} does not hold {host}: every page "
            f"under that name answers 400.",
            f"Set DIVAN_HOSTS={host},127.0.0.1",
        )
    if settings.HTTPS and not settings.PROXIES:
        yield Fault(
            "no-proxy",
            "DIVAN_ORIGIN is https, but DIVAN_PROXIES=0: the city believes that all come from "
            "the proxy, and one visitor's haste is held against all.",
            "Set DIVAN_PROXIES=1 where one proxy adds X-Forwarded-For and X-Forwarded-Proto.",
        )
    if settings.READ_ONLY:
        yield Fault(
            "read-only",
            "DIVAN_READ_ONLY=1: nobody can report anything.",
            "Unset it and restart when the work is done.",
            "warning",
        )


def mail_server(at: datetime) -> Iterator[Fault]:
    """Greets the mail server and signs in, as the worker would; sends nothing."""
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        if settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
            yield Fault(
                "mail-to-files",
                "There is no mail server: mails, sign-in codes among them, are files in "
                "DIVAN_HOME/mail and reach nobody.",
                "Set DIVAN_MAIL_URL=smtp://user:password@host:587",
                "warning",
            )
        return
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    mailbox = get_connection(timeout=8)
    try:
        mailbox.open()
    except smtplib.SMTPAuthenticationError:
        yield Fault(
            "mail-refused",
            f"The mail server {where} refuses user and password.",
            "Correct them in DIVAN_MAIL_URL (letters such as @ or / as %40, %2F).",
        )
    except smtplib.SMTPNotSupportedError:
        yield Fault(
            "mail-no-tls",
            f"The mail server {where} offers no encryption or no sign-in.",
            "Use smtps://…:465 in DIVAN_MAIL_URL, or another port.",
        )
    except (OSError, smtplib.SMTPException) as error:
        yield Fault(
            "mail-away",
            f"The mail server {where} does not answer ({type(error).__name__}).",
            "Correct DIVAN_MAIL_URL, or let this machine reach it; mails wait meanwhile.",
        )
    finally:
        mailbox.close()
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield Fault(
            "mail-from",
            f"Mails come from {settings.DEFAULT_FROM_EMAIL}, which others take for spam.",
            "Set DIVAN_MAIL_FROM to an address of the city.",
        )


def _fits(host: str, known: str) -> bool:
    return host == known or (known.startswith(".") and (f".{host}").endswith(known))


ALL: tuple[Check, ...] = (address, mail_server)
