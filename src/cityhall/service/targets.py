"""Targets between minutes of working time, as stored, and what people say: «۳ روز کاری»."""

from __future__ import annotations

from collections import Counter

from django.utils.translation import ngettext

from divan import language, worktime

LONGEST = 525_600  # a year of minutes
_UNITS = ("days", "hours", "minutes")


def working_day(calendar: worktime.WorkCalendar) -> int:
    """How many minutes a working day of this calendar usually has."""
    lengths = [sum(one.end - one.start for one in day) for day in calendar.week if day]
    counted = Counter(lengths or [1440])
    return max(counted, key=lambda length: (counted[length], length))


def split(minutes: int, day: int) -> tuple[int, str]:
    """Minutes as an amount and its unit: days where they are whole, else hours, else minutes."""
    for unit, length in zip(_UNITS, (day, 60, 1), strict=True):
        if minutes % length == 0:
            return minutes // length, unit
    return minutes, "minutes"


def joined(amount: int, unit: str, day: int) -> int:
    """The minutes of an amount of days, hours or minutes. Raises `KeyError` for another unit."""
    return amount * {"days": day, "hours": 60, "minutes": 1}[unit]


def in_words(minutes: int, calendar: worktime.WorkCalendar, *, round_the_clock: bool) -> str:
    """«۳ روز کاری», or hours and days by the clock on the wall where it runs day and night."""
    amount, unit = split(minutes, 1440 if round_the_clock else working_day(calendar))
    if round_the_clock:
        said = {
            "days": ngettext("%(n)s day", "%(n)s days", amount),
            "hours": ngettext("%(n)s hour", "%(n)s hours", amount),
            "minutes": ngettext("%(n)s minute", "%(n)s minutes", amount),
        }
    else:
        said = {
            "days": ngettext("%(n)s working day", "%(n)s working days", amount),
            "hours": ngettext("%(n)s working hour", "%(n)s working hours", amount),
            "minutes": ngettext("%(n)s working minute", "%(n)s working minutes", amount),
        }
    return said[unit] % {"n": language.number(amount, "en")}
