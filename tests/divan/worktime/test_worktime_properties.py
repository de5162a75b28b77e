"""What holds for every calendar, and agreement with a clock that is read minute by minute."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from divan.worktime import Interval, Pause, WorkCalendar

pytestmark = pytest.mark.slow

MINUTE = timedelta(minutes=1)
ZERO = timedelta(0)

# Instants at which clocks changed, or a whole date was left out (Apia, 2011-12-30).
CHANGES = {
    "Europe/Berlin": ["2026-03-29T01:00", "2026-10-25T01:00"],
    "America/New_York": ["2026-03-08T07:00", "2026-11-01T06:00"],
    "Africa/Casablanca": ["2026-02-15T02:00", "2026-03-22T02:00"],
    "Asia/Tehran": ["2022-03-21T20:30", "2022-09-21T19:30", "2026-03-20T20:30"],
    "Australia/Lord_Howe": ["2026-04-04T15:00", "2026-10-03T15:30"],
    "Pacific/Apia": ["2011-12-30T10:00"],
    "UTC": ["2020-01-01T00:00"],
}
PLACES = [
    (zone, datetime.fromisoformat(text).replace(tzinfo=UTC))
    for zone, texts in CHANGES.items()
    for text in texts
]


# An independent reading of the same rules: look at the wall clock, minute after minute.


@dataclass(frozen=True)
class Rules:
    zone: str
    week: tuple[tuple[tuple[int, int], ...], ...]
    holidays: frozenset[date]
    exceptions: dict[date, tuple[tuple[int, int], ...]]

    def calendar(self) -> WorkCalendar:
        week = tuple(tuple(Interval(*hours) for hours in day) for day in self.week)
        exceptions = {
            day: tuple(Interval(*hours) for hours in intervals)
            for day, intervals in self.exceptions.items()
        }
        return WorkCalendar(self.zone, week, self.holidays, exceptions)

    def shows_open(self, at: datetime) -> bool:
        wall = at.astimezone(ZoneInfo(self.zone))
        minute = wall.hour * 60 + wall.minute
        if wall.date() in self.exceptions:
            return any(start <= minute < end for start, end in self.exceptions[wall.date()])
        if wall.date() in self.holidays:
            return False
        today, eve = self.week[wall.weekday()], self.week[wall.weekday() - 1]
        return (
            any(start <= minute < end for start, end in today)
            or any(end <= start <= minute for start, end in today)
            or any(end <= start and minute < end for start, end in eve)
        )

    def walk_add(self, start: datetime, duration: timedelta, days: int) -> datetime | None:
        at, left = start, duration
        while left and at < start + timedelta(days=days):
            step = next_minute(at) - at
            if self.shows_open(at):
                step = min(step, left)
                left -= step
            at += step
        return None if left else at

    def walk_between(self, a: datetime, b: datetime) -> timedelta:
        at, counted = a, ZERO
        while at < b:
            later = min(b, next_minute(at))
            counted += (later - at) * self.shows_open(at)
            at = later
        return counted


def next_minute(at: datetime) -> datetime:
    return at.replace(second=0, microsecond=0) + MINUTE


@st.composite
def hours(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Up to three disjoint intervals of a day; often near the hours at which clocks change."""
    minutes = st.integers(0, 1440) | st.integers(0, 240)
    edges = sorted(draw(st.sets(minutes, max_size=6)))
    return tuple(zip(edges[::2], edges[1::2], strict=False))


