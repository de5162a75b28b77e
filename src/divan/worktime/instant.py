"""Instants and lengths of time as whole microseconds, checked on the way in."""

from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import HorizonError, MomentError

Micros = NDArray[np.int64]
"""Microseconds, since 1970-01-01 UTC where they are instants."""

YEARS = range(1900, 2200)
"""An instant outside these years (UTC) is refused: it is a slip of the pen, not a deadline."""

HORIZON = timedelta(days=50 * 366)
"""How far after its start a deadline is looked for."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1) // MICROSECOND
_YEAR_HINT = f"use a year from {YEARS[0]} to {YEARS[-1]}"
_LENGTH_HINT = "a duration is zero or more"
_HORIZON_HINT = "so much time does not count within fifty years; shorten it or open more hours"


def from_datetime(field: str, at: datetime) -> int:
    """Microseconds. Raises MomentError that names `field`."""
    if at.utcoffset() is None:
        raise MomentError(field, at, "give it a time zone, such as datetime.UTC")
    if at.year not in YEARS:
        raise MomentError(field, at, _YEAR_HINT)
    # By way of UTC: two datetimes of one zone subtract by the wall clock.
    return (at.astimezone(UTC) - EPOCH) // MICROSECOND


def from_timedelta(field: str, duration: timedelta) -> int:
    """Microseconds. Raises MomentError if negative, HorizonError past HORIZON."""
    if duration < timedelta(0):
        raise MomentError(field, duration, _LENGTH_HINT)
    if duration > HORIZON:
        raise too_far(field, duration)
    return duration // MICROSECOND


def from_array(field: str, instants: ArrayLike) -> Micros:
    """datetime64 of microseconds or coarser, read as UTC; any shape. Raises MomentError."""
    given = np.asarray(instants)
    if given.dtype.kind != "M" or not np.can_cast(given.dtype, "M8[us]", "safe"):
        raise MomentError(field, given.dtype, "use an array of datetime64[us], in UTC")
    years = given.astype("M8[Y]").astype(np.int64) + EPOCH.year  # NaT becomes the least integer
    strange = (years < YEARS[0]) | (years > YEARS[-1])
    if strange.any():
        raise MomentError(place(field, strange), str(given[strange][0]), _YEAR_HINT)
    return given.astype("M8[us]").view(np.int64)


def from_minutes(field: str, minutes: ArrayLike) -> Micros:
    """Microseconds of whole minutes; any shape. Raises as `from_timedelta`."""
    given = np.asarray(minutes)
    if given.dtype.kind not in "iu":
        raise MomentError(field, given.dtype, "use an array of whole minutes, int64")
    negative = given < 0
    if negative.any():
        raise MomentError(place(field, negative), int(given[negative][0]), _LENGTH_HINT)
    long = given > HORIZON // MICROSECOND // MINUTE
    if long.any():
        raise too_far(place(field, long), int(given[long][0]))
    return np.asarray(given.astype(np.int64) * MINUTE)


def to_datetime(instant: int) -> datetime:
    """Aware, in UTC."""
    return EPOCH + timedelta(microseconds=instant)


def year(one: int) -> int:
    """The year, in UTC, of one instant."""
    return to_datetime(one).year


def years(instants: Micros) -> tuple[int, int]:
    """The first and the last year, in UTC, of one or more instants."""
    ends = np.array([instants.min(), instants.max()]).view("M8[us]").astype("M8[Y]")
    first, last = ends.astype(int) + EPOCH.year
    return int(first), int(last)


def too_far(field: str, value: object) -> HorizonError:
    return HorizonError(field, value, _HORIZON_HINT)


def place(field: str, at_fault: NDArray[np.bool_]) -> str:
    """`field` with the position of the first element at fault."""
    return f"{field}[{np.argmax(at_fault)}]" if at_fault.ndim else field
