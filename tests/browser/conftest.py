"""Chromium for journeys that people make: pages as they see them, with and without scripts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cityhall.people.models import MapLayer

from ..cityhall.conftest import actor, make_town  # noqa: F401 - a fixture that tests here use
from ..conftest import missing

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCREENS = {"phone": (360, 740), "desk": (1280, 800)}

# Playwright keeps an event loop in this thread; Django would refuse the database beside one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        missing("chromium", f"no {CHROMIUM}; install the package chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def town(transactional_db: None, settings, tmp_path: Path) -> SimpleNamespace:
    settings.MEDIA_ROOT = tmp_path
    made = make_town()
    names = {
        "fa": "دبستان مهر",
        "en": "The Primary School of Mehr beside the Old Bazaar and Bridge",
    }
    geometry = {"type": "Point", "coordinates": [51.07, 35.62]}
    known = {"type": "Feature", "properties": {"name": names}, "geometry": geometry}
    MapLayer.objects.create(kind="landmark", features={"features": [known]})
    return made


@pytest.fixture
def open_page(
    chromium: Browser, live_server: Any, town: SimpleNamespace
) -> Iterator[Callable[..., Page]]:
    """`open_page("fa", "phone", scripts=False)`: a page in a fresh browser, at the city's site."""
    contexts: list[BrowserContext] = []

    def make(language: str = "fa", screen: str = "desk", *, scripts: bool = True) -> Page:
        width, height = SCREENS[screen]
        context = chromium.new_context(
            base_url=live_server.url,
            locale="fa-IR" if language == "fa" else "en-GB",
            viewport={"width": width, "height": height},
            java_script_enabled=scripts,
            geolocation={"latitude": 35.62, "longitude": 51.07},
            permissions=["geolocation"],
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def no_violations(page: Page) -> None:
    """The page keeps WCAG 2.2 AA as far as axe can tell, and needs no scrolling sideways.

    axe is a script, so it reads a twin of the page in a context with scripts: the very same text,
    which a page that answered a form could not give twice.
    """
    page.wait_for_load_state()  # a page without its stylesheet yet would be too wide
    wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= room, f"{page.url} is {wide} pixels wide in a window of {room}"
    context = page.context.browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state()
    )
    try:
        twin, address = context.new_page(), page.url.split("#")[0]
        if address.startswith("http"):
            twin.route(address, lambda route: route.fulfill(body=page.content(), **_HTML))
            twin.goto(address)
        else:
            twin.set_content(page.content())
        found = Axe().run(twin, options={"runOnly": {"type": "tag", "values": WCAG_22_AA}})
    finally:
        context.close()
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


_HTML = {"content_type": "text/html; charset=utf-8"}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, which must be seen; fails when it never has."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", f"{selector} does not show its focus"
            return
    pytest.fail(f"{selector} cannot be reached with the keyboard on {page.url}")
