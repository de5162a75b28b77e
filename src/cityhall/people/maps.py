"""Maps drawn by the server from the city's own GeoJSON, as SVG that needs no script.

A `View` is a window on the map in Web Mercator (EPSG:3857, as map tiles have it). `svg` draws it
with pins, inline in a page or standing alone as a file.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from markupsafe import Markup, escape

from cityhall.people import drawing, places
from cityhall.people.queries import city

WORLD = 256  # pixels around the Earth at zoom 0
LEAST_ZOOM, MOST_ZOOM = 1.0, 19.0
CLOSE = 16.0  # a single place among its streets
HIGHEST_LATITUDE = 85.0511287798  # where the projection's square ends
SVG = "http://www.w3.org/2000/svg"
DIRECTIONS = {"north": (0, -1), "south": (0, 1), "west": (-1, 0), "east": (1, 0)}


@dataclass(frozen=True)
class View:
    """What a picture shows: the degrees of its middle, the zoom of map tiles, its pixels."""

    centre_latitude: float
    centre_longitude: float
    zoom: float
    width: int
    height: int

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a place lies on the picture, in pixels from its upper left corner."""
        x, y = _on_plane(latitude, longitude)
        middle_x, middle_y = _on_plane(self.centre_latitude, self.centre_longitude)
        return (
            (x - middle_x) * self._pixels + self.width / 2,
            (y - middle_y) * self._pixels + self.height / 2,
        )

    def place(self, x: float, y: float) -> tuple[float, float]:
        """The latitude and longitude under a pixel."""
        middle_x, middle_y = _on_plane(self.centre_latitude, self.centre_longitude)
        return _on_earth(
            middle_x + (x - self.width / 2) / self._pixels,
            middle_y + (y - self.height / 2) / self._pixels,
        )

    def moved(self, direction: str) -> View:
        """The view a third of the picture to the north, south, east or west."""
        right, down = DIRECTIONS[direction]
        return self.around(
            *self.place(
                self.width / 2 + right * self.width / 3, self.height / 2 + down * self.height / 3
            )
        )

    def zoomed(self, step: float) -> View:
        """The view nearer (a positive step) or farther; one step doubles what a metre takes."""
        return replace(self, zoom=min(MOST_ZOOM, max(LEAST_ZOOM, self.zoom + step)))

    def around(self, latitude: float, longitude: float) -> View:
        """The same view with this place in its middle."""
        return replace(
            self, centre_latitude=round(latitude, 6), centre_longitude=round(longitude, 6)
        )

    @property
    def box(self) -> places.Box:
        """The degrees that the picture spans."""
        north, west = self.place(0, 0)
        south, east = self.place(self.width, self.height)
        return places.Box(west, south, east, north)

    @property
    def metres(self) -> float:
        """Metres on the ground under one pixel in the middle of the picture."""
        around = math.tau * 6_378_137 * math.cos(math.radians(self.centre_latitude))
        return around / self._pixels

    @property
    def _pixels(self) -> float:
        return WORLD * 2.0**self.zoom


@dataclass(frozen=True)
class Pin:
    """A mark on the map. `state`: "", waiting, done, danger, selected, or "middle" for a cross."""

    latitude: float
    longitude: float
    href: str = ""
    title: str = ""
    state: str = ""


def whole_city(width: int, height: int) -> View:
    """The view that holds all areas of the city; the Earth while it has none."""
    span = places.city_box()
    if span is None:
        return View(0.0, 0.0, LEAST_ZOOM, width, height)
    return _holding([(span.south, span.west), (span.north, span.east)], width, height, margin=2)


def fitting(points: Iterable[tuple[float, float]], width: int, height: int) -> View:
    """The nearest view that holds all (latitude, longitude); the whole city without any."""
    listed = list(points)
    if not listed:
        return whole_city(width, height)
    return _holding(listed, width, height, margin=32)


