"""Deadlines on Tehran's calendar: one million at once, and one at a time.

python bench/worktime.py
"""

import platform
import sys
from collections.abc import Callable
from datetime import UTC, timedelta
from importlib.metadata import version
from time import perf_counter

import numpy as np

from divan.worktime import WorkCalendar, load

DEADLINES = 1_000_000
SINGLE = 10_000
ROUNDS = 5
TEHRAN = {
    "zone": "Asia/Tehran",
    "week": {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")},
    "holidays": {"country": "IR"},
}


def best(task: Callable[[], object]) -> float:
    """Seconds of the fastest round."""
    seconds = []
    for _ in range(ROUNDS):
        begin = perf_counter()
        task()
        seconds.append(perf_counter() - begin)
    return min(seconds)


def first_answer(calendar: WorkCalendar, start: np.datetime64) -> float:
    """Seconds of the first deadline, which builds the table; later ones find it built."""
    begin = perf_counter()
    calendar.add_many(np.array([start]), np.array([60]))
    return perf_counter() - begin


def main() -> None:
    names = ("numpy", "holidays")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    print(f"Python {platform.python_version()}, {versions}, {platform.machine()}")

    random = np.random.default_rng(1405)
    year = timedelta(days=365) // timedelta(microseconds=1)
    offsets = random.integers(0, year, DEADLINES).astype("m8[us]")
    starts = np.datetime64("2026-01-01", "us") + offsets
    minutes = random.integers(0, 30 * 7 * 60, DEADLINES)
    calendar = load(TEHRAN)

    built = first_answer(calendar, starts[0])
    print(f"first deadline, table built:  {built * 1e3:8.1f} ms")
    many = best(lambda: calendar.add_many(starts, minutes))
    print(f"add_many, {DEADLINES:,}:         {many:8.3f} s")
    due = calendar.add_many(starts, minutes)
    between = best(lambda: calendar.between_many(starts, due))
    print(f"between_many, {DEADLINES:,}:     {between:8.3f} s")
    exact = np.array_equal(calendar.between_many(starts, due), minutes.astype("m8[m]"))
    print(f"between_many(a, add_many(a, d)) == d for all: {exact}")

    pairs = [
        (start.astype(object).replace(tzinfo=UTC), timedelta(minutes=int(length)))
        for start, length in zip(starts[:SINGLE], minutes[:SINGLE], strict=True)
    ]
    single = best(lambda: [calendar.add(start, length) for start, length in pairs])
    print(f"add, one at a time:           {single / SINGLE * 1e6:8.1f} µs each")
    sys.exit(0 if exact else 1)


if __name__ == "__main__":
    main()
