"""The map of Mehrshahr: GeoJSON layers, and the questions a story asks of a map.

``draw(seed)`` gives a ``City``; the same seed gives the same city. ``City.layers()`` is a dict of
plain GeoJSON FeatureCollections by layer: district, street, park, water, railway, landmark.
Coordinates are [longitude, latitude] in WGS 84 with five decimals (about a metre).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from random import Random
from typing import Any

from .landmarks import LANDMARKS, Landmark
from .outline import (
    CANAL,
    NEIGHBOURHOOD_CENTRES,
    RAILWAY,
    RIVER,
    STATION,
    districts,
    edge,
)
from .place_names import NEIGHBOURHOODS
from .shapes import Line, Point, along, clip, inside, length, simplify
from .streets import Park, Street, draw_parks, draw_streets, neighbourhood_of

CENTRE = (35.62, 51.05)
"""Latitude and longitude of Mehr Square."""

_METRES_PER_DEGREE = 111_320.0
_LON_SHRINK = math.cos(math.radians(CENTRE[0]))

Json = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """A landmark on the ground: what it is and its point in metres from the centre."""

    landmark: Landmark
    point: Point


@dataclass(frozen=True)
class City:
    """Streets, parks and landmarks in metres from Mehr Square, x to the east, y to the north."""

    streets: tuple[Street, ...]
    parks: tuple[Park, ...]
    spots: tuple[Spot, ...]

    def layers(self) -> dict[str, Json]:
        """GeoJSON FeatureCollections by layer name."""
        return {
            "district": _collection(_district_features()),
            "street": _collection([_street_feature(street) for street in self.streets]),
            "park": _collection([_park_feature(park) for park in self.parks]),
            "water": _collection(_water_features()),
            "railway": _collection(_railway_features()),
            "landmark": _collection([_spot_feature(spot) for spot in self.spots]),
        }

    def district_at(self, point: Point) -> int:
        """The number of the district the point lies in; 0 outside the city."""
        return next((n for n, ring in districts().items() if inside(point, ring)), 0)

    def near(self, point: Point, kind: str = "", within: float = 350) -> Landmark | None:
        """The nearest landmark (of a kind) within so many metres, or None."""
        found = [s for s in self.spots if not kind or s.landmark.kind == kind]
        best = min(found, key=lambda s: math.dist(s.point, point), default=None)
        return best.landmark if best and math.dist(best.point, point) <= within else None

    def park_near(self, point: Point, within: float = 320) -> Park | None:
        """The nearest park whose middle is within so many metres, or None."""
        best = min(self.parks, key=lambda park: math.dist(middle(park.ring), point))
        return best if math.dist(middle(best.ring), point) <= within else None


@lru_cache(maxsize=2)
def draw(seed: int = 1405) -> City:
    """The city of a seed."""
    random = Random(f"places {seed}")
    parks = draw_parks()
    streets = draw_streets(random, parks)
    return City(streets, parks, _settle(random, streets))


def to_lonlat(point: Point) -> tuple[float, float]:
    """Longitude and latitude, five decimals, of a point in metres."""
    x, y = point
    lon = CENTRE[1] + x / (_METRES_PER_DEGREE * _LON_SHRINK)
    lat = CENTRE[0] + y / _METRES_PER_DEGREE
    return round(lon, 5), round(lat, 5)


def middle(ring: Line) -> Point:
    """The mean of a ring's points."""
    return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)


def persian_digits(text: str | int) -> str:
    """Latin digits written as Persian ones."""
    return str(text).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def _settle(random: Random, streets: tuple[Street, ...]) -> tuple[Spot, ...]:
    """Give every landmark a point beside a street, in its neighbourhood if its name says which."""
    spots: list[Spot] = []
    for landmark in LANDMARKS:
        if landmark.kind in _FIXED:
            spots.append(Spot(landmark, _FIXED[landmark.kind]))
            continue
        choices = [s for s in streets if s.district == landmark.district and s.kind == "street"]
        home = [s for s in choices if _belongs(landmark, s)]
        spots.append(Spot(landmark, _roomy(random, home or choices, spots)))
    return tuple(spots)


