"""Short messages: one part in Persian with the longest values, through a gateway, and stoppable."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse
from django.utils import translation
from tests.cityhall.conftest import NOW

from cityhall.acts.mail import TEXTERS
from cityhall.acts.models import Message
from cityhall.acts.outbox import send_due
from cityhall.letters import sms
from cityhall.service import receipts, short_messages
from cityhall.service.actions import HOLD, reply
from cityhall.service.models import Outcome, Party
from divan.language import persian_digits

MOBILE = "+989123456789"


@pytest.fixture
def gateway(settings) -> Iterator[list[dict]]:
    """A gateway on this machine: what it was handed, and `answer` as its status."""
    taken: list[dict] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            order = {**json.loads(body), "key": self.headers["Authorization"]}
            self.send_response(server.status)
            self.end_headers()
            if server.status == 200:
                taken.append(order)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Taker)
    server.status = 200
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.SMS_KEY, settings.OUT_LOOPBACK = "key-of-the-gateway", True
    taken_and = type("Taken", (list,), {})()
    taken_and.server = server
    taken_and.orders = taken
    yield taken_and
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("a" * 160, "gsm", 160, 1),
        ("a" * 161, "gsm", 161, 2),
        ("€" * 80, "gsm", 160, 1),
        ("س" * 70, "ucs2", 70, 1),
        ("س" * 71, "ucs2", 71, 2),
        ("س" * 134, "ucs2", 134, 2),
        ("س" * 135, "ucs2", 135, 3),
        ("a" * 70 + "،", "ucs2", 71, 2),
        ("😀" * 35, "ucs2", 70, 1),
        ("", "gsm", 0, 1),
    ],
)
def test_length_is_counted_as_gateways_bill_it(text, alphabet, units, parts) -> None:
    assert sms.parts(text) == (alphabet, units, parts)


def longest(words: str, language: str) -> str:
    with translation.override(language):
        outcome = max((str(Outcome(one).label) for one in Outcome), key=len)
    number = "9999999999"
    code = "WWWWW-WWWWW"
    known = {"number": number, "into": number, "part": number, "code": code, "part_code": code}
    return words % {**known, "outcome": outcome}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_text_is_one_message_with_the_longest_values(language: str) -> None:
    assert set(short_messages._TEXTS) == set(TEXTERS)
    with translation.override(language):
        for kind, words in short_messages._TEXTS.items():
            text = longest(words(), language)
            assert sms.parts(text)[2] == 1, f"{kind}: {sms.parts(text)} {text}"
            assert (language == "fa") == (sms.parts(text)[0] == "ucs2")


def test_the_text_with_a_code_is_one_message_too() -> None:
    from django.utils.translation import gettext

    with translation.override("fa"):
        assert sms.parts(gettext("Code: %(code)s. Give it to nobody.") % {"code": "999999"})[2] == 1


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("۰۹۱۲ ۳۴۵ ۶۷۸۹", MOBILE),
        ("0912-345-6789", MOBILE),
        ("+98 912 345 6789", MOBILE),
        ("021 5510 1010", ""),
        ("137", ""),
        ("+44 7911 123456", "+447911123456"),
        ("' OR 1=1", ""),
        ("", ""),
    ],
)
def test_only_mobile_numbers_are_taken(typed: str, number: str) -> None:
    assert sms.number_of(typed) == number


def prove(client, report, gateway) -> str:
    page = reverse("tracked_news", args=[receipts.code_of(report.nonce)])
    assert client.post(page, {"do": "send-code", "mobile": "۰۹۱۲۳۴۵۶۷۸۹"}).status_code == 302
    code = "".join(one for one in gateway.orders[-1]["text"] if one.isdigit())
    assert client.post(page, {"do": "prove", "code": "000000"}).status_code == 422
    assert Party.objects.get(request=report).mobile == ""
    assert client.post(page, {"do": "prove", "code": code}).status_code == 302
    return page


def test_a_proven_number_gets_the_news_instead_of_the_mail(filed, actor, client, gateway) -> None:
    report = filed("lamp", email="sara@example.org")
    Message.objects.all().delete()
    page = prove(client, report, gateway)
    reply(report.pk, "فردا", actor=actor("lamp"), at=NOW)
    assert send_due(NOW + HOLD) == 1
    order = gateway.orders[-1]
    assert (order["to"], order["key"]) == (MOBILE, "Bearer key-of-the-gateway")
    assert persian_digits(str(report.pk)) in order["text"] and "http" not in order["text"]
    assert MOBILE.encode() not in client.get(page).content
    client.post(page, {"do": "forget-mobile"})
    reply(report.pk, "پس‌فردا", actor=actor("lamp"), at=NOW)
    send_due(NOW + HOLD)
    assert Message.objects.latest("pk").channel == "email"


def test_the_word_that_stops_is_heeded_and_only_from_the_gateway(
    filed, actor, client, gateway
) -> None:
    report = filed("lamp")
    prove(client, report, gateway)
    said = {"from": "09123456789", "text": " «لغو». "}
    address = reverse("news_sms")
    assert client.post(address, said).status_code == 404
    wrong = {"authorization": "Bearer other"}
    assert client.post(address, said, headers=wrong).status_code == 404
    right = {"authorization": "Bearer key-of-the-gateway"}
    answer = client.post(address, said, headers=right)
    assert answer.content == b"stopped"
    assert client.post(address, said | {"text": "سلام"}, headers=right).content == b"ignored"
    before = len(gateway.orders)
    reply(report.pk, "فردا", actor=actor("lamp"), at=NOW)
    send_due(NOW + HOLD)
    assert len(gateway.orders) == before
    assert Message.objects.latest("pk").fate == "unwanted"


def test_no_telephone_rings_at_night(filed, actor, gateway) -> None:
    report = filed("lamp")
    Party.objects.filter(request=report).update(mobile=MOBILE)
    night = NOW.replace(hour=20)  # half past eleven in Tehran
    reply(report.pk, "فردا", actor=actor("lamp"), at=night)
    assert send_due(night + HOLD) == 0
    waiting = Message.objects.latest("pk").next_try_at
    assert (waiting.hour, waiting.minute) == (4, 30)  # eight in the morning there


def test_a_gateway_that_refuses_a_number_is_believed_and_one_that_stumbles_tried_again(
    filed, actor, gateway, caplog
) -> None:
    report = filed("lamp")
    Party.objects.filter(request=report).update(mobile=MOBILE)
    for status, fate, tries in ((400, "failed", 1), (500, "", 1), (401, "", 0)):
        gateway.server.status = status
        reply(report.pk, f"فردا، {status}", actor=actor("lamp"), at=NOW)
        send_due(NOW + HOLD)
        row = Message.objects.latest("pk")
        assert (row.fate, row.tries) == (fate, tries), status
        row.delete()
    assert "912" not in caplog.text
