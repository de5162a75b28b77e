"""Places that everybody knows, from the city's map: «روبه‌روی دبستان مهر» says where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cityhall.people import places
from cityhall.people.models import MapLayer
from cityhall.people.names import Names, name_in
from cityhall.web.kept import Kept
from divan import language


@dataclass(frozen=True)
class Landmark:
    """A named point; its key is where it stands, so that it outlives a new drawing of the map."""

    key: str
    names: Names
    latitude: float
    longitude: float
    area_code: str
    area_names: Names


def landmarks() -> dict[str, Landmark]:
    """All landmarks by key; none is read from the database while they are kept."""
    return KEPT.get()


def by_area() -> list[tuple[str, list[Landmark]]]:
    """Landmarks under the names of their areas, each in the order of the page's language."""
    groups: dict[str, list[Landmark]] = {}
    for one in landmarks().values():
        groups.setdefault(name_in(one.area_names), []).append(one)
    return [
        (area, sorted(groups[area], key=lambda one: language.sort_key(name_in(one.names))))
        for area in sorted(groups, key=language.sort_key)
    ]


def _read() -> dict[str, Landmark]:
    layer = MapLayer.objects.filter(kind=MapLayer.Kind.LANDMARK).first()
    found: dict[str, Landmark] = {}
    for feature in layer.features.get("features", ()) if layer else ():
        geometry = feature.get("geometry") or {}
        names = names_of(feature.get("properties") or {})
        if geometry.get("type") != "Point" or not names:
            continue
        longitude, latitude = geometry["coordinates"][:2]
        area = places.area_at(latitude, longitude)
        key = f"{latitude:.5f},{longitude:.5f}"
        found[key] = Landmark(
            key, names, latitude, longitude, area.code if area else "", area.name if area else {}
        )
    return found


def names_of(properties: Mapping[str, object]) -> Names:
    """The names of a map feature: `name` as {"fa": …} or one text, or `name_fa`, `name_en`."""
    name = properties.get("name")
    if isinstance(name, Mapping):
        return name
    named = {
        key.removeprefix("name_"): str(value)
        for key, value in properties.items()
        if key.startswith("name_") and value
    }
    return named or ({"fa": str(name)} if name else {})


KEPT = Kept("landmarks", _read)
