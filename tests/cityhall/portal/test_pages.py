"""The portal's quiet pages: errors that help, preferences, languages, and files for machines."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, RequestFactory
from django.urls import get_resolver

from cityhall.people.models import City
from cityhall.portal.views import errors

STATIC = Path(errors.__file__).parents[1] / "static" / "portal"


def test_an_unknown_address_offers_ways_out(town, client_as) -> None:
    answer = client_as(language="en").get("/nowhere/")
    page = answer.content.decode()
    assert answer.status_code == 404
    for way in ("/", "/reports/", "/track/", "/search/"):
        assert f'href="{way}"' in page
    twin = client_as().get("/nowhere/?format=json")
    assert (twin.status_code, twin.json()["error"]["code"]) == (404, "404")


def test_a_page_that_a_post_does_not_reach_offers_ways_on(town, client_as) -> None:
    answer = client_as("admin", "en").get("/desk/")
    page = answer.content.decode()
    assert answer.status_code == 403
    main = page.split("<main", 1)[1].split("</main>")[0]
    for way in ("/account/sign-out/?next=/account/sign-in/", "/manage/"):
        assert f'href="{way}"' in main
    officer = client_as("lamp", "en").get("/manage/").content.decode()
    main = officer.split("<main", 1)[1].split("</main>")[0]
    assert 'href="/desk/"' in main and 'href="/manage/"' not in main
    assert "sign-out" not in client_as("admin").get("/nowhere/").content.decode()


def test_a_fault_of_ours_needs_no_database(town, client_as, settings, monkeypatch) -> None:
    def broken(*arguments, **named):
        raise OperationalError("disk I/O error")

    visitor = client_as(language="en")
    visitor.raise_request_exception = False
    monkeypatch.setattr("cityhall.portal.front.happenings", broken)
    monkeypatch.setattr("cityhall.people.context.city", broken)
    answer = visitor.get("/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "Something broke on our side" in page
    assert "OperationalError" not in page
    assert "disk" not in page


def test_a_fault_is_said_in_the_readers_language(rf: RequestFactory) -> None:
    request = rf.get("/")
    assert 'lang="fa" dir="rtl"' in errors.server_error(request).content.decode()
    request.language = "en"
    assert 'lang="en" dir="ltr"' in errors.server_error(request).content.decode()


def test_a_wrong_host_is_refused_with_a_page(town, client_as) -> None:
    answer = client_as().get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


def test_an_expired_form_says_that_nothing_was_changed(filed) -> None:
    request = filed()
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    answer = strict.post(f"/reports/{request.pk}/me-too/")
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


def test_preferences_are_kept_in_a_cookie_and_obeyed(town, client_as) -> None:
    visitor = client_as()
    chosen = {
        "language": "en",
        "calendar": "jalali",
        "digits": "fa",
        "theme": "dark",
        "saver": "on",
    }
    assert visitor.post("/preferences/", chosen).status_code == 302
    page = visitor.get("/preferences/").content.decode()
    assert '<html lang="en" dir="ltr" data-theme="dark" data-saver>' in page
    for name, value in chosen.items():
        assert f'name="{name}" value="{value}" checked' in page
    cookie = visitor.cookies["preferences"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


@pytest.mark.parametrize("name", ["language", "calendar", "digits", "theme", "saver"])
def test_a_preference_that_does_not_exist_is_refused(name, town, client_as) -> None:
    visitor = client_as()
    answer = visitor.post("/preferences/", {"language": "en", name: "<script>"})
    assert answer.status_code == 422
    assert "preferences" not in visitor.cookies


def test_a_cookie_that_was_tampered_with_falls_back(town, client_as) -> None:
    visitor = client_as()
    visitor.cookies["preferences"] = "language=xx&theme=neon&calendar=%00&saver=1" * 20
    page = visitor.get("/preferences/").content.decode()
    assert '<html lang="fa" dir="rtl">' in page


REFERRERS = {
    "http://testserver/reports/?status=open": "/reports/?status=open",
    "http://testserver/": "/",
    "": "/",
    "http://elsewhere.example/x": "/",
    "https://testserver.elsewhere.example/x": "/",
    "//elsewhere.example/x": "/",
    "http://testserver//elsewhere.example/x": "/elsewhere.example/x",
    "javascript:alert(1)": "/",
    "http://testserver\\@elsewhere.example/": "/",
}


@pytest.mark.parametrize("referrer", REFERRERS)
def test_the_language_switch_leads_back_and_never_elsewhere(referrer, town, client_as) -> None:
    visitor = client_as()
    answer = visitor.get("/language/en/", headers={"referer": referrer})
    assert (answer.status_code, answer.headers["Location"]) == (302, REFERRERS[referrer])
    assert 'lang="en"' in visitor.get("/about/").content.decode()


def test_a_language_that_is_not_spoken_is_not_found(town, client_as) -> None:
    for code in ("xx", "EN", "fa-ir"):
        assert client_as().get(f"/language/{code}/").status_code == 404


def test_the_accent_of_the_city_replaces_the_common_one(town, client_as) -> None:
    from django.core.cache import cache

    assert client_as().get("/accent.css").content == b""
    City.objects.update(accent="#7a1f5c")
    cache.clear()
    answer = client_as().get("/accent.css")
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "#7a1f5c" in answer.content.decode()
    assert 'href="/accent.css"' in client_as().get("/about/").content.decode()


@pytest.mark.parametrize("chosen", ["#0d6a70", "#7a1f5c", "#1a237e", "#000000", "#8a5a00"])
def test_an_accent_can_be_read_by_day_and_by_night(chosen) -> None:
    from cityhall.people.colour import contrast
    from cityhall.portal import accent

    light = accent.readable_at_night(chosen)
    assert contrast(light, accent.DARK_SHEET) >= 5
    assert contrast(light, "#0b2325") >= 4.5  # the words on a button at night
    sheet = accent.css(chosen)
    assert sheet.count("--tile:") == 3
    assert accent.mixed("#000000", "#ffffff", 0.5) == "#808080"


def test_crawlers_stay_out_of_private_rooms(town, client_as) -> None:
    text = client_as().get("/robots.txt").content.decode()
    for room in ("/account/", "/desk/", "/manage/", "/track/", "/report/"):
        assert f"Disallow: {room}\n" in text
    assert "Disallow: /reports/" not in text
    assert "Disallow: /\n" not in text


def test_health_asks_the_database(town, client_as, monkeypatch) -> None:
    answer = client_as().get("/health")
    assert (answer.status_code, json.loads(answer.content)) == (200, {"database": "answers"})

    def broken(*arguments, **named):
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", broken)
        assert client_as().get("/health").status_code == 503


def test_every_page_here_refuses_what_is_not_its_method(town, client_as) -> None:
    for path in ("/", "/search/", "/about/", "/robots.txt", "/health", "/accent.css"):
        assert client_as().post(path).status_code == 405
    assert get_resolver().resolve("/").func is not None


PAGES = (
    "/",
    "/reports/",
    "/reports/map/",
    "/reports/{report}/",
    "/search/?q=چراغ",
    "/about/",
    "/about/figures/on-time/",
    "/preferences/",
    "/nowhere/",
)
FULL, SAVER = 60 * 1024, 14 * 1024


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_page_is_within_its_budget(path, language, filed, client_as) -> None:
    """Page, stylesheet and typeface over the wire; in data-saver page and stylesheet alone."""
    from tests.cityhall.conftest import NOW

    from cityhall.people.actor import Actor
    from cityhall.service.actions import refresh_figures

    for number in range(26):
        report = filed(by=Actor(browser=str(number)), latitude=35.62, longitude=51.06)
    refresh_figures(NOW)
    style = len(gzip.compress((STATIC / "divan.css").read_bytes(), 6))
    font = (STATIC / "fonts" / "vazirmatn.woff2").stat().st_size
    visitor = client_as(language=language)
    path = path.format(report=report.pk)
    assert packed(visitor, path) + style + font <= FULL
    visitor.cookies["preferences"] = f"language={language}&saver=on"
    assert packed(visitor, path) + style <= SAVER


def packed(visitor: Client, path: str) -> int:
    """The bytes of an answer as they travel."""
    answer = visitor.get(path, headers={"accept-encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    return len(answer.content)


def test_photos_and_streams_are_not_packed_again(town, rf) -> None:
    from django.http import HttpResponse, StreamingHttpResponse

    from cityhall.web.compress import CompressMiddleware

    request = rf.get("/", headers={"accept-encoding": "gzip"})

    def encoding(response) -> str | None:
        return CompressMiddleware(lambda _request: response)(request).headers.get(
            "Content-Encoding"
        )

    assert encoding(HttpResponse(b"x" * 4000, content_type="text/html")) == "gzip"
    assert encoding(HttpResponse(b"x" * 4000, content_type="application/json")) == "gzip"
    assert encoding(HttpResponse(b"x" * 4000, content_type="image/jpeg")) is None
    assert encoding(StreamingHttpResponse([b"x" * 4000], content_type="text/html")) is None
