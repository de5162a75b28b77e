"""Names, numbers and dates in one reader's words, for code that prepares a page's rows.

The words are those of the template filters of the same names, so row and page agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from cityhall.web import templating


class Wording:
    """How one reader reads; made once for a page. `zone` is the city's, `now` the page's moment."""

    def __init__(self, request: HttpRequest, zone: tzinfo, now: datetime) -> None:
        self.now = now
        self.language: str = request.language
        self.calendar: str = request.preferences.effective_calendar
        self._zone = zone
        self._context: Any = {
            "language": request.language,
            "preferences": request.preferences,
            "now": now,
            "city": SimpleNamespace(timezone=zone),
        }
        self._days: dict[tuple[date, bool, bool], str] = {}

    def name(self, names: Mapping[str, str]) -> str:
        return templating.name(self._context, names)

    def number(self, value: int | float) -> str:
        return templating.number(self._context, value)

    def digits(self, text: object) -> str:
        return templating.digits(self._context, text)

    def day(self, value: date | datetime, *, weekday: bool = True, year: bool = True) -> str:
        """The day in words; a list has few days and many rows, so each is worked out once."""
        if isinstance(value, datetime):
            value = value.astimezone(self._zone).date()
        key = (value, weekday, year)
        if key not in self._days:
            self._days[key] = templating.day(self._context, value, weekday, year)
        return self._days[key]

    def moment(self, value: datetime) -> str:
        return templating.moment(self._context, value)

    def span(self, value: timedelta) -> str:
        return templating.span(self._context, value)
