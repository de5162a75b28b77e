"""Until when: working time of the town (Saturday to Wednesday, 07:30 to 14:30), pauses left out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cityhall.acts.models import Act
from cityhall.people.queries import city
from cityhall.service import clocks
from cityhall.service.actions import (
    Closing,
    answer,
    ask,
    close,
    pause,
    reopen,
    resume,
)
from cityhall.service.models import Request, Service
from divan import worktime

TEHRAN = ZoneInfo("Asia/Tehran")


def on(day: int, clock: str, month: int = 11) -> datetime:
    """A moment of 2026 in Tehran; Monday is 23 November, Thursday and Friday are closed."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, month, day, hour, minute, tzinfo=TEHRAN)


REPORTED = on(23, "12:00")
DUE = on(1, "10:00", 12)  # 40 hours: 2½ on Monday, then 7 a day, Thursday and Friday off


def test_a_report_is_seen_within_eight_hours_and_done_within_forty_of_work(filed, town) -> None:
    request = filed("lamp")
    assert request.requested_at == REPORTED
    assert request.acknowledge_by == on(24, "13:00")
    assert request.due_at == DUE


def test_a_report_in_the_night_starts_its_clock_in_the_morning(filed, town) -> None:
    request = filed("lamp", at=on(25, "23:00"))  # Wednesday night: the next opening is Saturday
    assert request.acknowledge_by == on(29, "08:30")
    assert request.due_at == on(5, "12:30", 12)


def test_a_danger_s_clock_runs_day_and_night(filed, town) -> None:
    request = filed("wire", at=on(26, "23:50"))
    assert request.acknowledge_by == on(27, "00:05")
    assert request.due_at == on(27, "01:50")


def test_a_deadline_is_kept_as_the_record_says_it(filed, town) -> None:
    moment = on(26, "23:50").replace(second=7, microsecond=263450)
    request = filed("wire", at=moment)
    assert request.due_at == on(27, "01:50").replace(second=7)
    said = Act.objects.get(verb="service.file").public["due"]
    assert datetime.fromisoformat(said) == request.due_at


@pytest.mark.parametrize(
    ("start", "end", "due"),
    [
        (on(23, "13:00"), on(24, "08:30"), on(1, "12:30", 12)),  # 1½ + 1 hours of work
        (on(25, "15:00"), on(28, "07:00"), DUE),  # closed all the time: nothing was lost
        (on(25, "14:00"), on(28, "08:00"), on(1, "11:00", 12)),  # ½ + ½
        (on(23, "12:00"), on(1, "12:00", 12), on(9, "10:00", 12)),  # from the first moment
        (on(1, "09:59", 12), on(5, "07:30", 12), on(5, "07:31", 12)),  # one minute was left
        (on(1, "10:00", 12), on(6, "10:00", 12), DUE),  # late already: late it stays
        (on(2, "10:00", 12), on(6, "10:00", 12), DUE),
    ],
)
def test_a_pause_moves_the_deadline_by_the_work_it_took(
    filed, actor, start: datetime, end: datetime, due: datetime
) -> None:
    request = filed("lamp")
    paused = pause(request.pk, "منتظر قطعه", actor=actor("lamp"), at=start)
    assert paused.due_at == DUE
    assert resume(request.pk, actor=actor("lamp"), at=end).due_at == due


def test_a_question_is_a_pause_until_its_answer(filed, actor) -> None:
    request = filed("lamp")
    ask(request.pk, "کدام پلاک؟", actor=actor("lamp"), at=on(24, "08:00"))
    answered = answer(request.pk, "پلاک ۱۲", actor=actor("nobody"), at=on(24, "09:15"))
    assert answered.due_at == on(1, "11:15", 12)


def test_pauses_add_up(filed, actor) -> None:
    request = filed("lamp")
    for start, end in [(on(23, "12:00"), on(23, "12:20")), (on(24, "08:00"), on(24, "09:00"))]:
        pause(request.pk, "…", actor=actor("lamp"), at=start)
        request = resume(request.pk, actor=actor("lamp"), at=end)
    assert request.due_at == on(1, "11:20", 12)
    assert clocks.spent(request, on(24, "10:00")) == timedelta(hours=3, minutes=40)


