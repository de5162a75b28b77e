"""Calendars as a city writes them, deadlines by hand, and refusals."""

import pickle
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from divan import worktime
from divan.worktime import (
    HORIZON,
    CalendarError,
    HorizonError,
    Interval,
    MomentError,
    Pause,
    WorkCalendar,
)

TEHRAN = ZoneInfo("Asia/Tehran")
DAY = (Interval(450, 870),)  # 07:30-14:30
# Saturday to Wednesday, Monday first.
OFFICE = WorkCalendar("Asia/Tehran", (DAY, DAY, DAY, (), (), DAY, DAY))
HOUR = timedelta(hours=1)


def tehran(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TEHRAN)


def local(at: datetime) -> str:
    return at.astimezone(TEHRAN).strftime("%a %Y-%m-%d %H:%M")


def test_the_public_names_are_these():
    assert set(worktime.__all__) == {
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
    }


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-23T09:00", 3, "Mon 2026-11-23 12:00"),
        ("2026-11-23T09:00", 7, "Tue 2026-11-24 09:00"),
        ("2026-11-23T20:00", 1, "Tue 2026-11-24 08:30"),
        ("2026-11-23T05:00", 1, "Mon 2026-11-23 08:30"),
        ("2026-11-25T14:00", 1, "Sat 2026-11-28 08:00"),  # over Thursday and Friday
        ("2026-11-23T07:30", 35, "Sun 2026-11-29 14:30"),  # a week of work
    ],
)
def test_a_deadline_counts_only_open_hours(start, hours, due):
    assert local(OFFICE.add(tehran(start), hours * HOUR)) == due


def test_a_deadline_is_in_utc():
    due = OFFICE.add(tehran("2026-11-23T09:00"), HOUR)
    assert due.tzinfo is UTC
    assert due.isoformat() == "2026-11-23T06:30:00+00:00"


def test_a_deadline_that_uses_up_the_day_is_closing_time_not_the_next_opening():
    assert local(OFFICE.add(tehran("2026-11-23T07:30"), 7 * HOUR)) == "Mon 2026-11-23 14:30"


def test_no_duration_falls_due_at_once_even_while_closed():
    night = tehran("2026-11-23T23:00")
    assert OFFICE.add(night, timedelta(0)) == night
    assert OFFICE.add(night, timedelta(0), [Pause(night - HOUR)]) == night


def test_a_microsecond_is_not_lost():
    start = tehran("2026-11-23T14:29:59.999999")
    assert OFFICE.add(start, timedelta(microseconds=1)) == tehran("2026-11-23T14:30")
    assert OFFICE.add(start, timedelta(microseconds=2)) == tehran("2026-11-24T07:30:00.000001")


def test_opening_time_is_open_and_closing_time_is_not():
    assert OFFICE.is_open(tehran("2026-11-23T07:30"))
    assert not OFFICE.is_open(tehran("2026-11-23T07:29:59.999999"))
    assert OFFICE.is_open(tehran("2026-11-23T14:29:59.999999"))
    assert not OFFICE.is_open(tehran("2026-11-23T14:30"))


def test_the_next_opening_after_wednesday_is_saturday():
    assert local(OFFICE.next_open(tehran("2026-11-25T14:30"))) == "Sat 2026-11-28 07:30"
    assert OFFICE.next_open(tehran("2026-11-25T10:00")) == tehran("2026-11-25T10:00")


def test_lateness_is_negative_time():
    due, now = tehran("2026-11-23T14:00"), tehran("2026-11-24T08:00")
    assert OFFICE.between(now, due) == -HOUR
    assert OFFICE.between(due, now) == HOUR


def test_a_holiday_closes_its_local_date_and_an_exception_overrides_it():
    monday, tuesday, friday = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)
    calendar = WorkCalendar(
        "Asia/Tehran",
        OFFICE.week,
        holidays=frozenset({monday, tuesday}),
        exceptions={tuesday: (Interval(600, 660),), friday: (Interval(540, 600),)},
    )
    assert local(calendar.next_open(tehran("2026-11-23T08:00"))) == "Tue 2026-11-24 10:00"
    week = calendar.between(tehran("2026-11-21T00:00"), tehran("2026-11-28T00:00"))
    assert week == 3 * 7 * HOUR + HOUR + HOUR
    assert not calendar.is_open(tehran("2026-11-24T08:00"))


