"""What this law refuses.

    WorktimeError(ValueError)
    ├── CalendarError   the description of a calendar is wrong
    ├── MomentError     an argument is wrong: no time zone, a negative duration, a year too far
    └── HorizonError    no deadline exists within `HORIZON`, or it is not known yet

Each names the field, the value and the way out. A hint is one of a few fixed sentences, with the
value apart from it, so that a page can say it in the reader's language.
"""

from reprlib import repr as short_repr


class WorktimeError(ValueError):
    """`field` (where), `value` (what stood there), `hint` (the way out)."""

    def __init__(self, field: str, value: object, hint: str) -> None:
        super().__init__(field, value, hint)
        self.field = field
        self.value = value
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.field} is {short_repr(self.value)}: {self.hint}"


class CalendarError(WorktimeError):
    """The description of a calendar is wrong."""


class MomentError(WorktimeError):
    """An instant, a duration or a pause is wrong."""


class HorizonError(WorktimeError):
    """No deadline exists within the horizon, or an open pause still hides it."""
