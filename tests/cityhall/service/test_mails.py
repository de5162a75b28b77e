"""The mails of the counter: every kind in both languages, the right link, nobody's words."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.core import mail
from django.urls import reverse
from tests.cityhall.conftest import NOW

from cityhall.acts import worker
from cityhall.acts.channels.email import message_id
from cityhall.acts.mail import WRITERS, letter_of
from cityhall.acts.models import Message
from cityhall.acts.outbox import send_due
from cityhall.people.actor import Actor
from cityhall.service import receipts
from cityhall.service.actions import (
    HOLD,
    Closing,
    Matter,
    ask,
    change_kind,
    close,
    me_too,
    merge,
    pause,
    reopen,
    reply,
    split,
)
from cityhall.service.models import Request

SARA, NAVID = "sara@example.org", "navid@example.org"
ELSEWHERE = {  # bodies outside and lateness: test_handovers
    f"service.{kind}"
    for kind in (
        *("body_asked", "body_refused", "body_silent", "escalated"),
        *("handed_over", "body_took", "body_refused_party"),
    )
}
KINDS = (
    *("received", "asked", "replied", "paused", "closed", "reopened", "merged"),
    *("changed_kind", "split"),
)
FOOT = "\n-- \n"  # below it stands how to get less news
TO_OFFICERS = ("assigned", "answered", "said")


@pytest.fixture
def life(town, filed, actor) -> dict[str, Request]:
    """A report whose people get every kind of mail: Sara in Persian, Navid in English."""
    said = {"text": "qanaritext", "name": "qanariname", "phone": "09121234567"}
    report = filed("lamp", email=SARA, **said)
    other = filed("lamp", by=actor("nobody", "b5"))
    english = Actor(browser="b2", language="en")
    me_too(report.pk, actor=english, at=NOW, email=NAVID)
    officer = actor("lamp")
    reply(report.pk, "qanarireply", actor=officer, at=NOW)
    pause(report.pk, "qanaripause", actor=officer, at=NOW)
    close(report.pk, Closing("fixed", "qanariwhy", "qanaridid"), actor=officer, at=NOW)
    reopen(report.pk, "qanarino", actor=actor("nobody"), at=NOW)
    ask(report.pk, "qanariask", actor=officer, at=NOW)
    change_kind(report.pk, town.services["wire"], "qanarikind", actor=officer, at=NOW)
    split(report.pk, Matter(town.services["hole"], "qanarisecond"), actor=officer, at=NOW)
    merge(report.pk, other.pk, actor=officer, at=NOW)
    return {"report": report, "into": other}


def letters(address: str) -> dict[str, str]:
    """Every mail to an address by its kind: subject and text. Those of officers wait a while."""
    send_due(NOW + HOLD)
    kinds = {message_id(one): one.kind for one in Message.objects.filter(address=address)}
    return {
        kinds[one.extra_headers["Message-ID"]].removeprefix("service."): (
            f"{one.subject}\n\n{one.body.split(FOOT)[0].rstrip()}"
        )
        for one in mail.outbox
        if one.to == [address]
    }


@pytest.fixture
def to_sara(life) -> dict[str, str]:
    return letters(SARA)


@pytest.fixture
def to_navid(life) -> dict[str, str]:
    return letters(NAVID)


def test_every_kind_is_written_and_sent(to_sara) -> None:
    assert set(to_sara) == set(KINDS)
    written = {kind for kind in WRITERS if kind.startswith("service.")} - ELSEWHERE
    assert {kind.removeprefix("service.") for kind in written} == {*KINDS, *TO_OFFICERS}


def test_the_receipt_has_code_link_and_deadline(to_sara, life) -> None:
    code = receipts.code_of(life["report"].nonce)
    text = to_sara["received"]
    assert code in text
    assert settings.ORIGIN + reverse("tracked", args=[code]) in text
    assert "تا کی؟ سه‌شنبه ۱۰ آذر ۱۴۰۵، ساعت ۱۰:۰۰." in text
    assert "سیم افتاده" in text  # its kind by now


def test_whoever_reported_gets_the_address_where_they_can_answer(to_sara, life) -> None:
    code = receipts.code_of(life["report"].nonce)
    for kind in ("asked", "replied", "paused", "closed", "reopened"):
        assert reverse("tracked", args=[code]) in to_sara[kind], kind
    assert reverse("request", args=[life["into"].pk]) in to_sara["merged"]


def test_others_get_the_public_address_and_never_the_code(to_navid, life) -> None:
    code = receipts.code_of(life["report"].nonce)
    assert set(to_navid) == {"replied", "paused", "closed", "reopened", "merged", "changed_kind"}
    for kind, text in to_navid.items():
        assert code not in text
        assert code.replace("-", "") not in text
        address = reverse("request", args=[life["into" if kind == "merged" else "report"].pk])
        assert settings.ORIGIN + address in text, kind


def test_only_the_reporter_is_asked_whether_it_is_solved(to_sara, to_navid) -> None:
    assert "حل شده است؟" in to_sara["closed"]
    assert "fixed" in to_navid["closed"]
    assert "solved" not in to_navid["closed"]


def test_no_mail_carries_what_anybody_wrote_or_who_they_are(to_sara, to_navid) -> None:
    for text in (*to_sara.values(), *to_navid.values()):
        assert "qanari" not in text
        assert "0912" not in text
        assert "@" not in text


def test_persian_mails_are_persian_and_english_ones_english(to_sara, to_navid) -> None:
    for kind, text in to_sara.items():
        plain = re.sub(r"https?://\S+|[0-9A-Z]{5}-[0-9A-Z]{5}", "", text)
        assert re.findall("[A-Za-z0-9]+", plain) == [], kind
    for kind, text in to_navid.items():
        assert re.findall("[آ-ی۰-۹]+", text) == [], kind


def test_a_mail_is_short_and_says_why_it_came(to_sara, to_navid) -> None:
    for text in (*to_sara.values(), *to_navid.values()):
        assert len(text) < 900
        assert len(text.splitlines()[0]) < 70
        assert "%(" not in text
    assert all("گزارش کرده‌اید" in text.splitlines()[-1] for text in to_sara.values())
    assert all("me too" in text.splitlines()[-1] for text in to_navid.values())


def test_the_outcome_is_that_of_the_closing_even_after_a_reopening(to_sara, life) -> None:
    assert Request.objects.get(pk=life["report"].pk).outcome == "duplicate"
    assert "گزارش" in to_sara["closed"].splitlines()[0]
    assert "درست شد" in to_sara["closed"].splitlines()[0]


def test_of_a_report_that_is_gone_nothing_is_written(town) -> None:
    assert letter_of("service.replied", {"request": 404, "reporter": True}, "fa") is None


def test_a_deadline_that_an_import_left_out_is_not_spoken_of(filed) -> None:
    request = filed()
    letter = letter_of("service.received", {"request": request.pk, "reporter": True}, "en")
    assert "Until when" not in letter.text


def test_the_worker_forgets_old_drafts_and_keeps_the_figures() -> None:
    names = {chore.__name__ for chore in worker.CHORES}
    assert {"forget_old_drafts", "forget_sent", "refresh_old_figures"} <= names
