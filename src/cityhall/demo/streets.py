"""Streets and alleys of Mehrshahr: a turned and bent grid in each district, and the parks in it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from .outline import CANAL, NEIGHBOURHOOD_CENTRES, RAILWAY, RIVER, boulevards, districts
from .place_names import ALLEYS, NEIGHBOURHOODS, OLD_TOWN_ALLEYS, PARKS, STREETS, Pair
from .shapes import (
    Line,
    Point,
    along,
    clip,
    distance_to_line,
    inside,
    length,
    polar,
    rotate,
    simplify,
    warp,
)


@dataclass(frozen=True)
class Street:
    """A street: ``kind`` boulevard, street or alley; ``line`` in metres; names with their kind.

    ``district`` and ``neighbourhood`` (Persian, English) are where its middle lies; a boulevard
    runs through several districts and has neither (0 and empty names).
    """

    kind: str
    fa: str
    en: str
    line: Line
    district: int
    neighbourhood: Pair


@dataclass(frozen=True)
class Park:
    """A park: names with their kind in them and an open ring in metres."""

    fa: str
    en: str
    district: int
    ring: Line


@dataclass(frozen=True)
class _Weave:
    """How a district is woven: turn in degrees, metres between lines, alleys in a block.

    ``thin`` is the share of alleys left out (orchards, workshops), ``crook`` how far an alley
    strays from straight, in metres.
    """

    turn: float
    along: float
    across: float
    alleys: int
    thin: float
    crook: float


_WEAVES = {
    1: _Weave(12, 285, 300, 2, 0.05, 10), 2: _Weave(24, 400, 480, 3, 0.1, 5),
    3: _Weave(-14, 400, 470, 3, 0.12, 6), 4: _Weave(38, 400, 470, 3, 0.12, 9),
    5: _Weave(6, 430, 520, 2, 0.15, 8), 6: _Weave(-27, 430, 560, 3, 0.35, 2),
    7: _Weave(15, 480, 560, 3, 0.2, 7), 8: _Weave(48, 470, 560, 2, 0.3, 12),
}  # fmt: skip

_PARK_SPOTS: tuple[tuple[int, Point], ...] = (
    (6, polar(200, 2500)), (2, polar(30, 1250)), (1, polar(40, 330)), (1, polar(200, 520)),
    (3, polar(150, 1300)), (4, polar(268, 1150)), (2, polar(80, 1250)), (3, polar(195, 1200)),
    (5, polar(95, 2100)), (8, polar(0, 2300)), (7, polar(250, 2250)), (6, polar(180, 2200)),
    (5, polar(60, 2100)), (7, polar(292, 2150)), (8, polar(330, 2200)), (4, polar(235, 1300)),
)  # fmt: skip

_PLACED: dict[str, tuple[int, int]] = {
    "پامچال": (4, 0), "آب‌انبار": (4, 2), "معلم": (3, 2), "چنار": (3, 1), "زیتون": (5, 2),
    "دامنه": (5, 1), "دانش": (6, 0), "آفتاب": (6, 2), "ایستگاه": (7, 0), "گندم": (7, 3),
    "قلعه": (7, 2), "کارگاه": (7, 1), "پل سنگی": (8, 3), "سپیدار": (8, 2), "گردو": (8, 1),
    "آسیاب": (1, 2), "مهر": (1, 3), "نسترن": (2, 0),
}  # fmt: skip
"""Names that belong to a neighbourhood (district, position), so they go to its nearest street."""


def draw_parks() -> tuple[Park, ...]:
    """The parks, each a part of a block of its district's grid; the forest is a whole block."""
    parks: list[Park] = []
    trunk = [*boulevards().values(), RIVER, RAILWAY, CANAL]
    for (fa, en), (district, spot) in zip(PARKS, _PARK_SPOTS, strict=True):
        taken = [park.ring for park in parks]
        share = 1.0 if fa == "بوستان جنگلی کاج" else 0.6
        parks.append(Park(fa, en, district, _block_near(spot, district, share, trunk, taken)))
    return tuple(parks)


