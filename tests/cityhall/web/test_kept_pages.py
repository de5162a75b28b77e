"""A page that everyone reads is made once and is never older than the last act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client, RequestFactory
from tests.cityhall.conftest import NOW

from cityhall.service.actions import claim
from cityhall.service.models import Request
from cityhall.web import kept_pages, preferences

LIST = "/reports/"


@pytest.fixture(autouse=True)
def kept(settings):
    settings.KEEP_PAGES = True


def page(client: Client, address: str = LIST, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def quietly_change(title: str) -> None:
    """A change around every act: what only a page made anew can show."""
    Request.objects.update(title=title)


def test_between_two_acts_a_page_is_made_once_for_all_visitors(filed, client_as):
    filed()
    first = page(client_as())
    quietly_change("tidings of the future")
    assert page(client_as()) == first


def test_a_kept_page_costs_one_question_to_the_database(
    filed, client_as, django_assert_num_queries
):
    filed()
    page(client_as())
    with django_assert_num_queries(1):
        page(client_as())


@pytest.mark.parametrize("address", [LIST, f"{LIST}?format=json", f"{LIST}map/", "/"])
def test_the_next_act_makes_every_page_anew(filed, client_as, address):
    filed(text="چراغ کوچهٔ نخست خاموش است.")
    before = page(client_as(), address)
    assert page(client_as(), address) == before
    filed(text="چراغ کوچهٔ دوم خاموش است.")
    assert page(client_as(), address) != before


def test_an_act_on_a_report_shows_at_once(filed, client_as, actor):
    made = filed()
    before = page(client_as())
    claim(made.pk, actor=actor("lamp"), at=NOW + timedelta(hours=1))
    assert page(client_as()) != before


def test_readers_get_their_own_language_preferences_and_form(filed, client_as):
    filed()
    pages = {
        page(client_as(language="fa")),
        page(client_as(language="en")),
        page(client_as(), accept="application/json"),
        page(client_as(), accept="application/atom+xml"),
        page(client_as(), f"{LIST}?status=closed"),
    }
    saver = client_as()
    saver.cookies[preferences.COOKIE] = "language=fa&saver=on"
    assert len(pages | {page(saver)}) == 6


def test_whoever_is_signed_in_reads_a_page_of_their_own(filed, client_as):
    filed()
    visitor = page(client_as())
    quietly_change("tidings of the future")
    officer = page(client_as("dispatcher"))
    assert "tidings of the future" in officer
    assert page(client_as()) == visitor, "and nobody else reads theirs"


def test_a_notice_is_read_by_the_one_it_waits_for(filed, client_as):
    filed()
    page(client_as())
    quietly_change("tidings of the future")
    visitor = client_as()
    visitor.cookies["messages"] = "anything"
    assert "tidings of the future" in page(visitor)


def test_after_half_a_minute_without_acts_a_page_is_made_anew(filed, client_as, monkeypatch):
    filed()
    page(client_as())
    quietly_change("tidings of the future")
    later = kept_pages.time.monotonic() + kept_pages.SECONDS
    monkeypatch.setattr(kept_pages.time, "monotonic", lambda: later)
    assert "tidings of the future" in page(client_as())


def refusing(request):
    return HttpResponse("no", status=400)


def with_a_form(request):
    return HttpResponse(get_token(request))


def with_a_cookie(request):
    answer = HttpResponse("a page")
    answer.set_cookie("a", "b")
    return answer


def too_large(request):
    return HttpResponse(b"x" * (kept_pages.LARGEST + 1))


def good(request):
    return HttpResponse("a page")


@pytest.mark.parametrize(
    ("view", "times"),
    [(good, 1), (refusing, 2), (with_a_form, 2), (with_a_cookie, 2), (too_large, 2)],
)
def test_only_a_whole_page_without_a_token_or_cookie_is_kept(db, view, times):
    made = []

    @kept_pages.until_the_next_act
    def counted(request):
        made.append(1)
        return view(request)

    for _ in range(2):
        request = RequestFactory().get(LIST)
        request.preferences = preferences.read(request)
        counted(request)
    assert len(made) == times


def test_a_head_is_not_answered_from_a_kept_page_nor_kept_as_one(filed, client_as):
    filed()
    assert client_as().head(LIST).content == b""
    assert "چراغ" in page(client_as())


def test_no_more_pages_are_kept_than_there_is_room_for(filed, client_as, monkeypatch):
    filed()
    monkeypatch.setattr(kept_pages, "MOST_PAGES", 3)
    client = client_as()
    for n in range(6):
        page(client, f"{LIST}?n={n}")
    assert len(kept_pages._PAGES) == 3
