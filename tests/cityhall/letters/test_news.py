"""News as their reader wants them: at once, in digests, or no more, with one press."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.cityhall.conftest import NOW

from cityhall.acts import wishes
from cityhall.acts.models import Message, Reader
from cityhall.acts.outbox import send_due
from cityhall.acts.wishes import Ticket, next_digest, read_token, reader_key
from cityhall.people.queries import city
from cityhall.service.actions import HOLD, ask, pause, reply, resume
from divan.language import persian_digits

SARA = "sara@example.org"
KEY = "service.own"


@pytest.fixture
def told(filed, actor):
    """`told()`: two pieces of news about a report of Sara's; the mails that then went out."""
    report = filed("lamp", email=SARA)
    send_due(NOW + HOLD)
    mail.outbox.clear()

    def go(at: datetime = NOW) -> list[str]:
        officer = actor("lamp")
        reply(report.pk, "فردا", actor=officer, at=at)
        pause(report.pk, "باران", actor=officer, at=at)
        resume(report.pk, actor=officer, at=at)
        send_due(at + HOLD)
        return [one.subject for one in mail.outbox]

    go.report = report
    return go


def want(pace: str, topic: str = KEY) -> None:
    wishes.choose(reader_key(SARA), at=NOW, topics={topic: pace})


def test_news_come_at_once_by_default_and_keep_together_in_one_thread(told) -> None:
    assert len(told()) == 2
    first, second = mail.outbox
    assert first.extra_headers["References"] == second.extra_headers["References"]
    assert first.extra_headers["In-Reply-To"] == first.extra_headers["References"]


def test_a_daily_letter_gathers_them_in_the_morning(told) -> None:
    want("daily")
    assert told() == []
    morning = next_digest(NOW, "daily", "fa", city().timezone)
    assert morning.hour == 8
    assert send_due(morning - timedelta(seconds=1)) == 0
    assert send_due(morning) == 2
    [letter] = mail.outbox
    assert letter.body.count("/track/") == 2
    assert "۲ خبر" in letter.subject
    assert send_due(morning + timedelta(days=8)) == 0


def test_a_question_does_not_wait_for_the_daily_letter(told, actor) -> None:
    want("weekly")
    ask(told.report.pk, "کدام؟", actor=actor("lamp"), at=NOW)
    assert send_due(NOW + HOLD) == 1


def test_a_digest_that_fails_is_tried_again_whole_and_under_its_name(told, monkeypatch) -> None:
    from cityhall.acts.channels.email import Mailbox

    want("daily")
    told()
    morning = next_digest(NOW, "daily", "fa", city().timezone)
    send, names = Mailbox.send, []

    def fail(line, messages, chosen):
        names.append([one.pk for one in messages])
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(Mailbox, "send", fail)
        send_due(morning)
    monkeypatch.setattr(
        Mailbox, "send", lambda *a: (names.append([m.pk for m in a[1]]), send(*a))[1]
    )
    assert send_due(morning + HOLD) == 2
    assert names[0] == names[1]
    assert len(mail.outbox) == 1


def test_never_means_never_but_the_receipt_comes(told, filed, actor) -> None:
    want("never")
    assert told() == []
    assert set(Message.objects.exclude(fate="sent").values_list("fate", flat=True)) == {"unwanted"}
    filed("lamp", by=actor("nobody", "b3"), email=SARA)
    assert send_due(NOW + HOLD) == 1


def test_language_calendar_and_digits_are_the_reader_s(told) -> None:
    wishes.choose(
        reader_key(SARA), at=NOW, look={"language": "en", "calendar": "jalali", "digits": "fa"}
    )
    subjects = told()
    assert subjects[0].startswith("News of report")
    assert persian_digits(str(told.report.pk)) in subjects[0]
    assert mail.outbox[0].extra_headers["Content-Language"] == "en"


def test_the_html_part_says_the_same_from_the_right_side(told) -> None:
    told()
    html = mail.outbox[0].alternatives[0][0]
    assert '<html lang="fa" dir="rtl">' in html
    assert html.count("<a href=") == mail.outbox[0].body.count("http")
    assert "<script" not in html and "<img" not in html  # nothing tells that it was opened


def one_click(header: str) -> str:
    return header.strip("<>").replace("http://127.0.0.1:8000", "")


def test_one_press_in_the_mail_program_stops_the_report_s_mails_without_signing_in(told) -> None:
    told()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = one_click(headers["List-Unsubscribe"])
    browser = Client(enforce_csrf_checks=True)
    assert browser.get(address).status_code == 200  # a program that looks ahead changes nothing
    assert not Reader.objects.exists()
    answer = browser.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    mail.outbox.clear()
    assert told(NOW + timedelta(hours=1)) == []


def test_all_news_can_be_stopped_and_begun_again(told, client) -> None:
    token = Ticket(reader_key(SARA), about=f"service.request:{told.report.pk}").token
    client.post(reverse("news_stop", args=[token]), {"all": "1"})
    assert told() == []
    page = reverse("news_choices", args=[token])
    assert client.post(page, {f"topic-{KEY}": "at_once"}).status_code == 302
    assert len(told(NOW + timedelta(hours=1))) == 2


def test_the_page_shows_what_was_chosen_and_nobody_s_address(told, client) -> None:
    want("weekly")
    page = client.get(reverse("news_choices", args=[Ticket(reader_key(SARA)).token]))
    assert b'value="weekly" checked' in page.content.replace(b"  ", b" ")
    assert b"sara" not in page.content
    assert page.headers["Cache-Control"] == "no-store, private"


def test_the_signed_in_find_it_from_their_own_page(client, town) -> None:
    client.force_login(town.persons["resident"])
    assert reverse("own_news") in client.get(reverse("account")).content.decode()
    client.post(reverse("own_news"), {f"topic-{KEY}": "daily"})
    assert wishes.of(reader_key(SARA)).topics == {KEY: "daily"}


def test_the_holder_of_a_code_stops_and_begins_the_mails_of_that_report(told, client) -> None:
    from cityhall.service import receipts

    page = reverse("tracked_news", args=[receipts.code_of(told.report.nonce)])
    shown = client.get(reverse("tracked", args=[receipts.code_of(told.report.nonce)]))
    assert page in shown.content.decode()
    client.post(page, {"do": "stop"})
    assert told() == []
    client.post(page, {"do": "hear"})
    assert len(told(NOW + timedelta(hours=1))) == 2


@given(st.text(max_size=80))
def test_no_made_up_ticket_is_read(token: str) -> None:
    assert read_token(token) is None


def test_a_ticket_of_another_key_is_another_s() -> None:
    token = Ticket("a" * 32, "t").token
    assert read_token(token) == Ticket("a" * 32, "t")
    assert read_token(token[:-1] + ("A" if token[-1] != "A" else "B")) is None


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)), st.sampled_from(["fa", "en"]))
def test_digests_leave_in_the_morning_within_a_week(naive: datetime, language: str) -> None:
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Asia/Tehran")
    at = naive.replace(tzinfo=zone)
    daily = next_digest(at, "daily", language, zone)
    weekly = next_digest(at, "weekly", language, zone)
    assert timedelta(0) < daily - at <= timedelta(days=1, minutes=1)
    assert timedelta(0) < weekly - at <= timedelta(days=8)
    assert (daily.hour, weekly.hour) == (8, 8)
    assert weekly.weekday() == (5 if language == "fa" else 0)
