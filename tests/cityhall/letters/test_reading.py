"""A mail from a stranger: what is taken of it, and what is never even looked at."""

from __future__ import annotations

import time
from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cityhall.letters.incoming.quoting import own_words
from cityhall.letters.incoming.reading import MOST_BYTES, MOST_PARTS, Unreadable, read

MULTIPART = b"Content-Type: multipart/mixed; boundary=b\n"


def mail(text: str = "سلام", **headers: str) -> EmailMessage:
    one = EmailMessage()
    one["From"] = "Sara <SARA@example.org>"
    one["To"] = "reply+r1-abc@city.example"
    one["Message-ID"] = "<1@example.org>"
    one.set_content(text)
    for name, value in headers.items():
        one[name.replace("_", "-")] = value
    return one


def test_words_sender_and_recipients_are_taken() -> None:
    letter = read(mail("چراغ هنوز خاموش است.").as_bytes(), recipient="Other@City.example")
    assert letter.text == "چراغ هنوز خاموش است."
    assert letter.sender == "sara@example.org"
    assert letter.recipients == ("other@city.example", "reply+r1-abc@city.example")
    assert (letter.machine, letter.dropped, letter.pictures) == ("", 0, ())


@pytest.mark.parametrize(
    ("charset", "said"),
    [("windows-1256", "cp1256"), ("utf-8", "utf-8"), ("x-unknown", "utf-8"), ("zip", "cp1256")],
)
def test_persian_is_read_in_whatever_charset_it_comes(charset: str, said: str) -> None:
    raw = b"From: a@b.org\r\nContent-Type: text/plain; charset=" + charset.encode() + b"\r\n\r\n"
    assert read(raw + "سلام".encode(said)).text == "سلام"


@pytest.mark.parametrize(
    "raw",
    [
        b"From: a@b.org\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!not base64",
        b"From: a@b.org\r\nContent-Type: text/plain; charset=utf-7\r\n\r\n+2AA-x",
        b"From: =?utf-8?b?!!!?= <a@b.org>\r\nSubject: =?x?q?\xff?=\r\n\r\nx",
        b"From: a@b.org\r\nContent-Type: multipart/mixed\r\n\r\nno boundary at all",
        b"From: a@b.org\r\nContent-Type: ;;;\r\n\r\n\x00\xed\xa0\x80x\x00",
        b"\x00" * 1000,
        b"",
    ],
)
def test_broken_mails_are_read_as_far_as_they_go(raw: bytes) -> None:
    text = read(raw).text
    assert "\x00" not in text
    text.encode("utf-8")  # no lone surrogate is left


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=2000), st.sampled_from([b"", b"Content-Type: multipart/mixed; boundary=b\n"])
)
def test_no_bytes_make_the_reader_fall(body: bytes, head: bytes) -> None:
    with suppress(Unreadable):
        read(head + b"From: a@b.org\n\n--b\n" + body)


