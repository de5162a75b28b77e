"""The outbox against a real mail server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.db import transaction
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import Mail, record
from cityhall.acts.channels.email import Unfolded
from cityhall.acts.mail import WRITERS, Letter, writes
from cityhall.acts.models import Message
from cityhall.acts.outbox import send_due
from cityhall.people.actor import SYSTEM
from cityhall.people.models import Organization


class Taker:
    """Takes mail; knows nobody called `gone`, and drops the line on whoever sends `poison`."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.lines: set[object] = set()

    async def handle_RCPT(  # noqa: N802
        self, server, session, envelope, address, options
    ) -> str:
        if address.startswith("gone"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802
        self.lines.add(session.peer)
        if envelope.rcpt_tos[0].startswith("poison"):
            server.transport.close()
            return "451 never"
        self.taken.append(envelope.content)
        return "250 OK"


@pytest.fixture
def taker(settings, monkeypatch) -> Iterator[Taker]:
    monkeypatch.setattr("cityhall.acts.mail.WRITERS", dict(WRITERS))

    @writes("test.mail")
    def write(context, language) -> Letter:
        return Letter(f"نامهٔ {context['n']}", "متن فارسی\n\nhttp://127.0.0.1:8000/a?b=1&c=2\n")

    handler = Taker()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port, ready_timeout=60)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    yield handler
    controller.stop()


def queue(*addresses: str) -> None:
    unit = Organization.objects.create(
        code="x", name={"fa": "x"}, classification="unit", sort_key="x"
    )
    for number, address in enumerate(addresses):
        mails = [Mail("test.mail", address, "fa", {"n": number}, topic="test")]
        with transaction.atomic():
            record(SYSTEM, "people.open", unit, {}, at=NOW, mails=mails)


def test_many_mails_go_over_one_line_and_arrive_whole(db, taker: Taker) -> None:
    queue(*(f"r{n}@example.org" for n in range(30)))
    assert send_due(NOW) == 30
    assert len(taker.taken) == 30
    assert len(taker.lines) == 1
    arrived = message_from_bytes(taker.taken[0])
    plain, html = arrived.get_payload()
    assert plain.get_payload(decode=True).decode().startswith("متن فارسی")
    assert 'dir="rtl"' in html.get_payload(decode=True).decode()
    assert arrived["List-Unsubscribe"].strip().startswith("<http://127.0.0.1:8000/news/stop/")


def test_a_poison_mail_and_a_dead_address_hold_up_nobody(db, taker: Taker) -> None:
    queue("poison@example.org", "gone@example.org", "a@example.org", "b@example.org")
    at = NOW
    for _ in range(3):
        send_due(at)
        at += timedelta(minutes=40)
    assert len(taker.taken) == 2
    fates = dict(Message.objects.values_list("address", "fate"))
    assert fates["gone@example.org"] == "failed"
    assert fates["poison@example.org"] == ""  # tried again, with patience
    assert Message.objects.get(address="poison@example.org").tries == 3


@pytest.mark.parametrize("subject", ["Short", "نامه", "و" * 300, "a" * 120, "word " * 60])
def test_a_header_says_the_same_unfolded_and_no_line_is_too_long(subject: str) -> None:
    said = {"List-Unsubscribe": "<https://city.example/" + "t" * 200 + "/>", "X-Name": "سارا"}
    facts = {"to": ["sara@example.org"], "headers": {"Message-ID": "<1@city>", **said}}
    ours, theirs = (
        make(subject, "متن", **facts).message().as_bytes(linesep="\r\n")
        for make in (Unfolded, EmailMultiAlternatives)
    )
    assert all(len(line) <= 998 for line in ours.split(b"\r\n"))
    mine, other = (message_from_bytes(raw, policy=policy.default) for raw in (ours, theirs))
    for name in ("Subject", "To", "X-Name", "List-Unsubscribe", "Message-ID", "From"):
        assert mine[name] == other[name], name
    with pytest.raises(BadHeaderError):
        Unfolded("a\r\nBcc: x@example.org", "متن", **facts).message()
