"""Answers by e-mail: on their case once, from whoever was asked, and never in a circle."""

from __future__ import annotations

import io
from datetime import timedelta
from email.message import EmailMessage
from functools import partial

import pytest
from django.core import mail
from PIL import Image
from tests.cityhall.conftest import NOW

from cityhall.acts import outbox
from cityhall.acts.channels.reply import address_for, thing_of
from cityhall.acts.models import Act, Incoming, Message
from cityhall.acts.wishes import reader_key
from cityhall.letters.actions import KEPT, MOST_OF_A_SENDER, forget_incoming, take_in
from cityhall.service.actions import HOLD, Closing, ask, close
from cityhall.service.models import Photo, Request

SARA = "sara@example.org"


@pytest.fixture(autouse=True)
def reply_address(settings) -> None:
    settings.MAIL_REPLY = "reply@city.example"


@pytest.fixture
def asked(filed, actor) -> Request:
    """A report about which the office asked its reporter something."""
    report = filed("lamp", email=SARA)
    return ask(report.pk, "کدام چراغ؟", actor=actor("lamp"), at=NOW)


def reply_to(report: Request, sender: str = SARA) -> str:
    return address_for(f"service.request:{report.pk}", reader_key(sender))


def letter(to: str, text: str = "چراغ سوم.", sender: str = SARA, **headers: str) -> EmailMessage:
    one = EmailMessage()
    one["From"], one["To"] = sender, to
    one["Message-ID"] = headers.pop("name", "<answer.1@example.org>")
    for name, value in headers.items():
        one[name.replace("_", "-")] = value
    one.set_content(text)
    return one


def picture() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 30), (90, 20, 30)).save(written, "JPEG")
    return written.getvalue()


def test_the_mail_that_asks_says_where_to_answer(asked) -> None:
    outbox.send_due(NOW + HOLD)
    [question] = [one for one in mail.outbox if "پرسش" in one.subject]
    assert question.reply_to == [reply_to(asked)]
    assert question.to == [SARA]


def test_an_answer_lands_on_the_case_and_its_clock_runs_again(asked) -> None:
    raw = letter(reply_to(asked), "چراغ سوم.\n\nOn Monday, City wrote:\n> کدام؟").as_bytes()
    assert take_in(raw, at=NOW) == "taken as the answer"
    asked.refresh_from_db()
    assert asked.status == "in_progress"
    act = Act.objects.get(verb="service.answer")
    assert act.sealed.words["text"] == "چراغ سوم."
    assert (act.audience, act.by) == ("parties", "resident")
    assert "چراغ سوم" not in act.leaf


def test_the_same_letter_a_second_time_changes_nothing(asked) -> None:
    raw = letter(reply_to(asked)).as_bytes()
    assert [take_in(raw, at=NOW) for _ in range(3)] == ["taken as the answer", "known", "known"]
    assert Act.objects.filter(verb="service.answer").count() == 1


def test_two_servers_that_hand_over_one_letter_at_once_put_it_there_once(
    at_once, transactional_db, asked
) -> None:
    raw = letter(reply_to(asked)).as_bytes()
    fates = at_once([partial(take_in, raw, at=NOW)] * 4, threads=4)
    assert sorted(map(str, fates)) == ["known", "known", "known", "taken as the answer"]
    assert Act.objects.filter(verb="service.answer").count() == 1


def test_without_an_open_question_a_letter_is_a_note_of_the_reporter(filed, actor) -> None:
    report = filed("lamp", email=SARA)
    assert take_in(letter(reply_to(report)).as_bytes(), at=NOW) == "taken as a note"
    assert Act.objects.get(verb="service.say").audience == "parties"


def test_whoever_holds_the_case_hears_of_it(filed, actor, town) -> None:
    from cityhall.service.actions import claim

    report = filed("lamp", email=SARA)
    claim(report.pk, actor=actor("lamp"), at=NOW)
    take_in(letter(reply_to(report)).as_bytes(), at=NOW)
    told = Message.objects.get(kind="service.said")
    assert (told.address, told.topic) == (town.persons["lamp"].email, "service.desk")


