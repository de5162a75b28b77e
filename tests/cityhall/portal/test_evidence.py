"""How do we know? The page behind each published figure, and its JSON twin."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.people.actor import Actor
from cityhall.portal.charts import chart, spark
from cityhall.service.actions import Closing, close, refresh_figures, reopen

FIXED = Closing("fixed", "درست شد", "دیدم")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def lived(filed, actor):
    """Two urgent reports, one closed in time and rejected, one still open; and a hidden one."""
    closed = filed("wire", text="سیم اول", at=NOW - timedelta(days=3))
    close(closed.pk, FIXED, actor=actor("lamp"), at=NOW - timedelta(days=3, hours=-1))
    reopen(closed.pk, "نشد", actor=Actor(browser="browser-1"), at=NOW - timedelta(days=2))
    close(closed.pk, FIXED, actor=actor("lamp"), at=NOW - timedelta(days=1))
    waiting = filed("wire", text="سیم دوم", at=NOW - timedelta(hours=9))
    hidden = filed("conduct", text="canaryword", at=NOW - timedelta(days=1))
    close(hidden.pk, FIXED, actor=actor("road"), at=NOW)
    refresh_figures(NOW)
    return closed, waiting, hidden


def rows(page: str) -> list[tuple[str, str]]:
    return re.findall(r'href="/reports/(\d+)/" dir="auto">[^<]+</a> <span[^>]*>([^<]+)<', page)


def test_the_newest_rows_stand_behind_each_figure(lived, client_as) -> None:
    closed, waiting, _hidden = lived
    visitor = client_as(language="en")
    shown = {
        code: rows(visitor.get(f"/about/figures/{code}/").content.decode())
        for code in ("urgent-hours", "not-solved", "on-time")
    }
    assert shown == {
        "urgent-hours": [(str(waiting.pk), "open for 9 hours"), (str(closed.pk), "48 hours")],
        "not-solved": [(str(closed.pk), "not solved")],
        "on-time": [(str(closed.pk), "late"), (str(closed.pk), "in time")],
    }


def test_definition_period_and_months_are_said(lived, client_as) -> None:
    page = client_as(language="en").get("/about/figures/on-time/").content.decode()
    assert "1 of 2" not in page
    assert '<p class="big">50 of 100</p>' in page
    assert "26 August 2026 to 23 November 2026" in page
    assert "worked out of 2 rows" in page
    assert "its clock stands still" in page
    assert page.count('<th scope="row">') == 12
    assert "November 2026" in page
    persian = client_as().get("/about/figures/on-time/").content.decode()
    assert "آذر ۱۴۰۵" in persian
    assert "۵۰ از ۱۰۰" in persian
    assert "November" not in persian


def test_json_holds_the_whole_series(lived, client_as) -> None:
    found = client_as().get("/about/figures/not-solved/?format=json").json()
    assert (found["code"], found["value"], found["rows"]) == ("not-solved", 50.0, 2)
    assert len(found["series"]) == 24
    assert {month["calendar"] for month in found["series"]} == {"jalali", "gregorian"}


def test_the_page_costs_a_fixed_number_of_queries(
    lived, filed, client_as, actor, django_assert_num_queries
) -> None:
    visitor = client_as()
    for size in (0, 30):
        for number in range(size):
            request = filed("wire", by=Actor(browser=str(number)), at=NOW - timedelta(hours=2))
            close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
        for code, cost in (("urgent-hours", 3), ("on-time", 4), ("not-solved", 4)):
            visitor.get(f"/about/figures/{code}/")
            with django_assert_num_queries(cost):
                assert visitor.get(f"/about/figures/{code}/").status_code == 200


def test_hidden_reports_stand_behind_no_figure(lived, client_as) -> None:
    hidden = lived[2]
    for code in ("urgent-hours", "not-solved", "on-time"):
        page = client_as().get(f"/about/figures/{code}/").content.decode()
        assert "canaryword" not in page
        assert f"/reports/{hidden.pk}/" not in page


def test_an_unknown_figure_is_not_found(town, client_as) -> None:
    assert client_as().get("/about/figures/turnover/").status_code == 404
    assert client_as().get("/about/figures/on-time/").status_code == 404  # before the first refresh


def test_a_small_line_spans_its_box_and_needs_two_values() -> None:
    assert spark([1.0]) == ""
    assert spark([None, 1.0, None]) == ""
    assert spark([1.0, 3.0, 2.0]) == "0,28.0 75,2.0 150,15.0"
    assert spark([5.0, None, 5.0]) == "0,15.0 150,15.0"


def test_a_chart_keeps_within_its_frame_and_breaks_where_nothing_happened() -> None:
    made = chart([10.0, None, 100.0, 50.0], ["a", "b", "c", "d"], most=100)
    assert [len(line) for line in made.lines] == [1, 2]
    assert [value for _y, value in made.grid] == [0, 25, 50, 75, 100]
    marks = [mark for line in made.lines for mark in line]
    assert all(0 < mark.x < made.width and 0 < mark.y < made.height for mark in marks)
    assert [label for _x, label in made.labels] == ["b", "d"]
    assert chart([3.0], ["a"]).grid[-1][1] == 4
    assert chart([9.6], ["a"]).grid[-1][1] == 20
    assert chart([], []).lines == []
