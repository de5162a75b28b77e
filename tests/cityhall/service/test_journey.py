"""A resident's report, step by step: nothing needs a script, nothing hostile gets through."""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from cityhall.people import maps, places
from cityhall.people.models import MapLayer
from cityhall.service import actions, forms, receipts, steps, suggestions
from cityhall.service.models import Draft, Party, Request, Service

from ..conftest import NOW

WORDS = "چراغ‌های کوچهٔ نسترن سه شب است خاموش‌اند"
PERSIAN_PHONE = "۰۹۱۲۳۴۵۶۷۸۹"


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def visitor(client_as: Callable[..., Client]) -> Client:
    return client_as()


def begin(client: Client, text: str = WORDS, service: str = "street-light") -> Draft:
    answer = client.post("/report/", {"text": text, "service": service, "offered": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return Draft.objects.get(token=answer.url.split("/")[2])


def at(draft: Draft, step: str) -> str:
    return f"/report/{draft.token}/{step}/"


def place(client: Client, draft: Draft, **more: Any) -> Any:
    return client.post(at(draft, "where"), {"address": "کوچهٔ نسترن", **more})


def ready(client: Client, **words: str) -> Draft:
    """A draft with all that is needed, up to the check."""
    draft = begin(client, **words)
    assert place(client, draft).status_code == 302
    return draft


def send(client: Client, draft: Draft, publish: str = "all") -> Any:
    return client.post(at(draft, "check"), {"publish": publish})


def photo(width: int = 90, name: str = "photo.jpg") -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (width, 60), "green").save(written, "JPEG")
    return SimpleUploadedFile(name, written.getvalue())


def data(draft: Draft) -> dict[str, Any]:
    return Draft.objects.get(pk=draft.pk).data


def test_looking_at_the_first_page_keeps_nothing(town: SimpleNamespace, visitor: Client) -> None:
    page = visitor.get("/report/", {"q": WORDS})
    assert page.status_code == 200
    assert not Draft.objects.exists()
    assert "browser" not in page.cookies
    assert WORDS in page.content.decode()


def test_the_whole_way_from_words_to_receipt(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor)
    assert place(visitor, draft).url == at(draft, "similar")
    assert visitor.get(at(draft, "similar")).url == at(draft, "details"), "nothing is alike"
    answers = {"answer-count": "۴", "answer-since": "week", "photos": photo()}
    assert visitor.post(at(draft, "details"), answers).url == at(draft, "contact")
    contact = {"name": "سارا", "email": "Sara@Example.org", "phone": PERSIAN_PHONE}
    assert visitor.post(at(draft, "contact"), contact).url == at(draft, "check")
    assert send(visitor, draft).url == at(draft, "sent")
    request = Request.objects.get()
    assert request.description == WORDS
    assert request.answers == {"count": 4, "since": "week"}
    assert request.photos.get().is_public
    party = Party.objects.get()
    assert (party.name, party.email, party.phone) == ("سارا", "sara@example.org", "09123456789")
    receipt = visitor.get(at(draft, "sent")).content.decode()
    code = receipts.code_of(request.nonce)
    assert code in receipt
    assert f"http://127.0.0.1:8000/track/{code}/" in receipt
    assert visitor.get(f"/track/{code}/").status_code == 200
    assert data(draft) == {}, "what was sent is not kept twice"


def test_sending_twice_gives_the_same_receipt(town: SimpleNamespace, visitor: Client) -> None:
    draft = ready(visitor)
    first, second = send(visitor, draft), send(visitor, draft)
    assert first.url == second.url == at(draft, "sent")
    assert Request.objects.count() == 1
    assert visitor.get(at(draft, "what")).url == at(draft, "sent"), "a sent draft is closed"


def test_another_browser_finds_no_draft(
    town: SimpleNamespace, visitor: Client, client_as: Callable[..., Client]
) -> None:
    draft = begin(visitor)
    visitor.post(at(draft, "details"), {"photos": photo()})
    picture = f"/report/{draft.token}/photo/{draft.photos.get().pk}/"
    shown = visitor.get(picture)
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert shown["Content-Type"] == "image/jpeg"
    other_begun = client_as()
    begin(other_begun)
    for stranger in (client_as(), other_begun, client_as("dispatcher"), client_as("admin")):
        for step in (*steps.ORDER, "sent"):
            assert stranger.get(at(draft, step)).status_code == 404, step
        for step in steps.ORDER:
            assert stranger.post(at(draft, step), {"text": "دیگر"}).status_code == 404, step
        assert stranger.get(picture).status_code == 404
    assert data(draft)["text"] == WORDS


def test_a_signed_in_resident_begins_too(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    person = town.persons["resident"]
    person.phone = "09120000000"
    person.save()
    resident = client_as("resident")
    draft = ready(resident)
    page = resident.get(at(draft, "contact")).content.decode()
    assert all(known in page for known in (person.name, person.email, person.phone))
    resident.post(at(draft, "contact"), {"name": "", "email": "", "phone": ""})
    assert person.name not in resident.get(at(draft, "contact")).content.decode(), "emptied stays"
    send(resident, draft)
    assert Party.objects.get().person == person


def test_nothing_of_a_draft_is_kept_by_caches(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor)
    for address in ("/report/", at(draft, "where"), at(draft, "check")):
        assert "no-store" in visitor.get(address)["Cache-Control"]


# Words and kinds


def kinds_on(page: Any) -> list[str]:
    html = page.content.decode().split("<details")[0]
    return re.findall(r'name="service" value="([\w-]+)"', html)


def test_fitting_kinds_come_first_and_all_others_can_be_chosen(
    town: SimpleNamespace, visitor: Client
) -> None:
    page = visitor.get("/report/", {"q": WORDS})
    assert kinds_on(page) == ["street-light"]
    html = page.content.decode()
    assert all(f'value="{one.service_code}"' in html for one in Service.objects.all())
    assert kinds_on(visitor.get("/report/", {"q": "سلام"})) == []
    assert kinds_on(visitor.get("/report/", {"service": "pothole"})) == ["pothole"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("چراغهای کوچه سوخته", "street-light"),
        ("كوچه تاريك است", "street-light"),
        ("the lamps are out", "street-light"),
        ("LIGHT", "street-light"),
        ("سیم افتاده روی زمین", "fallen-wire"),
    ],
)
def test_kinds_are_found_whatever_the_spelling(town: SimpleNamespace, text: str, code: str) -> None:
    found = suggestions.suggested(text, list(Service.objects.all()))
    assert found[0].service.service_code == code


def test_a_keyword_of_many_kinds_weighs_less(town: SimpleNamespace) -> None:
    lamp, hole = town.services["lamp"], town.services["hole"]
    lamp.keywords, hole.keywords = {"fa": ["خیابان", "نور"]}, {"fa": ["خیابان", "گودال عمیق"]}
    found = suggestions.suggested("در خیابان نور نیست", [hole, lamp])
    assert found[0].service == lamp
    assert suggestions.suggested("", [lamp]) == []


def test_danger_says_phone_first_and_harmless_words_do_not(
    town: SimpleNamespace, visitor: Client
) -> None:
    danger = visitor.get("/report/", {"q": "سیم افتاده است"}).content.decode()
    assert 'href="tel:137"' in danger.split("</main>")[0]
    assert "notice danger" in danger
    assert "notice danger" not in visitor.get("/report/", {"q": WORDS}).content.decode()
    draft = begin(visitor, text="خطر", service="fallen-wire")
    assert "notice danger" in visitor.get(at(draft, "where")).content.decode()


def test_words_without_a_kind_lead_to_the_kinds(town: SimpleNamespace, visitor: Client) -> None:
    answer = visitor.post("/report/", {"text": WORDS})
    assert answer.status_code == 302
    assert answer.url.endswith("/what/")
    again = visitor.post(answer.url, {"text": WORDS})
    assert again.status_code == 422
    assert 'href="#service"' in again.content.decode()


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"text": "", "service": "pothole"}, "text"),
        ({"text": " \u200c\u202e\u0000 ", "service": "pothole"}, "text"),
        ({"text": "x" * 4001, "service": "pothole"}, "text"),
        ({"text": WORDS, "service": "no-such"}, "service"),
        ({"text": WORDS, "service": "\u0000'\";--"}, "service"),
        ({"text": WORDS, "service": "x" * 100_000}, "service"),
    ],
)
def test_bad_words_or_kinds_are_refused_at_their_field(
    town: SimpleNamespace, visitor: Client, posted: dict[str, str], field: str
) -> None:
    answer = visitor.post("/report/", {**posted, "offered": "1"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in html
    assert f'id="{field}' in html
    assert not Draft.objects.exists()


def test_a_link_to_an_unknown_kind_says_so(town: SimpleNamespace, visitor: Client) -> None:
    answer = visitor.get("/report/", {"service": "no-such<b>"})
    assert answer.status_code == 404
    assert "no-such&lt;b&gt;" in answer.content.decode()


def test_what_cannot_be_stored_is_cleaned_and_kept(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor, text="چراغ\u0000 خا\u202eموش\r\nاست 💡")
    assert data(draft)["text"] == "چراغ خاموش\nاست 💡"
    raw = b"text=%ED%A0%80lamp%FF&service=street-light&offered=1"
    answer = visitor.generic("POST", "/report/", raw, "application/x-www-form-urlencoded")
    assert answer.status_code == 302


def test_too_much_at_once_is_answered_in_words(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor)
    huge = visitor.post(at(draft, "what"), {"text": "x" * 10_000_000, "service": "pothole"})
    fields = visitor.post(at(draft, "what"), {f"f{number}": "x" for number in range(500)})
    files = visitor.post(
        at(draft, "details"), {"photos": [photo(name=f"{number}.jpg") for number in range(30)]}
    )
    claimed = visitor.post(at(draft, "what"), {"text": "x"}, CONTENT_LENGTH="99000000")
    for answer in (huge, fields, files, claimed):
        assert answer.status_code == 413
        assert "<h1>" in answer.content.decode()
    assert data(draft)["text"] == WORDS


# The place


def test_a_tap_marks_what_lies_under_it_and_comes_nearer(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = begin(visitor)
    view = maps.whole_city(*steps.PICTURES["large"])
    answer = visitor.post(
        at(draft, "where"), {"large.x": "300", "large.y": "210", "address": "الف"}
    )
    assert answer.url == at(draft, "where") + "#map"
    kept = data(draft)
    assert (kept["latitude"], kept["longitude"]) == pytest.approx(view.place(300, 210), abs=1e-5)
    assert kept["map"][2] == pytest.approx(view.zoom + 2, abs=0.02)
    assert kept["address"] == "الف", "what was typed is not lost by a tap"
    html = visitor.get(at(draft, "where")).content.decode()
    assert f"mark_lat={kept['latitude']}" in html


def test_the_enter_key_on_the_map_marks_its_middle(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor)
    view = maps.whole_city(*steps.PICTURES["small"])
    visitor.post(at(draft, "where"), {"small.x": "0", "small.y": "0"})
    marked = data(draft)["latitude"], data(draft)["longitude"]
    assert marked == pytest.approx((view.centre_latitude, view.centre_longitude), abs=1e-5)


def test_the_map_is_steered_by_buttons_within_the_city(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = begin(visitor)
    whole = maps.whole_city(*steps.PICTURES["large"])
    for order in ("in", "in", "east"):
        visitor.post(at(draft, "where"), {"large": order})
    latitude, longitude, zoom = data(draft)["map"]
    assert zoom == pytest.approx(whole.zoom + 2, abs=0.02)
    assert longitude > whole.centre_longitude
    for _ in range(30):
        visitor.post(at(draft, "where"), {"large": "north"})
    latitude, longitude, zoom = data(draft)["map"]
    assert places.in_city(latitude, longitude)
    for _ in range(9):
        visitor.post(at(draft, "where"), {"large": "out"})
    assert data(draft)["map"] is None, "no farther than the whole city"
    visitor.post(at(draft, "where"), {"large": "middle"})
    assert data(draft)["latitude"] == pytest.approx(whole.centre_latitude, abs=1e-5)
    visitor.post(at(draft, "where"), {"large": "unmark"})
    assert data(draft)["latitude"] is None


@pytest.mark.parametrize(
    "posted",
    [
        {"large.x": "-1", "large.y": "5"},
        {"large.x": "641", "large.y": "5"},
        {"large.x": "nan", "large.y": "5"},
        {"large.x": "5"},
        {"large.x": "۵", "large.y": "٥"},
        {"large.x": "9" * 5000, "large.y": "5"},
        {"large": "sideways"},
        {"here": "nan,nan"},
        {"here": "inf,51"},
        {"here": "35.62"},
        {"here": "1e999,51.05"},
        {"here": "51.05,35.62"},
        {"here": "\u0000,\u0000"},
        {},
        {"address": " \u200f "},
    ],
)
def test_a_place_that_is_none_is_refused_in_words(
    town: SimpleNamespace, visitor: Client, posted: dict[str, str]
) -> None:
    draft = begin(visitor)
    if "large.x" in posted:
        posted = {"large.y": "", **posted}
    answer = visitor.post(at(draft, "where"), posted)
    assert answer.status_code == 422
    assert 'href="#place"' in answer.content.decode()
    assert data(draft).get("latitude") is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "x" * 251),
        ("area", "no-such"),
        ("area", "\u0000"),
        ("landmark", "1,2"),
        ("landmark", "x" * 100_000),
    ],
)
def test_bad_words_about_a_place_are_refused_at_their_field(
    town: SimpleNamespace, visitor: Client, field: str, value: str
) -> None:
    MapLayer.objects.create(kind="landmark", features=LANDMARKS)
    draft = begin(visitor)
    answer = visitor.post(at(draft, "where"), {"address": "کوچه", field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert "address" not in data(draft)


LANDMARKS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": {"fa": "دبستان مهر", "en": "Mehr School"}, "class": "school"},
            "geometry": {"type": "Point", "coordinates": [51.07, 35.62]},
        }
    ],
}


