"""Reading maps that somebody uploads: GeoJSON (RFC 7946), checked hard and cut to what is used.

Whatever is wrong is a `Refused` at the field "file" that names the feature and the way out.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import msgspec
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from divan import language

MOST_BYTES = 8 * 1024 * 1024
MOST_POINTS = 200_000
MOST_FEATURES = 20_000
MOST_AREAS = 500
PLACES = 6  # decimal places of a degree: ten centimetres

AREAS = ("Polygon", "MultiPolygon")
LINES = ("LineString", "MultiLineString")
_DEPTH = {"Point": 0, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


@dataclass(frozen=True)
class Columns:
    """Which properties of a file hold what."""

    code: str = "code"
    fa: str = "name_fa"
    en: str = "name_en"
    kind: str = "class"


USUAL = Columns()


@dataclass(frozen=True)
class Shape:
    """One feature: its geometry as stored, and what its properties say."""

    number: int  # its place in the file, from 1
    geometry: dict[str, Any]
    names: dict[str, str]
    code: str
    kind: str


def read(
    data: bytes, geometries: Sequence[str], columns: Columns, *, most: int = MOST_FEATURES
) -> list[Shape]:
    """The features of a file, each of one of these geometry types.

    Raises `Refused` for what is too large, no GeoJSON, of another type or off the Earth.
    """
    if len(data) > MOST_BYTES:
        _refuse(_("The file is too large: at most 8 MB, please. Simplify its lines first."))
    features = _features(data)
    if not features:
        _refuse(_("The file holds no features."))
    if len(features) > most:
        _refuse(
            _("The file holds %(n)d features; at most %(most)d, please."),
            n=len(features),
            most=most,
        )
    shapes, points = [], 0
    for number, feature in enumerate(features, 1):
        shape = _shape(number, feature, geometries, columns)
        points += _count(shape.geometry["coordinates"])
        if points > MOST_POINTS:
            _refuse(_("The lines have too many points: at most 200,000. Simplify them first."))
        shapes.append(shape)
    return shapes


def properties_of(data: bytes) -> list[str]:
    """The names of properties that the first features of a file have, to choose from."""
    names: dict[str, None] = {}
    for feature in _features(data)[:20]:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if isinstance(properties, dict):
            names.update(dict.fromkeys(properties))
    return list(names)[:30]


def _features(data: bytes) -> list[Any]:
    try:
        found = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        _refuse(_("This is not a GeoJSON file: it cannot be read as JSON."))
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        _refuse(_("This is not a GeoJSON FeatureCollection."))
    features = found.get("features")
    if not isinstance(features, list):
        _refuse(_("This is not a GeoJSON FeatureCollection."))
    return features


def _shape(number: int, feature: Any, geometries: Sequence[str], columns: Columns) -> Shape:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in geometries:
        _refuse(
            _("Feature %(n)d must be of type %(types)s."), n=number, types=", ".join(geometries)
        )
    coordinates = _coordinates(number, geometry.get("coordinates"), _DEPTH[kind])
    if kind in AREAS:
        for ring in coordinates if kind == "Polygon" else _flat(coordinates):
            if len(ring) < 4 or ring[0] != ring[-1]:
                _refuse(
                    _("A ring of feature %(n)d is not closed: its first point must be its last."),
                    n=number,
                )
    elif kind in LINES:
        for line in [coordinates] if kind == "LineString" else coordinates:
            if len(line) < 2:
                _refuse(_("A line of feature %(n)d has fewer than two points."), n=number)
    properties = feature.get("properties")
    said = properties if isinstance(properties, dict) else {}
    return Shape(
        number=number,
        geometry={"type": kind, "coordinates": coordinates},
        names=_names(said, columns),
        code=_text(said.get(columns.code))[:40],
        kind=_text(said.get(columns.kind))[:20],
    )


def _coordinates(number: int, given: Any, depth: int) -> list[Any]:
    if depth == 0:
        return _position(number, given)
    if not isinstance(given, list) or not given:
        _refuse(_("The coordinates of feature %(n)d are not complete."), n=number)
    return [_coordinates(number, one, depth - 1) for one in given]


def _position(number: int, given: Any) -> list[float]:
    if not isinstance(given, list) or not 2 <= len(given) <= 4:
        _refuse(_("The coordinates of feature %(n)d are not complete."), n=number)
    east, north = given[0], given[1]
    if any(isinstance(part, bool) or not isinstance(part, int | float) for part in (east, north)):
        _refuse(_("The coordinates of feature %(n)d are not numbers."), n=number)
    if not (abs(east) <= 180 and abs(north) <= 90 and math.isfinite(east + north)):
        _refuse(
            _("The coordinates of feature %(n)d are not degrees; save the map as WGS 84."), n=number
        )
    return [round(float(east), PLACES), round(float(north), PLACES)]


def _names(properties: Mapping[str, Any], columns: Columns) -> dict[str, str]:
    own = properties.get("name")
    if isinstance(own, dict) and columns.fa not in properties and columns.en not in properties:
        said = {"fa": own.get("fa"), "en": own.get("en")}
    else:
        said = {"fa": properties.get(columns.fa), "en": properties.get(columns.en)}
    names = {code: _text(name)[:120] for code, name in said.items()}
    return {code: name for code, name in names.items() if name}


def _text(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    if isinstance(value, int) and abs(value) > 10**15:
        return ""
    return " ".join(language.clean(str(value)).split())


def _flat(polygons: Sequence[Any]) -> Iterator[Any]:
    for polygon in polygons:
        yield from polygon


def _count(coordinates: Any) -> int:
    if coordinates and isinstance(coordinates[0], list):
        return sum(_count(one) for one in coordinates)
    return 1


def _refuse(message: str, **facts: object) -> NoReturn:
    raise Refused(Refusal("bad_map", message % facts, "file", 422))
