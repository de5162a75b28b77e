"""Working hours between what a person types, what is stored, and words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from divan import language, worktime

DAYS = {
    "sat": gettext_lazy("Saturday"),
    "sun": gettext_lazy("Sunday"),
    "mon": gettext_lazy("Monday"),
    "tue": gettext_lazy("Tuesday"),
    "wed": gettext_lazy("Wednesday"),
    "thu": gettext_lazy("Thursday"),
    "fri": gettext_lazy("Friday"),
}
_STORED = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")  # as a calendar's week counts
_SPAN = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|تا|to)\s*(\d{1,2})(?::(\d{2}))?")


@dataclass(frozen=True)
class Line:
    """One line of opening hours: «شنبه تا چهارشنبه»: «۷:۳۰ تا ۱۴:۳۰»."""

    days: str
    hours: str


def read(typed: str) -> list[str]:
    """«۷:۳۰ تا ۱۲، ۱۳ تا ۱۷» as ["07:30-12:00", "13:00-17:00"].

    A part that cannot be read stays as typed, so that the calendar refuses it by name.
    """
    plain = language.latin_digits(language.clean(typed)).replace("،", ",").replace("؛", ",")
    parts = [part.strip() for part in re.split(r"[,;\n]", plain)]
    return [_as_stored(part) for part in parts if part]


def typed(stored: Sequence[str]) -> str:
    """The stored hours as they stand in a form."""
    return ", ".join(stored)


def in_words(calendar: worktime.WorkCalendar, *, first: str) -> list[Line]:
    """The week of a calendar, days of the same hours together: from the day after the closed ones
    on; from the day `first` on where there are none, or several times."""
    order = list(DAYS)
    start = order.index(first)
    days = [*order[start:], *order[:start]]
    opens = [bool(calendar.week[_STORED.index(day)]) for day in days]
    begins = [place for place in range(7) if opens[place] and not opens[place - 1]]
    if len(begins) == 1:
        days = [*days[begins[0] :], *days[: begins[0]]]
    groups: list[tuple[list[str], str]] = []
    for day in days:
        hours = _words_of(calendar.week[_STORED.index(day)])
        if groups and groups[-1][1] == hours:
            groups[-1][0].append(day)
        else:
            groups.append(([day], hours))
    return [Line(_span(group), hours) for group, hours in groups]


def days_off(calendar: worktime.WorkCalendar, start: date, *, count: int = 3) -> list[date]:
    """The next dates on which the office is closed though the week would open it."""
    found = []
    for ahead in range(400):
        day = start + timedelta(days=ahead)
        if not calendar.week[day.weekday()]:
            continue
        hours = calendar.exceptions.get(day)
        if hours == () or (hours is None and day in calendar.holidays):
            found.append(day)
            if len(found) == count:
                break
    return found


def stored_week(work: Mapping[str, Any]) -> dict[str, list[str]]:
    """The hours of each day of a stored calendar, for a form."""
    week = work.get("week", {})
    if week == "always":
        return {day: ["00:00-24:00"] for day in DAYS}
    return {day: list(week.get(day, [])) for day in DAYS}


def _as_stored(part: str) -> str:
    match = _SPAN.fullmatch(part)
    if match is None:
        return part[:40]
    hour, minute, end_hour, end_minute = match.groups()
    return f"{int(hour):02}:{minute or '00'}-{int(end_hour):02}:{end_minute or '00'}"


def _words_of(day: Sequence[worktime.Interval]) -> str:
    if not day:
        return pgettext("office hours", "closed")
    if list(day) == [(0, 1440)]:
        return _("day and night")
    spans = [
        _("%(start)s to %(end)s") % {"start": _clock(one.start), "end": _clock(one.end)}
        for one in day
    ]
    return _(" and ").join(spans)


def _span(days: Sequence[str]) -> str:
    if len(days) == 7:
        return _("every day")
    if len(days) == 1:
        return str(DAYS[days[0]])
    if len(days) == 2:
        return _(" and ").join(str(DAYS[day]) for day in days)
    return _("%(start)s to %(end)s") % {"start": DAYS[days[0]], "end": DAYS[days[-1]]}


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"