def test_a_night_shift_is_split_at_midnight():
    night = (Interval(22 * 60, 6 * 60),)
    calendar = WorkCalendar("Asia/Tehran", ((), (), night, (), (), (), night))
    assert calendar.week[2] == (Interval(1320, 1440),)
    assert calendar.week[3] == (Interval(0, 360),)
    assert calendar.week[0] == (Interval(0, 360),)  # Sunday night ends on Monday
    start = tehran("2026-11-25T12:00")  # a Wednesday
    assert local(calendar.add(start, 5 * HOUR)) == "Thu 2026-11-26 03:00"
    holiday = WorkCalendar("Asia/Tehran", calendar.week, frozenset({date(2026, 11, 25)}))
    assert local(holiday.next_open(start)) == "Thu 2026-11-26 00:00"


def test_a_shift_until_midnight_may_end_at_0000_or_2400():
    weeks = [((Interval(1320, end),),) * 7 for end in (0, 1440)]
    assert WorkCalendar("UTC", weeks[0]) == WorkCalendar("UTC", weeks[1])


def test_always_counts_every_minute_and_no_change_of_clocks_disturbs_it():
    calendar = WorkCalendar.always("Europe/Berlin")
    start = datetime(2026, 1, 1, 12, 34, 56, 789, tzinfo=UTC)
    for days in (0, 90, 3650):
        assert calendar.add(start, timedelta(days=days)) == start + timedelta(days=days)


def test_a_pause_moves_the_deadline_by_its_open_hours():
    start = tehran("2026-11-23T09:00")
    pause = Pause(tehran("2026-11-23T10:00"), tehran("2026-11-24T08:30"))
    assert local(OFFICE.add(start, 2 * HOUR, [pause])) == "Tue 2026-11-24 09:30"
    now = tehran("2026-11-24T09:30")
    assert OFFICE.between(start, now, [pause]) == 2 * HOUR
    assert OFFICE.between(now, start, [pause]) == -2 * HOUR
    assert OFFICE.between(start, now) == 7.5 * HOUR


def test_overlapping_pauses_count_once():
    start = tehran("2026-11-23T08:00")
    two = [
        Pause(tehran("2026-11-23T09:00"), tehran("2026-11-23T11:00")),
        Pause(tehran("2026-11-23T10:00"), tehran("2026-11-23T12:00")),
    ]
    assert local(OFFICE.add(start, 2 * HOUR, two)) == "Mon 2026-11-23 13:00"


def test_nothing_falls_due_behind_a_pause_that_still_lasts():
    start, pause = tehran("2026-11-23T08:00"), Pause(tehran("2026-11-23T09:00"))
    assert OFFICE.add(start, HOUR, [pause]) == tehran("2026-11-23T09:00")
    assert OFFICE.between(start, tehran("2027-01-01T00:00"), [pause]) == HOUR
    with pytest.raises(HorizonError, match=r"pause\.end is None: nothing falls due until"):
        OFFICE.add(start, HOUR + timedelta(microseconds=1), [pause])


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (lambda: WorkCalendar("Tehran", OFFICE.week), "zone is 'Tehran': use an IANA name"),
        (lambda: WorkCalendar("Africa", OFFICE.week), "zone is 'Africa': use an IANA name"),
        (lambda: WorkCalendar("../etc/passwd", OFFICE.week), "zone is '../etc/passwd': use"),
        (lambda: WorkCalendar(None, OFFICE.week), "zone is None: use an IANA name"),
        (lambda: WorkCalendar("UTC", (DAY,) * 6), "a week is seven days, Monday first"),
        (lambda: WorkCalendar("UTC", ((),) * 7), "open at least once"),
        (
            lambda: WorkCalendar("UTC", (*OFFICE.week[:6], ((450, 1441),))),
            "week.sun[0] is '07:30-24:01': hours run from 00:00 to 24:00",
        ),
        (
            lambda: WorkCalendar("UTC", (((450, 870), (600, 600)),) + OFFICE.week[1:]),
            "week.mon[1] is '10:00-10:00': it has no length",
        ),
        (
            lambda: WorkCalendar("UTC", (((450, 870), (869, 900)),) + OFFICE.week[1:]),
            "week.mon is '07:30-14:30 and 14:29-15:00': they overlap",
        ),
        (
            lambda: WorkCalendar("UTC", (((1320, 480),), *OFFICE.week[1:])),
            "week.tue is '00:00-08:00 and 07:30-14:30': they overlap",
        ),
        (
            lambda: WorkCalendar("UTC", ((("07:30", "14:30"),), *OFFICE.week[1:])),
            "an interval is two whole numbers of minutes",
        ),
        (
            lambda: WorkCalendar("UTC", OFFICE.week, exceptions={date(2026, 1, 1): ((1320, 60),)}),
            "exceptions.2026-01-01[0] is '22:00-01:00': hours of a single date end by 24:00",
        ),
        (
            lambda: WorkCalendar("UTC", OFFICE.week, frozenset({datetime(2026, 1, 1)})),
            "use a datetime.date",
        ),
    ],
)
def test_a_wrong_calendar_is_refused_by_field_value_and_way_out(build, message):
    with pytest.raises(CalendarError) as refusal:
        build()
    assert message in str(refusal.value)