def draw_streets(random: Random, parks: tuple[Park, ...]) -> tuple[Street, ...]:
    """Boulevards, then the streets and alleys of each district in turn, all with their names."""
    city = list(districts().values())
    streets = [
        Street("boulevard", fa, en, piece, 0, ("", ""))
        for (fa, en), line in boulevards().items()
        for piece in clip(_dense(line), lambda p: any(inside(p, ring) for ring in city))
        if length(piece) > 400
    ]
    trunk = [street.line for street in streets]
    streets = [_thinned(street) for street in streets]
    alley_names = list(ALLEYS)
    random.shuffle(alley_names)
    for district in districts():
        names = list(OLD_TOWN_ALLEYS) if district == 1 else alley_names
        streets += _district(district, random, parks, trunk, names)
    return tuple(streets)


def neighbourhood_of(district: int, point: Point) -> Pair:
    """The names of the district's neighbourhood whose centre is nearest."""
    centres = NEIGHBOURHOOD_CENTRES[district]
    near = min(range(len(centres)), key=lambda i: math.dist(point, centres[i]))
    return NEIGHBOURHOODS[district][near]


def _district(
    district: int, random: Random, parks: tuple[Park, ...], trunk: list[Line], spare: list[Pair]
) -> list[Street]:
    weave = _WEAVES[district]
    within = _within(district)
    green = [park.ring for park in parks if park.district == district]

    def free(point: Point) -> bool:
        return within(point) and not any(inside(point, park) for park in green)

    lines = [piece for line in _grid(weave) for piece in clip(line, free)]
    lines = [line for line in lines if length(line) > 180 and not _doubles(line, trunk)]
    streets = _name_streets(district, lines, random)
    alleys = [
        piece for line in _alleys(weave, random) for piece in clip(line, free)
        if length(piece) > 70 and not _doubles(piece, trunk) and not _crosses(piece)
    ]  # fmt: skip
    return [*map(_thinned, streets), *map(_thinned, _name_alleys(district, alleys, streets, spare))]


def _within(district: int) -> Callable[[Point], bool]:
    """A test for points of the district, with its bounding box asked first."""
    ring = districts()[district]
    west, east = min(x for x, _ in ring), max(x for x, _ in ring)
    south, north = min(y for _, y in ring), max(y for _, y in ring)

    def test(point: Point) -> bool:
        x, y = point
        return west <= x <= east and south <= y <= north and inside(point, ring)

    return test


def _grid(weave: _Weave) -> Iterator[Line]:
    for i in range(-9, 10):
        yield [_place(weave, i * weave.along, v) for v in range(-3600, 3601, 40)]
        yield [_place(weave, u, i * weave.across) for u in range(-3600, 3601, 40)]


def _alleys(weave: _Weave, random: Random) -> Iterator[Line]:
    """Alleys run from one street towards the next; a third of them do not reach it."""
    gap = weave.across / (weave.alleys + 1)
    for i in range(-9, 10):
        for j in range(-9, 10):
            for k in range(weave.alleys):
                v = j * weave.across + gap * (k + 1) + random.uniform(-18, 18)
                start, reach = i * weave.along, weave.along
                if random.random() < 0.34:
                    reach *= 0.62
                    start += random.choice((0, weave.along - reach))
                lean, phase = random.uniform(-22, 22), random.uniform(0, 6)
                if random.random() < weave.thin:
                    continue
                yield [
                    _place(
                        weave,
                        start + reach * t / 12,
                        v + lean * t / 12 + weave.crook * math.sin(phase + t / 2.2),
                    )
                    for t in range(13)
                ]


def _place(weave: _Weave, u: float, v: float) -> Point:
    return warp(rotate((u, v), weave.turn))


def _block_near(
    spot: Point, district: int, share: float, trunk: list[Line], taken: list[Line]
) -> Line:
    """The block (or a share of it) nearest to the spot that crosses nothing and is not taken."""
    weave = _WEAVES[district]
    halves = {share / 2, 1 - share / 2}
    rings = [
        _block(weave, i + u, j + v, share)
        for i in range(-9, 9) for j in range(-9, 9) for u in halves for v in halves
    ]  # fmt: skip
    rings.sort(key=lambda ring: math.dist(ring[0], spot))
    within = _within(district)
    return next(
        ring
        for ring in rings
        if all(map(within, ring))
        and not any(inside(p, other) for p in ring for other in taken)
        and _clear(ring, trunk)
    )


