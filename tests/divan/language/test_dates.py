"""Dates, moments and durations as a person would say them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.language import date_words, duration_words, moment_words

TEHRAN = ZoneInfo("Asia/Tehran")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=TEHRAN)


@pytest.mark.parametrize(
    ("language", "calendar", "words"),
    [
        ("fa", "jalali", "دوشنبه ۲ آذر ۱۴۰۵"),
        ("fa", "gregorian", "دوشنبه ۲۳ نوامبر ۲۰۲۶"),
        ("en", "jalali", "Monday 2 Azar 1405"),
        ("en", "gregorian", "Monday 23 November 2026"),
        ("fa", None, "دوشنبه ۲ آذر ۱۴۰۵"),
        ("en", None, "Monday 23 November 2026"),
    ],
)
def test_a_date_reads_naturally_in_each_language_and_calendar(language, calendar, words):
    assert date_words(date(2026, 11, 23), language, calendar=calendar) == words


def test_a_date_can_be_said_in_part():
    day = date(2026, 11, 23)
    assert date_words(day, "fa", weekday=False) == "۲ آذر ۱۴۰۵"
    assert date_words(day, "fa", weekday=False, year=False) == "۲ آذر"
    assert date_words(day, "en", year=False) == "Monday 23 November"
    assert date_words(day, "fa", digits="latin") == "دوشنبه 2 آذر 1405"
    assert date_words(day, "en", calendar="jalali", digits="fa") == "Monday ۲ Azar ۱۴۰۵"


def test_a_persian_month_that_ends_in_he_takes_its_ezafe_before_the_year():
    day = date(2026, 1, 5)
    assert date_words(day, "fa", calendar="gregorian", weekday=False) == "۵ ژانویهٔ ۲۰۲۶"
    assert date_words(day, "fa", calendar="gregorian", weekday=False, year=False) == "۵ ژانویه"


def test_the_week_has_its_days_in_order():
    week = [date(2026, 11, 21) + timedelta(days) for days in range(7)]
    assert [date_words(day, "fa").split()[0] for day in week] == [
        "شنبه",
        "یکشنبه",
        "دوشنبه",
        "سه‌شنبه",
        "چهارشنبه",
        "پنجشنبه",
        "جمعه",
    ]


@pytest.mark.parametrize(
    ("when", "persian", "english"),
    [
        (datetime(2026, 11, 23, 10, 42), "امروز ۱۰:۴۲", "today 10:42"),
        (datetime(2026, 11, 22, 9, 5), "دیروز ۹:۰۵", "yesterday 9:05"),
        (datetime(2026, 11, 24, 0, 0), "فردا ۰:۰۰", "tomorrow 0:00"),
        (datetime(2026, 11, 21, 18, 20), "۳۰ آبان، ۱۸:۲۰", "21 November, 18:20"),
        (datetime(2026, 3, 20, 8, 0), "۲۹ اسفند ۱۴۰۴، ۸:۰۰", "20 March, 8:00"),
        (datetime(2025, 11, 22, 8, 0), "۱ آذر ۱۴۰۴، ۸:۰۰", "22 November 2025, 8:00"),
        (datetime(2027, 1, 1, 8, 0), "۱۱ دی، ۸:۰۰", "1 January 2027, 8:00"),
    ],
)
def test_a_near_moment_is_said_by_its_nearness(when, persian, english):
    when = when.replace(tzinfo=TEHRAN)
    assert moment_words(when, NOW, "fa", zone=TEHRAN) == persian
    assert moment_words(when, NOW, "en", zone=TEHRAN) == english


def test_today_is_the_readers_today():
    late = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)
    assert moment_words(late, NOW, "fa", zone=TEHRAN) == "امروز ۰:۳۰"
    assert moment_words(late, NOW, "en", zone=UTC) == "yesterday 21:00"


def test_a_moment_can_carry_its_weekday():
    due = datetime(2026, 11, 30, 12, 0, tzinfo=TEHRAN)
    assert moment_words(due, NOW, "fa", zone=TEHRAN, weekday=True) == "دوشنبه ۹ آذر، ۱۲:۰۰"


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        moment_words(datetime(2026, 11, 23), NOW, "fa", zone=TEHRAN)


@pytest.mark.parametrize(
    ("duration", "persian", "english"),
    [
        (timedelta(hours=5), "۵ ساعت", "5 hours"),
        (timedelta(days=3), "۳ روز", "3 days"),
        (timedelta(days=2, hours=3, minutes=4), "۲ روز و ۳ ساعت", "2 days 3 hours"),
        (timedelta(days=2, minutes=4), "۲ روز", "2 days"),
        (timedelta(days=12, hours=3), "۱۲ روز", "12 days"),
        (timedelta(hours=1, minutes=1), "۱ ساعت و ۱ دقیقه", "1 hour 1 minute"),
        (timedelta(minutes=12, seconds=59), "۱۲ دقیقه", "12 minutes"),
        (timedelta(seconds=59), "کمتر از یک دقیقه", "less than a minute"),
        (timedelta(0), "کمتر از یک دقیقه", "less than a minute"),
        (-timedelta(hours=5), "۵ ساعت", "5 hours"),
        (timedelta(days=1400), "۱٬۴۰۰ روز", "1,400 days"),
    ],
)
def test_a_duration_is_said_in_two_units_at_most(duration, persian, english):
    assert duration_words(duration, "fa") == persian
    assert duration_words(duration, "en") == english


@given(st.timedeltas())
def test_any_duration_can_be_said(duration):
    assert len(duration_words(duration, "en").split()) <= 4
