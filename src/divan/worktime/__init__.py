"""Working time: opening hours, holidays, pauses, deadlines. Concept page: docs/worktime.md.

    calendar = load({"zone": "Asia/Tehran", "week": {"sat": ["07:30-14:30"]}})
    due = calendar.add(start, timedelta(hours=8))
    spent = calendar.between(start, now, pauses)

Pure: no clock and no state; a table of open time is remembered per calendar and decade.
"""

from .calendar import WorkCalendar
from .errors import CalendarError, HorizonError, MomentError, WorktimeError
from .instant import HORIZON, YEARS
from .interval import Interval
from .load import load
from .pause import Pause

__all__ = [
    "HORIZON",
    "YEARS",
    "CalendarError",
    "HorizonError",
    "Interval",
    "MomentError",
    "Pause",
    "WorkCalendar",
    "WorktimeError",
    "load",
]
