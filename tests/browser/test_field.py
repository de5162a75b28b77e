"""The round of a worker in Chromium: without a line, with a line that breaks, without scripts."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image
from playwright.sync_api import Error, Page, Route, expect

from cityhall.acts.models import Act
from cityhall.service.actions import Closing, Report, assign, close, file_request
from cityhall.service.models import FieldOutcome, Photo, Request

from ..cityhall.conftest import NOW
from .conftest import no_violations

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def picture(shade: int) -> dict[str, Any]:
    written = io.BytesIO()
    Image.new("RGB", (2400, 1800), (shade, 90, 120)).save(written, "JPEG")
    return {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


@pytest.fixture
def handed(town: SimpleNamespace, actor: Callable[[str], Any]) -> list[int]:
    """Three reports in the hands of the crew, each farther along the street."""
    made = []
    for step, name in enumerate(("نسترن", "یاس", "لاله")):
        report = Report(
            town.services["lamp"],
            f"چراغ کوچهٔ {name} خاموش است.",
            address=f"کوچهٔ {name}",
            latitude=35.62 + step / 1000,
            longitude=51.06,
        )
        row = file_request(report, actor=actor("nobody"), at=NOW)
        assign(row.pk, actor=actor("lamp"), at=NOW, person=town.persons["crew"])
        made.append(row.pk)
    return made


@pytest.fixture
def worker(open_page: Callable[..., Page], town: SimpleNamespace) -> Callable[..., Page]:
    """`worker("fa")`: the phone of the crew, signed in."""

    def make(language: str = "fa", screen: str = "phone", **more: bool) -> Page:
        page = open_page(language, screen, **more)
        page.goto("/health")
        sign_in(page, town)
        return page

    return make


def sign_in(page: Page, town: SimpleNamespace) -> None:
    client = Client()
    client.force_login(town.persons["crew"])
    name = settings.SESSION_COOKIE_NAME
    session = {"name": name, "value": client.cookies[name].value}
    page.context.add_cookies([{**session, "url": page.url}])


def until(page: Page, holds: str) -> None:
    """Wait until an expression holds. Playwright's way needs an `eval`, which pages forbid."""
    for _ in range(150):
        with suppress(Error):  # a page that is being left
            if page.evaluate(holds):
                return
        page.wait_for_timeout(100)
    pytest.fail(f"never: {holds}")


def ready(page: Page) -> None:
    """The round is open, and stands on the phone with all that it needs."""
    page.goto("/field/")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "async () => (await (await caches.open('divan-field-1')).keys()).length >= 5")


def finish(page: Page, number: int, *, shade: int = 0, words: str = "", outcome: str) -> None:
    form = page.locator(f"[data-outcome='{number}']")
    if shade:
        form.locator(f"#photo-{number}").set_input_files(picture(shade))
    if words:
        form.locator("summary").click()
        form.locator("textarea").fill(words)
    form.locator(f"button[value={outcome}]").click()


def test_two_outcomes_without_a_line_arrive_once_and_in_order(
    worker: Callable[..., Page], handed: list[int]
) -> None:
    page = worker()
    ready(page)
    first, second, third = handed
    page.context.set_offline(True)
    finish(page, second, shade=60, outcome="fixed")
    expect(page.locator("#line")).to_contain_text("یک نتیجه در نوبت فرستادن است.")
    finish(page, first, shade=200, words="پایه را بستیم", outcome="made_safe")
    expect(page.locator("#line")).to_contain_text("۲ نتیجه در نوبت فرستادن است.")
    expect(page.locator("#line")).to_contain_text("خط قطع است")
    expect(page.locator(f"#stop-{second} [data-kept]")).to_contain_text("درست شد")
    expect(page.locator(f"[data-outcome='{second}']")).to_be_hidden()
    no_violations(page)
    page.reload()
    expect(page.locator("#line")).to_contain_text("۲ نتیجه در نوبت فرستادن است.")
    expect(page.locator(f"[data-outcome='{third}']")).to_be_visible()
    font = page.evaluate("getComputedStyle(document.body).getPropertyValue('display')")
    assert font == "flex", "the stylesheet is kept with the page"
    assert not FieldOutcome.objects.exists()
    page.context.set_offline(False)
    expect(page.locator("#line")).to_be_hidden()
    expect(page.locator(".notice.done")).to_have_count(2)
    done = list(FieldOutcome.objects.order_by("pk").values_list("request", "outcome"))
    assert done == [(second, "fixed"), (first, "made_safe")]
    closed = Act.objects.filter(verb="service.close").order_by("position")
    assert [act.object_id for act in closed] == [second, first]
    assert Photo.objects.filter(is_public=True).count() == 2
    assert max(Photo.objects.values_list("width", flat=True)) == 1600
    assert Request.objects.get(pk=first).explanation == "پایه را بستیم"
    page.reload()
    expect(page.locator("[data-outcome]")).to_have_count(1)


def test_what_was_sent_is_said_at_the_report_itself(
    worker: Callable[..., Page], handed: list[int]
) -> None:
    page = worker("en")
    ready(page)
    first, second, _third = handed
    finish(page, second, outcome="fixed")  # neither a photo nor words
    expect(page.locator(f"#text-{second}")).to_be_visible()
    page.fill(f"#text-{second}", "The foreman saw it at noon.")
    page.locator(f"[data-outcome='{second}'] button[value=fixed]").click()
    news = page.locator(f"#stop-{second} .notice.done")
    expect(news).to_be_focused()
    expect(news).to_contain_text("Fixed")
    expect(page.locator("#left")).to_have_text("2 reports wait for you.")
    expect(page.locator(f".map a[href='#stop-{second}']")).to_have_count(0)
    finish(page, first, words="Bring a ladder.", outcome="note")
    expect(page.locator(f"#stop-{first} .notice.done")).to_contain_text("noted for the office")
    expect(page.locator("#left")).to_have_text("2 reports wait for you.")
    page.click("#here button")
    expect(page.locator(f"#stop-{first} [data-place]")).to_have_text("1")
    no_violations(page)


