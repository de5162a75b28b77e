"""A calendar from the plain data in which a city stores it."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import holidays as package

from .calendar import WorkCalendar
from .errors import CalendarError
from .interval import DAYS, Day, Interval, Week

_KEYS = ("zone", "week", "holidays", "exceptions")
_HOLIDAY_KEYS = ("country", "subdivision", "years", "add", "remove")
_ALWAYS = "always"
# Not \d: it would also match digits of other scripts.
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNTRY = re.compile(r"[A-Z]{2}")
_COUNTRY_HINT = "use an ISO 3166-1 code that the package knows, such as IR"


def load(mapping: Mapping[str, Any]) -> WorkCalendar:
    """The calendar that this JSON-like data describes.

        {"zone": "Asia/Tehran",
         "week": {"sat": ["07:30-14:30"], "sun": ["07:30-14:30"], ...},
         "holidays": {"country": "IR", "add": ["2026-11-24"], "remove": ["2026-08-30"]},
         "exceptions": {"2026-03-19": ["07:30-11:00"]}}

    zone, week: required. A day left out of the week is closed; "week": "always" is every hour of
        every day.
    holidays: `country` is an ISO 3166-1 code and `subdivision` the code of a part of it, as the
        package `holidays` knows them; `years` the years to take from it, all it knows when left
        out; then `add` and `remove` dates. In years not taken, only `add` closes a day.
    exceptions: the hours of single dates, over week and holidays; [] is a closed day.

    Dates are ISO 8601 in the Gregorian calendar. The Iranian list of the package follows
    estimated dates of the lunar Hijri calendar, which the sighting of the moon may move by a day:
    a city corrects them with `add` and `remove`.

    Raises CalendarError: an unknown key, a missing one, or a value that cannot be read, by name.
    """
    _check_keys("", _mapping("calendar", mapping), _KEYS)
    return WorkCalendar(
        zone=mapping.get("zone", ""),
        week=_week(mapping.get("week")),
        holidays=_holidays(mapping.get("holidays", {})),
        exceptions={
            _date("exceptions", day): _hours(f"exceptions.{day}", hours)
            for day, hours in _mapping("exceptions", mapping.get("exceptions", {})).items()
        },
    )


def _week(value: object) -> Week:
    if value == _ALWAYS:
        value = {name: ["00:00-24:00"] for name in DAYS}
    days = _mapping("week", value)
    _check_keys("week.", days, DAYS)
    return tuple(_hours(f"week.{name}", days.get(name, [])) for name in DAYS)


def _hours(field: str, value: object) -> Day:
    return tuple(
        Interval.parse(hours, f"{field}[{place}]")
        for place, hours in enumerate(
            _list(field, value, 'list the hours, such as ["07:30-14:30"]')
        )
    )


def _holidays(value: object) -> frozenset[date]:
    given = _mapping("holidays", value)
    _check_keys("holidays.", given, _HOLIDAY_KEYS)
    add = _dates("holidays.add", given.get("add", []))
    remove = _dates("holidays.remove", given.get("remove", []))
    if both := add & remove:
        raise CalendarError(
            "holidays.remove", str(min(both)), "it is also in holidays.add; keep it in one of them"
        )
    return (_of_country(given) | add) - remove


def _of_country(given: Mapping[str, Any]) -> frozenset[date]:
    """The days that the package lists for country, subdivision and years."""
    if "country" not in given:
        for name in ("subdivision", "years"):
            if name in given:
                raise CalendarError(f"holidays.{name}", given[name], "name holidays.country too")
        return frozenset()
    listed = _country(given["country"])
    subdivision = given.get("subdivision")
    if subdivision is not None and subdivision not in listed.subdivisions:
        raise CalendarError(
            "holidays.subdivision",
            subdivision,
            "use a code of this country's parts, or leave it out",
        )
    years: Sequence[int] = range(listed.start_year, listed.end_year + 1)
    if "years" in given:
        years = _years(given["years"], years)
    days = package.country_holidays(str(given["country"]), subdiv=subdivision, years=years)
    return frozenset(days)


def _country(code: object) -> package.HolidayBase:
    # Only codes reach the package, which would look up any other name it has, too.
    if not isinstance(code, str) or not _COUNTRY.fullmatch(code):
        raise CalendarError("holidays.country", code, _COUNTRY_HINT)
    try:
        return package.country_holidays(code)
    except NotImplementedError as error:
        raise CalendarError("holidays.country", code, _COUNTRY_HINT) from error


def _years(value: object, known: Sequence[int]) -> list[int]:
    years = _list("holidays.years", value, "list the years, such as [2026, 2027]")
    for place, year in enumerate(years):
        if type(year) is not int or year not in known:
            raise CalendarError(
                f"holidays.years[{place}]",
                year,
                "no days are listed for it; leave years out for all",
            )
    return years


def _dates(field: str, value: object) -> frozenset[date]:
    days = _list(field, value, 'list dates, such as ["2026-11-24"]')
    return frozenset(_date(f"{field}[{place}]", day) for place, day in enumerate(days))


def _date(field: str, value: object) -> date:
    # Stricter than date.fromisoformat, which also takes 20261124 and 2026-W48-2.
    if isinstance(value, str) and _DATE.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    raise CalendarError(field, value, "write a date as YYYY-MM-DD, such as 2026-11-24")


def _list(field: str, value: object, hint: str) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise CalendarError(field, value, hint)
    return list(value)


def _mapping(field: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise CalendarError(field, value, "use a mapping of names to values")
    return value


def _check_keys(prefix: str, mapping: Mapping[str, Any], known: Sequence[str]) -> None:
    for key in mapping:
        if key not in known:
            raise CalendarError(
                f"{prefix}{key}", mapping[key], f"no such key; use {', '.join(known)}"
            )
