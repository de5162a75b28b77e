"""How the city's layers look on a picture: which are shown from which nearness, and how broad.

Layers are GeoJSON: areas (Polygon, MultiPolygon) and the FeatureCollections of `MapLayer`. Of a
feature's properties the class is read, and the names as `landmarks.names_of` finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from markupsafe import escape

from cityhall.people import places, queries
from cityhall.people.geometry import (
    Point,
    meet,
    middle_of,
    middles_of,
    path_of,
    ring_within,
    runs_within,
    simplified,
    span,
    surface_of,
    unshared,
)
from cityhall.people.labels import Board
from cityhall.people.landmarks import names_of
from cityhall.people.names import name_in

if TYPE_CHECKING:
    from cityhall.people.maps import Pin, View

Feature = Mapping[str, Any]
TOLERANCE = 0.7  # pixels
NAME_ROOM = 28.0  # pixels from a name's middle to the edge of what it names
FINE = 0.25  # pixels that one unit of a scaled path stands for
RIGHT_TO_LEFT = ("fa", "ar")


@dataclass(frozen=True)
class Street:
    """How broad a street is drawn, and from how many metres a pixel on it and its name are."""

    metres: float
    least: float  # pixels
    shown: float  # metres under a pixel
    named: float


MAIN = Street(26, 2.4, 1000, 7)
PLAIN = Street(13, 1.1, 16, 3)
SMALL = Street(7, 0.8, 5, 1.3)
STREETS = {
    **dict.fromkeys(("boulevard", "motorway", "trunk", "primary", "secondary"), MAIN),
    **dict.fromkeys(("alley", "residential", "service", "footway", "path", "living_street"), SMALL),
}
PARK_NAMES, LANDMARK_NAMES, DISTRICT_NAMES = 5.0, 2.6, 40.0

# What the stylesheet says of each class, for a picture that cannot see the stylesheet.
_INK = {
    "water": 'fill="#d3e3e8"',
    "stream": 'fill="none" stroke="#d3e3e8" stroke-width="8"',
    "park": 'fill="#dae4d0"',
    "street": 'fill="none" stroke="#ffffff" stroke-width="5"',
    "street main": 'fill="none" stroke="#ffffff" stroke-width="12"',
    "district": 'fill="none" stroke="#5a6672" stroke-width="1.5" stroke-dasharray="6 4"',
    "landmark": 'fill="#5a6672"',
}
_LAND = '<path fill="#eef0ea" d="M0 0h9999v9999H0z"/>'
_STROKES = {"stream": 8, "street": 5, "street main": 12}
_PIN_INK = {
    "": 'fill="#0d6a70" stroke="#fffefb" stroke-width="2"',
    "waiting": 'fill="#855a0c" stroke="#fffefb" stroke-width="2"',
    "danger": 'fill="#a8321f" stroke="#fffefb" stroke-width="2"',
    "done": 'fill="#fffefb" stroke="#2d6a3e" stroke-width="3"',
    "selected": 'fill="#0d6a70" stroke="#1c2733" stroke-width="4"',
}
_TEXT_INK = (
    ' font-family="Vazirmatn,Tahoma,Roboto,sans-serif" fill="#5a6672" stroke="#eef0ea"'
    ' stroke-width="3" paint-order="stroke" text-anchor="middle"'
)


def layers(view: View, language: str, standalone: bool, marks: Sequence[Point] = ()) -> str:
    """The layers from the ground up, then the names, the most important first.

    Names leave room for the marks that will lie on the picture.
    """
    pen = _Pen(view, standalone)
    found = {kind: _features(layer) for kind, layer in queries.layers().items()}
    areas = [area for area in queries.areas() if area.geometry]
    board = Board(view.width, view.height, marks)
    _name_districts(pen, board, areas, language)
    drawn = _LAND if standalone else ""
    if standalone or not settings.TILES:
        drawn += _water(pen, found.get("water", []))
        drawn += _parks(pen, board, found.get("park", []), language)
        drawn += _streets(pen, board, found.get("street", []), language)
        drawn += _landmarks(pen, board, found.get("landmark", []), language)
    drawn += pen.path("district", _borders(pen, areas))
    return drawn + board.drawn(
        _TEXT_INK if standalone else "", right_to_left=language in RIGHT_TO_LEFT
    )


def pin(view: View, pin: Pin, standalone: bool) -> str:
    """One mark; a mark that is a link takes clicks in a circle broader than itself."""
    x, y = view.point(pin.latitude, pin.longitude)
    if pin.state == "middle":
        cross = f"M{x:.1f} {y:.1f}m-9 0h6m6 0h6m-9-9v6m0 6v6"
        return f'<path d="{cross}" fill="none" stroke="#1c2733"/>'
    look = _PIN_INK[pin.state] if standalone else f'class="pin {pin.state}"'
    radius = 9 if pin.state == "selected" else 7
    title = f"<title>{escape(pin.title)}</title>" if pin.title else ""
    mark = f'<circle {look} r="{radius}" cx="{x:.1f}" cy="{y:.1f}">{title}</circle>'
    if not pin.href:
        return mark
    reach = f'<circle r="12" cx="{x:.1f}" cy="{y:.1f}" fill="transparent"/>'
    return f'<a href="{escape(pin.href)}" aria-label="{escape(pin.title)}">{reach}{mark}</a>'


class _Pen:
    """Draws on one view, in classes or in colours."""

    def __init__(self, view: View, standalone: bool) -> None:
        self.view = view
        self.standalone = standalone
        self.frame = (-20.0, -20.0, view.width + 20.0, view.height + 20.0)

    def points(self, coordinates: Sequence[Sequence[float]]) -> list[Point]:
        return [self.view.point(place[1], place[0]) for place in coordinates]

    def sees(self, coordinates: Sequence[Sequence[float]]) -> bool:
        """Whether any of it may lie on the picture, told in degrees: cheaper than in pixels."""
        west, south, east, north = span([(place[0], place[1]) for place in coordinates])
        box = self.view.box
        return meet((west, south, east, north), (box.west, box.south, box.east, box.north))

    def ring(self, coordinates: Sequence[Sequence[float]]) -> list[Point]:
        """A ring as it is drawn, or nothing."""
        if not self.sees(coordinates):
            return []
        ring = ring_within(self.points(coordinates)[:-1], self.frame)
        return simplified([*ring, ring[0]], TOLERANCE)[:-1] if len(ring) > 2 else []

    def runs(self, points: Sequence[Point]) -> list[list[Point]]:
        return [simplified(run, TOLERANCE) for run in runs_within(points, self.frame)]

    def surface(self, look: str, rings: Iterable[Sequence[Point]]) -> str:
        return self._written(look, path_of(rings, scale=FINE, closed=True), FINE)

    def path(self, look: str, lines: Iterable[Sequence[Point]], breadth: float = 0) -> str:
        """Lines in one path. The path is scaled so that the class's stroke has this breadth."""
        scale = min(1.0, breadth / _STROKES[look]) if breadth else 1.0
        return self._written(look, path_of(lines, scale=scale), scale)

    def _written(self, look: str, data: str, scale: float) -> str:
        if not data:
            return ""
        ink = f'{_INK[look]} stroke-linejoin="round"' if self.standalone else f'class="{look}"'
        scaled = f' transform="scale({scale:.4g})"' if scale != 1 else ""
        return f'<path {ink}{scaled} d="{data}"/>'


