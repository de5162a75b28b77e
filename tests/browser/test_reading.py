"""Whoever reads: pages that axe finds clean, and journeys by keyboard and without scripts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.signing import get_cookie_signer
from django.utils import timezone

from cityhall.people.actor import Actor
from cityhall.service import receipts
from cityhall.service.actions import (
    Closing,
    Report,
    ask,
    claim,
    close,
    file_request,
    me_too,
    refresh_figures,
    reply,
)
from cityhall.service.models import Draft
from cityhall.web.middleware import BROWSER

from .conftest import no_violations, tab_to

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/reports/",
    "/reports/?q=نیست‌در‌جهان",
    "/reports/map/",
    "/reports/{open}/",
    "/reports/{closed}/",
    "/search/?q=چراغ",
    "/about/figures/on-time/",
    "/preferences/",
    "/nowhere/",
)


@pytest.fixture
def life(town, actor):
    """Some weeks of the town: reports open and closed, words of offices, figures."""
    now = timezone.now()
    lamp = actor("lamp")

    def filed(number: int) -> int:
        service = town.services["wire" if number % 3 == 0 else "lamp"]
        report = Report(
            service=service,
            text=f"چراغ‌های کوچهٔ {number} خاموش است. سه شب است که تاریک است.",
            latitude=35.61 + number / 1000,
            longitude=51.02 + number / 300,
            address="خیابان مهر",
            answers={} if number % 3 == 0 else {"count": "3"},
        )
        who = Actor(browser=f"b{number}")
        return file_request(report, actor=who, at=now - timedelta(days=12 - number)).pk

    ids = [filed(number) for number in range(8)]
    for place, pk in enumerate(ids):
        at = now - timedelta(days=12 - place, hours=-3)
        claim(pk, actor=lamp, at=at)
        me_too(pk, actor=Actor(browser=f"v{place}"), at=at)
        if place % 2:
            reply(pk, "فردا می‌آییم.", actor=lamp, at=at)
            close(pk, Closing("fixed", "لامپ عوض شد.", "سرپرست دید"), actor=lamp, at=at)
    refresh_figures(now)
    Draft.objects.create(
        token="t" * 22,
        browser=receipts.voice_of("browser", "hers"),
        request_id=ids[-1],
        created_at=now,
    )
    return {"open": ids[-2], "closed": ids[-1]}


def remembered(page) -> None:
    """Make this browser the one that sent the closed report."""
    page.goto("/health")
    signed = get_cookie_signer(salt=BROWSER).sign("hers")
    origin = page.url.removesuffix("health")
    page.context.add_cookies([{"name": BROWSER, "value": signed, "url": origin}])


@pytest.mark.parametrize("screen", ["phone", "desk"])
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_page_is_accessible(language, screen, open_page, life) -> None:
    page = open_page(language, screen)
    for path in PAGES:
        page.goto(path.format(**life))
        no_violations(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_both_themes_keep_their_contrast(theme, open_page, life) -> None:
    page = open_page("fa", "desk")
    page.goto("/preferences/")
    page.check(f'input[name="theme"][value="{theme}"]')
    page.click("main button.button")
    for path in (
        "/",
        "/reports/",
        "/reports/map/",
        "/reports/{closed}/",
        "/about/figures/on-time/",
    ):
        page.goto(path.format(**life))
        assert page.get_attribute("html", "data-theme") == theme
        no_violations(page)


def test_a_reader_goes_from_the_first_page_to_the_rows_by_keyboard_alone(open_page, life) -> None:
    page = open_page("fa", "desk", scripts=False)
    page.goto("/")
    tab_to_link(page, "/about/figures/on-time/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/about/figures/on-time/")
    assert page.inner_text("h1") == "گزارش‌هایی که در مهلت بسته شد"
    tab_to_link(page, "/reports/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/")


def tab_to_link(page, href: str) -> None:
    """Press Tab until a link with this address has the focus (scripts are off, so by locator)."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.locator(f'a[href="{href}"]:focus').count():
            return
    pytest.fail(f"{href} cannot be reached with the keyboard on {page.url}")