def _block(weave: _Weave, u: float, v: float, share: float) -> Line:
    half_u, half_v = weave.along * share / 2 - 12, weave.across * share / 2 - 12
    corners = [(-1, -1), (0, -1), (1, -1), (1, 0), (1, 1), (0, 1), (-1, 1), (-1, 0)]
    return [
        _place(weave, u * weave.along + a * half_u, v * weave.across + b * half_v)
        for a, b in corners
    ]


def _clear(ring: Line, trunk: list[Line]) -> bool:
    """Whether the ring keeps away from every boulevard, the water and the railway."""
    probes = [along([*ring, ring[0]], i / 12) for i in range(12)]
    return all(distance_to_line(p, line) > 30 for p in probes for line in trunk)


def _doubles(line: Line, trunk: list[Line]) -> bool:
    """Whether the line runs so close beside a boulevard that it would be drawn twice."""
    beside = 0
    for step in range(1, 6):
        probe = along(line, step / 6)
        beside += any(distance_to_line(probe, other) < 55 for other in trunk)
        if beside == 3 or beside + 5 - step < 3:
            return beside == 3
    return False


def _crosses(alley: Line) -> bool:
    """Whether the alley meets the river or the railway, where only streets have a way across."""
    probes = [along(alley, t / 8) for t in range(9)]
    return any(distance_to_line(p, barrier) < 45 for p in probes for barrier in (RIVER, RAILWAY))


def _name_streets(district: int, lines: list[Line], random: Random) -> list[Street]:
    names = [name for name in STREETS[district] if name[0] not in _PLACED]
    placed = [name for name in STREETS[district] if name[0] in _PLACED]
    lines = sorted(lines, key=length, reverse=True)[: len(STREETS[district])]
    free = list(range(len(lines)))
    chosen: dict[int, Pair] = {}
    for name in placed:
        centre = NEIGHBOURHOOD_CENTRES[district][_PLACED[name[0]][1]]
        best = min(free, key=lambda i: distance_to_line(centre, lines[i]))
        free.remove(best)
        chosen[best] = name
    random.shuffle(free)
    chosen |= dict(zip(free, names, strict=False))
    return [_street("street", district, lines[i], chosen[i]) for i in sorted(chosen)]


def _name_alleys(
    district: int, lines: list[Line], streets: list[Street], spare: list[Pair]
) -> list[Street]:
    """Every other alley has a name of its own; the rest are counted along their street."""
    alleys: list[Street] = []
    counted: dict[str, int] = {}
    wanted = [name for name in spare if _PLACED.get(name[0], (0, 0))[0] == district]
    for name in wanted:
        centre = NEIGHBOURHOOD_CENTRES[district][_PLACED[name[0]][1]]
        best = min(lines, key=lambda line: distance_to_line(centre, line))
        lines.remove(best)
        spare.remove(name)
        alleys.append(_street("alley", district, best, name))
    reserved = set(_PLACED)
    for position, line in enumerate(lines):
        name = next((n for n in spare if n[0] not in reserved), None)
        if name and position % 2 == 0:
            spare.remove(name)
        else:
            near = min(streets, key=lambda s: distance_to_line(line[0], s.line))
            stem = (near.fa.removeprefix("خیابان "), near.en.removesuffix(" Street"))
            counted[near.fa] = counted.get(near.fa, 0) + 1
            number = counted[near.fa]
            joint = "/" if stem[0][-1].isdigit() else " "
            name = (f"{stem[0]}{joint}{_persian(number)}", f"{stem[1]}{joint}{number}")
        alleys.append(_street("alley", district, line, name))
    return alleys


def _street(kind: str, district: int, line: Line, name: Pair) -> Street:
    prefix, suffix = ("خیابان", "Street") if kind == "street" else ("کوچهٔ", "Alley")
    fa = name[0] if name[0].startswith(prefix) else f"{prefix} {name[0]}"
    en = f"{name[1]} {suffix}"
    return Street(kind, fa, en, line, district, neighbourhood_of(district, along(line, 0.5)))


def _thinned(street: Street) -> Street:
    line = simplify(street.line, 4)
    return Street(street.kind, street.fa, street.en, line, street.district, street.neighbourhood)


def _dense(line: Line) -> Line:
    steps = max(2, int(length(line) // 40))
    return [along(line, i / steps) for i in range(steps + 1)]


def _persian(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))