def test_a_known_place_says_where_and_brings_the_map_there(
    town: SimpleNamespace, visitor: Client
) -> None:
    MapLayer.objects.create(kind="landmark", features=LANDMARKS)
    draft = begin(visitor)
    key = "35.62000,51.07000"
    assert "دبستان مهر" in visitor.get(at(draft, "where")).content.decode()
    visitor.post(at(draft, "where"), {"landmark": key, "go": "landmark"})
    assert data(draft)["map"][:2] == [35.62, 51.07]
    assert data(draft).get("latitude") is None, "near a place is not at the place"
    assert visitor.post(at(draft, "where"), {"landmark": key}).url == at(draft, "similar")
    send(visitor, draft)
    request = Request.objects.get()
    assert (request.landmark, request.area, request.latitude) == ("دبستان مهر", town.east, None)


def test_a_kind_without_a_place_may_leave_it_out(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor, service="conduct")
    assert visitor.post(at(draft, "where"), {}).status_code == 302


# Order of the steps


def test_a_step_that_lacks_something_is_shown_first(town: SimpleNamespace, visitor: Client) -> None:
    lamp = town.services["lamp"]
    lamp.questions[0]["required"] = True
    lamp.save()
    draft = begin(visitor)
    assert visitor.get(at(draft, "check")).url == at(draft, "where")
    assert visitor.post(at(draft, "check"), {"publish": "all"}).url == at(draft, "where")
    place(visitor, draft)
    assert visitor.get(at(draft, "check")).url == at(draft, "details")
    visitor.post(at(draft, "details"), {"answer-count": "2"})
    assert visitor.get(at(draft, "check")).status_code == 200


