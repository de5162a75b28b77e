"""What the published figures say, in words: label, value, definition, months."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.portal.charts import spark
from cityhall.service.queries import FigureOut
from cityhall.web.wording import Wording
from divan.language.calendars import MONTHS


@dataclass(frozen=True)
class Told:
    """The words of one figure; made while a page is, so in its language."""

    label: Callable[[], str]
    definition: Callable[[], str]
    rows: Callable[[], str]
    tone: str


TOLD: dict[str, Told] = {
    "urgent-hours": Told(
        lambda: _("Median time to close an urgent report"),
        lambda: _(
            "Of all public reports of dangerous kinds made in this period, half were closed within "
            "this time. The clock is that of the kind: day and night where it runs around the "
            "clock. A report that is still open counts with the time it has waited so far, and "
            "pauses count as well."
        ),
        lambda: _("The newest urgent reports"),
        "",
    ),
    "not-solved": Told(
        lambda: _("Closings that residents called “not solved”"),
        lambda: _(
            "Of all closings of public reports in this period, the share after which whoever had "
            "reported said “not solved”, and the report was opened again."
        ),
        lambda: _("The newest that were called “not solved”"),
        "danger",
    ),
    "on-time": Told(
        lambda: _("Closed by the promised time"),
        lambda: _(
            "Of all closings of public reports in this period, the share that came before the "
            "promised time was over. Each kind of report has its own promise in working time; "
            "while the office waits for an answer, or has paused with a reason, its clock stands "
            "still."
        ),
        lambda: _("The newest closings"),
        "done",
    ),
}


@dataclass(frozen=True)
class Headline:
    """A figure as the first page shows it."""

    code: str
    label: str
    value: str
    points: str
    tone: str


def headline(figure: FigureOut, words: Wording) -> Headline:
    told = TOLD[figure.code]
    months = [month.value for month in figure.series if month.calendar == words.calendar]
    return Headline(
        figure.code, told.label(), value(figure, figure.value, words), spark(months), told.tone
    )


def value(figure: FigureOut, number: float | None, words: Wording) -> str:
    """«۵ ساعت», «۶ از ۱۰۰», or a dash where nothing was counted."""
    if number is None:
        return "—"
    if figure.unit == "percent":
        return _("%(share)s of 100") % {"share": words.number(round(number))}
    return hours(number, words)


def hours(number: float, words: Wording) -> str:
    if number < 1:
        minutes = round(60 * number)
        text = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        return text % {"count": words.number(minutes)}
    count = round(number)
    return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": words.number(count)}


def month_name(month: str, calendar: str, words: Wording, *, year: bool = True) -> str:
    """«آبان ۱۴۰۵» for "1405-08"."""
    in_year, number = (int(part) for part in month.split("-"))
    name = MONTHS[calendar, words.language][number - 1]
    return f"{name} {words.digits(in_year)}" if year else name


def period(since: date, until: date, words: Wording) -> str:
    return _("%(since)s to %(until)s") % {
        "since": words.day(since, weekday=False),
        "until": words.day(until, weekday=False),
    }