def test_photos_are_drawn_anew_and_all_else_is_dropped_and_said(asked) -> None:
    one = letter(reply_to(asked))
    one.add_attachment(picture(), maintype="image", subtype="jpeg", filename="a.jpg")
    one.add_attachment(b"GIF89a<script>", maintype="image", subtype="gif", filename="b.gif")
    one.add_attachment(b"MZ", maintype="application", subtype="exe", filename="c.exe")
    take_in(one.as_bytes(), at=NOW)
    photo = Photo.objects.get(request=asked)
    assert (photo.is_public, photo.width) == (False, 40)
    text = Act.objects.get(verb="service.answer").sealed.words["text"]
    assert text.startswith("چراغ سوم.\n\n[")


def test_a_letter_from_another_address_is_refused_politely_and_only_once(asked) -> None:
    for number in range(3):
        raw = letter(reply_to(asked), sender="mallory@example.org", name=f"<{number}@x>").as_bytes()
        assert take_in(raw, at=NOW + timedelta(minutes=number)) == "refused"
    assert not Act.objects.filter(verb="service.answer").exists()
    [told] = Message.objects.filter(kind="letters.refused")
    outbox.send_due(NOW + timedelta(minutes=5))
    [answer] = [one for one in mail.outbox if one.to == ["mallory@example.org"]]
    assert answer.extra_headers["Auto-Submitted"].startswith("auto")
    assert str(asked.pk) not in told.context["why"]


def test_the_token_of_one_report_does_not_open_another(asked, filed, actor) -> None:
    other = filed("lamp", by=actor("nobody", "b9"), email="navid@example.org")
    mine = reply_to(asked).partition("@")[0].partition("-")[2]
    forged = reply_to(other).partition("-")[0] + f"-{mine}@city.example"
    assert thing_of(forged, reader_key(SARA)) == ""
    assert take_in(letter(forged).as_bytes(), at=NOW) == "refused"


def test_a_letter_about_a_closed_report_is_told_the_way_out(filed, actor) -> None:
    report = filed("lamp", email=SARA)
    close(report.pk, Closing("answered", "چنین است"), actor=actor("lamp"), at=NOW)
    assert take_in(letter(reply_to(report)).as_bytes(), at=NOW) == "refused"
    assert not Act.objects.filter(verb="service.say").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto_Submitted": "auto-replied"},
        {"Precedence": "bulk"},
        {"Return_Path": "<>"},
        {"X_Loop": "127.0.0.1"},
        {"sender": "city@localhost"},
        {"sender": "reply+r1-aaaaaaaaaaaaaaaa@city.example"},
    ],
)
def test_machines_get_no_answer_and_change_nothing(asked, headers) -> None:
    assert take_in(letter(reply_to(asked), **headers).as_bytes(), at=NOW) == "machine"
    assert Message.objects.filter(kind="letters.refused").count() == 0
    assert Request.objects.get(pk=asked.pk).status == "waiting"


def test_our_own_mail_that_comes_back_is_known_by_its_name(asked) -> None:
    outbox.send_due(NOW + HOLD)
    own = mail.outbox[0].extra_headers["Message-ID"]
    assert take_in(letter(reply_to(asked), name=own).as_bytes(), at=NOW) == "machine"


def test_a_mail_for_nobody_here_is_passed_over(asked) -> None:
    for to in ("info@city.example", "reply@city.example", "reply+x@city.example", "a@b.org"):
        raw = letter(to, name=f"<{to}>").as_bytes()
        assert take_in(raw, at=NOW) == "stray"


def test_one_sender_cannot_flood_a_case(filed) -> None:
    report = filed("lamp", email=SARA)
    fates = [
        take_in(letter(reply_to(report), name=f"<{n}@x>").as_bytes(), at=NOW)
        for n in range(MOST_OF_A_SENDER + 3)
    ]
    assert fates.count("taken as a note") == MOST_OF_A_SENDER
    assert fates[-3:] == ["too_many"] * 3


def test_nothing_is_kept_of_who_wrote_but_a_hash_and_that_not_for_ever(asked) -> None:
    take_in(letter(reply_to(asked)).as_bytes(), at=NOW)
    assert "sara" not in str(Incoming.objects.values())
    assert forget_incoming(NOW + KEPT + timedelta(seconds=1)) == 1
