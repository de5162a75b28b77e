"""Published changes of the clock, and what a working day is worth across them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from divan.worktime import Interval, WorkCalendar


def nightly(zone: str, start: int, end: int) -> WorkCalendar:
    return WorkCalendar(zone, ((Interval(start, end),),) * 7)


def midnight(day: str, zone: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))


# European Union: Directive 2000/84/EC, last Sundays of March and October at 01:00 UTC.
# United States: Energy Policy Act of 2005, s. 110, second Sunday of March, first of November.
# Iran: daylight-saving time was last left at the end of 30 Shahrivar 1401; the law that set it
# was repealed, and 1 Farvardin 1402 brought no change.
# Lord Howe Island: half an hour. Morocco: back for Ramadan (IANA tz database, `africa`).
# Samoa: 30 December 2011 was left out.
DAYS = [
    ("Europe/Berlin", "2026-03-28", 24),
    ("Europe/Berlin", "2026-03-29", 23),
    ("Europe/Berlin", "2026-10-25", 25),
    ("America/New_York", "2026-03-08", 23),
    ("America/New_York", "2026-11-01", 25),
    ("Asia/Tehran", "2022-03-22", 23),
    ("Asia/Tehran", "2022-09-21", 25),
    ("Asia/Tehran", "2023-03-22", 24),
    ("Asia/Tehran", "2023-09-22", 24),
    ("Australia/Lord_Howe", "2026-04-05", 24.5),
    ("Australia/Lord_Howe", "2026-10-04", 23.5),
    ("Africa/Casablanca", "2026-02-15", 25),
    ("Africa/Casablanca", "2026-03-22", 23),
    ("Pacific/Apia", "2011-12-30", 0),
]


@pytest.mark.parametrize(("zone", "day", "hours"), DAYS)
def test_a_whole_day_open_is_worth_what_the_law_made_of_it(zone, day, hours):
    shut = WorkCalendar(zone, ((),) * 7, exceptions={date.fromisoformat(day): (Interval(0, 1440),)})
    noon = midnight(day, zone) + timedelta(hours=12)
    counted = shut.between(noon - timedelta(days=3), noon + timedelta(days=3))
    assert counted == timedelta(hours=hours)


def test_hours_that_a_change_skips_do_not_count():
    calendar = nightly("Europe/Berlin", 60, 300)  # 01:00-05:00
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert calendar.between(evening, evening + timedelta(hours=12)) == timedelta(hours=3)
    due = calendar.add(evening, timedelta(hours=2))
    assert due.astimezone(ZoneInfo("Europe/Berlin")).strftime("%H:%M") == "04:00"


def test_hours_that_a_change_repeats_count_twice():
    calendar = nightly("America/New_York", 60, 120)  # 01:00-02:00
    evening = datetime(2026, 11, 1, 0, tzinfo=UTC)
    assert calendar.between(evening, evening + timedelta(hours=12)) == timedelta(hours=2)


def test_hours_that_lie_wholly_in_the_skipped_hour_do_not_open_that_night():
    calendar = nightly("Europe/Berlin", 130, 170)  # 02:10-02:50
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    opening = calendar.next_open(evening).astimezone(ZoneInfo("Europe/Berlin"))
    assert opening.isoformat() == "2026-03-30T02:10:00+02:00"


def test_a_closing_time_that_is_skipped_closes_when_the_clock_jumps():
    calendar = nightly("Europe/Berlin", 60, 150)  # 01:00-02:30, and 02:00 becomes 03:00
    evening = datetime(2026, 3, 28, 20, tzinfo=UTC)
    assert calendar.between(evening, evening + timedelta(hours=12)) == timedelta(hours=1)
    assert not calendar.is_open(datetime(2026, 3, 29, 1, 0, tzinfo=UTC))


def test_a_repeated_clock_shows_closed_between_two_times_of_the_same_opening():
    calendar = nightly("Europe/Berlin", 60, 150)  # 01:00-02:30, and the hour from 02:00 repeats
    assert calendar.is_open(datetime(2026, 10, 25, 0, 29, tzinfo=UTC))  # 02:29 summer time
    assert not calendar.is_open(datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert calendar.is_open(datetime(2026, 10, 25, 1, 0, tzinfo=UTC))  # 02:00 again
    assert not calendar.is_open(datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_two_datetimes_of_one_zone_are_told_apart_within_the_repeated_hour():
    # Python subtracts datetimes of one zone by the wall clock and would find no time between.
    zone = ZoneInfo("Europe/Berlin")
    first, second = (datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=fold) for fold in (0, 1))
    assert second - first == timedelta(0)
    calendar = WorkCalendar.always("Europe/Berlin")
    assert calendar.between(first, second) == timedelta(hours=1)
    assert calendar.add(first, timedelta(hours=1)) == second.astimezone(UTC)


def test_opening_hours_follow_the_clock_on_the_wall_through_the_seasons():
    calendar = nightly("Europe/Berlin", 480, 960)  # 08:00-16:00
    winter = calendar.next_open(datetime(2026, 1, 12, tzinfo=UTC))
    summer = calendar.next_open(datetime(2026, 7, 13, tzinfo=UTC))
    assert (winter.hour, summer.hour) == (7, 6)


def test_a_change_falls_on_its_very_second():
    calendar = nightly("Asia/Tehran", 23 * 60, 1440)  # 23:00-24:00, repeated on 1401-06-30
    change = datetime(2022, 9, 21, 19, 30, tzinfo=UTC)
    second = timedelta(seconds=1)
    assert calendar.between(change - 3600 * second, change) == 3600 * second
    assert calendar.between(change, change + 3600 * second) == 3600 * second
    assert calendar.between(change + 3600 * second, change + 7200 * second) == 0 * second


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("America/New_York", "2030-01-01T00:00", "2030-01-01T05:00"),  # still 2029 on the wall
        ("Asia/Tehran", "2029-12-31T20:30", "2029-12-31T23:59"),  # already 2030 on the wall
        ("Pacific/Kiritimati", "2029-12-31T00:00", "2030-01-01T00:00"),
        ("Pacific/Pago_Pago", "2030-01-01T00:00", "2030-01-01T23:00"),
    ],
)
def test_a_year_that_is_not_the_same_in_utc_and_on_the_wall_loses_no_time(zone, start, end):
    begin, until = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (start, end))
    assert WorkCalendar.always(zone).between(begin, until) == until - begin


def test_a_change_in_the_last_hours_of_a_decade_counts():
    # Bangladesh left summer time at the end of 31 December 2009 (IANA tz database, `asia`).
    calendar = nightly("Asia/Dhaka", 23 * 60, 1440)
    noon = datetime(2009, 12, 31, 12, tzinfo=UTC)
    assert calendar.between(noon, noon + timedelta(hours=11)) == timedelta(hours=2)
