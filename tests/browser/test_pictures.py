"""The pictures of README and docs, taken of the demo city: DIVAN_PICTURES=1 pytest this file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from cityhall.demo import build

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
PAGES = {"home": "/", "reports": "/reports/map/"}
LOCALES = {"fa": "fa-IR", "en": "en-GB"}


@pytest.mark.skipif(not os.environ.get("DIVAN_PICTURES"), reason="pictures: set DIVAN_PICTURES=1")
def test_the_demo_city_has_its_picture_taken(
    chromium: Browser, live_server: Any, transactional_db: None, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    build.rebuild(now=datetime.now(UTC), seed=1405, count=400)
    FOLDER.mkdir(exist_ok=True)
    for language, locale in LOCALES.items():
        context = chromium.new_context(
            base_url=live_server.url, locale=locale, viewport={"width": 1280, "height": 960}
        )
        for name, address in PAGES.items():
            page = context.new_page()
            page.goto(address)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=FOLDER / f"{name}-{language}.png")
            assert page.locator("h1").count() == 1
        context.close()