def test_an_argument_that_is_no_instant_is_refused_by_name():
    start = tehran("2026-11-23T09:00")
    with pytest.raises(MomentError, match=r"start is .*: give it a time zone"):
        OFFICE.add(start.replace(tzinfo=None), HOUR)
    with pytest.raises(MomentError, match=r"b is .*: give it a time zone"):
        OFFICE.between(start, start.replace(tzinfo=None))
    with pytest.raises(MomentError, match=r"a is .*: use a year from 1900 to 2199"):
        OFFICE.between(start.replace(year=1899), start)
    with pytest.raises(MomentError, match=r"start is .*: use a year from 1900 to 2199"):
        OFFICE.add(datetime.max.replace(tzinfo=UTC), HOUR)
    with pytest.raises(MomentError, match=r"duration is .*: a duration is zero or more"):
        OFFICE.add(start, -HOUR)
    with pytest.raises(MomentError, match=r"pause\.start is .*: give it a time zone"):
        Pause(start.replace(tzinfo=None))
    with pytest.raises(MomentError, match=r"pause\.end is .*: a pause ends no earlier"):
        Pause(start, start - HOUR)


def test_a_deadline_beyond_the_horizon_is_refused_not_searched_for():
    start = tehran("2026-11-23T09:00")
    once = WorkCalendar("Asia/Tehran", ((),) * 7, exceptions={date(2026, 11, 24): DAY})
    assert once.add(start, 7 * HOUR) == tehran("2026-11-24T14:30")
    with pytest.raises(HorizonError, match=r"duration is .*: so much time does not count within"):
        once.add(start, 7 * HOUR + timedelta(microseconds=1))
    with pytest.raises(HorizonError):
        once.next_open(tehran("2026-11-24T14:30"))
    with pytest.raises(HorizonError):
        OFFICE.add(start, timedelta.max)
    always = WorkCalendar.always("UTC")
    assert always.add(start, HORIZON) == start + HORIZON
    with pytest.raises(HorizonError):
        always.add(start, HORIZON + timedelta(microseconds=1))


def test_a_deadline_late_in_the_horizon_is_found():
    century = tehran("2026-11-23T07:30")
    due = OFFICE.add(century, 35 * HOUR * 52 * 40)
    assert local(due) == (century + timedelta(weeks=52 * 40 - 1, days=6)).strftime(
        "%a %Y-%m-%d 14:30"
    )


def test_equal_calendars_are_one_key_and_survive_a_pickle():
    same = WorkCalendar("Asia/Tehran", tuple(tuple(day) for day in OFFICE.week))
    assert hash(same) == hash(OFFICE)
    assert same == OFFICE
    assert pickle.loads(pickle.dumps(OFFICE)) == OFFICE
    assert WorkCalendar("Asia/Tehran", OFFICE.week, exceptions={date(2026, 1, 1): ()}) != OFFICE


def test_an_error_survives_a_pickle():
    error = CalendarError("zone", "Tehran", "use an IANA name such as Asia/Tehran")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
