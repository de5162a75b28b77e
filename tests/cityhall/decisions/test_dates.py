"""A date that a charter asks for is typed in the reader's own calendar."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from tests.cityhall.conftest import NOW

from cityhall.decisions import actions
from cityhall.decisions.models import Matter, Seat

FIVE = (Path(__file__).parent / "five.yaml").read_text(encoding="utf-8")
DATED = FIVE.replace("topic: {choice: [roads, parks]}", "start: {date: true}", 1)


@pytest.fixture
def resident(town, actor) -> Client:
    assert DATED != FIVE
    actions.adopt(DATED, actor=actor("admin"), at=NOW)
    Seat.objects.create(body="mayor", person=town.persons["lamp"], since=NOW)
    client = Client()
    client.force_login(town.persons["resident"])
    return client


@pytest.mark.parametrize(
    ("language", "example", "typed", "shown"),
    [
        ("fa", "مانند ۱۴۰۵/۹/۴", "1405/9/10", "سه‌شنبه ۱۰ آذر ۱۴۰۵"),
        ("en", "Such as 2026-11-25", "2026-12-01", "Tuesday 1 December 2026"),
    ],
)
def test_a_date_is_typed_and_shown_as_its_reader_writes_it(
    resident, language, example, typed, shown
) -> None:
    wish = {"accept-language": language}
    assert example in resident.get("/decisions/new/plan/", headers=wish).content.decode()
    form = {"title": "نیمکت برای پارک", "text": "جا نیست.", "field_start": typed}
    answer = resident.post("/decisions/new/plan/", form, headers=wish)
    assert answer.status_code == 302, answer.content.decode()
    row = Matter.objects.get()
    assert row.fields["start"] == "2026-12-01"
    assert shown in resident.get(answer.url, headers=wish).content.decode()


@pytest.mark.parametrize("typed", ["", "۱۴۰۵/۱۳/۱", "فردا"])
def test_what_is_no_date_is_refused_at_its_field(resident, typed) -> None:
    form = {"title": "نیمکت برای پارک", "text": "جا نیست.", "field_start": typed}
    answer = resident.post("/decisions/new/plan/", form, headers={"accept-language": "fa"})
    assert answer.status_code == 422
    assert 'id="id_field_start_error"' in answer.content.decode()
    assert not Matter.objects.exists()