@st.composite
def nights(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """No hours, or some that pass midnight."""
    if draw(st.booleans()):
        return ()
    return ((draw(st.integers(720, 1439)), draw(st.integers(0, 719))),)


@st.composite
def rules_and_start(draw: st.DrawFn) -> tuple[Rules, datetime]:
    zone, change = draw(st.sampled_from(PLACES))
    day = draw(st.sampled_from([hours(), nights()]))
    week = draw(
        st.lists(day, min_size=7, max_size=7).map(tuple) | day.map(lambda same: (same,) * 7)
    )
    assume(any(week))
    dates = st.integers(-5, 9).map(lambda days: change.date() + timedelta(days=days))
    holidays = draw(st.frozensets(dates, max_size=6))
    exceptions = draw(st.dictionaries(dates, hours(), max_size=3))
    offset = draw(st.timedeltas(timedelta(days=-3), timedelta(days=1)))
    start = change + draw(st.sampled_from([offset, ZERO, MINUTE * (offset // MINUTE)]))
    return Rules(zone, week, holidays, exceptions), start


durations = st.timedeltas(min_value=ZERO, max_value=timedelta(hours=30)) | st.just(ZERO)


@settings(deadline=None, max_examples=100)
@given(rules_and_start(), durations)
def test_a_deadline_is_where_a_clock_read_minute_by_minute_arrives(given, duration):
    rules, start = given
    walked = rules.walk_add(start, duration, days=15)
    assume(walked is not None)
    assert rules.calendar().add(start, duration) == walked


@settings(deadline=None, max_examples=100)
@given(rules_and_start(), st.timedeltas(min_value=ZERO, max_value=timedelta(days=6)))
def test_the_time_between_is_what_a_clock_read_minute_by_minute_counts(given, elapsed):
    rules, start = given
    counted = rules.walk_between(start, start + elapsed)
    assert rules.calendar().between(start, start + elapsed) == counted


def test_the_walking_clock_is_no_echo_it_sees_a_change_that_the_sun_does_not():
    day = ((60, 300),)  # 01:00-05:00, through the hour that Berlin skips on 2026-03-29
    berlin = Rules("Europe/Berlin", (day,) * 7, frozenset(), {})
    utc = Rules("UTC", (day,) * 7, frozenset(), {})
    start = datetime(2026, 3, 28, 12, tzinfo=UTC)
    assert berlin.walk_between(start, start + timedelta(days=1)) == timedelta(hours=3)
    assert utc.walk_between(start, start + timedelta(days=1)) == timedelta(hours=4)


# Laws of the arithmetic, on calendars chosen to be awkward.


def every_day(*intervals: tuple[int, int]) -> tuple[tuple[Interval, ...], ...]:
    return (tuple(Interval(*hours) for hours in intervals),) * 7


AWKWARD = [
    WorkCalendar.always("Australia/Lord_Howe"),
    WorkCalendar("Europe/Berlin", every_day((0, 150), (151, 152), (180, 1440))),
    WorkCalendar("America/New_York", every_day((1320, 360))),
    WorkCalendar(
        "Asia/Tehran",
        every_day((450, 870))[:3] + ((), ()) + every_day((450, 720), (750, 870))[:2],
        holidays=frozenset(date(2026, 3, day) for day in range(12, 28)),
        exceptions={date(2026, 3, 20): (Interval(0, 1),), date(2026, 3, 29): ()},
    ),
    WorkCalendar("Africa/Casablanca", ((Interval(61, 239),), *((),) * 6)),
    WorkCalendar("Pacific/Apia", every_day((0, 60), (60, 1440))),
]
calendars = st.sampled_from(AWKWARD)
instants = st.datetimes(datetime(2011, 12, 1), datetime(2027, 1, 1), timezones=st.just(UTC)) | (
    st.builds(
        lambda place, offset: place[1] + offset,
        st.sampled_from(PLACES),
        st.timedeltas(timedelta(days=-2), timedelta(days=2)) | st.just(ZERO),
    )
)
lengths = st.timedeltas(ZERO, timedelta(days=40)) | st.integers(0, 60_000).map(lambda n: n * MINUTE)
pauses = st.lists(
    st.builds(
        lambda start, length: Pause(start, start + length),
        instants,
        st.timedeltas(ZERO, timedelta(days=400)),
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=200)
@given(calendars, instants, lengths, pauses)
def test_what_counts_until_a_deadline_is_the_duration(calendar, start, length, paused):
    assert calendar.between(start, calendar.add(start, length)) == length
    assert calendar.between(start, calendar.add(start, length, paused), paused) == length


@settings(deadline=None, max_examples=200)
@given(calendars, instants, lengths, lengths, pauses)
def test_two_durations_in_a_row_end_where_their_sum_ends(calendar, start, one, two, paused):
    in_a_row = calendar.add(calendar.add(start, one, paused), two, paused)
    assert in_a_row == calendar.add(start, one + two, paused)


@settings(deadline=None, max_examples=200)
@given(calendars, instants, instants, lengths, lengths)
def test_a_later_start_or_a_longer_duration_never_falls_due_earlier(calendar, a, b, one, two):
    early, late, short, long = min(a, b), max(a, b), min(one, two), max(one, two)
    assert calendar.add(early, short) <= calendar.add(late, short)
    assert calendar.add(early, short) <= calendar.add(early, long)


@settings(deadline=None, max_examples=200)
@given(calendars, instants, lengths)
def test_no_earlier_instant_would_do_as_deadline(calendar, start, length):
    due = calendar.add(start, length)
    assert due == start or calendar.between(start, due - timedelta(microseconds=1)) < length


@settings(deadline=None, max_examples=200)
@given(calendars, instants, instants, instants, pauses)
def test_between_is_additive_in_whatever_order_and_turns_its_sign(calendar, a, b, c, paused):
    def between(one, two):
        return calendar.between(one, two, paused)

    assert between(a, c) == between(a, b) + between(b, c)
    assert between(a, b) == -between(b, a)
    assert ZERO <= between(min(a, b), max(a, b)) <= abs(b - a)


@settings(deadline=None, max_examples=200)
@given(calendars, instants, lengths, pauses, pauses)
def test_pauses_only_ever_delay_and_their_order_does_not_matter(calendar, start, length, one, two):
    due = calendar.add(start, length, one)
    assert calendar.add(start, length) <= due <= calendar.add(start, length, one + two)
    assert calendar.add(start, length, [*reversed(one), *one]) == due


@settings(deadline=None, max_examples=200)
@given(calendars, instants)
def test_the_next_opening_is_open_and_nothing_counts_before_it(calendar, at):
    opening = calendar.next_open(at)
    assert calendar.is_open(opening)
    assert calendar.between(at, opening) == ZERO
    assert calendar.is_open(at) == (opening == at)


@settings(deadline=None, max_examples=50)
@given(calendars, st.lists(st.tuples(instants, st.integers(0, 60_000)), min_size=1, max_size=40))
def test_many_at_once_give_what_each_gives_alone(calendar, cases):
    starts = np.array([start.replace(tzinfo=None) for start, _ in cases], "M8[us]")
    minutes = np.array([length for _, length in cases])
    alone = [calendar.add(start, length * MINUTE).replace(tzinfo=None) for start, length in cases]
    due = calendar.add_many(starts, minutes)
    assert due.tolist() == alone
    assert calendar.between_many(starts, due).tolist() == [length * MINUTE for _, length in cases]
    assert calendar.between_many(due, starts).tolist() == [-length * MINUTE for _, length in cases]
