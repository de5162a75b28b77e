"""Many deadlines at once: shapes, kinds and refusals. That they agree with `add` and `between`
one at a time is a property, in test_worktime_properties.py."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from divan.worktime import HORIZON, HorizonError, Interval, MomentError, WorkCalendar

OFFICE = WorkCalendar("Europe/Berlin", ((Interval(480, 960),),) * 5 + ((), ()))
MONDAY = np.datetime64("2026-11-23T07:00", "us")  # 08:00 in Berlin


def instants(*texts: str) -> np.ndarray:
    return np.array(texts, "M8[us]")


def test_deadlines_come_as_microseconds_in_utc():
    due = OFFICE.add_many(instants("2026-11-23T07:00", "2026-11-27T14:30"), np.array([480, 60]))
    assert due.dtype == np.dtype("M8[us]")
    assert due.tolist() == [datetime(2026, 11, 23, 15), datetime(2026, 11, 30, 7, 30)]


def test_what_lies_between_is_signed_microseconds():
    a, b = instants("2026-11-23T07:00", "2026-11-30T07:00"), instants("2026-11-24T07:00")
    assert OFFICE.between_many(a, b).dtype == np.dtype("m8[us]")
    assert OFFICE.between_many(a, b).tolist() == [timedelta(hours=8), timedelta(hours=-32)]


def test_shapes_broadcast():
    starts = MONDAY + np.arange(6).reshape(2, 3, 1).astype("m8[h]")
    minutes = np.array([0, 60, 600, 6000])
    due = OFFICE.add_many(starts, minutes)
    assert due.shape == (2, 3, 4)
    assert np.all(OFFICE.between_many(starts, due) == minutes.astype("m8[m]"))
    assert OFFICE.add_many(MONDAY, 60).shape == ()


def test_coarser_instants_and_other_whole_numbers_are_taken():
    expected = OFFICE.add_many(instants("2026-11-23T07:00"), np.array([90]))
    for kind in ("M8[s]", "M8[m]", "M8[ms]"):
        starts = np.array(["2026-11-23T07:00"], kind)
        assert np.array_equal(OFFICE.add_many(starts, np.array([90], np.uint8)), expected)


def test_the_order_of_cases_does_not_matter_and_none_is_changed():
    starts = MONDAY + np.array([9_000_000_000, 0, 400_000_000_000_000]).astype("m8[us]")
    before = starts.copy()
    due = OFFICE.add_many(starts, np.array([5]))
    assert np.array_equal(OFFICE.add_many(starts[::-1], np.array([5])), due[::-1])
    assert np.array_equal(starts, before)


def test_of_nothing_comes_nothing():
    none = np.array([], "M8[us]")
    assert OFFICE.add_many(none, np.array([], np.int64)).dtype == np.dtype("M8[us]")
    assert OFFICE.between_many(none, none).shape == (0,)


@pytest.mark.parametrize(
    ("starts", "minutes", "message"),
    [
        (np.array([0]), np.array([5]), "starts is dtype('int64'): use an array of datetime64"),
        (np.array(["2026-11-23"], "M8[ns]"), np.array([5]), "starts is dtype('<M8[ns]'): use an"),
        (instants("2026-11-23", "NaT"), np.array([5]), "starts[1] is 'NaT': use a year from 1900"),
        (instants("1899-12-31"), np.array([5]), "starts[0] is '1899-12-31T00:00:00.000000': use a"),
        (instants("2026-11-23"), np.array([5.0]), "minutes is dtype('float64'): use an array of"),
        (instants("2026-11-23"), np.array([True]), "minutes is dtype('bool'): use an array of"),
        (instants("2026-11-23"), np.array([0, -1]), "minutes[1] is -1: a duration is zero or more"),
    ],
)
def test_what_is_no_instant_or_duration_is_refused_by_place(starts, minutes, message):
    with pytest.raises(MomentError) as refusal:
        OFFICE.add_many(starts, minutes)
    assert message in str(refusal.value)


@pytest.mark.parametrize("huge", [2**62, 2**63 - 1, HORIZON // timedelta(minutes=1) + 1])
def test_a_length_beyond_the_horizon_is_refused_and_does_not_wrap_around(huge):
    with pytest.raises(HorizonError, match=r"minutes\[1\] is \d+: so much time does not count"):
        OFFICE.add_many(instants("2026-11-23"), np.array([5, huge]))


def test_one_that_cannot_be_met_is_named_by_its_place():
    minutes = np.array([5, HORIZON // timedelta(minutes=1)])
    with pytest.raises(HorizonError, match=r"minutes\[1\] is .*: so much time does not count"):
        OFFICE.add_many(instants("2026-11-23"), minutes)


def test_the_horizon_of_one_does_not_depend_on_the_others():
    always = WorkCalendar.always("UTC")
    limit = HORIZON // timedelta(minutes=1)
    starts = instants("1950-01-01", "2150-01-01")
    assert np.array_equal(
        always.add_many(starts, np.array([limit])), starts + np.timedelta64(HORIZON)
    )
    far = WorkCalendar("UTC", ((Interval(0, 1439),),) * 7)
    with pytest.raises(HorizonError, match=r"minutes\[0\]"):
        far.add_many(starts, np.array([limit, 0]))


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="mismatch"):
        OFFICE.add_many(instants("2026-11-23", "2026-11-24"), np.array([1, 2, 3]))