def bomb_nested(depth: int) -> bytes:
    lines = [b"From: a@b.org"]
    for number in range(depth):
        boundary = b"b%d" % number
        lines += [b"Content-Type: multipart/mixed; boundary=" + boundary, b"", b"--" + boundary]
    return b"\n".join([*lines, b"", b"x"])


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"x" * (MOST_BYTES + 1), id="too large"),
        pytest.param(b"A: " + b"b" * 70_000 + b"\n\nx", id="a head without end"),
        pytest.param(b"X: y\n" * 20_000 + b"\nx", id="headers without end"),
        pytest.param(bomb_nested(5_000), id="five thousand deep"),
        pytest.param(bomb_nested(50), id="fifty deep"),
        pytest.param(
            b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 100_000, id="parts"
        ),
    ],
)
def test_mail_bombs_are_not_taken_apart(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        read(raw)


def test_as_many_parts_as_people_send_are_read() -> None:
    one = mail("متن")
    for number in range(30):
        one.add_attachment(b"x", maintype="application", subtype="zip", filename=f"{number}.zip")
    letter = read(one.as_bytes())
    assert (letter.text, letter.dropped) == ("متن", 30)
    assert MOST_PARTS > 30


def test_only_pictures_are_kept_of_what_is_attached() -> None:
    one = mail("متن")
    one.add_attachment(b"\xff\xd8", maintype="image", subtype="jpeg", filename="a.jpg")
    one.add_attachment(b"MZ", maintype="application", subtype="exe", filename="a.exe")
    one.add_attachment("<script>", subtype="html", filename="a.html")
    letter = read(one.as_bytes())
    assert [picture.name for picture in letter.pictures] == ["a.jpg"]
    assert letter.dropped == 2


def test_a_mail_inside_a_mail_stays_closed() -> None:
    one = mail("متن")
    one.add_attachment(mail("inside"))
    assert read(one.as_bytes()).text == "متن"
    assert "inside" not in str(read(one.as_bytes()))


def test_of_html_alone_the_words_are_taken() -> None:
    one = mail()
    one.set_content(
        "<style>x</style><p>سلام &amp; درود</p><script>alert(1)</script>"
        "<blockquote>what we wrote</blockquote>",
        subtype="html",
    )
    assert read(one.as_bytes()).text == "سلام & درود"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Auto-Submitted", "auto-replied"),
        ("Auto-Submitted", "Auto-Generated; x=y"),
        ("Precedence", "Bulk"),
        ("Precedence", "auto_reply"),
        ("Return-Path", "<>"),
        ("List-Id", "<x.example>"),
        ("X-Loop", "city.example"),
        ("X-Autoreply", "yes"),
    ],
)
def test_machines_are_known_by_their_headers(name: str, value: str) -> None:
    assert read(mail(**{name: value}).as_bytes()).machine == name


def test_a_person_s_headers_are_no_machine_s() -> None:
    person = mail(Auto_Submitted="no", Return_Path="<sara@example.org>", Precedence="first-class")
    assert read(person.as_bytes()).machine == ""


@pytest.mark.parametrize(
    "rest",
    [
        "> quoted\n> more",
        "On Mon, 23 Nov 2026 at 10:00, City <reply@city.example> wrote:\n> quoted",
        "On Mon, 23 Nov 2026 at 10:00, City\n<reply+r1-abc@city.example> wrote:\nquoted",
        "در دوشنبه ۲ آذر ۱۴۰۵، شهر <reply@city.example> نوشت:\nquoted",
        "\u200fدر تاریخ ۲ آذر، شهر نوشته است:\n> quoted",
        "-----Original Message-----\nquoted",
        "________________________________\nFrom: quoted",
        "From: City <reply@city.example>\nquoted",
        "از: شهر <reply@city.example>\nquoted",
        "-- \nSara, quoted",
        "Sent from my iPhone",
    ],
)
def test_quotes_and_signatures_are_left_out(rest: str) -> None:
    assert own_words(f"بله، هنوز خاموش است.\nشماره ۱۲\n\n{rest}\n") == (
        "بله، هنوز خاموش است.\nشماره ۱۲"
    )


def test_what_only_looks_like_a_quote_stays() -> None:
    text = "او گفت: همین.\nOn the wall somebody wrote a name\n- یک\n-- دو"
    assert own_words(text) == text


def test_no_line_makes_the_search_for_quotes_slow() -> None:
    lines = ["On " + "a " * 50_000, "_" * 100_000, " " * 100_000 + "x", "از:" + "@" * 100_000]
    begin = time.process_time()
    own_words("\n".join(lines * 100))
    with pytest.raises(Unreadable):
        read(b"From: " + b"(" * 60_000 + b"\n\nx")
    read(b"From: a@b.org\nContent-Type: text/html\n\n" + b"<!--<![" * 20_000)
    read(b"From: a@b.org\nContent-Type: text/html\n\n" + b"<a " * 60_000)
    assert time.process_time() - begin < 60  # not a measurement: quadratic would take hours
