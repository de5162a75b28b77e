"""The latest moment by which a matter is decided, whatever anybody does or leaves undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from divan.charter import route
from divan.charter.model import ENDS, Charter, Matter, Stage, stages_of
from divan.charter.span import Span
from divan.worktime import WorkCalendar

MINUTE = timedelta(minutes=1)


def latest(
    charter: Charter, matter: Matter, filed: datetime, calendar: WorkCalendar, day: timedelta
) -> datetime:
    """When a matter filed then has ended or is decided at the latest: gathering, admission, the
    longest way through its route with every clock stopped as long as it may be, and the time to
    answer voices. `day` is the working time of one working day.

    Holds for a charter without rings: longest path over the steps in topological order, which is
    exact since a later start never gives an earlier deadline. Raises `ValueError` for a ring.
    """
    at = matter.gather_within.after(filed, calendar, day)
    if matter.admit is not None:
        at = matter.admit.within.after(at, calendar, day)
    starts = [case.steps[0].id for case in matter.cases]
    at = through(matter, dict.fromkeys(starts, at), calendar, day)
    call = matter.about.get("call_in")
    if call is not None:
        at = through(matter, {call.stage: at}, calendar, day)
    return matter.answer_within.after(at, calendar, day)


def through(
    matter: Matter, entered: Mapping[str, datetime], calendar: WorkCalendar, day: timedelta
) -> datetime:
    """When the last way out of a route ends, from the steps entered at these moments."""
    times = dict(entered)
    out = max(times.values())
    for step in order(matter, entered):
        one = matter.steps[step]
        leaves = max(
            (_left(stage, times[step], calendar, day) for stage in stages_of(one)),
            default=times[step],
        )
        out = max(out, leaves)
        for result in route.outcomes_of(one):
            to = route.target(matter, step, result)
            if to not in ENDS:
                times[to] = max(leaves, times.get(to, leaves))
    return out


def _left(stage: Stage, at: datetime, calendar: WorkCalendar, day: timedelta) -> datetime:
    if stage.within is None:
        return at
    at = stage.within.after(at, calendar, day)
    return at if stage.stop is None else calendar.add(at, _standstill(stage.stop, calendar, day))


def _standstill(stop: Span, calendar: WorkCalendar, day: timedelta) -> timedelta:
    """The most working time that a clock can stand still under a cap."""
    if stop.unit == "day":
        return day * stop.number
    if stop.working:
        return MINUTE * stop.minutes
    days = [*calendar.week, *calendar.exceptions.values()]
    longest = max(sum(one.end - one.start for one in hours) for hours in days)
    return MINUTE * longest * (stop.minutes // 1440 + 2)


def order(matter: Matter, starts: Iterable[str]) -> list[str]:
    """The steps that can be reached from these, each after all that lead to it.

    Raises `ValueError` where a route comes back to a step.
    """
    done: dict[str, bool] = {}  # False while a step is under way
    found: list[str] = []

    def walk(step: str) -> None:
        if step in ENDS or done.get(step):
            return
        if step in done:
            raise ValueError(f"the route comes back to {step}")
        done[step] = False
        for result in route.outcomes_of(matter.steps[step]):
            walk(route.target(matter, step, result))
        done[step] = True
        found.append(step)

    for step in starts:
        walk(step)
    return found[::-1]
