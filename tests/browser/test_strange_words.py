"""Chromium walks a town whose every text is code: nothing runs, and the policy has no complaint."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from playwright.sync_api import Browser, Page

from ..cityhall.kept import kept
from ..cityhall.safety.walks import each, make_planted, walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
REPORTING = """
window.complaints = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.complaints.push(event.violatedDirective + " " + event.blockedURI));
"""
_CODE = "<p>x</p><script>alert('zqx')</script><img src='/zqx' onerror='alert(1)'>"


def stopped(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"<!doctype html><title>x</title>{_CODE}")


def running(request: HttpRequest) -> HttpResponse:
    free = {"Content-Security-Policy": "script-src 'unsafe-inline'"}
    return HttpResponse(f"<!doctype html><title>x</title>{_CODE}", headers=free)


urlpatterns = [
    path("control/stopped/", stopped),
    path("control/running/", running),
    path("", include("cityhall.urls")),
]


class Walk:
    """A browser of one role, and what it noticed: dialogs, faults of scripts, complaints."""

    def __init__(self, browser: Browser, address: str, cookies: dict[str, str]) -> None:
        self.context = browser.new_context(base_url=address, locale="fa-IR")
        given: list[Any] = [
            {"name": name, "value": value, "url": address} for name, value in cookies.items()
        ]
        self.context.add_cookies(given)
        self.context.add_init_script(REPORTING)
        self.page: Page = self.context.new_page()
        self.noticed: list[str] = []
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.noticed.append(f"fault: {error}"))

    def _dialog(self, dialog: Any) -> None:
        self.noticed.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def see(self, address: str) -> list[str]:
        """What happened on one page."""
        self.noticed.clear()
        self.page.goto(address, wait_until="load")
        complaints = self.page.evaluate("window.complaints || []")
        return [f"{address}: {one}" for one in [*self.noticed, *complaints]]


@pytest.fixture
def walk_as(
    chromium: Browser, live_server: Any, transactional_db: None, settings: Any, tmp_path: Path
) -> Iterator[Callable[[str], tuple[Walk, list[str]]]]:
    """`walk_as("O")`: a browser of a role, and an address of every page that it is shown."""
    settings.MEDIA_ROOT = tmp_path
    walks: list[Walk] = []

    def make(role: str) -> tuple[Walk, list[str]]:
        before = kept(walk, role, "fa", make_planted)
        cookies = {
            name: morsel.value
            for name, morsel in before.world.client(role).cookies.items()
            if name != "csrftoken"
        }
        walks.append(Walk(chromium, live_server.url, cookies))
        return walks[-1], before.pages()

    yield make
    for one in walks:
        one.context.close()


@pytest.mark.parametrize("role", each("VROA", "planted"))
def test_no_page_runs_what_somebody_wrote(walk_as, role: str) -> None:
    seen, addresses = walk_as(role)
    noticed = [one for address in addresses for one in seen.see(address)]
    assert not noticed
    assert len(addresses) > 50


@pytest.mark.xdist_group("walk of V, planted")
def test_running_code_would_be_noticed(walk_as, settings) -> None:
    """The control: a page that lets code in, once stopped by the policy and once not."""
    seen, _addresses = walk_as("V")
    settings.ROOT_URLCONF = __name__
    assert any("script-src" in one for one in seen.see("/control/stopped/"))
    assert not any("dialog" in one for one in seen.see("/control/stopped/"))
    assert any("dialog: zqx" in one for one in seen.see("/control/running/"))
