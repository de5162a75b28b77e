"""The bones of Mehrshahr: city edge, ring roads, radial boulevards, districts, river and railway.

The old core is district 1, inside the line of the vanished town wall. Between it and the ring
road lie districts 2 to 4, outside it 5 to 8. Neighbouring districts are put together from the very
same points, so they tile the city without a gap or an overlap.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from .shapes import Line, Point, polar, warp

STEP = 5
"""Degrees between two points of a ring."""

SECTORS: dict[int, tuple[int, int]] = {
    2: (-55, 125), 3: (125, 215), 4: (215, 305),
    5: (35, 125), 6: (125, 215), 7: (215, 305), 8: (305, 395),
}  # fmt: skip
"""Districts outside the core: the angles between which each lies, counter-clockwise."""

NEIGHBOURHOOD_CENTRES: dict[int, tuple[Point, ...]] = {
    1: (polar(240, 330), polar(120, 460), polar(350, 500), polar(60, 120)),
    2: (polar(92, 1250), polar(35, 1330), polar(-20, 1330)),
    3: (polar(143, 1250), polar(176, 1400), polar(203, 1300)),
    4: (polar(234, 1250), polar(265, 1250), polar(292, 1200)),
    5: (polar(106, 2150), polar(84, 2150), polar(66, 2150), polar(46, 2250)),
    6: (polar(140, 2300), polar(163, 2400), polar(184, 2350), polar(204, 2350)),
    7: (polar(255, 2100), polar(229, 2250), polar(275, 2050), polar(296, 2250)),
    8: (polar(25, 2400), polar(1, 2500), polar(337, 2350), polar(315, 2250)),
}

RIVER: Line = [
    (2980, 1650), (2560, 1380), (2420, 1010), (2570, 640), (2490, 240), (2330, -150), (2420, -520),
    (2310, -880), (2010, -1180), (1870, -1560), (1620, -1880), (1660, -2200), (1500, -2600),
]  # fmt: skip
CANAL: Line = [
    (-1150, 2600), (-1010, 2150), (-640, 1800), (-560, 1320), (-330, 930), (-180, 480), (-230, 120),
    (60, -310), (180, -760), (-60, -1150), (-20, -1600), (330, -1950), (380, -2600),
]  # fmt: skip
RAILWAY: Line = [
    (-3200, -1280), (-2500, -1500), (-1800, -1790), (-1000, -1985), (-200, -2060), (700, -2030),
    (1500, -2120), (2300, -1990), (3200, -1760),
]  # fmt: skip
STATION: Point = (-470, -2010)


def edge() -> Line:
    """The city's border as an open ring, counter-clockwise."""
    return _arc(_city(), 0, 355)


@lru_cache(maxsize=1)
def districts() -> dict[int, Line]:
    """Each district's border as an open ring, counter-clockwise, by its number."""
    rings: dict[int, Line] = {1: _arc(_wall(), 0, 355)}
    for number, (start, end) in SECTORS.items():
        near, far = (_wall(), _ring()) if number < 5 else (_ring(), _city())
        rings[number] = [
            *_arc(far, start, end),
            *reversed(_radial(end, number < 5)),
            *reversed(_arc(near, start, end)),
            *_radial(start, number < 5),
        ]
    return rings


def boulevards() -> dict[tuple[str, str], Line]:
    """Lines of the boulevards by their two names."""
    wall, ring, city = _wall(), _ring(), _city()
    return {
        ("بولوار ارم", "Eram Boulevard"): [
            *reversed(_spoke(125)), (-190, 240), (0, 0), (210, -260), *_spoke(305),
        ],
        ("بولوار دانشگاه", "Daneshgah Boulevard"): [
            *reversed(_spoke(215)), (-260, -190), (0, 0),
        ],
        ("بولوار کوهسار", "Kuhsar Boulevard"): [
            *_bent(wall[35], ring[35], 45), *_radial(35, False), city[35],
        ],
        ("بولوار کمربندی", "Kamarbandi Boulevard"): [*_arc(ring, 0, 360)],
        ("بولوار بارو", "Baru Boulevard"): [*_arc(wall, 0, 360)],
        ("بولوار سروستان", "Sarvestan Boulevard"): _bent(wall[170], ring[170], -40),
        ("بولوار فردوس", "Ferdows Boulevard"): _bent(ring[80], city[75], 70),
        ("بولوار آفتاب", "Aftab Boulevard"): _bent(ring[170], city[175], -80),
        ("بولوار راه‌آهن", "Rah-Ahan Boulevard"): _bent(ring[260], STATION, 40),
        ("بولوار رودکنار", "Rudkenar Boulevard"): [(x - 130, y) for x, y in RIVER],
    }  # fmt: skip


def _arc(ring: dict[int, Point], start: int, end: int) -> Line:
    return [ring[angle % 360] for angle in range(start, end + 1, STEP)]


@lru_cache(maxsize=1)
def _wall() -> dict[int, Point]:
    return _round(lambda a: 790 * (1 + 0.09 * math.sin(2 * a + 0.5) + 0.05 * math.cos(3 * a)))


@lru_cache(maxsize=1)
def _ring() -> dict[int, Point]:
    return _round(lambda a: 1690 * (1 + 0.07 * math.cos(2 * a) + 0.05 * math.sin(3 * a + 0.4)))


@lru_cache(maxsize=1)
def _city() -> dict[int, Point]:
    def radius(a: float) -> float:
        box = (abs(math.cos(a)) / 3000) ** 3 + (abs(math.sin(a)) / 2450) ** 3
        return box ** (-1 / 3) * (0.97 + 0.025 * math.sin(3 * a + 0.7) + 0.03 * math.sin(7 * a))

    return _round(radius)


def _round(radius: Callable[[float], float]) -> dict[int, Point]:
    """Points of a closed curve every STEP degrees, by angle."""
    return {a: warp(polar(a, radius(math.radians(a)))) for a in range(0, 360, STEP)}


def _radial(angle: int, within_ring: bool) -> Line:
    """Inner points of the boulevard between two rings, without its ends."""
    angle %= 360
    near, far = (_wall(), _ring()) if within_ring else (_ring(), _city())
    return _bent(near[angle], far[angle], 35 if within_ring else -55)[1:-1]


def _spoke(angle: int) -> Line:
    """The whole radial boulevard from the old wall to the city's edge."""
    wall, ring, city = _wall()[angle], _ring()[angle], _city()[angle]
    return [wall, *_radial(angle, True), ring, *_radial(angle, False), city]


def _bent(start: Point, end: Point, bow: float) -> Line:
    """A line in seven steps that swings ``bow`` metres to one side and a little back."""
    far = math.dist(start, end)
    nx, ny = (start[1] - end[1]) / far, (end[0] - start[0]) / far
    points = []
    for i in range(8):
        t = i / 7
        swing = bow * (math.sin(math.pi * t) + 0.35 * math.sin(2 * math.pi * t))
        x, y = start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])
        points.append((x + swing * nx, y + swing * ny))
    return points
