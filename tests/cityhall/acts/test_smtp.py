"""The outbox against a real mail server on this machine."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from django.db import transaction
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import Mail, record
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
