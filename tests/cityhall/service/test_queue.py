"""The queue of the desk: by due date, in pages by key, each officer's own reach and no more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cityhall.conftest import NOW

from cityhall.people.actor import Actor
from cityhall.service.actions import Closing, ask, assign, claim, close, pause
from cityhall.service.models import Request
from cityhall.service.queries import Wanted, beside, next_to_take, queue, queue_counts
from cityhall.service.queries.desk import SCOPES


def numbers(rows: list[Request]) -> list[int]:
    return [row.pk for row in rows]


@pytest.fixture
def six(filed) -> list[int]:
    """Six reports on lamps: the third is due first, two have no deadline."""
    made = [filed(at=NOW + timedelta(minutes=minutes)).pk for minutes in (10, 20, 0, 30, 40, 5)]
    Request.objects.filter(pk__in=[made[1], made[4]]).update(due_at=None)
    return [made[place] for place in (2, 5, 0, 3, 1, 4)]  # as they are due


def test_the_queue_is_in_order_of_due_dates_and_those_without_one_come_last(six, actor) -> None:
    assert numbers(queue(actor("lamp"))[0]) == six


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_pages_follow_each_other_without_loss_or_repetition(six, actor, count: int) -> None:
    seen, after = [], ""
    while True:
        rows, after = queue(actor("lamp"), after=after, count=count)
        assert len(rows) <= count
        seen += numbers(rows)
        if not after:
            break
    assert seen == six


def test_equal_due_dates_are_in_order_of_their_numbers(filed, actor) -> None:
    made = [filed().pk for _ in range(5)]
    first, after = queue(actor("lamp"), count=2)
    second, after = queue(actor("lamp"), count=2, after=after)
    third, last = queue(actor("lamp"), count=2, after=after)
    assert numbers(first) + numbers(second) + numbers(third) == made
    assert last == ""


@pytest.mark.parametrize(
    "after", ["x", "~", "~x", "2026-11-23~1", "2026-11-23T10:00:00+00:00", "~-1", "~" + "9" * 30]
)
def test_a_key_that_no_page_gave_is_an_error(town, actor, after: str) -> None:
    with pytest.raises(ValueError, match=r"after|isoformat"):
        queue(actor("lamp"), after=after)


def test_next_and_previous_walk_the_queue(six, actor) -> None:
    me = actor("lamp")
    rows = {row.pk: row for row in Request.objects.all()}
    found = [beside(me, rows[number]) for number in six]
    assert [one.following for one in found] == [*six[1:], None]
    assert [one.previous for one in found] == [None, *six[:-1]]


@pytest.mark.parametrize("place", range(6))
def test_a_report_stands_between_those_before_it_and_those_after_it(six, actor, place: int) -> None:
    me, row = actor("lamp"), Request.objects.get(pk=six[place])
    found = beside(me, row, before=2, after=2)
    assert numbers(found.rows) == six[max(place - 2, 0) : place + 3]
    assert found.earlier == (place > 2)
    rest = numbers(queue(me, after=found.older)[0]) if found.older else []
    assert rest == six[place + 3 :]
    close(row.pk, Closing("answered", "شد."), actor=me, at=NOW)
    row.refresh_from_db()
    without = [number for number in six[max(place - 2, 0) : place + 3] if number != row.pk]
    assert numbers(beside(me, row, before=2, after=2).rows) == without


def test_the_way_there_is_the_way_back_whoever_has_them(six, actor) -> None:
    me = actor("lamp")
    claim(six[1], actor=actor("dispatcher"), at=NOW)
    pause(six[2], "باران", actor=me, at=NOW)
    rows = {row.pk: row for row in Request.objects.all()}
    found = [beside(me, rows[number]) for number in six]
    assert [one.following for one in found] == [*six[1:], None]
    assert [one.previous for one in found] == [None, *six[:-1]]


def test_the_next_one_to_take_is_free_or_mine_and_can_be_worked_on(six, actor, town) -> None:
    claim(six[1], actor=actor("dispatcher"), at=NOW)
    claim(six[2], actor=actor("lamp"), at=NOW)
    first = Request.objects.get(pk=six[0])
    assert next_to_take(actor("lamp"), first) == six[2]
    assert next_to_take(actor("lamp"), first, scope="unclaimed") == six[3]
    pause(six[2], "باران", actor=actor("lamp"), at=NOW)
    assert next_to_take(actor("lamp"), first) == six[3]
    Request.objects.filter(pk=six[3]).update(body=town.roads)
    assert next_to_take(actor("lamp"), first) == six[4]


def test_everyone_sees_their_own_reach(filed, actor, town) -> None:
    lamp, hole, secret = filed("lamp").pk, filed("hole").pk, filed("conduct").pk
    assert numbers(queue(actor("lamp"))[0]) == [lamp]
    assert numbers(queue(actor("road"))[0]) == [hole, secret]
    assert numbers(queue(actor("dispatcher"))[0]) == [lamp, hole, secret]
    for who in (actor("crew"), actor("admin"), actor("resident"), actor("nobody"), Actor()):
        for scope in ("unit", "unclaimed", "mine"):
            assert queue(who, scope=scope)[0] == []


def test_a_field_worker_sees_what_was_handed_to_them_and_nothing_else(filed, actor, town) -> None:
    filed()
    handed = filed().pk
    assign(handed, actor=actor("lamp"), at=NOW, person=town.persons["crew"])
    for scope in ("unit", "unclaimed", "mine"):
        assert numbers(queue(actor("crew"), scope=scope)[0]) == [handed]
    counts = queue_counts(actor("crew"), at=NOW)
    assert (counts.unit, counts.mine) == (1, 1)


def test_the_tabs_divide_the_queue(filed, actor) -> None:
    free, mine, theirs, gone = filed().pk, filed().pk, filed().pk, filed().pk
    claim(mine, actor=actor("lamp"), at=NOW)
    claim(theirs, actor=actor("dispatcher"), at=NOW)
    close(gone, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    me = actor("lamp")
    assert numbers(queue(me)[0]) == [free, mine, theirs]
    assert numbers(queue(me, scope="unclaimed")[0]) == [free]
    assert numbers(queue(me, scope="mine")[0]) == [mine]
    counts = queue_counts(me, at=NOW)
    assert (counts.unit, counts.unclaimed, counts.mine, counts.overdue) == (3, 1, 1, 0)
    counts = queue_counts(me, at=NOW, wanted=Wanted(assignee_id=me.person_id))
    assert (counts.unit, counts.unclaimed, counts.mine) == (1, 0, 1)  # as many as the list shows


def test_what_stands_still_is_not_late(filed, actor) -> None:
    late, waiting, paused = filed().pk, filed().pk, filed().pk
    ask(waiting, "کدام؟", actor=actor("lamp"), at=NOW)
    pause(paused, "قطعه نیست", actor=actor("lamp"), at=NOW)
    due = Request.objects.get(pk=late).due_at
    assert queue_counts(actor("lamp"), at=due).overdue == 0
    assert queue_counts(actor("lamp"), at=due + timedelta(seconds=1)).overdue == 1


@pytest.mark.parametrize("reports", [3, 30])
def test_a_page_of_the_queue_costs_three_queries(
    filed, actor, django_assert_num_queries, reports: int
) -> None:
    for _ in range(reports):
        filed()
    me = actor("lamp")
    with django_assert_num_queries(3):  # keys with a date, keys without, the rows
        rows, _after = queue(me)
        assert all(row.service.name and not row.service.danger for row in rows)
        assert all(row.status and row.due_at and row.assignee is None for row in rows)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans a small table anyway")
@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("who", ["lamp", "dispatcher"])
def test_every_step_of_the_queue_goes_through_an_index_of_open_reports(
    filed, actor, scope: str, who: str
) -> None:
    row, officer = filed("lamp"), actor(who)
    with CaptureQueriesContext(connection) as asked:
        queue(officer, scope=scope)
        next_to_take(officer, row, scope=scope)
        beside(officer, row, scope=scope)
        queue_counts(officer, at=NOW)
    walks = [one["sql"] for one in asked if 'WHERE ("service_request"."is_open"' in one["sql"]]
    assert len(walks) >= 6
    for sql in walks:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN QUERY PLAN " + sql.replace("%", "%%"))
            plan = " ".join(step[-1] for step in cursor.fetchall())
        assert "queue_" in plan or "by_deadline" in plan, f"{plan}\n{sql}"
        assert "TEMP B-TREE" not in plan, f"{plan}\n{sql}"
