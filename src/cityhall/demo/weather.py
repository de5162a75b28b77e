"""The weather of Mehrshahr, day by day, and how often each kind of report comes in it.

The weather of a date depends on the seed and the date alone, so it stays the same whatever day
the story ends on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

_RAIN = (0.24, 0.24, 0.26, 0.22, 0.12, 0.03, 0.01, 0.01, 0.02, 0.08, 0.19, 0.22)
_SNOW = (0.10, 0.07, 0.02, 0, 0, 0, 0, 0, 0, 0, 0.01, 0.06)
_STORM = (0.03, 0.04, 0.06, 0.06, 0.04, 0.02, 0.01, 0.01, 0.01, 0.03, 0.03, 0.03)
"""Chances by month, January first: a dry city at the foot of mountains."""


@dataclass(frozen=True)
class Weather:
    """A day: rain 0 to 3, snow on the ground or falling, a storm, frost at night."""

    rain: int
    snow: bool
    storm: bool
    frost: bool


def weather(seed: int, day: date) -> Weather:
    """The weather of a date. Snow lies for two days after it fell."""
    recent = [_falls(seed, day - timedelta(days=back)) for back in range(3)]
    rain, _, storm = recent[0]
    snow = any(fell for _, fell, _ in recent)
    frost = snow or (day.month in (12, 1, 2) and Random(f"frost {seed} {day}").random() < 0.5)
    return Weather(rain, snow, storm, frost)


def rate(kind: str, day: date, today: Weather, wet_week: bool) -> float:
    """How many reports of the kind come on such a day, beside others; only the ratio counts."""
    base, season = _KINDS[kind]
    value = base * _SEASONS[season][day.month - 1]
    if kind == "flood":
        value *= (0.0, 0.4, 4.0, 14.0)[today.rain]
    elif kind == "snow":
        value *= 30.0 if today.snow else 0.0
    elif kind in ("drain", "sewer"):
        value *= 1 + today.rain
    elif kind in ("fallen-tree", "wire"):
        value *= 9.0 if today.storm else 1.5 if today.snow else 0.7
    elif kind == "leak" and today.frost:
        value *= 1.6
    elif kind == "pothole" and wet_week:
        value *= 1.5
    return value * _weekday(day)


def _falls(seed: int, day: date) -> tuple[int, bool, bool]:
    random = Random(f"weather {seed} {day}")
    month = day.month - 1
    snow = random.random() < _SNOW[month]
    storm = random.random() < _STORM[month]
    rain = random.choice((1, 1, 2, 2, 3)) if random.random() < _RAIN[month] else 0
    return (max(rain, 1) if storm and day.month not in (7, 8) else rain), snow, storm


def _weekday(day: date) -> float:
    """Fewer on Thursdays and Fridays, many on Saturdays; half of it at Nowruz."""
    value = (1.08, 1.02, 1.0, 0.88, 0.74, 1.22, 1.12)[day.weekday()]
    nowruz = (day.month == 3 and day.day >= 20) or (day.month == 4 and day.day <= 2)
    return value * (0.55 if nowruz else 1.0)


_SEASONS = {
    "flat": (1,) * 12,
    "thaw": (1.3, 1.6, 1.7, 1.3, 1.0, 0.8, 0.7, 0.7, 0.7, 0.8, 1.0, 1.2),
    "heat": (0.8, 0.8, 0.9, 0.9, 1.0, 1.3, 1.5, 1.5, 1.2, 1.0, 0.9, 0.8),
    "dark": (1.4, 1.2, 1.0, 0.9, 0.8, 0.7, 0.7, 0.7, 0.9, 1.1, 1.4, 1.5),
    "leaves": (0.5, 0.4, 0.5, 0.5, 0.6, 0.6, 0.6, 0.6, 0.9, 1.7, 2.8, 1.9),
    "growth": (0.3, 0.5, 0.9, 1.3, 1.6, 1.7, 1.5, 1.3, 1.0, 0.8, 0.6, 0.5),
    "drought": (0.2, 0.2, 0.4, 0.6, 1.0, 1.6, 2.1, 2.1, 1.6, 0.9, 0.4, 0.2),
    "outdoor": (0.5, 0.6, 1.2, 1.4, 1.3, 1.3, 1.2, 1.2, 1.2, 1.0, 0.7, 0.5),
    "frost": (1.9, 1.4, 0.9, 0.8, 0.8, 1.0, 1.2, 1.2, 1.0, 0.8, 0.9, 1.6),
    "school": (1.0, 1.0, 0.9, 1.0, 1.1, 0.7, 0.5, 0.7, 1.9, 1.7, 1.2, 1.0),
    "building": (0.6, 0.7, 0.7, 1.0, 1.2, 1.3, 1.3, 1.3, 1.2, 1.1, 0.9, 0.7),
    "wet": (1.2, 1.2, 1.4, 1.3, 1.0, 0.7, 0.6, 0.6, 0.8, 1.2, 1.4, 1.2),
}
_KINDS = {
    "gas": (30, "dark"), "wire": (30, "flat"), "manhole": (36, "flat"), "fallen-tree": (30, "flat"),
    "wall": (26, "wet"), "light-out": (260, "dark"), "light-flicker": (60, "dark"),
    "light-pole": (50, "flat"), "light-new": (50, "dark"), "pothole": (215, "thaw"),
    "pavement": (125, "flat"), "trench": (90, "building"), "ramp": (45, "school"),
    "snow": (14, "flat"), "bridge": (45, "flat"), "rubbish": (250, "heat"), "bin": (120, "heat"),
    "rubble": (110, "building"), "sweeping": (110, "leaves"), "recycling": (45, "flat"),
    "graffiti": (45, "outdoor"), "leak": (120, "frost"), "sewer": (65, "flat"),
    "drain": (75, "leaves"), "flood": (40, "flat"), "tap": (50, "heat"), "branches": (75, "growth"),
    "dry-tree": (75, "drought"), "playground": (95, "outdoor"), "signal": (70, "flat"),
    "sign": (70, "school"), "bump": (60, "school"), "parking": (100, "flat"), "bus": (70, "school"),
    "construction": (65, "building"), "obstruction": (80, "outdoor"), "noise": (90, "heat"),
    "staff": (24, "flat"), "dogs": (100, "outdoor"), "pests": (60, "heat"),
}  # fmt: skip
"""Reports a year among about three thousand, and the season they follow."""
