"""Who reports what, when and where, over the year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from .events import Picture
from .kinds import KINDS, kind
from .places import City
from .scenes import Place, Scout
from .weather import rate, weather
from .worktimes import ZONE

YEAR = 365

_DAY = (1, 1, 0.5, 0.3, 0.4, 1, 3, 6, 8, 9, 9, 8, 7, 6, 5, 5, 6, 7, 8, 9, 9, 8, 6, 3)
_NIGHT = (4, 3, 1, 0.5, 0.5, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 5, 9, 13, 15, 14, 10, 7)
"""Reports by the hour: of what is seen by day, and of lights and noise."""

_ECHOES = {
    "leak": 0.10, "flood": 0.16, "fallen-tree": 0.12, "wire": 0.12, "gas": 0.12, "signal": 0.12,
    "light-out": 0.07, "rubbish": 0.05, "pothole": 0.05, "manhole": 0.08, "sewer": 0.07,
    "snow": 0.12, "dogs": 0.05, "trench": 0.04,
}  # fmt: skip
"""How often a report of a kind is a second one about the same thing."""

_VOICES = {
    "light-out": 1.3, "flood": 2.2, "leak": 1.1, "rubbish": 0.9, "pothole": 1.0, "signal": 1.6,
    "playground": 0.9, "dogs": 1.0, "bus": 1.6, "noise": 0.4, "bump": 1.5, "sewer": 0.9,
    "gas": 0.8, "wire": 0.8, "tap": 1.8, "light-new": 1.2, "snow": 1.4, "ramp": 0.5, "staff": 0.0,
    "bridge": 0.9, "trench": 0.7, "dry-tree": 0.5,
}  # fmt: skip
"""How many others say "me too", on average."""

SCENES = {
    "light-out": "dark-street", "light-flicker": "lamp", "light-pole": "leaning-post",
    "pothole": "pothole", "pavement": "pavement", "trench": "trench", "rubbish": "bags",
    "bin": "bin", "rubble": "rubble", "leak": "leak", "flood": "flood", "sewer": "leak",
    "fallen-tree": "fallen-tree", "playground": "bench", "graffiti": "graffiti",
    "signal": "signal", "dogs": "dog", "snow": "snow", "dry-tree": "dry-tree", "sign": "sign",
    "drain": "drain", "manhole": "manhole", "parking": "car", "sweeping": "leaves",
    "branches": "branches", "wall": "wall",
}  # fmt: skip
"""Kinds that residents photograph, and the scene drawn for them."""


@dataclass(frozen=True)
class Arrival:
    """A report before anybody writes it: ``echo`` is the position of the one it repeats.

    ``voices`` others join it.
    """

    at: datetime
    kind: str
    place: Place | None
    photos: tuple[Picture, ...]
    voices: int
    echo: int | None = None


def arrivals(city: City, now: datetime, seed: int, count: int) -> list[Arrival]:
    """``count`` reports in order of time, the last ones today before ``now``."""
    random = Random(f"arrivals {seed} {now.astimezone(ZONE).date()}")
    scout = Scout(city, random)
    moments = _moments(now.astimezone(ZONE), seed, count, random)
    found: list[Arrival] = []
    for at, code in moments:
        echo = _echo(found, at, code, random)
        place = _place(code, found[echo] if echo is not None else None, scout, random)
        photos = _photos(code, at, now, random)
        voices = 0 if echo is not None else _voices(code, random)
        found.append(Arrival(at, code, place, photos, voices, echo))
    return found


def _moments(now: datetime, seed: int, count: int, random: Random) -> list[tuple[datetime, str]]:
    cells: list[tuple[date, str]] = []
    weights: list[float] = []
    for back in range(YEAR, -1, -1):
        day = now.date() - timedelta(days=back)
        today = weather(seed, day)
        wet_week = any(weather(seed, day - timedelta(days=d)).rain for d in range(1, 6))
        growth = 0.65 + 0.7 * (YEAR - back) / YEAR
        for each in KINDS:
            share = _elapsed(each.code, now) if back == 0 else 1.0
            cells.append((day, each.code))
            weights.append(rate(each.code, day, today, wet_week) * growth * share)
    chosen = random.choices(cells, weights, k=count)
    moments = [(_time(day, code, now, random), code) for day, code in chosen]
    return sorted(moments)


def _hours(code: str) -> tuple[float, ...]:
    return _NIGHT if code in ("light-out", "light-flicker", "noise", "light-new") else _DAY


def _elapsed(code: str, now: datetime) -> float:
    """How much of a day's reports have come by now."""
    hours = _hours(code)
    return (sum(hours[: now.hour]) + hours[now.hour] * now.minute / 60) / sum(hours)


def _time(day: date, code: str, now: datetime, random: Random) -> datetime:
    hours = _hours(code)
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    for _ in range(200):
        hour = random.choices(range(24), hours)[0]
        at = midnight + timedelta(hours=hour, seconds=random.randrange(3600))
        if at < now:
            return at
    return midnight + (now - midnight) * random.random()


def _echo(found: list[Arrival], at: datetime, code: str, random: Random) -> int | None:
    """An earlier report of the same kind, half an hour to twenty hours old, that is no echo."""
    if random.random() > 2.5 * _ECHOES.get(code, 0):
        return None
    for position in range(len(found) - 1, -1, -1):
        age = at - found[position].at
        if age > timedelta(hours=20):
            return None
        if (
            found[position].kind == code
            and found[position].echo is None
            and found[position].place
            and age > timedelta(minutes=20)
        ):
            return position
    return None


def _place(code: str, same: Arrival | None, scout: Scout, random: Random) -> Place | None:
    if same is not None and same.place is not None:
        return scout.beside(same.place, 60)
    if not kind(code).place_required and random.random() < 0.7:
        return None
    return scout.place(code)


def _photos(code: str, at: datetime, now: datetime, random: Random) -> tuple[Picture, ...]:
    """More photos in the last weeks, which are the ones people look at."""
    scene = SCENES.get(code)
    recent = now - at < timedelta(days=45)
    if scene is None or random.random() > (0.3 if recent else 0.02):
        return ()
    many = 2 if random.random() < 0.15 else 1
    return tuple(Picture(scene, random.randrange(1_000_000), at.month) for _ in range(many))


def _voices(code: str, random: Random) -> int:
    """Mostly nobody, sometimes a whole street."""
    mean = _VOICES.get(code, 0.35)
    if not mean or random.random() < 0.55:
        return 0
    return min(24, int(random.expovariate(1 / (2.2 * mean)) + 0.5))