def _features(layer: Any) -> list[Feature]:
    return [one for one in layer.get("features", ()) if one.get("geometry")]


def _name(feature: Feature, language: str) -> str:
    return name_in(names_of(feature.get("properties") or {}), language)


def _lines(feature: Feature) -> Iterator[Sequence[Sequence[float]]]:
    geometry = feature["geometry"]
    if geometry["type"] == "LineString":
        yield geometry["coordinates"]
    elif geometry["type"] == "MultiLineString":
        yield from geometry["coordinates"]


def _rings(feature: Feature) -> Iterator[Sequence[Sequence[float]]]:
    if feature["geometry"]["type"] in ("Polygon", "MultiPolygon"):
        yield from places.rings(feature["geometry"])


def _water(pen: _Pen, features: list[Feature]) -> str:
    rings = [ring for one in features for shape in _rings(one) if (ring := pen.ring(shape))]
    streams = [
        run for one in features for line in _lines(one) for run in pen.runs(pen.points(line))
    ]
    return pen.surface("water", rings) + pen.path(
        "stream", streams, min(8.0, max(1.6, 16 / pen.view.metres))
    )


def _parks(pen: _Pen, board: Board, features: list[Feature], language: str) -> str:
    drawn = []
    for one in features:
        rings = [ring for shape in _rings(one) if (ring := pen.ring(shape))]
        drawn += rings
        if rings and pen.view.metres < PARK_NAMES:
            board.write(_name(one, language), middle_of(rings[0], NAME_ROOM))
    return pen.surface("park", drawn)


