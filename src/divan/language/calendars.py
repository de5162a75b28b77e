"""The Jalali and the Gregorian calendar: names, conversion, and dates as people type them.

Conversion by persiantools (MIT), which follows the official calendar of Iran.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import Literal

from persiantools.jdatetime import JalaliDate

from divan.language.digits import Tongue, persian_digits, tongue_of
from divan.language.fold import fold

Calendar = Literal["jalali", "gregorian"]

MONTHS: dict[tuple[Calendar, Tongue], tuple[str, ...]] = {
    ("jalali", "fa"): (
        *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
        *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
    ),
    ("jalali", "en"): (
        *("Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar"),
        *("Mehr", "Aban", "Azar", "Dey", "Bahman", "Esfand"),
    ),
    ("gregorian", "fa"): (
        *("ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن"),
        *("ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر"),
    ),
    ("gregorian", "en"): (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
WEEKDAYS: dict[Tongue, tuple[str, ...]] = {
    "fa": ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

# The constructor has no annotations of its own.
_JALALI: Callable[..., JalaliDate] = JalaliDate

_NAMED: dict[Tongue, tuple[str, str, str]] = {
    "fa": ("سال", "ماه", "روز در"),
    "en": ("The year", "The month", "The day in"),
}
_LAST_YEAR: dict[Calendar, int] = {"jalali": 9377, "gregorian": 9999}
_EXAMPLE: dict[Calendar, str] = {"jalali": "1405/9/2", "gregorian": "2026/11/23"}
_TOO_LONG = 80

_BETWEEN = r"\s?[-/.‐-―−؍٫\s]\s?"
_YEAR_FIRST = re.compile(rf"(\d{{4}}){_BETWEEN}(\d\d?){_BETWEEN}(\d\d?)", re.ASCII)
_DAY_FIRST = re.compile(rf"(\d\d?){_BETWEEN}(\d\d?){_BETWEEN}(\d{{4}})", re.ASCII)
_IN_WORDS = re.compile(
    r"(?:(?P<weekday>\D+?)[,،]? )?(\d\d?) (?P<month>\D+?)[,،]? (\d{4})", re.ASCII
)
_MONTH_NUMBERS = {
    (calendar, fold(name)): number
    for (calendar, _), names in MONTHS.items()
    for number, name in enumerate(names, start=1)
}
_FOLDED_WEEKDAYS = {fold(name) for names in WEEKDAYS.values() for name in names}


def jalali(d: date) -> tuple[int, int, int]:
    """Return the Jalali year, month and day of `d`.

    Raises:
        ValueError: outside 622-03-22 to 9999-03-19, the years 1 to 9377.
    """
    try:
        there = _JALALI(d)
    except ValueError as error:
        raise ValueError(f"{d} is outside the Jalali calendar, which begins 622-03-22") from error
    return there.year, there.month, there.day


def from_jalali(year: int, month: int, day: int) -> date:
    """Return the date of a Jalali year, month and day.

    Raises:
        ValueError: where the calendar has no such day, saying which part is wrong.
    """
    return _date((year, month, day), "jalali", "en")


def parse_date(text: str, language: str, calendar: Calendar | None = None) -> date:
    """Return the date a person wrote: «۱۴۰۵/۹/۲», '1405-09-02', '2/9/1405', «دوشنبه ۲ آذر ۱۴۰۵».

    Digits are Persian, Arabic or Latin; the year has four, so its place tells the order. Month and
    weekday names are read in both languages. A calendar of None follows the language.

    Raises:
        ValueError: with a sentence in `language` that says what to do.
    """
    calendar = followed(calendar, language)
    parts = _parts(fold(text), calendar) if len(text) <= _TOO_LONG else None
    if parts is None:
        example = _EXAMPLE[calendar]
        raise ValueError(
            f"تاریخ را مانند {persian_digits(example)} بنویسید."
            if tongue_of(language) == "fa"
            else f"Write the date like {example}."
        )
    return _date(parts, calendar, language)


def followed(calendar: Calendar | None, language: str) -> Calendar:
    """Return the calendar wished for, or else the one that goes with the language.

    Raises:
        ValueError: for an unknown calendar or language.
    """
    if calendar is None:
        return "jalali" if tongue_of(language) == "fa" else "gregorian"
    if calendar not in _LAST_YEAR:
        raise ValueError(f"calendar {calendar!r} is unknown; use 'jalali' or 'gregorian'")
    return calendar


def _parts(written: str, calendar: Calendar) -> tuple[int, int, int] | None:
    """Return year, month and day as folded text states them, whether or not there is such a day."""
    if found := _YEAR_FIRST.fullmatch(written):
        return int(found[1]), int(found[2]), int(found[3])
    if found := _DAY_FIRST.fullmatch(written):
        return int(found[3]), int(found[2]), int(found[1])
    found = _IN_WORDS.fullmatch(written)
    if found is None or found["weekday"] not in (None, *_FOLDED_WEEKDAYS):
        return None
    month = _MONTH_NUMBERS.get((calendar, found["month"]))
    return (int(found[4]), month, int(found[2])) if month else None


def _date(parts: tuple[int, int, int], calendar: Calendar, language: str) -> date:
    if fault := _fault(*parts, calendar, tongue_of(language)):
        raise ValueError(fault)
    return _JALALI(*parts).to_gregorian() if calendar == "jalali" else date(*parts)


def _fault(year: int, month: int, day: int, calendar: Calendar, tongue: Tongue) -> str | None:
    """Return what keeps a date from existing, as a sentence, or None."""
    if not 1 <= year <= _LAST_YEAR[calendar]:
        return _limits(_NAMED[tongue][0], _LAST_YEAR[calendar], year, tongue)
    if not 1 <= month <= 12:
        return _limits(_NAMED[tongue][1], 12, month, tongue)
    days = (JalaliDate.days_in_month if calendar == "jalali" else _days_in_month)(month, year)
    if not 1 <= day <= days:
        name = f"{_NAMED[tongue][2]} {MONTHS[calendar, tongue][month - 1]} {year}"
        return _limits(name, days, day, tongue)
    return None


def _days_in_month(month: int, year: int) -> int:
    return monthrange(year, month)[1]


def _limits(name: str, last: int, value: int, tongue: Tongue) -> str:
    if tongue == "fa":
        return persian_digits(f"{name} باید از 1 تا {last} باشد، نه {value}.")
    return f"{name} must be 1 to {last}, not {value}."
