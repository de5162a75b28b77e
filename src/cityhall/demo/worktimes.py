"""The hours of the city hall, and a line of open minutes on which work can be reckoned.

The whole story asks for some hundred thousand deadlines, so times are turned at once into
minutes of working time since the beginning, and back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from divan import worktime

ZONE = ZoneInfo("Asia/Tehran")

WORK = {
    "week": {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")},
    "holidays": {"country": "IR"},
}
"""The city's working time, as ``divan.worktime.load`` reads it beside the zone."""


def calendar() -> worktime.WorkCalendar:
    """Saturday to Wednesday, 7:30 to 14:30, without Iran's holidays."""
    return worktime.load({"zone": "Asia/Tehran", **WORK})


@dataclass(frozen=True)
class WorkLine:
    """Working minutes since ``start``."""

    start: datetime
    hours: worktime.WorkCalendar

    def minutes(self, moments: Sequence[datetime]) -> list[float]:
        """Where these moments lie on the line."""
        spans = self.hours.between_many(_utc([self.start] * len(moments)), _utc(moments))
        return [float(span) for span in spans / np.timedelta64(1, "m")]

    def moments(self, minutes: Sequence[float]) -> list[datetime]:
        """The moments at these places; never the last instant of a day, but within it."""
        whole = np.array([max(0, int(minute)) for minute in minutes], dtype=np.int64)
        found = self.hours.add_many(_utc([self.start] * len(minutes)), whole)
        return [_aware(value) for value in found]


def _utc(moments: Sequence[datetime]) -> np.ndarray:
    plain = [moment.astimezone(UTC).replace(tzinfo=None) for moment in moments]
    return np.array(plain, dtype="datetime64[us]")


def _aware(value: np.datetime64) -> datetime:
    return value.astype("datetime64[us]").astype(datetime).replace(tzinfo=UTC).astimezone(ZONE)
