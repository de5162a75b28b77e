"""An hour of work: forty cases in Persian by keyboard, and never more than four presses a case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cityhall.acts.models import Act
from cityhall.service.actions import Report, Wording, claim, file_request, make_template, note
from cityhall.service.models import Request

from ..cityhall.conftest import NOW
from .conftest import no_violations
from .test_desk import officer  # noqa: F401 - a fixture

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
CASES, MOST_PRESSES = 40, 4


@pytest.fixture
def ready(town: SimpleNamespace, actor: Callable[[str], Any]) -> None:
    """A reply for each of the plain ways in which a case goes on."""

    def make(use: str, name: str, text: str, outcome: str = "") -> None:
        texts = {"fa": text, "en": f"In English: {name}"}
        wording = Wording(use, {"fa": name, "en": name}, texts, outcome=outcome)
        make_template(wording, actor=actor("admin"), at=NOW)

    make("reply", "اکیپ می‌آید", "گزارش {شماره} رسید. اکیپ {واحد} تا {مهلت} به {جا} می‌آید.")
    make("ask", "کدام پلاک؟", "لطفاً بنویسید روبه‌روی کدام پلاک.")
    make("pause", "باران", "تا پایان باران کار روی {موضوع} نمی‌شود.")
    make("close", "مال ما نیست", "این تیر مال شرکت برق است.", "not_ours")


def hour(town: SimpleNamespace, actor: Callable[..., Any]) -> list[int]:
    kind = town.services["lamp"]
    return [
        file_request(
            Report(
                kind,
                f"چراغ پلاک {number} خاموش است.",
                address=f"کوچهٔ {number}",
                name="سارا",
                email=f"sara{number}@example.org",
            ),
            actor=actor("nobody", f"b{number}"),
            at=NOW,
        ).pk
        for number in range(CASES)
    ]


WAYS = {  # what is pressed for a case, and how it stands afterwards
    "reply": ("1", "Enter"),
    "ask": ("q", "1", "Control+Enter"),  # as the keys' own page says; Enter does it too
    "pause": ("p", "1", "Enter"),
    "close": ("c", "1", "Enter"),
}
AFTER = {"reply": "in_progress", "ask": "waiting", "pause": "paused", "close": "declined"}


def test_forty_cases_by_keyboard(
    officer: Callable[..., Page],  # noqa: F811
    town: SimpleNamespace,
    actor: Callable[..., Any],
    ready: None,
) -> None:
    cases = hour(town, actor)
    page = officer("fa", "desk")
    page.goto("/desk/")
    with page.expect_navigation():
        page.keyboard.press("j")
    pressed: Counter[int] = Counter()
    done: dict[int, str] = {}
    for turn in range(CASES):
        number = int(page.url.split("/desk/")[1].split("/")[0])
        way = list(WAYS)[turn % len(WAYS)]
        for key in WAYS[way][:-1]:
            page.keyboard.press(key)
        with page.expect_navigation():
            page.keyboard.press(WAYS[way][-1])
        pressed[number] = len(WAYS[way])
        done[number] = way
    assert sorted(done) == sorted(cases)
    assert max(pressed.values()) <= MOST_PRESSES
    expect(page.locator(".notice.info >> nth=0")).to_be_visible()  # that was the last one
    for row in Request.objects.all():
        assert row.status == AFTER[done[row.pk]], done[row.pk]
    words = Act.objects.filter(verb="service.reply").first()
    assert "چهارشنبه" in words.sealed.words["text"] or "شنبه" in words.sealed.words["text"]
    assert "{" not in words.sealed.words["text"]


def test_the_last_act_is_taken_back_by_one_key_and_a_button(
    officer: Callable[..., Page],  # noqa: F811
    town: SimpleNamespace,
    actor: Callable[..., Any],
    ready: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, *_rest = hour(town, actor)[:3]
    page = officer("fa", "desk")
    page.goto(f"/desk/{first}/")
    for key in ("c", "1"):
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert Request.objects.get(pk=first).outcome == "not_ours"
    assert f"done={first}" in page.url
    page.keyboard.press("u")
    assert page.evaluate("document.activeElement.id") == "do-undo"
    with page.expect_navigation():
        page.keyboard.press("Enter")
    row = Request.objects.get(pk=first)
    assert (row.status, row.outcome, row.is_open) == ("received", "", True)


def test_letters_write_numbers_pick_and_nobody_s_words_are_overwritten(
    officer: Callable[..., Page],  # noqa: F811
    town: SimpleNamespace,
    actor: Callable[..., Any],
    ready: None,
) -> None:
    first, *_rest = hour(town, actor)[:3]
    page = officer("en", "desk")
    page.goto(f"/desk/{first}/")
    field = page.locator("#reply-text")
    page.keyboard.press("w")
    page.keyboard.type("Just a moment")  # J, A and C are keys elsewhere
    expect(field).to_have_value("Just a moment")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(field).to_have_value("Just a moment")
    with page.expect_navigation():
        page.click("#reply-form [value=preview]")
    expect(page.locator("#reply-form .button").first).to_be_focused()
    field.fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(field).not_to_have_value("")
    assert page.url.endswith(f"/desk/{first}/reply/")


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("screen", ["phone", "desk"])
def test_the_desk_is_open_to_everyone(
    officer: Callable[..., Page],  # noqa: F811
    town: SimpleNamespace,
    actor: Callable[..., Any],
    ready: None,
    language: str,
    screen: str,
) -> None:
    first, second, *_rest = hour(town, actor)[:3]
    page = officer(language, screen)
    page.goto(f"/desk/{first}/")
    note(first, "پله می‌خواهد", actor=actor("dispatcher"), at=NOW)
    page.goto(f"/desk/{first}/?do=close&ready={_closing()}")
    assert page.locator("#fresh").count() == 1
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    no_violations(page)
    claim(first, actor=actor("lamp"), at=NOW)
    page.goto("/desk/?due=week")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    no_violations(page)
    page.goto("/desk/bulk/")
    page.check(f"input[value^='{second}-']")
    page.select_option("#b-verb", "pause")
    page.fill("#b-text", "باران")
    no_violations(page)
    page.click("button[value=preview]")
    no_violations(page)
    page.click("button[value=confirm]")
    no_violations(page)
    assert Request.objects.get(pk=second).status == "paused"


def _closing() -> int:
    from cityhall.service.models import ReplyTemplate

    return ReplyTemplate.objects.get(use="close").pk