def _streets(pen: _Pen, board: Board, features: list[Feature], language: str) -> str:
    """Small streets lie under broad ones; names are given to broad ones first."""
    runs: dict[Street, list[list[Point]]] = {SMALL: [], PLAIN: [], MAIN: []}
    names: dict[Street, list[tuple[str, list[Point]]]] = {MAIN: [], PLAIN: [], SMALL: []}
    metres = pen.view.metres
    for one in features:
        street = STREETS.get((one.get("properties") or {}).get("class", ""), PLAIN)
        if metres > street.shown:
            continue
        for line in _lines(one):
            if not pen.sees(line):
                continue
            found = pen.runs(pen.points(line))
            runs[street] += found
            if metres <= street.named:
                names[street] += [(_name(one, language), run) for run in found]
    for street in names:
        for name, run in names[street]:
            board.write_along(name, run)
    drawn = ""
    for street, lines in runs.items():
        breadth = max(street.least, street.metres / metres)
        drawn += pen.path("street main" if breadth > 5 else "street", lines, min(breadth, 12))
    return drawn


def _landmarks(pen: _Pen, board: Board, features: list[Feature], language: str) -> str:
    dots = ""
    if pen.view.metres > LANDMARK_NAMES:
        return dots
    for one in features:
        if one["geometry"]["type"] != "Point":
            continue
        x, y = pen.points([one["geometry"]["coordinates"]])[0]
        if board.write(_name(one, language), (x, y - 10)):
            look = _INK["landmark"] if pen.standalone else 'class="landmark"'
            dots += f'<circle {look} r="3" cx="{x:.0f}" cy="{y:.0f}"/>'
    return dots


def _borders(pen: _Pen, areas: Sequence[Any]) -> list[list[Point]]:
    """The edges of all areas, each once although two neighbours have it."""
    rings = [
        [(place[0], place[1]) for place in ring]
        for area in areas
        for ring in places.rings(area.geometry)
        if pen.sees(ring)
    ]
    return [run for piece in unshared(rings) for run in pen.runs(pen.points(piece))]


def _name_districts(pen: _Pen, board: Board, areas: Sequence[Any], language: str) -> None:
    """The name of each area, in the middle of what is seen of it or where else there is room."""
    if pen.view.metres < LANDMARK_NAMES or pen.view.metres > DISTRICT_NAMES:
        return
    for area in areas:
        shown = [ring for shape in places.rings(area.geometry) if (ring := pen.ring(shape))]
        if shown:
            largest = max(shown, key=surface_of)
            name = name_in(area.name, language)
            for middle in middles_of(largest, NAME_ROOM):
                if board.write(name, middle, district=True):
                    break
