"""Dates, moments and durations in words: Persian or English, Jalali or Gregorian.

Language, calendar and digits are three separate wishes; a calendar or digits of None follow the
language.
"""

from datetime import date, datetime, timedelta, tzinfo

from divan.language.calendars import MONTHS, WEEKDAYS, Calendar, followed, jalali
from divan.language.digits import Digits, Tongue, number, tongue_of, with_digits

_NEAR: dict[Tongue, dict[int, str]] = {
    "fa": {-1: "دیروز", 0: "امروز", 1: "فردا"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
}
_UNITS: dict[Tongue, tuple[str, str, str]] = {
    "fa": ("روز", "ساعت", "دقیقه"),
    "en": ("day", "hour", "minute"),
}
_MOMENTARY: dict[Tongue, str] = {"fa": "کمتر از یک دقیقه", "en": "less than a minute"}
_DAYS_ONLY_FROM = 7


def date_words(
    d: date,
    language: str,
    *,
    calendar: Calendar | None = None,
    digits: Digits | None = None,
    weekday: bool = True,
    year: bool = True,
) -> str:
    """Return «دوشنبه ۲ آذر ۱۴۰۵», 'Monday 2 Azar 1405', «دوشنبه ۲۳ نوامبر ۲۰۲۶» and so on.

    Raises:
        ValueError: for a language or calendar unknown here, or a date outside the calendar.
    """
    tongue, calendar = tongue_of(language), followed(calendar, language)
    in_year, month, day = _in(calendar, d)
    name = MONTHS[calendar, tongue][month - 1]
    parts = [WEEKDAYS[tongue][d.weekday()]] if weekday else []
    parts += [str(day), _before_year(name), str(in_year)] if year else [str(day), name]
    return with_digits(" ".join(parts), language, digits)


def moment_words(
    when: datetime,
    now: datetime,
    language: str,
    *,
    zone: tzinfo,
    calendar: Calendar | None = None,
    digits: Digits | None = None,
    weekday: bool = False,
) -> str:
    """Return «امروز ۱۰:۴۲», «دیروز ۹:۰۵», «۳۱ آبان، ۱۸:۲۰», «۳۱ آبان ۱۴۰۴، ۱۸:۲۰».

    `when` and `now` are aware; day and hour are those in `zone`. The year is said where it is not
    that of `now` in the calendar shown.

    Raises:
        ValueError: for a time without zone, and as `date_words` does.
    """
    if when.tzinfo is None or now.tzinfo is None:
        raise ValueError("a moment needs a time with its zone")
    tongue, calendar = tongue_of(language), followed(calendar, language)
    local, today = when.astimezone(zone), now.astimezone(zone).date()
    day = local.date()
    clock = with_digits(f"{local.hour}:{local.minute:02}", language, digits)
    if near := _NEAR[tongue].get((day - today).days):
        return f"{near} {clock}"
    other_year = _in(calendar, day)[0] != _in(calendar, today)[0]
    words = date_words(
        day, language, calendar=calendar, digits=digits, weekday=weekday, year=other_year
    )
    return f"{words}{'،' if tongue == 'fa' else ','} {clock}"


def duration_words(duration: timedelta, language: str, *, digits: Digits | None = None) -> str:
    """Return «۵ ساعت», '2 days 3 hours', «کمتر از یک دقیقه»: two units at most, rounded down.

    From a week on, days alone. The sign is left to the sentence around it.
    """
    tongue = tongue_of(language)
    minutes = abs(duration) // timedelta(minutes=1)
    counts = (minutes // 1440, minutes // 60 % 24, minutes % 60)
    first = next((place for place, count in enumerate(counts) if count), None)
    if first is None:
        return _MOMENTARY[tongue]
    last = first + (1 if counts[0] >= _DAYS_ONLY_FROM else 2)
    said = [
        f"{number(count, language, digits=digits)} {_named(unit, count, tongue)}"
        for count, unit in zip(counts[first:last], _UNITS[tongue][first:last], strict=True)
        if count
    ]
    return (" و " if tongue == "fa" else " ").join(said)


def _in(calendar: Calendar, d: date) -> tuple[int, int, int]:
    return jalali(d) if calendar == "jalali" else (d.year, d.month, d.day)


def _before_year(month: str) -> str:
    """Return the name of a month as it is read before a year: «ژانویهٔ ۲۰۲۶»."""
    return month + "\u0654" if month.endswith("ه") else month


def _named(unit: str, count: int, tongue: Tongue) -> str:
    return f"{unit}s" if tongue == "en" and count != 1 else unit
