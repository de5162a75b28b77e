"""Calendars from stored data, and the holidays of countries."""

import json
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from divan.worktime import CalendarError, Interval, WorkCalendar, load

OFFICE = {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")}
TEHRAN = {"zone": "Asia/Tehran", "week": OFFICE}


def with_holidays(**holidays: object) -> WorkCalendar:
    return load(TEHRAN | {"holidays": holidays})


def test_a_calendar_is_read_from_json():
    text = """
    {"zone": "Asia/Tehran",
     "week": {"sat": ["07:30-12:00", "12:30-14:30"], "thu": ["22:00-06:00"], "sun": []},
     "holidays": {"country": "IR", "years": [2025, 2026, 2027],
                  "add": ["2026-11-24"], "remove": ["2026-08-30"]},
     "exceptions": {"2026-03-19": ["07:30-11:00"], "2026-03-18": []}}
    """
    calendar = load(json.loads(text))
    assert calendar.zone == "Asia/Tehran"
    assert calendar.week[5] == (Interval(450, 720), Interval(750, 870))
    assert calendar.week[3] == (Interval(1320, 1440),)
    assert calendar.week[4] == (Interval(0, 360),)
    assert calendar.week[6] == calendar.week[0] == ()
    assert date(2026, 11, 24) in calendar.holidays
    assert date(2026, 8, 30) not in calendar.holidays
    assert {day.year for day in calendar.holidays} == {2025, 2026, 2027}
    assert calendar.exceptions == {date(2026, 3, 19): (Interval(450, 660),), date(2026, 3, 18): ()}


def test_always_is_a_week_too():
    assert load({"zone": "Asia/Tehran", "week": "always"}) == WorkCalendar.always("Asia/Tehran")


def test_nowruz_1405_and_nature_day_are_holidays():
    # 1 Farvardin 1405 is 21 March 2026; 13 Farvardin, Nature Day, is 2 April.
    iran = with_holidays(country="IR").holidays
    nowruz = {date(2026, 3, day) for day in (21, 22, 23, 24)}
    assert iran >= nowruz | {date(2026, 4, 1), date(2026, 4, 2)}
    # Days fixed in the solar calendar: 22 Bahman 1404, 29 Esfand 1404, 14 and 15 Khordad 1405.
    assert iran >= {date(2026, 2, 11), date(2026, 3, 20), date(2026, 6, 4), date(2026, 6, 5)}
    assert date(2026, 3, 25) not in iran


def test_a_deadline_stands_still_over_nowruz():
    start = datetime(2026, 3, 18, 13, 30, tzinfo=ZoneInfo("Asia/Tehran"))  # Wednesday
    due = with_holidays(country="IR").add(start, timedelta(hours=2))
    assert due == datetime(2026, 3, 25, 5, 0, tzinfo=UTC)  # Wednesday 08:30 in Tehran
    control = load(TEHRAN).add(start, timedelta(hours=2))
    assert control == datetime(2026, 3, 21, 5, 0, tzinfo=UTC)  # Saturday, without holidays


def test_a_lunar_holiday_moves_with_the_moon_when_the_city_says_so():
    # Ashura of 1448 is estimated for 25 June 2026.
    estimated, sighted = date(2026, 6, 25), date(2026, 6, 26)
    assert estimated in with_holidays(country="IR").holidays
    moved = with_holidays(country="IR", add=[str(sighted)], remove=[str(estimated)]).holidays
    assert sighted in moved
    assert estimated not in moved


def test_a_part_of_a_country_has_its_own_holidays():
    # Epiphany is a holiday in Bavaria and not in Berlin; German Unity Day is one everywhere.
    bavaria = with_holidays(country="DE", subdivision="BY").holidays
    berlin = with_holidays(country="DE", subdivision="BE").holidays
    assert date(2026, 1, 6) in bavaria - berlin
    assert date(2026, 10, 3) in bavaria & berlin


def test_without_years_every_listed_year_is_taken_and_with_years_no_other():
    every = with_holidays(country="IR").holidays
    assert date(2099, 3, 21) in every
    assert with_holidays(country="IR", years=[2026]).holidays == frozenset(
        day for day in every if day.year == 2026
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "calendar is []: use a mapping"),
        ({"week": OFFICE}, "zone is '': use an IANA name"),
        ({"zone": "UTC"}, "week is None: use a mapping"),
        (TEHRAN | {"hollidays": {}}, "hollidays is {}: no such key; use zone, week, holidays"),
        (TEHRAN | {"week": {"monday": []}}, "week.monday is []: no such key; use mon, tue"),
        (TEHRAN | {"week": {}}, "open at least once"),
        (TEHRAN | {"week": {"mon": "07:30-14:30"}}, "week.mon is '07:30-14:30': list the hours"),
        (TEHRAN | {"week": {"mon": ["7:30-14:30"]}}, "week.mon[0] is '7:30-14:30': write hours"),
        (TEHRAN | {"week": {"mon": ["07:30-14:60"]}}, "week.mon[0] is '07:30-14:60': write hours"),
        (TEHRAN | {"week": {"mon": ["۰۷:۳۰-۱۴:۳۰"]}}, "week.mon[0] is '۰۷:۳۰-۱۴:۳۰': write hours"),
        (TEHRAN | {"week": {"mon": ["07:30-14:30\n"]}}, "week.mon[0] is '07:30-14:30\\n': write"),
        (TEHRAN | {"week": {"mon": [450]}}, "week.mon[0] is 450: write hours"),
        (TEHRAN | {"week": {"mon": ["07:30-25:00"]}}, "week.mon[0] is '07:30-25:00': hours run"),
        (TEHRAN | {"week": {"mon": ["24:00-06:00"]}}, "week.mon[0] is '24:00-06:00': hours run"),
        (TEHRAN | {"exceptions": {"2026-13-01": []}}, "exceptions is '2026-13-01': write a date"),
        (TEHRAN | {"exceptions": {"20260101": []}}, "exceptions is '20260101': write a date"),
        (TEHRAN | {"exceptions": {"2026-01-01": None}}, "exceptions.2026-01-01 is None: list the"),
        (TEHRAN | {"holidays": ["2026-01-01"]}, "holidays is ['2026-01-01']: use a mapping"),
    ],
)
def test_wrong_data_is_refused_by_field_value_and_way_out(data, message):
    with pytest.raises(CalendarError) as refusal:
        load(data)
    assert message in str(refusal.value)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"contry": "IR"}, "holidays.contry is 'IR': no such key; use country, subdivision"),
        ({"country": "XX"}, "holidays.country is 'XX': use an ISO 3166-1 code"),
        ({"country": "IRN"}, "holidays.country is 'IRN': use an ISO 3166-1 code"),
        ({"country": "ir"}, "holidays.country is 'ir': use an ISO 3166-1 code"),
        ({"country": "__doc__"}, "holidays.country is '__doc__': use an ISO 3166-1 code"),
        ({"country": None}, "holidays.country is None: use an ISO 3166-1 code"),
        ({"country": "DE", "subdivision": "ZZ"}, "holidays.subdivision is 'ZZ': use a code of"),
        ({"country": "DE", "subdivision": ["BY"]}, "holidays.subdivision is ['BY']: use a code of"),
        ({"subdivision": "BY"}, "holidays.subdivision is 'BY': name holidays.country too"),
        ({"years": [2026]}, "holidays.years is [2026]: name holidays.country too"),
        ({"country": "IR", "years": 2026}, "holidays.years is 2026: list the years"),
        ({"country": "IR", "years": ["2026"]}, "holidays.years[0] is '2026': no days are listed"),
        ({"country": "IR", "years": [2026, 1900]}, "holidays.years[1] is 1900: no days are listed"),
        ({"add": "2026-11-24"}, "holidays.add is '2026-11-24': list dates"),
        ({"add": ["2026-02-30"]}, "holidays.add[0] is '2026-02-30': write a date as YYYY-MM-DD"),
        ({"remove": [20261124]}, "holidays.remove[0] is 20261124: write a date as YYYY-MM-DD"),
        (
            {"add": ["2026-11-24"], "remove": ["2026-11-24"]},
            "holidays.remove is '2026-11-24': it is also in holidays.add",
        ),
    ],
)
def test_wrong_holidays_are_refused_by_field_value_and_way_out(given, message):
    with pytest.raises(CalendarError) as refusal:
        with_holidays(**given)
    assert message in str(refusal.value)
