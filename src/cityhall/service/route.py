"""In which order somebody on foot or by car visits places: always the nearest one next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cityhall.people.places import distance


@dataclass(frozen=True)
class Spot:
    """A place to visit, by the number of its report; degrees WGS 84."""

    number: int
    latitude: float
    longitude: float


def nearest_next(spots: Iterable[Spot], latitude: float, longitude: float) -> list[Spot]:
    """The spots in the order of a walk from a point to the nearest, from there to its nearest, …

    Of two as near, the one that came first stays first. Cost: the square of their number.
    """
    left = list(spots)
    walk: list[Spot] = []
    while left:
        nearest = min(
            left, key=lambda one: distance(latitude, longitude, one.latitude, one.longitude)
        )
        left.remove(nearest)
        walk.append(nearest)
        latitude, longitude = nearest.latitude, nearest.longitude
    return walk
