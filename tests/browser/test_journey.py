"""The resident's journey in Chromium: a Persian phone without scripts, a desk, a keyboard."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cityhall.service import actions
from cityhall.service.actions import Closing
from cityhall.service.models import Request

from .conftest import no_violations, tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CONTINUE = "form.form .actions .button"


def photo() -> dict[str, Any]:
    written = io.BytesIO()
    Image.linear_gradient("L").resize((640, 480)).convert("RGB").save(written, "JPEG")
    return {"name": "چراغ.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def go_on(page: Page) -> None:
    no_violations(page)
    page.click(CONTINUE)


def enter(page: Page, address: str = "**") -> None:
    """Press Enter, and wait for the page that follows."""
    with page.expect_navigation(url=address):
        page.keyboard.press("Enter")


def test_a_resident_reports_in_persian_on_a_phone_without_scripts(
    open_page: Callable[..., Page], town: SimpleNamespace, actor: Callable[[str], Any]
) -> None:
    page = open_page("fa", "phone", scripts=False)
    page.goto("/report/")
    no_violations(page)
    page.fill("#text", "چراغ‌های کوچهٔ نسترن خاموش است، به 09123456789 زنگ بزنید")
    page.click(CONTINUE)
    expect(page.locator("#service")).to_have_value("street-light")
    page.check("#service")
    go_on(page)
    no_violations(page)
    page.click(CONTINUE)
    expect(page.locator(".errors")).to_be_visible()
    no_violations(page)
    picture = page.locator("input[type=image]:visible")
    picture.click(position={"x": 150, "y": 150})
    page.locator("input[type=image]:visible").click(position={"x": 160, "y": 150})
    page.fill("#address", "کوچهٔ نسترن")
    go_on(page)
    page.fill("#answer-count", "چهار")
    page.set_input_files("#photos", photo())
    page.click(CONTINUE)
    expect(page.locator("#answer-count-error")).to_be_visible()
    expect(page.locator(".photos img")).to_have_count(1)
    no_violations(page)
    page.fill("#answer-count", "۴")
    go_on(page)
    page.fill("#email", "sara@example.org")
    go_on(page)
    preview = page.locator("article.card")
    expect(preview).to_contain_text("چراغ‌های کوچهٔ نسترن خاموش است")
    expect(preview).not_to_contain_text("09123456789")
    go_on(page)
    no_violations(page)
    code = page.locator(".receipt-code").inner_text()
    assert re.fullmatch(r"[0-9A-Z]{5}-[0-9A-Z]{5}", code)
    assert page.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    page.emulate_media(media="print")
    expect(page.locator(".receipt-code")).to_be_visible()
    expect(page.locator(".nav")).to_be_hidden()
    page.emulate_media(media="screen")

    request = Request.objects.get()
    closing = Closing("fixed", "لامپ‌ها عوض شد", evidence="اکیپ ۲ دید")
    actions.close(request.pk, closing, actor=actor("lamp"), at=datetime.now(UTC))

    page.goto("/track/")
    no_violations(page)
    page.fill("#code", code.lower().replace("-", " "))
    page.click(CONTINUE)
    no_violations(page)
    page.click("summary")
    page.fill("#not-solved", "هنوز تاریک است")
    page.click("details .button")
    no_violations(page)
    expect(page.locator(".timeline")).to_contain_text("هنوز تاریک است")
    request.refresh_from_db()
    assert request.is_open


def test_a_resident_reports_in_english_at_a_desk_with_their_own_place(
    open_page: Callable[..., Page], town: SimpleNamespace, actor: Callable[[str], Any]
) -> None:
    other = actions.Report(
        service=town.services["lamp"],
        text="The lamp in Nastaran alley is out",
        latitude=35.6201,
        longitude=51.0701,
    )
    kept = actions.file_request(other, actor=actor("nobody"), at=datetime.now(UTC))
    page = open_page("en", "desk")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto("/report/?q=The lamp in our alley is dark")
    page.check("#service")
    go_on(page)
    page.get_by_role("button", name="Use the place where I am").click()
    expect(page.locator("#place-hint")).to_contain_text("The place is marked")
    go_on(page)
    expect(page.locator("h1")).to_have_text("Is it one of these?")
    no_violations(page)
    page.get_by_role("button", name="None of these").click()
    go_on(page)
    go_on(page)
    page.get_by_label("Only the kind and the place").check()
    page.get_by_role("button", name="Show the preview again").click()
    expect(page.locator("article.card")).not_to_contain_text("our alley")
    go_on(page)
    no_violations(page)
    page.get_by_role("link", name="Follow the report").click()
    expect(page.locator("main")).to_contain_text("The lamp in our alley is dark")
    no_violations(page)
    page.goto("/services/")
    no_violations(page)
    assert said == [], "nothing was blocked and nothing failed"
    assert Request.objects.exclude(pk=kept.pk).get().latitude == pytest.approx(35.62)


def test_me_too_ends_the_journey_at_the_other_report(
    open_page: Callable[..., Page], town: SimpleNamespace, actor: Callable[[str], Any]
) -> None:
    other = actions.Report(
        service=town.services["lamp"], text="چراغ کوچهٔ نسترن خاموش است", address="نسترن"
    )
    kept = actions.file_request(other, actor=actor("nobody"), at=datetime.now(UTC))
    page = open_page("fa", "phone", scripts=False)
    page.goto("/report/?q=چراغ کوچهٔ نسترن خاموش")
    page.check("#service")
    page.click(CONTINUE)
    page.fill("#address", "نسترن")
    page.click(CONTINUE)
    no_violations(page)
    page.click("article.card .button")
    assert page.url.endswith(f"/reports/{kept.pk}/")
    kept.refresh_from_db()
    assert kept.voices == 1


def test_a_report_can_be_sent_with_the_keyboard_alone(
    open_page: Callable[..., Page], town: SimpleNamespace
) -> None:
    page = open_page("fa", "desk")
    keys = page.keyboard
    page.goto("/report/")
    tab_to(page, "#text")
    keys.type("چراغ خاموش است")
    tab_to(page, ".actions .button")
    enter(page, "**/what/")
    tab_to(page, "#service")
    keys.press("Space")
    enter(page, "**/where/")
    tab_to(page, "input[name=large][type=image]")
    enter(page)
    expect(page.locator("#place-hint")).to_contain_text("نشان شد")
    tab_to(page, "button[name=large][value=in]")
    enter(page)
    tab_to(page, "#address")
    keys.type("کوچهٔ نسترن")
    enter(page, "**/details/*")  # goes on, and is no tap on the map
    tab_to(page, "#answer-since")
    keys.press("Space")
    tab_to(page, ".actions .button")
    enter(page, "**/contact/*")
    tab_to(page, "#email")
    keys.type("sara@example.org")
    enter(page, "**/check/*")
    tab_to(page, ".actions .button")
    enter(page, "**/sent/*")
    request = Request.objects.get()
    assert request.address == "کوچهٔ نسترن"
    assert request.latitude is not None
    assert request.answers == {"since": "today"}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_place_fits_a_phone_in_both_languages(
    open_page: Callable[..., Page], town: SimpleNamespace, language: str
) -> None:
    page = open_page(language, "phone")
    page.goto("/report/?service=street-light")
    page.fill("#text", "x")
    page.click(CONTINUE)
    no_violations(page)
    page.select_option("#landmark", index=1)
    page.click("button[value=landmark]")
    page.wait_for_url("**#map")
    no_violations(page)


def test_danger_is_announced_before_the_form(
    open_page: Callable[..., Page], town: SimpleNamespace
) -> None:
    page = open_page("fa", "phone", scripts=False)
    page.goto("/report/?q=سیم افتاده است")
    no_violations(page)
    alert = page.locator(".notice.danger")
    expect(alert.get_by_role("link")).to_have_attribute("href", "tel:137")
    assert alert.bounding_box()["y"] < page.locator("h1").bounding_box()["y"]


@pytest.mark.parametrize(
    "broken",
    [
        '<html lang="fa"><title>x</title><main><h1>x</h1><img src="x.png"></main>',
        '<html lang="fa"><title>x</title><main><h1>x</h1><input></main>',
        f'<html lang="fa"><title>x</title><main><h1>x</h1><pre>{"wide " * 300}</pre></main>',
    ],
)
def test_a_page_that_shuts_people_out_would_be_noticed(
    open_page: Callable[..., Page], broken: str
) -> None:
    page = open_page()
    page.set_content(broken)
    with pytest.raises(AssertionError):
        no_violations(page)
