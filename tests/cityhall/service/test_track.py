"""Following a report by its code: for its holder alone, in any spelling, without an account."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cityhall.acts.models import Act
from cityhall.service import actions, codes, receipts
from cityhall.service.actions import Closing
from cityhall.service.models import Party, Request, Status

from ..conftest import NOW

PRIVATE = "به ۰۹۱۲۳۴۵۶۷۸۹ زنگ بزنید"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def report(town: SimpleNamespace, actor: Callable[..., Any]) -> Request:
    return actions.file_request(
        actions.Report(
            service=town.services["lamp"],
            text=f"چراغ خاموش است. {PRIVATE}",
            address="کوچهٔ نسترن",
            publish="nothing",
            name="سارا",
            email="sara@example.org",
        ),
        actor=actor("nobody", "the reporter's browser"),
        at=NOW,
    )


@pytest.fixture
def visitor(client_as: Callable[..., Client]) -> Client:
    return client_as()


def code_of(report: Request) -> str:
    return receipts.code_of(report.nonce)


def followed(client: Client, report: Request) -> str:
    answer = client.get(f"/track/{code_of(report)}/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_code_in_any_spelling_leads_to_the_report(report: Request, visitor: Client) -> None:
    code = code_of(report)
    plain = code.replace("-", "")
    persian = plain.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
    lookalike = plain.replace("0", "o").replace("1", "l")
    for typed in (code, code.lower(), plain, f" {plain[:3]} {plain[3:]} ", lookalike, persian):
        answer = visitor.post("/track/", {"code": typed})
        assert answer.url == f"/track/{code}/", typed
        assert visitor.get(f"/track/{typed}/").status_code in (200, 302)


@pytest.mark.parametrize(
    "typed", ["", "x", "7KD2M-4QX9", "7KD2M-4QX9AB", "UUUUUUUUUU", "\u0000" * 10, "۱" * 10**5]
)
def test_what_is_no_code_is_refused_with_an_example(
    town: SimpleNamespace, visitor: Client, typed: str
) -> None:
    answer = visitor.post("/track/", {"code": typed})
    assert answer.status_code == 422
    assert 'href="#code"' in answer.content.decode()


def test_a_code_that_no_report_has_is_unknown(report: Request, visitor: Client) -> None:
    other = "0" * 10 if "0" * 5 not in code_of(report) else "2" * 10
    assert visitor.post("/track/", {"code": other}).status_code == 422
    assert visitor.get(f"/track/{other}/").status_code == 404
    assert visitor.post(f"/track/{other}/solved/").status_code == 404
    for nonsense in ("x", "%00", "%ff", "<script>", "é" * 500):
        assert visitor.get(f"/track/{nonsense}/").status_code in (400, 404)


def test_guessing_codes_is_slowed(report: Request, visitor: Client) -> None:
    answers = [visitor.post("/track/", {"code": "0" * 10}).status_code for _ in range(14)]
    assert answers[:10] == [422] * 10
    assert answers[-1] == 429
    watched = [visitor.get(f"/track/{'0' * 10}/").status_code for _ in range(64)]
    assert watched[-1] == 429


def test_the_holder_reads_what_the_public_does_not(report: Request, visitor: Client) -> None:
    own, public = followed(visitor, report), visitor.get(f"/reports/{report.pk}/").content.decode()
    for word in (PRIVATE, "چراغ خاموش است"):
        assert word in own
        assert word not in public
    for contact in ("سارا", "sara@example.org"):
        assert contact not in own, "the code may be found by somebody else"


def test_a_code_in_the_address_goes_nowhere_else(report: Request, visitor: Client) -> None:
    code = code_of(report)
    for address in ("/track/", f"/track/{code}/", f"/track/{code}/qr.svg", "/track/0000000000/"):
        answer = visitor.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Referrer-Policy"] == "strict-origin"


def test_the_holder_answers_the_offices_question(
    report: Request, visitor: Client, actor: Callable[..., Any]
) -> None:
    actions.ask(report.pk, "کدام سوی کوچه؟", actor=actor("lamp"), at=NOW)
    html = followed(visitor, report)
    assert "کدام سوی کوچه؟" in html
    address = f"/track/{code_of(report)}/answer/"
    assert f'action="{address}"' in html
    for empty in ("", " \u0000 ", "x" * 4001):
        refused = visitor.post(address, {"text": empty})
        assert refused.status_code == 422
        assert "aria-invalid" in refused.content.decode()
    assert visitor.post(address, {"text": "سوی چپ"}).url == f"/track/{code_of(report)}/"
    report.refresh_from_db()
    assert report.status == Status.IN_PROGRESS
    html = followed(visitor, report)
    assert "سوی چپ" in html
    assert f'action="{address}"' not in html
    assert "سوی چپ" not in visitor.get(f"/reports/{report.pk}/").content.decode()
    assert visitor.post(address, {"text": "باز"}).status_code == 409, "nothing is asked now"


def closed(report: Request, actor: Callable[..., Any]) -> str:
    closing = Closing("fixed", "لامپ عوض شد", evidence="اکیپ ۲ دید")
    actions.close(report.pk, closing, actor=actor("lamp"), at=NOW)
    return f"/track/{code_of(report)}/"


def test_not_solved_opens_the_report_again_and_the_story_tells_it(
    report: Request, visitor: Client, actor: Callable[..., Any]
) -> None:
    address = closed(report, actor)
    html = followed(visitor, report)
    assert "لامپ عوض شد" in html
    assert visitor.post(address + "not-solved/", {"text": ""}).status_code == 422
    assert visitor.post(address + "not-solved/", {"text": "هنوز تاریک است"}).status_code == 302
    report.refresh_from_db()
    assert (report.is_open, report.reopened, report.verdict) == (True, 1, "not_solved")
    assert "هنوز تاریک است" in followed(visitor, report)
    assert Act.objects.filter(verb="service.reopen", object_id=report.pk).count() == 1


def test_solved_is_said_once(report: Request, visitor: Client, actor: Callable[..., Any]) -> None:
    address = closed(report, actor)
    assert visitor.post(address + "solved/").status_code == 302
    assert visitor.post(address + "solved/").status_code == 409
    report.refresh_from_db()
    assert (report.is_open, report.verdict) == (False, "solved")
    assert "not-solved" not in followed(visitor, report)


def test_verbs_need_a_form_a_token_and_a_name_that_exists(
    report: Request, actor: Callable[..., Any]
) -> None:
    address = closed(report, actor)
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(address + "solved/").status_code == 403
    assert strict.get(address + "solved/").status_code == 405
    assert Client().post(address + "close/").status_code == 404
    report.refresh_from_db()
    assert report.verdict == ""


def test_photos_are_shown_to_the_holder_of_this_code_only(
    town: SimpleNamespace, visitor: Client, actor: Callable[..., Any], report: Request
) -> None:
    someone = actor("nobody")
    draft = actions.start_draft(actor=someone, at=NOW)
    written = io.BytesIO()
    Image.new("RGB", (60, 40)).save(written, "JPEG")
    upload = SimpleUploadedFile("a.jpg", written.getvalue())
    photo = actions.add_photo(draft.pk, upload, actor=someone, at=NOW)
    kept = actions.file_request(
        actions.Report(
            service=town.services["lamp"],
            text="چراغ",
            area=town.east,
            publish="words",
            photos=[photo],
        ),
        actor=someone,
        at=NOW,
    )
    own = f"/track/{code_of(kept)}/photo/{photo.pk}"
    assert f"{own}-thumb.jpg" in followed(visitor, kept)
    shown = visitor.get(f"{own}-large.jpg")
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert visitor.get(f"{own}-huge.jpg").status_code == 404
    other = f"/track/{code_of(report)}/photo/{photo.pk}-large.jpg"
    assert visitor.get(other).status_code == 404
    assert visitor.get(f"/photos/{photo.pk}/large.jpg").status_code == 404
    visitor.cookies["preferences"] = "saver=on"
    assert "<img" not in followed(visitor, kept).split("<main")[1]


def test_a_confidential_report_is_followed_but_has_no_public_page(
    town: SimpleNamespace, visitor: Client, actor: Callable[..., Any]
) -> None:
    report = actions.Report(service=town.services["conduct"], text="رفتار بد")
    kept = actions.file_request(report, actor=actor("nobody", "browser-9"), at=NOW)
    html = followed(visitor, kept).split("<main")[1]
    assert "رفتار بد" in html
    assert f"/reports/{kept.pk}/" not in html
    assert visitor.get(f"/reports/{kept.pk}/").status_code == 404


def test_the_picture_of_a_code_is_the_tracking_address(report: Request, visitor: Client) -> None:
    code = code_of(report)
    answer = visitor.get(f"/track/{code}/qr.svg")
    assert answer["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.content).tag.endswith("svg")
    expected = io.BytesIO()
    segno.make(f"http://127.0.0.1:8000/track/{code}/", error="m", micro=False).save(
        expected, kind="svg", border=2, scale=5, light="#fff", svgclass=None, lineclass=None
    )
    assert answer.content == expected.getvalue()
    assert codes.picture(code) != codes.picture("7KD2M-4QX9A")
    assert visitor.get("/track/short/qr.svg").status_code == 404


def test_following_costs_the_same_however_long_the_story(
    report: Request, visitor: Client, actor: Callable[..., Any]
) -> None:
    def cost() -> int:
        followed(visitor, report)
        with CaptureQueriesContext(connection) as queries:
            followed(visitor, report)
        return len(queries)

    before = cost()
    for number in range(9):
        actions.reply(report.pk, f"خبر {number}", actor=actor("lamp"), at=NOW)
    assert cost() == before
    assert before <= 8


def test_following_makes_nobody_a_party(report: Request, visitor: Client) -> None:
    followed(visitor, report)
    assert Party.objects.count() == 1
    assert "browser" not in visitor.cookies
