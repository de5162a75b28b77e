"""Where a report comes from: the spot on the map, its address, and what can be said of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from random import Random

from .outline import CANAL
from .places import City, persian_digits, to_lonlat
from .shapes import Point, along, distance_to_line, inside
from .streets import Park, Street, neighbourhood_of

_PEOPLE = {1: 17, 2: 19, 3: 14, 4: 13, 5: 10, 6: 12, 7: 9, 8: 6}
"""Where people live, in hundredths of the city."""

_LEANS = {
    "light-out": {6: 1.3, 7: 1.4}, "light-new": {7: 1.8, 8: 1.8, 6: 1.5}, "pothole": {7: 1.6, 4: 1.3},
    "trench": {2: 1.5, 6: 1.4}, "snow": {5: 3.5, 2: 0.7, 7: 0.5}, "rubbish": {1: 1.5, 4: 1.3},
    "rubble": {7: 2.4, 8: 1.8, 6: 1.5}, "graffiti": {1: 1.8, 6: 1.6}, "sewer": {1: 2.0, 4: 1.5},
    "drain": {1: 1.3, 4: 1.5, 8: 1.4}, "flood": {4: 1.9, 7: 1.6, 5: 0.4}, "tap": {5: 1.8},
    "dry-tree": {3: 1.9}, "branches": {3: 1.7}, "signal": {1: 1.3, 2: 1.3}, "bus": {6: 2.0},
    "parking": {1: 1.8, 2: 1.3}, "construction": {6: 1.7, 5: 1.5}, "obstruction": {1: 2.6},
    "noise": {6: 1.4, 2: 1.2}, "dogs": {7: 2.2, 8: 2.4, 1: 0.4}, "wall": {1: 2.6},
    "bridge": {2: 1.4, 8: 1.6}, "pests": {1: 1.6, 4: 1.4}, "playground": {7: 0.7},
}  # fmt: skip
"""Kinds that come more (or less) often from a district than its people would explain."""


@dataclass(frozen=True)
class Place:
    """A spot: degrees, the address in both languages, and the slots of a text, by language."""

    latitude: float
    longitude: float
    district: int
    street: str
    address: Mapping[str, str]
    landmark: Mapping[str, str]
    slots: Mapping[str, Mapping[str, str]]


@dataclass
class Scout:
    """Finds spots for reports on the map."""

    city: City
    random: Random
    _crossings: dict[str, list[Street]] = field(default_factory=dict)

    def place(self, kind: str) -> Place:
        """A spot where such a thing may well be."""
        district = self._district(kind)
        if kind == "playground":
            park = self.random.choice(self._parks[district])
            return self._in_park(park, district)
        street = self._street(district, kind)
        for _ in range(30):
            point = self._beside(street)
            if self.city.district_at(point) == district:
                break
        else:
            return self.place(kind)
        return self._describe(point, district, street)

    def beside(self, other: Place, metres: float) -> Place:
        """A spot in the same street, so many metres away at most: another report of the same."""
        street = next(s for s in self.city.streets if s.fa == other.street)
        here = self._point_of(other)
        near = [
            point
            for point in (along(street.line, step / 60) for step in range(61))
            if math.dist(point, here) <= metres and self.city.district_at(point) == other.district
        ]
        point = self.random.choice(near or [here])
        return self._describe(point, other.district, street)

    @cached_property
    def _parks(self) -> dict[int, list[Park]]:
        found: dict[int, list[Park]] = {}
        for park in self.city.parks:
            found.setdefault(park.district, []).append(park)
        return found

    @cached_property
    def _streets(self) -> dict[int, list[Street]]:
        found: dict[int, list[Street]] = {}
        for street in self.city.streets:
            found.setdefault(street.district, []).append(street)
        return found

    @cached_property
    def _boulevards(self) -> dict[int, list[Street]]:
        """Boulevards by the districts on their sides."""
        found: dict[int, list[Street]] = {number: [] for number in _PEOPLE}
        for street in self._streets[0]:
            sides = {
                self.city.district_at((x + dx, y + dy))
                for x, y in street.line[1:-1]
                for dx, dy in ((25, 0), (-25, 0), (0, 25), (0, -25))
            }
            for number in sides - {0}:
                found[number].append(street)
        return found

    def _district(self, kind: str) -> int:
        lean = _LEANS.get(kind, {})
        weights = [share * lean.get(district, 1.0) for district, share in _PEOPLE.items()]
        return self.random.choices(list(_PEOPLE), weights)[0]

    def _street(self, district: int, kind: str) -> Street:
        if kind in ("signal", "bus") or self.random.random() < 0.12:
            through = self._boulevards[district]
            if through and self.random.random() < 0.7:
                return self.random.choice(through)
            return self.random.choice([s for s in self._streets[district] if s.kind == "street"])
        alley = self.random.random() < 0.6
        wanted = "alley" if alley else "street"
        return self.random.choice([s for s in self._streets[district] if s.kind == wanted])

    def _beside(self, street: Street) -> Point:
        """Four to nine metres off the middle of the street."""
        x, y = along(street.line, self.random.uniform(0.04, 0.96))
        angle = self.random.uniform(0, 2 * math.pi)
        reach = self.random.uniform(4, 9) if street.kind != "boulevard" else 18
        return x + reach * math.cos(angle), y + reach * math.sin(angle)

    def _in_park(self, park: Park, district: int) -> Place:
        xs, ys = zip(*park.ring, strict=True)
        while True:
            point = (
                self.random.uniform(min(xs), max(xs)),
                self.random.uniform(min(ys), max(ys)),
            )
            if inside(point, park.ring):
                break
        street = min(self._streets[district], key=lambda s: distance_to_line(point, s.line))
        found = self._describe(point, district, street)
        area_fa, area_en = neighbourhood_of(district, point)
        return Place(
            found.latitude,
            found.longitude,
            district,
            street.fa,
            {
                "fa": f"ناحیهٔ {persian_digits(district)}، {area_fa}، {park.fa}",
                "en": f"District {district}, {area_en}, {park.en}",
            },
            {"fa": park.fa, "en": park.en},
            {
                "fa": {**found.slots["fa"], "park": park.fa},
                "en": {**found.slots["en"], "park": park.en},
            },
        )

    def _describe(self, point: Point, district: int, street: Street) -> Place:
        longitude, latitude = to_lonlat(point)
        number = self.random.randint(1, 26 if street.kind == "alley" else 148)
        numbered = self.random.random() < 0.72
        area_fa, area_en = neighbourhood_of(district, point)
        fa = {"street": street.fa, "area": area_fa, "plaque": persian_digits(number)}
        en = {"street": street.en, "area": area_en, "plaque": str(number)}
        fa |= {"class": street.kind, "district": str(district)}
        en |= {"class": street.kind, "district": str(district)}
        self._name_around(point, street, fa, en)
        place_fa = f"ناحیهٔ {persian_digits(district)}، {street.fa}"
        place_en = f"District {district}, {street.en}"
        if numbered:
            place_fa, place_en = f"{place_fa}، پلاک {fa['plaque']}", f"{place_en}, no. {number}"
        beside = self.city.near(point, within=120)
        landmark = {"fa": beside.fa, "en": beside.en} if beside else {"fa": "", "en": ""}
        return Place(
            latitude, longitude, district, street.fa, {"fa": place_fa, "en": place_en}, landmark,
            {"fa": fa, "en": en},
        )  # fmt: skip

    def _name_around(
        self, point: Point, street: Street, fa: dict[str, str], en: dict[str, str]
    ) -> None:
        """Add the slots for what is near: a crossing street, a landmark, a school, a park."""
        crossing = self._crossing(street)
        if crossing:
            other = self.random.choice(crossing)
            fa["cross"], en["cross"] = other.fa, other.en
        for slot, kind, within in (
            ("near", "", 350), ("school", "school", 450), ("mosque", "mosque", 450),
            ("clinic", "clinic", 600),
        ):  # fmt: skip
            found = self.city.near(point, kind, within)
            if found:
                fa[slot], en[slot] = found.fa, found.en
        park = self.city.park_near(point)
        if park:
            fa["park"], en["park"] = park.fa, park.en
        if distance_to_line(point, CANAL) < 160:
            fa["canal"], en["canal"] = "شاه‌جوی", "Shah-Juy"

    def _crossing(self, street: Street) -> list[Street]:
        """Streets and boulevards that meet this one at an end or in its middle."""
        if street.fa not in self._crossings:
            probes = [along(street.line, step / 8) for step in range(9)]
            self._crossings[street.fa] = [
                other
                for other in self.city.streets
                if other.kind != "alley"
                and other.fa != street.fa
                and any(distance_to_line(probe, other.line) < 45 for probe in probes)
            ]
        return self._crossings[street.fa]

    def _point_of(self, place: Place) -> Point:
        """The middle of the street's nearest stretch; enough to stay close by."""
        street = next(s for s in self.city.streets if s.fa == place.street)
        spots = [along(street.line, step / 60) for step in range(61)]
        return min(
            spots,
            key=lambda p: math.dist(to_lonlat(p), (place.longitude, place.latitude)),
        )