def test_a_list_is_narrowed_and_left_by_its_map_without_scripts(open_page, life) -> None:
    page = open_page("fa", "phone", scripts=False)
    page.goto("/reports/")
    page.select_option("#service", "fallen-wire")
    page.click("form.filters button")
    page.wait_for_url("**service=fallen-wire**")
    assert page.locator("ul.reports > li").count() == 3
    page.click("nav.tabs a >> nth=1")
    page.wait_for_url("**status=open**")
    assert 0 < page.locator("ul.reports > li").count() < 3
    page.click("text=روی نقشه")
    page.wait_for_url("**/reports/map/?*service=fallen-wire*")
    pins = page.locator("figure.map a")
    assert pins.count() == page.locator("ul.reports > li").count()
    pins.first.click()
    page.wait_for_url("**/reports/*/")


def test_a_neighbour_adds_a_voice_without_scripts_and_is_thanked(open_page, life) -> None:
    page = open_page("en", "phone", scripts=False)
    page.goto(f"/reports/{life['open']}/")
    page.fill("#email", "not an address")
    page.click("text=I have this trouble too")
    page.wait_for_selector("#email_error")
    no_violations(page)
    page.fill("#email", "neighbour@example.org")
    page.click("text=I have this trouble too")
    page.wait_for_selector("text=Thank you: your voice was added.")
    assert page.locator("text=You said “me too”.").is_visible()


def test_whoever_reported_opens_it_again_by_keyboard(open_page, life) -> None:
    page = open_page("fa", "phone")
    remembered(page)
    page.goto(f"/reports/{life['closed']}/")
    no_violations(page)
    tab_to(page, "details summary")
    page.keyboard.press("Enter")
    tab_to(page, "#not-solved")
    page.keyboard.type("هنوز تاریک است")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=گزارش شما دوباره باز شد")
    assert "در دست انجام" in page.inner_text("p.meta")
    assert "هنوز تاریک است" in page.inner_text("ol.timeline")
    no_violations(page)


def test_the_offices_question_is_answered_on_a_phone(open_page, life, actor) -> None:
    page = open_page("en", "phone", scripts=False)
    remembered(page)
    page.goto(f"/reports/{life['closed']}/")
    page.click("text=No, it is not solved")
    page.fill("#not-solved", "It is dark again.")
    page.click("text=Open it again")
    page.wait_for_selector("text=Your report is open again")
    ask(life["closed"], "Which lamp?", actor=actor("lamp"), at=timezone.now())
    page.goto(f"/reports/{life['closed']}/")
    page.fill("#answer", "The third one.")
    page.click("text=Send the answer")
    page.wait_for_selector("text=Your answer has reached the office.")


def test_the_switch_of_language_stays_on_the_page(open_page, life) -> None:
    page = open_page("fa", "desk", scripts=False)
    page.goto("/reports/?status=open")
    page.click("footer a[hreflang=en]")
    page.wait_for_url("**/reports/?status=open")
    assert page.get_attribute("html", "lang") == "en"
    assert page.get_attribute("html", "dir") == "ltr"


def test_data_saver_loads_no_font_and_no_picture(open_page, life) -> None:
    full, saver = open_page("fa", "phone"), open_page("fa", "phone")
    saver.goto("/health")
    preference = {"name": "preferences", "value": "language=fa&saver=on"}
    saver.context.add_cookies([{**preference, "url": saver.url.removesuffix("health")}])
    for page, fonts in ((full, 1), (saver, 0)):
        fetched: list[str] = []
        page.on("request", lambda request, to=fetched: to.append(request.url))
        for path in ("/", "/reports/{closed}/", "/reports/map/"):
            page.goto(path.format(**life), wait_until="networkidle")
        assert len({url for url in fetched if url.endswith(".woff2")}) == fonts
        assert page.locator("figure.map svg").count() == fonts