def test_closing_ends_a_pause(filed, actor) -> None:
    request = filed("lamp")
    pause(request.pk, "…", actor=actor("lamp"), at=on(1, "09:00", 12))
    closing = Closing("answered", "خاموشی برنامه‌ریزی شده بود.")
    closed = close(request.pk, closing, actor=actor("lamp"), at=on(5, "08:00", 12))
    assert closed.due_at == on(5, "09:00", 12)
    assert not closed.pauses.filter(ended_at=None).exists()
    assert Act.objects.get(verb="service.close").public["on_time"] is True


def test_a_reopened_report_has_a_new_clock_and_its_pauses_move_that_one(filed, actor) -> None:
    request = filed("lamp")
    closing = Closing("answered", "درست شد.")
    close(request.pk, closing, actor=actor("lamp"), at=on(24, "08:00"))
    again = reopen(request.pk, "هنوز خاموش است", actor=actor("nobody"), at=on(5, "07:30", 12))
    assert again.due_at == on(12, "12:30", 12)  # 40 hours: five days of 7, then 5
    pause(request.pk, "…", actor=actor("lamp"), at=on(5, "08:30", 12))
    moved = resume(request.pk, actor=actor("lamp"), at=on(5, "09:30", 12))
    assert moved.due_at == on(12, "13:30", 12)
    assert clocks.spent(moved, on(5, "10:00", 12)) == timedelta(hours=1, minutes=30)


def test_what_was_promised_outlives_a_change_of_the_targets(filed, actor, town) -> None:
    request = filed("lamp")
    Service.objects.filter(service_code="street-light").update(resolve_minutes=60)
    pause(request.pk, "…", actor=actor("lamp"), at=on(23, "13:00"))
    assert resume(request.pk, actor=actor("lamp"), at=on(23, "14:00")).due_at == on(1, "11:00", 12)


def test_a_report_without_deadline_gets_none_from_a_pause(filed, actor) -> None:
    request = filed("lamp")
    Request.objects.filter(pk=request.pk).update(due_at=None)  # as an import may bring it
    pause(request.pk, "…", actor=actor("lamp"), at=on(23, "13:00"))
    assert resume(request.pk, actor=actor("lamp"), at=on(23, "14:00")).due_at is None


def test_time_spent_stops_with_the_report(filed, actor) -> None:
    request = filed("lamp")
    assert clocks.spent(request, on(24, "08:30")) == timedelta(hours=3, minutes=30)
    closing = Closing("answered", "درست شد.")
    closed = close(request.pk, closing, actor=actor("lamp"), at=on(24, "08:30"))
    assert clocks.spent(closed, on(30, "08:30")) == timedelta(hours=3, minutes=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    gaps=st.lists(st.integers(0, 6000), min_size=2, max_size=12),
    round_the_clock=st.booleans(),
    start=st.integers(0, 20_000),
)
def test_moving_the_deadline_pause_by_pause_is_the_same_as_leaving_all_of_them_out(
    town, gaps: list[int], round_the_clock: bool, start: int
) -> None:
    service = Service(resolve_minutes=2400, round_the_clock=round_the_clock)
    reported = datetime(2026, 3, 1, tzinfo=UTC) + timedelta(minutes=start)
    request = Request(service=service, due_at=clocks.due_at(service, reported))
    moment, pauses = reported, []
    for before, length in zip(gaps[::2], gaps[1::2], strict=False):
        begin = moment + timedelta(minutes=before)
        moment = begin + timedelta(minutes=length)
        pauses.append(worktime.Pause(begin, moment))
        request.due_at = clocks.due_after_pause(request, begin, moment)
    calendar = city().around_the_clock if round_the_clock else city().calendar
    assert request.due_at == calendar.add(reported, timedelta(minutes=2400), pauses)