_FIXED: dict[str, Point] = {"square": (0.0, 0.0), "station": STATION}


def _belongs(landmark: Landmark, street: Street) -> bool:
    return any(
        word in landmark.fa for word in (street.neighbourhood[0], street.fa.removeprefix("خیابان "))
    )


def _roomy(random: Random, streets: list[Street], taken: list[Spot]) -> Point:
    """Of a dozen points beside the streets, the one farthest from what stands already."""
    points = []
    for _ in range(12):
        street = random.choice(streets)
        x, y = along(street.line, random.uniform(0.12, 0.88))
        points.append((x + random.choice((-18, 18)), y + random.choice((-18, 18))))
    return max(points, key=lambda p: min((math.dist(p, s.point) for s in taken), default=0))


def _collection(features: list[Json]) -> Json:
    return {"type": "FeatureCollection", "features": features}


def _feature(kind: str, coordinates: Any, **properties: Any) -> Json:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def _ring(ring: Line) -> list[list[tuple[float, float]]]:
    points = [to_lonlat(point) for point in ring]
    return [[*points, points[0]]]


def _district_features() -> list[Json]:
    return [
        _feature(
            "Polygon", _ring(ring), code=f"district-{number}",
            name_fa=f"ناحیهٔ {persian_digits(number)}", name_en=f"District {number}",
            neighbourhoods=[
                {"name_fa": fa, "name_en": en, "point": to_lonlat(centre)}
                for (fa, en), centre in zip(
                    NEIGHBOURHOODS[number], NEIGHBOURHOOD_CENTRES[number], strict=True
                )
            ],
        )
        for number, ring in districts().items()
    ]  # fmt: skip


def _street_feature(street: Street) -> Json:
    properties: Json = {"name_fa": street.fa, "name_en": street.en, "class": street.kind}
    if street.district:
        properties |= {
            "district": str(street.district),
            "neighbourhood": street.neighbourhood[0],
        }
    return _feature("LineString", [to_lonlat(p) for p in street.line], **properties)


def _park_feature(park: Park) -> Json:
    return _feature(
        "Polygon", _ring(park.ring), name_fa=park.fa, name_en=park.en, district=str(park.district)
    )


def _water_features() -> list[Json]:
    named = (("مهررود", "Mehr River", "river", RIVER), ("شاه‌جوی", "Shah-Juy", "canal", CANAL))
    return [
        _feature("LineString", line, name_fa=fa, name_en=en, **{"class": kind})
        for fa, en, kind, course in named
        for line in _within_city(course)
    ]


def _railway_features() -> list[Json]:
    return [
        _feature("LineString", line, name_fa="راه‌آهن", name_en="Railway")
        for line in _within_city(RAILWAY)
    ]


def _within_city(course: Line) -> list[list[tuple[float, float]]]:
    border = edge()
    smooth = _rounded(course)
    return [
        [to_lonlat(p) for p in simplify(piece, 3)]
        for piece in clip(smooth, lambda p: inside(p, border))
        if length(piece) > 200
    ]


def _rounded(course: Line) -> Line:
    """Chaikin's corner cutting, three times."""
    for _ in range(3):
        cut = [course[0]]
        for (ax, ay), (bx, by) in pairwise(course):
            cut.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
            cut.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
        course = [*cut, course[-1]]
    return course


def _spot_feature(spot: Spot) -> Json:
    landmark = spot.landmark
    return _feature(
        "Point", to_lonlat(spot.point), name_fa=landmark.fa, name_en=landmark.en,
        district=str(landmark.district),
        neighbourhood=neighbourhood_of(landmark.district, spot.point)[0],
        **{"class": landmark.kind},
    )  # fmt: skip
