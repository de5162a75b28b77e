"""The city's own settings: hours in and out, colour, time zone, and what goes on the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people import actions, colour, hours, queries
from cityhall.people.actor import Actor
from cityhall.people.models import City, Organization
from divan import worktime

WEEK = {"sat": ["07:30-14:30"]}
FACTS = {
    "name_fa": "شهر آزمون",
    "name_en": "Testville",
    "zone": "Asia/Tehran",
    "emergency_phone": "137",
    **dict.fromkeys(("sat", "sun", "mon", "tue", "wed"), "07:30-14:30"),
    "thu": "",
    "fri": "",
    "country": "",
    "closed": "",
    "working": "",
    "special": "",
    "accent": "",
}


def change(actor: Actor, **changes: Any) -> City:
    facts: dict[str, Any] = {
        "name": {"fa": "مهرشهر", "en": "Mehrshahr"},
        "zone": "Asia/Tehran",
        "work": {"week": WEEK},
        "actor": actor,
        "at": timezone.now(),
    }
    return actions.change_city(**{**facts, **changes})


def field_of(actor: Actor, **changes: Any) -> str:
    with pytest.raises(Refused) as caught:
        change(actor, **changes)
    return caught.value.refusal.field


@pytest.fixture
def admin(actor: Callable[[str], Actor]) -> Actor:
    return actor("admin")


@pytest.mark.django_db(transaction=True)
def test_a_change_counts_from_the_next_page_on(town: SimpleNamespace, admin: Actor) -> None:
    assert queries.city().name["en"] == "Testville"
    change(admin, emergency_phone="۱۲۵", second_factor=True)
    facts = queries.city()
    assert (facts.name["en"], facts.emergency_phone) == ("Mehrshahr", "125")
    assert facts.second_factor
    assert Organization.objects.get(code="city").name["en"] == "Mehrshahr"
    act = Act.objects.get()
    assert act.public["changed"] == ["emergency_phone", "name", "second_factor", "work"]
    assert "مهرشهر" not in act.leaf


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": {}}, "name_fa"),
        ({"name": {"en": "x" * 121}}, "name_en"),
        ({"zone": "Asia/Nowhere"}, "zone"),
        ({"zone": "../../etc/passwd"}, "zone"),
        ({"work": {"week": {}}}, "week"),
        ({"work": {"week": {"sat": ["7 to 9"]}}}, "week.sat[0]"),
        ({"work": {"week": {"sat": ["07:00-09:00", "08:00-10:00"]}}}, "week.sat"),
        ({"work": {"week": WEEK, "holidays": {"country": "ZZ"}}}, "holidays.country"),
        ({"emergency_phone": "call me"}, "emergency_phone"),
        ({"accent": "red"}, "accent"),
        ({"accent": "#ffff00"}, "accent"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    town: SimpleNamespace, admin: Actor, changes: dict[str, Any], field: str
) -> None:
    assert field_of(admin, **changes) == field
    assert City.objects.get().name["en"] == "Testville"
    assert not Act.objects.exists()


@pytest.mark.parametrize("role", ["resident", "lamp", "dispatcher"])
def test_only_the_citys_administrators_change_it(
    town: SimpleNamespace, actor: Callable[[str], Actor], role: str
) -> None:
    with pytest.raises(Refused) as caught:
        change(actor(role))
    assert caught.value.refusal.status == 403


def test_contrast_is_what_wcag_says() -> None:
    assert colour.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert colour.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colour.contrast("#0d6a70", "#0d6a70") == 1


def test_a_dark_colour_is_taken_and_a_pale_one_is_not(town: SimpleNamespace, admin: Actor) -> None:
    assert change(admin, accent="#0D6A70").accent == "#0d6a70"
    assert field_of(admin, accent="#8ab") == "accent"
    assert field_of(admin, accent="#88aabb") == "accent"
    assert change(admin, accent=" ").accent == ""


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("07:30-14:30", ["07:30-14:30"]),
        ("۷:۳۰ تا ۱۴:۳۰", ["07:30-14:30"]),
        ("7-12, 13-17", ["07:00-12:00", "13:00-17:00"]),
        ("۷ تا ۱۲، ۱۳ تا ۱۷:۱۵", ["07:00-12:00", "13:00-17:15"]),
        ("8 to 9;", ["08:00-09:00"]),
        ("", []),
        ("noon", ["noon"]),
        ("7.30-14", ["7.30-14"]),
    ],
)
def test_hours_are_read_as_people_write_them(typed: str, stored: list[str]) -> None:
    assert hours.read(typed) == stored


def test_hours_in_words_join_days_that_are_alike() -> None:
    week = {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")}
    week["thu"] = ["08:00-11:00", "13:00-15:00"]
    calendar = worktime.load({"zone": "Asia/Tehran", "week": week})
    with translation.override("en"):
        lines = hours.in_words(calendar, first="sat")
        assert [(line.days, line.hours) for line in lines] == [
            ("Saturday to Wednesday", "7:30 to 14:30"),
            ("Thursday", "8:00 to 11:00 and 13:00 to 15:00"),
            ("Friday", "closed"),
        ]
        closed_in_the_middle = hours.in_words(calendar, first="mon")
        assert [line.days for line in closed_in_the_middle] == [line.days for line in lines]
        (always,) = hours.in_words(worktime.WorkCalendar.always("UTC"), first="mon")
        assert (always.days, always.hours) == ("every day", "day and night")


def test_days_off_are_those_that_the_week_would_open() -> None:
    calendar = worktime.load(
        {
            "zone": "Asia/Tehran",
            "week": {"mon": ["07:30-14:30"]},
            "holidays": {"add": ["2026-11-24", "2026-11-30", "2026-12-07"]},
            "exceptions": {"2026-12-07": ["07:30-09:00"], "2026-12-14": []},
        }
    )
    found = hours.days_off(calendar, date(2026, 11, 23))
    assert found == [date(2026, 11, 30), date(2026, 12, 14)]  # 24 November is a Tuesday anyway


def test_the_page_keeps_what_is_typed(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    facts = FACTS | {
        "thu": "۷:۳۰ تا ۱۱",
        "country": "ir",
        "closed": "۱۴۰۵/۹/۳\n2026-12-25",
        "working": "1405/10/13",
        "special": "۱۴۰۵/۱۲/۲۸: ۷:۳۰ تا ۱۱",
        "accent": "#0d6a70",
        "second_factor": "on",
    }
    assert client.post("/manage/city/", facts).status_code == 302
    city = City.objects.get()
    assert city.work["week"]["thu"] == ["07:30-11:00"]
    assert city.work["holidays"] == {
        "country": "IR",
        "add": ["2026-11-24", "2026-12-25"],
        "remove": ["2027-01-03"],
    }
    assert city.work["exceptions"] == {"2027-03-19": ["07:30-11:00"]}
    City.objects.update(second_factor=False)
    cache.clear()
    page = client.get("/manage/city/").content.decode()
    for shown in ("۱۴۰۵/۹/۳", "۱۴۰۵/۱۲/۲۸: 07:30-11:00", "07:30-11:00", "#0d6a70"):
        assert shown in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name_fa": "", "name_en": ""}, "name_fa"),
        ({"name_fa": "x" * 121}, "name_fa"),
        ({"zone": ""}, "zone"),
        ({"zone": "Mars/Phobos"}, "zone"),
        ({"sat": "all day"}, "sat"),
        ({"sun": "14:00-14:00"}, "sun"),
        ({"mon": "7-9, 8-10"}, "mon"),
        (dict.fromkeys(hours.DAYS, ""), "sat"),
        ({"country": "QQ"}, "country"),
        ({"closed": "soon"}, "closed"),
        ({"closed": "2026-02-30"}, "closed"),
        ({"working": "\x00"}, "working"),
        ({"closed": "2026-11-24", "working": "1405/9/3"}, "working"),
        ({"special": "1405/12/28: whenever"}, "special"),
        ({"special": "1405/12/28: 22-6"}, "special"),
        ({"emergency_phone": "<script>"}, "emergency_phone"),
        ({"accent": "url(x)"}, "accent"),
        ({"closed": "2026-11-24\n" * 2000}, "closed"),
    ],
)
def test_the_page_shows_each_fault_at_its_field(
    town: SimpleNamespace, client_as: Callable[..., Client], changes: dict[str, str], field: str
) -> None:
    page = client_as("admin", "en").post("/manage/city/", FACTS | changes)
    assert page.status_code == 422
    body = page.content.decode()
    assert f'id="id_{field}_error"' in body
    assert f'href="#id_{field}"' in body
    assert City.objects.get().work == {
        "week": {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")}
    }


def test_opening_hours_stand_on_the_page_in_words(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    assert "شنبه تا چهارشنبه" in client_as("admin").get("/manage/city/").content.decode()
    page = client_as("admin", "en").get("/manage/city/").content.decode()
    assert "Thursday and Friday" in page
    assert "7:30 to 14:30" in page
