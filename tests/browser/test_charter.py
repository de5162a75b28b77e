"""The charter's text is checked while it is typed; without scripts by a button."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as of_the_site
from django.urls import reverse
from playwright.sync_api import Page, expect

from cityhall.decisions import drafts
from divan.charter.advise import QUESTIONS

from ..cityhall.safety.world import World, make_world
from .conftest import no_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("rooms")]


@pytest.fixture
def world(transactional_db: None, settings, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.fixture
def town(world: World) -> Any:
    return world.town


@pytest.fixture
def office(world: World, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def make(language: str, screen: str, **more: bool) -> Page:
        page = open_page(language, screen, **more)
        page.goto("/health")
        cookies = world.client("A", language=language).cookies
        given: list[Any] = [
            {"name": name, "value": morsel.value, "url": page.url}
            for name, morsel in cookies.items()
            if name in (of_the_site.SESSION_COOKIE_NAME, "browser")
        ]
        page.context.add_cookies(given)
        return page

    return make


FAULT = ("within: 3 days, then: {timeout: mayor_signs", "within: 3 days, then: {timeout: unit")


def test_findings_and_drawing_follow_what_is_typed(office) -> None:
    page = office("en", "desk")
    page.goto(reverse("manage_charter") + "?start=hybrid")
    verdict, findings = page.locator("[data-verdict]"), page.locator("[data-findings] > li")
    expect(verdict).to_have_text("Nothing is wrong. It may be adopted.")
    text = page.get_by_label("The charter's text")
    good = drafts.shipped("hybrid")
    text.fill(good.replace(*FAULT))
    expect(verdict).to_have_text("It cannot be adopted yet.")
    expect(findings.first).to_contain_text("error")
    no_violations(page)
    findings.first.get_by_role("button").click()
    picked = "t => t.value.slice(t.selectionStart, t.selectionEnd)"
    assert "id: unit" in text.evaluate(picked)
    text.fill(good.replace("en: City council", "en: The great council"))
    expect(verdict).to_have_text("Nothing is wrong. It may be adopted.")
    expect(page.locator("[data-drawings] figure").first).to_contain_text("The great council")
    expect(findings).to_have_count(0)
    text.fill("charter: [")  # half typed: the last drawing stays
    expect(verdict).to_have_text("It cannot be adopted yet.")
    assert page.locator("[data-drawings] figure").count() > 3


def test_without_scripts_the_button_checks(office) -> None:
    page = office("fa", "phone", scripts=False)
    page.goto(reverse("manage_charter") + "?start=hybrid")
    text = page.locator("#id_text")
    text.fill(drafts.shipped("hybrid").replace(*FAULT))
    page.get_by_role("button", name="بیازمایید").click()
    expect(page.locator("[data-verdict]")).to_have_text("هنوز نمی‌شود آن را به اجرا گذاشت.")
    expect(page.locator("[data-findings] > li").first).to_contain_text("خطا")
    no_violations(page)


def test_eight_questions_by_keyboard_end_in_a_charter(open_page) -> None:
    page = open_page("fa", "phone")
    page.goto(reverse("charter_advise"))
    for question in QUESTIONS:
        expect(page.get_by_role("heading", level=1)).to_have_text(question.text["fa"])
        page.locator("input[type=radio]").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{question.key}=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("منشوری برای شما")
    no_violations(page)
