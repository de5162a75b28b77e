"""The desk in Chromium: by keyboard alone, without scripts on a phone, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from cityhall.acts.models import Act
from cityhall.service.actions import Report, file_request
from cityhall.service.models import Request

from ..cityhall.conftest import NOW
from .conftest import no_violations, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture
def reports(town: SimpleNamespace, actor: Callable[[str], Any]) -> list[int]:
    """Three reports on lamps, so alike that they are offered for joining."""
    facts = {"latitude": 35.62, "longitude": 51.07, "name": "سارا", "email": "sara@example.org"}
    kind = town.services["lamp"]
    return [
        file_request(
            Report(kind, f"چراغ کوچهٔ {name} خاموش است.", **facts), actor=actor("nobody"), at=NOW
        ).pk
        for name in ("نسترن", "یاس", "لاله")
    ]


@pytest.fixture
def officer(open_page: Callable[..., Page], town: SimpleNamespace) -> Callable[..., Page]:
    """`officer("fa", "phone")`: a page in the browser of the lighting officer, signed in."""

    def make(*how: str, **more: bool) -> Page:
        client = Client()
        client.force_login(town.persons["lamp"])
        name = settings.SESSION_COOKIE_NAME
        page = open_page(*how, **more)
        session = {"name": name, "value": client.cookies[name].value}
        page.goto("/health")
        page.context.add_cookies([{**session, "url": page.url}])
        return page

    return make


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id")


def press(page: Page, key: str) -> None:
    """Press a key and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def test_an_officer_works_through_cases_by_keyboard_alone(
    officer: Callable[..., Page], reports: list[int]
) -> None:
    page = officer("fa", "desk")
    page.goto("/desk/")
    press(page, "j")
    expect(page.locator("h1")).to_have_text("چراغ کوچهٔ نسترن خاموش است")
    page.keyboard.press("a")
    assert focused(page) == "do-claim"
    press(page, "Enter")
    expect(page.locator(".notice.done")).to_contain_text("این گزارش را برداشتید.")
    page.keyboard.press("w")
    assert focused(page) == "reply-text"
    page.keyboard.type("j, k, a: فردا می‌آییم")  # in a field keys are letters
    tab_to(page, "#reply-form button[name=then]")
    press(page, "Enter")
    expect(page.locator("h1")).to_have_text("چراغ کوچهٔ یاس خاموش است")
    page.keyboard.press("c")
    assert focused(page) == "close-outcome"
    page.keyboard.press("Space")
    tab_to(page, "#close-explanation")
    page.keyboard.type("لامپ عوض شد")
    tab_to(page, "#close-evidence")
    page.keyboard.type("سرکارگر، ظهر")
    press(page, "Enter")
    expect(page.locator(".notice.done")).to_contain_text("بسته شد: درست شد")
    press(page, "k")
    expect(page.locator("h1")).to_have_text("چراغ کوچهٔ نسترن خاموش است")
    first, second, _third = Request.objects.order_by("pk")
    assert (first.assignee_id, first.status) == (second.assignee_id, "in_progress")
    assert (second.status, second.outcome) == ("done", "fixed")


@pytest.mark.parametrize(
    ("code", "letter", "field"),
    [
        ("KeyW", "ص", "reply-text"),
        ("KeyR", "ق", "assign-to"),
        ("KeyQ", "ض", "ask-text"),
        ("KeyN", "د", "note-text"),
        ("KeyM", "ئ", "merge-into"),
        ("KeyP", "ح", "pause-text"),
        ("KeyC", "ز", "close-outcome"),
    ],
)
def test_keys_are_the_same_on_a_persian_keyboard(
    officer: Callable[..., Page], reports: list[int], code: str, letter: str, field: str
) -> None:
    page = officer("fa", "desk")
    page.goto(f"/desk/{reports[0]}/")
    event = {"key": letter, "code": code, "bubbles": True, "cancelable": True}
    page.evaluate(
        "event => document.body.dispatchEvent(new KeyboardEvent('keydown', event))", event
    )
    assert focused(page) == field
    assert page.locator(f"#{field}").is_visible()
    assert Act.objects.count() == 3


def test_keys_explain_themselves_and_can_be_turned_off(
    officer: Callable[..., Page], reports: list[int]
) -> None:
    page = officer("en", "desk")
    page.goto(f"/desk/{reports[0]}/")
    page.keyboard.press("?")
    assert page.locator("#all-keys").get_attribute("open") is not None
    tab_to(page, "#keys-switch")
    page.keyboard.press("Enter")
    expect(page.locator("#keys-switch")).to_have_text("Turn the keys on")
    page.goto(f"/desk/{reports[1]}/")
    page.keyboard.press("c")
    page.keyboard.press("j")
    assert focused(page) == ""
    assert page.url.endswith(f"/desk/{reports[1]}/")


def test_a_case_is_done_on_a_phone_without_scripts(
    officer: Callable[..., Page], reports: list[int]
) -> None:
    page = officer("fa", "phone", scripts=False)
    page.goto("/desk/")
    no_violations(page)
    page.locator(".queue ol a").first.click()
    no_violations(page)
    page.click("#do-claim")
    page.click("#do-close summary")
    page.click("#close-form .actions .button >> nth=0")
    expect(page.locator(".errors")).to_contain_text("برگزینید چگونه پایان یافت.")
    no_violations(page)
    page.check("#close-outcome")
    page.fill("#close-explanation", "لامپ عوض شد")
    page.fill("#close-evidence", "خودم دیدم")
    page.click("#close-form .actions .button >> nth=0")
    expect(page.locator(".notice.done")).to_contain_text("بسته شد")
    assert Request.objects.get(pk=reports[0]).outcome == "fixed"


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_every_form_open_at_once_is_open_to_everyone(
    officer: Callable[..., Page], reports: list[int], language: str, screen: str
) -> None:
    page = officer(language, screen)
    page.goto(f"/desk/{reports[0]}/?do=merge&into={reports[1]}")
    assert page.locator("#merge-into").is_visible()
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    no_violations(page)
    page.fill("#reveal-text", "برای هماهنگی")
    page.click("#reveal-form .button")
    expect(page.locator(".facts")).to_contain_text("sara@example.org")
    no_violations(page)