def test_a_tab_killed_while_sending_duplicates_nothing(
    worker: Callable[..., Page], handed: list[int]
) -> None:
    """The city has the outcome; the phone dies before it hears so, and sends it again."""
    page = worker()
    ready(page)
    keys = []

    def swallow(route: Route) -> None:
        answer = route.fetch()
        keys.append((answer.status, answer.json()["fresh"]))
        route.abort()

    context = page.context
    context.route("**/outcome/", swallow)
    finish(page, handed[0], shade=60, outcome="fixed")
    expect(page.locator("#line")).to_contain_text("یک نتیجه در نوبت فرستادن است.")
    expect(page.locator("#line .link")).to_be_visible()
    assert keys == [(200, True)]
    page.close()
    context.unroute("**/outcome/")
    page = context.new_page()
    with page.expect_response("**/outcome/") as answered:
        page.goto("/field/")
    assert answered.value.json() == {"number": handed[0], "fresh": False}
    expect(page.locator("#line")).to_be_hidden()
    assert FieldOutcome.objects.count() == 1
    assert Act.objects.filter(verb="service.close").count() == 1
    assert Photo.objects.count() == 1


def test_a_report_closed_meanwhile_is_told_and_the_work_of_the_worker_kept(
    worker: Callable[..., Page], handed: list[int], actor: Callable[[str], Any]
) -> None:
    page = worker()
    ready(page)
    page.context.set_offline(True)
    finish(page, handed[0], shade=60, words="لامپ عوض شد", outcome="fixed")
    finish(page, handed[1], shade=70, outcome="fixed")
    expect(page.locator("#line")).to_contain_text("۲ نتیجه")
    close(handed[0], Closing("answered", "تلفنی حل شد."), actor=actor("lamp"), at=NOW)
    page.context.set_offline(False)
    refused = page.locator("#refused .errors")
    expect(refused).to_contain_text("این گزارش بسته شده است")
    expect(refused).to_contain_text("لامپ عوض شد")
    expect(refused.locator("li").last).to_contain_text("کارشناس روشنایی")
    assert refused.locator("a[download]").get_attribute("href").startswith("data:image/jpeg")
    expect(page.locator("#line")).to_be_hidden()  # one that is refused does not hold up the next
    assert Request.objects.get(pk=handed[1]).outcome == "fixed"
    no_violations(page)
    page.reload()
    expect(refused).to_contain_text("لامپ عوض شد")
    refused.locator("button", has_text="اداره").click()
    expect(refused).to_have_count(0)
    expect(page.locator(".notice.done")).to_have_count(1)
    assert Act.objects.filter(verb="service.note").count() == 1


def test_a_session_that_ended_loses_nothing_and_signing_out_wipes(
    worker: Callable[..., Page], handed: list[int], town: SimpleNamespace
) -> None:
    page = worker("en")
    ready(page)
    page.context.set_offline(True)
    finish(page, handed[0], shade=60, outcome="fixed")
    expect(page.locator("#line")).to_contain_text("One waits to be sent.")
    page.context.clear_cookies()
    page.context.set_offline(False)
    expect(page.locator("#line")).to_contain_text("Nothing is lost.")
    sign_in(page, town)
    page.reload()
    expect(page.locator(".notice.done")).to_have_count(1)
    assert Request.objects.get(pk=handed[0]).outcome == "fixed"
    # Signing out asks first while something waits, then nothing is left on the phone.
    page.context.route("**/outcome/", lambda route: route.abort())
    finish(page, handed[1], shade=60, outcome="fixed")
    expect(page.locator("#line")).to_contain_text("One waits to be sent.")
    leave = page.locator("main form[data-leave] button")
    leave.click()
    expect(page.locator("form[data-leave] .error")).to_contain_text("erases them")
    leave.click()
    expect(page.locator("a.button", has_text="Sign in").first).to_be_visible()
    until(page, "async () => (await indexedDB.databases()).length === 0")
    until(page, "async () => (await caches.keys()).length === 0")
    until(page, "async () => (await navigator.serviceWorker.getRegistrations()).length === 0")
    assert Request.objects.get(pk=handed[1]).is_open


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_round_works_without_scripts(
    worker: Callable[..., Page], handed: list[int], language: str
) -> None:
    page = worker(language, scripts=False)
    page.goto("/field/")
    no_violations(page)
    finish(page, handed[0], outcome="fixed")
    expect(page.locator(f"#error-{handed[0]}")).to_be_visible()
    no_violations(page)
    finish(page, handed[0], shade=60, outcome="fixed")
    expect(page.locator(".notice.done")).to_have_count(1)
    assert Request.objects.get(pk=handed[0]).outcome == "fixed"
    expect(page.locator("[data-outcome]")).to_have_count(2)


def test_the_way_from_where_the_phone_is_stays_on_the_phone(
    worker: Callable[..., Page], handed: list[int]
) -> None:
    page = worker("en")
    page.context.set_geolocation({"latitude": 35.63, "longitude": 51.06})
    ready(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("#here button")
    expect(page.locator("#stops article").first).to_have_attribute("id", f"stop-{handed[2]}")
    expect(page.locator(f"#stop-{handed[2]} [data-place]")).to_have_text("1")
    assert page.locator(f".map a[href='#stop-{handed[2]}'] text").text_content() == "1"
    assert not [one for one in asked if "35.63" in one]