def test_a_draft_without_a_kind_goes_back_to_the_words(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = Draft.objects.get(token=visitor.post("/report/", {"text": WORDS}).url.split("/")[2])
    for step in ("where", "similar", "details", "check"):
        assert visitor.get(at(draft, step)).url == at(draft, "what")
    assert visitor.get(at(draft, "contact")).status_code == 200


def test_a_kind_that_is_no_longer_taken_must_be_chosen_anew(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = ready(visitor)
    Service.objects.filter(service_code="street-light").update(active=False)
    assert send(visitor, draft).url == at(draft, "what")
    assert not Request.objects.exists()


def test_a_change_from_the_check_leads_back_to_it(town: SimpleNamespace, visitor: Client) -> None:
    draft = ready(visitor)
    answer = visitor.post(
        at(draft, "what") + "?then=check", {"text": "دو چراغ", "service": "street-light"}
    )
    assert answer.url == at(draft, "check")
    assert "دو چراغ" in visitor.get(at(draft, "check")).content.decode()


def test_unknown_steps_and_methods_are_refused(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor)
    assert visitor.get(at(draft, "nowhere")).status_code == 404
    assert visitor.delete(at(draft, "what")).status_code == 405
    assert visitor.get(at(draft, "sent")).url == at(draft, "check")


# Similar reports


def test_alike_reports_are_offered_with_reasons(
    town: SimpleNamespace, visitor: Client, actor: Callable[[str], Any]
) -> None:
    other = actions.file_request(
        actions.Report(
            service=town.services["lamp"],
            text="چراغ کوچهٔ نسترن خاموش است",
            latitude=35.6201,
            longitude=51.0701,
        ),
        actor=actor("nobody"),
        at=datetime.now(UTC),
    )
    draft = begin(visitor)
    visitor.post(at(draft, "where"), {"here": "35.62,51.07"})
    assert place(visitor, draft).url == at(draft, "similar")
    html = visitor.get(at(draft, "similar")).content.decode()
    assert f'action="/reports/{other.pk}/me-too/"' in html
    assert "نسترن" in html
    assert "۱۴ متر" in html
    assert visitor.post(at(draft, "similar")).url == at(draft, "details")
    visitor.post(f"/reports/{other.pk}/me-too/")
    other.refresh_from_db()
    assert other.voices == 1


def test_a_confidential_report_is_compared_with_nothing(
    town: SimpleNamespace, visitor: Client, actor: Callable[[str], Any]
) -> None:
    report = actions.Report(service=town.services["lamp"], text=WORDS, address="کوچهٔ نسترن")
    actions.file_request(report, actor=actor("nobody"), at=datetime.now(UTC))
    draft = begin(visitor, service="conduct")
    assert visitor.get(at(draft, "similar")).url == at(draft, "details")


# Details and photos


@pytest.mark.parametrize(
    ("posted", "field"),
    [
        ({"answer-count": "چند تا"}, "answer-count"),
        ({"answer-count": "1e9"}, "answer-count"),
        ({"answer-count": "9" * 50}, "answer-count"),
        ({"answer-count": "\u0000"}, None),
        ({"answer-since": "yesterday"}, "answer-since"),
        ({"answer-since": ["today", "x' OR 1=1"]}, "answer-since"),
        ({"answer-other": "not asked"}, None),
    ],
)
def test_answers_are_checked_by_their_datatype(
    town: SimpleNamespace, visitor: Client, posted: dict[str, Any], field: str | None
) -> None:
    draft = begin(visitor)
    answer = visitor.post(at(draft, "details"), posted)
    if field is None:
        assert answer.status_code == 302
        assert data(draft)["answers"] == {}
    else:
        assert answer.status_code == 422
        assert f'href="#{field}"' in answer.content.decode()
        assert "answers" not in data(draft)


def asks_when(town: SimpleNamespace) -> None:
    lamp = town.services["lamp"]
    lamp.questions = [
        {"code": "when", "datatype": "datetime", "description": {"fa": "از کی؟", "en": "When?"}},
        {
            "code": "which",
            "datatype": "multivaluelist",
            "description": {"fa": "کدام؟", "en": "Which?"},
            "values": [{"key": key, "name": {"fa": key}} for key in "abc"],
        },
    ]
    lamp.save()


def test_dates_are_typed_in_the_readers_calendar(
    town: SimpleNamespace, visitor: Client, client_as: Callable[..., Client]
) -> None:
    asks_when(town)
    draft = begin(visitor)
    jalali = {"day": "۲", "month": "9", "year": "۱۴۰۵", "time": "۱۸:۳۰"}
    posted = {f"answer-when.{part}": value for part, value in jalali.items()}
    visitor.post(at(draft, "details"), {**posted, "answer-which": ["a", "c"]})
    assert data(draft)["answers"] == {"when": "2026-11-23T18:30", "which": ["a", "c"]}
    html = visitor.get(at(draft, "details")).content.decode()
    assert 'name="answer-when.year" value="1405"' in html
    assert '<option value="9" selected>آذر' in html
    english = client_as(language="en")
    draft = begin(english)
    gregorian = {"day": "23", "month": "11", "year": "2026", "time": ""}
    english.post(
        at(draft, "details"), {f"answer-when.{part}": value for part, value in gregorian.items()}
    )
    assert data(draft)["answers"] == {"when": "2026-11-23T00:00"}


@pytest.mark.parametrize(
    "parts",
    [
        ("31", "8", "1405", ""),
        ("x", "9", "1405", ""),
        ("2", "", "", ""),
        ("2", "9", "1405", "25:00"),
    ],
)
def test_a_date_that_is_none_is_refused_and_shown_again(
    town: SimpleNamespace, visitor: Client, parts: tuple[str, ...]
) -> None:
    asks_when(town)
    draft = begin(visitor)
    names = ("day", "month", "year", "time")
    posted = {f"answer-when.{name}": part for name, part in zip(names, parts, strict=True)}
    answer = visitor.post(at(draft, "details"), posted)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert 'href="#answer-when"' in html
    assert f'name="answer-when.day" value="{parts[0]}"' in html


def test_photos_are_added_one_by_one_or_together_up_to_five(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = begin(visitor)
    visitor.post(at(draft, "details"), {"photos": [photo(90), photo(91)], "more": "1"})
    visitor.post(at(draft, "details"), {"photos": [photo(92), photo(93)], "more": "1"})
    answer = visitor.post(at(draft, "details"), {"photos": [photo(94), photo(95)]})
    assert answer.status_code == 422
    assert 'href="#photos"' in answer.content.decode()
    assert draft.photos.count() == 5
    visitor.post(at(draft, "details"), {"remove": str(draft.photos.first().pk)})
    assert draft.photos.count() == 4
    for nonsense in ("x", "", "\u0000", "00000000-0000-0000-0000-000000000000"):
        assert visitor.post(at(draft, "details"), {"remove": nonsense}).status_code in (302, 422)
    assert draft.photos.count() == 4


def test_a_hostile_file_is_named_and_the_good_ones_and_answers_stay(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = begin(visitor)
    bad = SimpleUploadedFile("<b>bad.svg", b"<svg onload='alert(1)'/>")
    posted = {"photos": [photo(), bad], "answer-count": "7"}
    answer = visitor.post(at(draft, "details"), posted)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;b&gt;bad.svg" in html
    assert "<b>bad" not in html
    assert 'value="7"' in html
    assert draft.photos.count() == 1


def test_a_flood_of_photos_is_slowed_and_said_so(
    town: SimpleNamespace, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cityhall.service.views.steps.allow", lambda *_args, **_more: False)
    draft = begin(visitor)
    answer = visitor.post(at(draft, "details"), {"photos": photo()})
    assert answer.status_code == 422
    assert not draft.photos.exists()


# Contact


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "x"),
        ("email", "a@b@c"),
        ("email", "a@example.org\nBcc: b@example.org"),
        ("email", "x" * 300 + "@example.org"),
        ("phone", "call me"),
        ("phone", "0912-34567890123456789"),
        ("name", "ن" * 121),
    ],
)
def test_a_wrong_contact_is_refused_at_its_field_and_shown_again(
    town: SimpleNamespace, visitor: Client, field: str, value: str
) -> None:
    draft = begin(visitor)
    answer = visitor.post(at(draft, "contact"), {field: value})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.content.decode()
    assert "email" not in data(draft)


def test_all_of_the_contact_may_be_left_out(town: SimpleNamespace, visitor: Client) -> None:
    draft = ready(visitor)
    assert visitor.post(at(draft, "contact"), {}).url == at(draft, "check")
    send(visitor, draft)
    assert Party.objects.get().email == ""


# Check and send


def preview(client: Client, draft: Draft) -> str:
    html = client.get(at(draft, "check")).content.decode()
    return re.search(r'<article class="card">(.*?)</article>', html, re.S)[1]


def test_the_preview_is_what_is_published(town: SimpleNamespace, visitor: Client) -> None:
    words = f"چراغ خاموش است، به {PERSIAN_PHONE} زنگ بزنید"
    draft = ready(visitor, text=words)
    assert PERSIAN_PHONE in visitor.get(at(draft, "check")).content.decode(), "their own words"
    shown = preview(visitor, draft)
    assert PERSIAN_PHONE not in shown
    send(visitor, draft)
    request = Request.objects.get()
    assert PERSIAN_PHONE not in request.public_text
    assert request.public_text in shown
    assert request.title in shown
    assert request.public_address in shown


@pytest.mark.parametrize(
    ("choice", "words", "pictures"), [("all", True, 1), ("words", True, 0), ("nothing", False, 0)]
)
def test_the_person_decides_what_everyone_reads(
    town: SimpleNamespace, visitor: Client, choice: str, words: bool, pictures: int
) -> None:
    draft = ready(visitor)
    visitor.post(at(draft, "details"), {"photos": photo()})
    answer = visitor.post(at(draft, "check"), {"publish": choice, "look": "1"})
    assert answer.url == at(draft, "check") + "#public"
    shown = preview(visitor, draft)
    assert (WORDS in shown) is words
    assert shown.count("<img") == pictures
    send(visitor, draft, choice)
    request = Request.objects.get()
    assert (request.public_text == WORDS) is words
    assert request.photos.filter(is_public=True).count() == pictures


@pytest.mark.parametrize("choice", ["", "everything", "\u0000", "x" * 10_000])
def test_without_a_choice_of_what_is_public_nothing_is_sent(
    town: SimpleNamespace, visitor: Client, choice: str
) -> None:
    draft = ready(visitor)
    answer = send(visitor, draft, choice)
    assert answer.status_code == 422
    assert 'href="#publish"' in answer.content.decode()
    assert not Request.objects.exists()


def test_a_confidential_report_shows_the_public_nothing(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = begin(visitor, service="conduct")
    html = visitor.get(at(draft, "check")).content.decode()
    assert 'name="publish"' not in html
    assert "محرمانه" in html
    visitor.post(at(draft, "check"), {})
    assert not Request.objects.get().is_public
    assert "/reports/" not in visitor.get(at(draft, "sent")).content.decode().split("<main")[1]


def test_a_hidden_place_is_shown_as_its_district(town: SimpleNamespace, visitor: Client) -> None:
    draft = begin(visitor, service="noise")
    visitor.post(at(draft, "where"), {"here": "35.62,51.07"})
    visitor.post(at(draft, "where"), {"address": "پلاک ۱۲"})
    shown = preview(visitor, draft)
    assert "پلاک ۱۲" not in shown
    assert "ناحیهٔ خاوری" in shown


def test_a_report_that_cannot_be_filed_says_why(
    town: SimpleNamespace, visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = ready(visitor)
    Draft.objects.filter(pk=draft.pk).update(
        data={**data(draft), "latitude": 10.0, "longitude": 10.0}
    )
    answer = send(visitor, draft)
    assert answer.status_code == 422
    assert not Request.objects.exists()


# Weight and cost


def test_pages_cost_the_same_queries_however_many_kinds_there_are(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = ready(visitor)

    def cost(address: str) -> int:
        visitor.get(address)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert visitor.get(address).status_code == 200
        return len(queries)

    pages = ["/report/", "/services/", *(at(draft, step) for step in steps.NUMBERED)]
    before = {page: cost(page) for page in pages}
    for number in range(40):
        Service.objects.create(
            service_code=f"kind-{number}",
            name={"fa": f"موضوع {number}"},
            group=town.group,
            unit=town.roads,
            keywords={"fa": ["چراغ", f"واژهٔ {number}"]},
        )
    assert {page: cost(page) for page in pages} == before
    assert max(before.values()) <= 8


def packed(answer: Any) -> int:
    return len(gzip.compress(answer.content))


STATIC = Path(__file__).parents[3] / "src/cityhall/portal/static/portal"


def test_every_step_fits_its_budget_with_and_without_data_saver(
    town: SimpleNamespace, visitor: Client
) -> None:
    draft = ready(visitor)
    style = len(gzip.compress((STATIC / "divan.css").read_bytes()))
    font = (STATIC / "fonts/vazirmatn.woff2").stat().st_size
    for saver, budget in ((False, 60_000), (True, 14_000)):
        if saver:
            visitor.cookies["preferences"] = "saver=on"
        for step in steps.NUMBERED:
            page = visitor.get(at(draft, step))
            html = page.content.decode()
            pictures = [
                packed(visitor.get(address.replace("&amp;", "&")))
                for address in re.findall(r'src="(/map.svg[^"]+)"', html)
            ]
            weight = packed(page) + style + sum(pictures) + (0 if saver else font)
            assert weight <= budget, (step, saver, weight)


def test_every_kind_can_begin_a_report(town: SimpleNamespace, visitor: Client) -> None:
    html = visitor.get("/services/").content.decode()
    for service in Service.objects.all():
        address = f"/report/?service={service.service_code}"
        assert address in html
        assert visitor.get(address).status_code == 200


def test_reading_a_place_from_a_script_is_strict() -> None:
    assert forms._degrees("35.62,51.05") == (35.62, 51.05)
    for nonsense in ("", "1", "1,2,3", "a,b", ","):
        assert str(forms._degrees(nonsense)[0]) == "nan"


def test_the_moment_of_sending_sets_the_promises(town: SimpleNamespace, visitor: Client) -> None:
    draft = ready(visitor)
    send(visitor, draft)
    request = Request.objects.get()
    html = visitor.get(at(draft, "sent")).content.decode()
    for promise in (request.acknowledge_by, request.due_at):
        assert f'datetime="{promise:%Y-%m-%dT%H:%M:%SZ}"' in html
    assert NOW.tzinfo is not None
