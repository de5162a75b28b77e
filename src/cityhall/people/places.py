"""Where things are: which area holds a point, how far two points are, what the map spans."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache

from cityhall.people.models import Area

METRES_PER_DEGREE = 111_320.0
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Box:
    """A span of degrees, west to east and south to north."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


def distance(
    latitude: float, longitude: float, other_latitude: float, other_longitude: float
) -> float:
    """Metres between two points of one city (a plane is exact enough there)."""
    north = (other_latitude - latitude) * METRES_PER_DEGREE
    east = (other_longitude - longitude) * METRES_PER_DEGREE * math.cos(math.radians(latitude))
    return math.hypot(north, east)


def around(latitude: float, longitude: float, metres: float) -> Box:
    """The box that holds every point within `metres`."""
    tall = metres / METRES_PER_DEGREE
    wide = tall / max(math.cos(math.radians(latitude)), 0.01)
    return Box(longitude - wide, latitude - tall, longitude + wide, latitude + tall)


def rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of a GeoJSON Polygon or MultiPolygon, outer and holes alike."""
    polygons = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons:
        yield from polygon


def contains(geometry: dict[str, Any], latitude: float, longitude: float) -> bool:
    """Whether a geometry holds a point (even-odd rule, so holes are out)."""
    inside = False
    for ring in rings(geometry):
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > latitude) != (y2 > latitude) and longitude < (x2 - x1) * (latitude - y1) / (
                y2 - y1
            ) + x1:
                inside = not inside
    return inside


def area_at(latitude: float | None, longitude: float | None) -> Area | None:
    """The area that holds a point, if any."""
    if latitude is None or longitude is None:
        return None
    for area, box in _areas():
        if box.holds(latitude, longitude) and contains(area.geometry, latitude, longitude):
            return area
    return None


def in_city(latitude: float | None, longitude: float | None) -> bool:
    """Whether a point lies in the span of the city's areas; without areas, anywhere on Earth."""
    if latitude is None or longitude is None:
        return False
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        return False
    span = city_box()
    if span is None:
        return abs(latitude) <= 90 and abs(longitude) <= 180
    return span.holds(latitude, longitude)


def city_box() -> Box | None:
    """The span of all areas, with a little margin; `None` while there are none."""
    boxes = [box for _, box in _areas()]
    if not boxes:
        return None
    return _union(tuple(boxes))


@lru_cache(maxsize=4)
def _union(boxes: tuple[Box, ...]) -> Box:
    west, south = min(box.west for box in boxes), min(box.south for box in boxes)
    east, north = max(box.east for box in boxes), max(box.north for box in boxes)
    margin = 0.02 * max(east - west, north - south)
    return Box(west - margin, south - margin, east + margin, north + margin)


def _areas() -> list[tuple[Area, Box]]:
    """Areas with a boundary and their boxes, kept until the map changes."""
    known: list[tuple[Area, Box]] | None = cache.get("areas")
    if known is None:
        known = [(area, _box(area.geometry)) for area in Area.objects.exclude(geometry=None)]
        cache.set("areas", known, 60)
    return known


def _box(geometry: dict[str, Any]) -> Box:
    points = [point for ring in rings(geometry) for point in ring]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