def base(
    view: View, language: str, standalone: bool, marks: Sequence[tuple[float, float]] = ()
) -> Markup:
    """The map under the pins: kept until the map changes. Two queries when it is drawn anew.

    Inline it wears the classes of the stylesheet, over the tiles of `settings.TILES` if there are
    any; standing alone it has colours of its own, and never tiles (a picture may load nothing).
    Names leave room for `marks`, in pixels.
    """
    version = city().map_version
    around = [(round(x), round(y)) for x, y in marks]
    key = f"map:{version}:{view}:{language}:{standalone}"
    if around:
        key += f":{sha256(repr(around).encode()).hexdigest()[:16]}"
    key = key.replace(" ", "")
    kept = caches["drawings"]
    drawn: str | None = kept.get(key)
    if drawn is None:
        drawn = drawing.layers(view, language, standalone, around)
        kept.set(key, drawn, 3600)
    under = _tiles(view) if settings.TILES and not standalone else ""
    return _markup(under + drawn)


def svg(
    view: View,
    pins: Sequence[Pin],
    language: str,
    standalone: bool = False,
    label: str = "",
) -> Markup:
    """The whole picture: map and pins. With links in it the picture is a group, else an image.

    Only the cross in the middle keeps names away: the base is kept for all, and pins come and go.
    """
    role = "group" if any(pin.href for pin in pins) else "img"
    marks = [view.point(one.latitude, one.longitude) for one in pins if one.state == "middle"]
    alone = f' xmlns="{SVG}" width="{view.width}" height="{view.height}"' if standalone else ""
    return _markup(
        f'<svg{alone} viewBox="0 0 {view.width} {view.height}" role="{role}"'
        f' aria-label="{escape(label)}" direction="ltr">{base(view, language, standalone, marks)}'
        f"{''.join(drawing.pin(view, pin, standalone) for pin in pins)}</svg>"
    )


def address(view: View, language: str, mark: tuple[float, float] | None = None) -> str:
    """The address of this view as a picture in a file of its own, with a mark if there is one."""
    asked = {
        "v": city().map_version,
        "lat": view.centre_latitude,
        "lon": view.centre_longitude,
        "zoom": view.zoom,
        "w": view.width,
        "h": view.height,
        "lang": language,
    }
    if mark is not None:
        asked |= {"mark_lat": mark[0], "mark_lon": mark[1]}
    return f"{reverse('map_picture')}?{urlencode(asked)}"


def _markup(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 - whatever came from a person was escaped where it was drawn


def _holding(
    points: Sequence[tuple[float, float]], width: int, height: int, *, margin: int
) -> View:
    plane = [_on_plane(latitude, longitude) for latitude, longitude in points]
    left, right = min(x for x, _ in plane), max(x for x, _ in plane)
    top, bottom = min(y for _, y in plane), max(y for _, y in plane)
    sizes = ((right - left, width), (bottom - top, height))
    zooms = [math.log2((room - 2 * margin) / (size * WORLD)) for size, room in sizes if size > 1e-9]
    zoom = math.floor(min([CLOSE, *zooms]) * 100) / 100
    middle = _on_earth((left + right) / 2, (top + bottom) / 2)
    return View(0.0, 0.0, max(LEAST_ZOOM, zoom), width, height).around(*middle)


def _on_plane(latitude: float, longitude: float) -> tuple[float, float]:
    """Web Mercator, from 0 to 1 to the east and to the south."""
    latitude = min(HIGHEST_LATITUDE, max(-HIGHEST_LATITUDE, latitude))
    sine = math.sin(math.radians(latitude))
    return longitude / 360 + 0.5, 0.5 - math.log((1 + sine) / (1 - sine)) / (4 * math.pi)


def _on_earth(x: float, y: float) -> tuple[float, float]:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y)))), (x - 0.5) * 360


def _tiles(view: View) -> str:
    """The outside tiles that the view touches, at the nearest whole zoom."""
    zoom = max(0, round(view.zoom))
    count = 2**zoom
    size = WORLD * 2.0 ** (view.zoom - zoom)
    middle_x, middle_y = _on_plane(view.centre_latitude, view.centre_longitude)
    left, top = middle_x * count * size - view.width / 2, middle_y * count * size - view.height / 2
    images = []
    for row in range(max(0, int(top // size)), min(count, int((top + view.height) // size) + 1)):
        for column in range(int(left // size), int((left + view.width) // size) + 1):
            address = (
                settings.TILES.replace("{z}", str(zoom))
                .replace("{x}", str(column % count))
                .replace("{y}", str(row))
            )
            images.append(
                f'<image href="{escape(address)}" x="{column * size - left:.1f}"'
                f' y="{row * size - top:.1f}" width="{size + 0.5:.1f}" height="{size + 0.5:.1f}"/>'
            )
    return "".join(images)
