"""The published figures: exact numbers from known rows, and what may not flatter them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts import worker
from cityhall.people.actor import Actor
from cityhall.service import figures, queries
from cityhall.service.actions import (
    Closing,
    close,
    confirm_solved,
    merge,
    refresh_figures,
    reopen,
)
from cityhall.service.models import Figure, Request

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FIXED = Closing("fixed", "درست شد", "دیدم")
HERS = Actor(browser="hers")


@pytest.fixture
def closed(filed, actor):
    """`closed("wire", age, taken)`: reported so long ago, closed after so long."""

    def make(service: str, age: timedelta, taken: timedelta | None) -> Request:
        request = filed(service, at=NOW - age)
        if taken is not None:
            who = actor("road" if service in ("hole", "conduct") else "lamp")
            close(request.pk, FIXED, actor=who, at=NOW - age + taken)
        return request

    return make


def figure(code: str) -> queries.FigureOut:
    refresh_figures(NOW)
    return queries.figure(code)


def test_the_median_of_urgent_reports_is_exact(closed) -> None:
    for hours in (1, 2, 30):
        closed("wire", 10 * DAY, hours * HOUR)
    closed("lamp", 10 * DAY, HOUR)  # not urgent
    found = figure("urgent-hours")
    assert (found.value, found.rows, found.unit) == (2.0, 3, "hours")


def test_an_urgent_report_that_still_waits_counts_with_its_wait(closed) -> None:
    closed("wire", 10 * DAY, 1 * HOUR)
    closed("wire", 10 * DAY, None)
    closed("wire", 4 * DAY, None)
    assert figure("urgent-hours").value == 96.0


def test_urgent_reports_count_in_the_clock_of_their_kind(closed, town) -> None:
    wire = town.services["wire"]
    closed("wire", 2 * DAY, 26 * HOUR)  # Saturday noon to Sunday 14:00
    assert figure("urgent-hours").value == 26.0
    wire.round_the_clock = False
    wire.save()
    assert figure("urgent-hours").value == 9.0  # 12:00 to 14:30, and 7:30 to 14:00


def test_joined_reports_are_not_counted_twice(closed, actor) -> None:
    first = closed("wire", 3 * DAY, None)
    second = closed("wire", 2 * DAY, None)
    merge(second.pk, first.pk, actor=actor("lamp"), at=NOW)
    assert figure("urgent-hours").rows == 1
    assert figure("on-time").rows == 0  # joining is no closing


def test_a_closing_that_was_rejected_counts_however_it_went_on(closed, actor) -> None:
    rejected, kept, silent = (closed("lamp", 10 * DAY, DAY) for _ in range(3))
    reopen(rejected.pk, "نشد", actor=HERS, at=NOW - 8 * DAY)
    close(rejected.pk, FIXED, actor=actor("lamp"), at=NOW - 7 * DAY)
    confirm_solved(rejected.pk, actor=HERS, at=NOW - 6 * DAY)
    confirm_solved(kept.pk, actor=HERS, at=NOW - 6 * DAY)
    assert Request.objects.get(pk=silent.pk).verdict == ""
    found = figure("not-solved")
    assert (found.value, found.rows) == (25.0, 4)  # one of four closings


def test_closings_in_time_are_those_before_the_deadline(closed) -> None:
    closed("wire", 10 * DAY, HOUR)
    closed("wire", 10 * DAY, 3 * HOUR)  # promised within two hours
    closed("wire", 10 * DAY, 4 * HOUR)
    found = figure("on-time")
    assert found.value == pytest.approx(100 / 3, abs=0.001)
    assert found.rows == 3


def test_the_number_speaks_of_ninety_days_and_the_series_of_a_year(closed) -> None:
    closed("wire", 10 * DAY, 1 * HOUR)
    closed("wire", 89 * DAY, 1 * HOUR)
    closed("wire", 91 * DAY, 5 * HOUR)
    closed("wire", 500 * DAY, 9 * HOUR)
    found = figure("urgent-hours")
    assert (found.rows, found.since, found.until) == (2, date(2026, 8, 26), date(2026, 11, 23))
    for calendar in ("jalali", "gregorian"):
        months = [month for month in found.series if month.calendar == calendar]
        assert len(months) == 12
        assert sum(month.rows for month in months) == 3
        for month, after in pairwise(months):
            assert after.since == month.until + DAY
        assert months[-1].until == found.until


def test_months_are_those_of_the_calendar(closed) -> None:
    names = {month.month for month in figure("on-time").series}
    assert {"1405-09", "1404-10", "2026-11", "2025-12"} <= names
    [azar] = [one for one in queries.figure("on-time").series if one.month == "1405-09"]
    assert (azar.since, azar.until) == (date(2026, 11, 22), date(2026, 11, 23))


def test_a_local_midnight_parts_two_months(filed, actor) -> None:
    tehran = ZoneInfo("Asia/Tehran")
    last = datetime(2026, 10, 31, 23, 59, 59, tzinfo=tehran)
    for at in (last, last + timedelta(seconds=1)):
        close(filed("wire", at=at - HOUR).pk, FIXED, actor=actor("lamp"), at=at)
    rows = {month.month: month.rows for month in figure("on-time").series}
    assert (rows["2026-10"], rows["2026-11"]) == (1, 1)


def test_without_rows_there_is_no_number(town) -> None:
    for code in queries.FIGURES:
        found = figure(code)
        assert (found.value, found.rows) == (None, 0)
        assert all(month.value is None for month in found.series)


def test_confidential_reports_are_left_out(closed) -> None:
    closed("conduct", 10 * DAY, DAY)
    assert figure("on-time").rows == 0
    assert figure("not-solved").rows == 0


def test_working_out_costs_a_handful_of_queries(closed, django_assert_max_num_queries) -> None:
    for _ in range(12):
        closed("wire", 10 * DAY, HOUR)
    with django_assert_max_num_queries(4):
        figures.work_out(NOW)


def test_a_refresh_replaces_what_was_kept(closed) -> None:
    assert figure("on-time").rows == 0
    closed("wire", 10 * DAY, HOUR)
    assert figure("on-time").rows == 1
    assert Figure.objects.count() == len(queries.FIGURES)


def test_the_worker_refreshes_hourly(closed) -> None:
    from cityhall.service.actions.figures import refresh_old_figures

    assert refresh_old_figures in worker.CHORES
    refresh_old_figures(NOW)
    closed("wire", 10 * DAY, HOUR)
    refresh_old_figures(NOW + timedelta(minutes=59))
    assert queries.figure("on-time").rows == 0
    refresh_old_figures(NOW + HOUR)
    assert queries.figure("on-time").rows == 1


def test_an_unknown_figure_is_none(town) -> None:
    assert queries.figure("turnover") is None
    assert queries.figures() == []
