"""The Jalali calendar against published dates, and dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.language import date_words, from_jalali, jalali, parse_date, persian_digits

DATES = st.dates(date(1921, 3, 21), date(2121, 3, 20))

# First days of the year, from the official calendar of Iran (University of Tehran).
NOWRUZ = {
    1300: date(1921, 3, 21),
    1348: date(1969, 3, 21),
    1354: date(1975, 3, 21),
    1375: date(1996, 3, 20),
    1387: date(2008, 3, 20),
    1395: date(2016, 3, 20),
    1396: date(2017, 3, 21),
    1397: date(2018, 3, 21),
    1398: date(2019, 3, 21),
    1399: date(2020, 3, 20),
    1400: date(2021, 3, 21),
    1401: date(2022, 3, 21),
    1402: date(2023, 3, 21),
    1403: date(2024, 3, 20),
    1404: date(2025, 3, 21),
    1405: date(2026, 3, 21),
    1408: date(2029, 3, 20),
    1409: date(2030, 3, 21),
}


@pytest.mark.parametrize("year", NOWRUZ)
def test_the_year_begins_on_the_published_day(year):
    assert from_jalali(year, 1, 1) == NOWRUZ[year]
    assert jalali(NOWRUZ[year]) == (year, 1, 1)


def test_known_days():
    assert jalali(date(1979, 2, 11)) == (1357, 11, 22)
    assert jalali(date(2026, 11, 23)) == (1405, 9, 2)


def test_leap_years_come_every_fourth_and_sometimes_every_fifth_year():
    def is_leap(year: int) -> bool:
        return from_jalali(year + 1, 1, 1) - from_jalali(year, 1, 1) == timedelta(366)

    leaps = [year for year in range(1383, 1437) if is_leap(year)]
    assert leaps == [
        1383,
        1387,
        1391,
        1395,
        1399,
        1403,
        1408,
        1412,
        1416,
        1420,
        1424,
        1428,
        1432,
        1436,
    ]


@given(DATES)
def test_a_date_survives_the_calendar(day):
    assert from_jalali(*jalali(day)) == day


@given(DATES)
def test_the_next_day_is_the_next_day_in_both_calendars(day):
    (year, month, of_month), (next_year, next_month, next_day) = (
        jalali(day),
        jalali(day + timedelta(1)),
    )
    if next_day == 1:
        assert of_month >= 29
        assert (next_year * 12 + next_month) - (year * 12 + month) == 1
    else:
        assert (next_year, next_month, next_day) == (year, month, of_month + 1)


@pytest.mark.parametrize(
    ("day", "complaint"),
    [
        ((1404, 12, 30), "The day in Esfand 1404 must be 1 to 29, not 30."),
        ((1405, 7, 31), "The day in Mehr 1405 must be 1 to 30, not 31."),
        ((1405, 13, 1), "The month must be 1 to 12, not 13."),
        ((0, 1, 1), "The year must be 1 to 9377, not 0."),
        ((1405, 1, 0), "The day in Farvardin 1405 must be 1 to 31, not 0."),
    ],
)
def test_a_day_that_does_not_exist_says_why(day, complaint):
    with pytest.raises(ValueError, match=complaint):
        from_jalali(*day)


def test_days_before_the_calendar_are_refused():
    assert jalali(date(622, 3, 22)) == (1, 1, 1)
    with pytest.raises(ValueError, match="622-03-22"):
        jalali(date(622, 3, 21))


@pytest.mark.parametrize(
    "written",
    [
        "۱۴۰۵/۹/۲",
        "1405/09/02",
        "1405-9-2",
        "٢/٩/١٤٠٥",
        "۲-۹-۱۴۰۵",
        "1405.09.02",
        " ۱۴۰۵ / ۹ / ۲ ",
        "۱۴۰۵–۹–۲",
        "1405 9 2",
        "۲ آذر ۱۴۰۵",
        "دوشنبه، ۲ آذر ۱۴۰۵",
        "2 Azar 1405",
        "Monday 2 azar, 1405",
    ],
)
@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_date_is_read_in_any_digits_and_order(written, language):
    assert parse_date(written, language, "jalali") == date(2026, 11, 23)


def test_the_calendar_follows_the_language_where_none_is_named():
    assert parse_date("1405/9/2", "fa") == parse_date("2026/11/23", "en") == date(2026, 11, 23)
    assert parse_date("۲۳/۱۱/۲۰۲۶", "fa", "gregorian") == date(2026, 11, 23)
    with pytest.raises(ValueError, match="'lunar'"):
        parse_date("1405/9/2", "fa", "lunar")  # type: ignore[arg-type]


@given(DATES, st.sampled_from(["fa", "en"]), st.sampled_from(["jalali", "gregorian"]))
def test_what_is_said_in_words_can_be_typed(day, language, calendar):
    for weekday in (True, False):
        words = date_words(day, language, calendar=calendar, weekday=weekday)
        assert parse_date(words, language, calendar) == day


@pytest.mark.parametrize(
    "written",
    ["", "فردا", "05/9/2", "1405/9", "1405/9/2/3", "12345/1/1", "2 Nowhere 1405", "x 2 آذر 1405"]
    + ["1405/9/2" + " " * 80, "-1405/9/2", "1405//9/2"],
)
def test_what_cannot_be_read_says_how_to_write_it(written):
    with pytest.raises(ValueError, match=r"تاریخ را مانند ۱۴۰۵/۹/۲ بنویسید\."):
        parse_date(written, "fa", "jalali")
    with pytest.raises(ValueError, match=r"Write the date like 2026/11/23\."):
        parse_date(written, "en", "gregorian")


def test_a_date_that_does_not_exist_is_explained_in_the_readers_language():
    with pytest.raises(ValueError, match="روز در اسفند ۱۴۰۴ باید از ۱ تا ۲۹ باشد، نه ۳۰"):
        parse_date("1404/12/30", "fa", "jalali")
    with pytest.raises(ValueError, match="The day in February 2026 must be 1 to 28, not 29"):
        parse_date("2026-02-29", "en", "gregorian")


@given(st.text() | st.text(st.sampled_from("0123456789۰۱۲/-. آذرAzar")))
def test_no_text_breaks_the_reader(text):
    for calendar in ("jalali", "gregorian"):
        try:
            assert isinstance(parse_date(text, "fa", calendar), date)
        except ValueError as refusal:
            assert persian_digits(str(refusal)) == str(refusal)
