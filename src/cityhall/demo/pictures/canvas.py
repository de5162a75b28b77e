"""A sheet of 1024 by 768 to draw on in flat colours, drawn twice as large and then reduced."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1024, 768
_SCALE = 2

Colour = tuple[int, int, int]
Spot = tuple[float, float]


def colour(code: str) -> Colour:
    """Read ``#rrggbb``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """``share`` of the other colour in the first."""
    return (
        round(one[0] + (other[0] - one[0]) * share),
        round(one[1] + (other[1] - one[1]) * share),
        round(one[2] + (other[2] - one[2]) * share),
    )


class Canvas:
    """Shapes in colours ``#rrggbb`` that take on the light of the hour.

    ``light`` is a colour and how much of it lies over everything: dusk, night, haze. ``bright``
    colours, such as a lamp's, are drawn as they are.
    """

    def __init__(self, random: Random, light: tuple[str, float]) -> None:
        self.random = random
        self._light, self._share = colour(light[0]), light[1]
        self._image = Image.new("RGB", (WIDTH * _SCALE, HEIGHT * _SCALE))
        self._draw = ImageDraw.Draw(self._image, "RGBA")

    def poly(
        self, spots: Sequence[Spot], fill: str, *, alpha: float = 1, bright: bool = False
    ) -> None:
        self._draw.polygon([self._at(spot) for spot in spots], self._ink(fill, alpha, bright))

    def rect(
        self, x: float, y: float, wide: float, tall: float, fill: str, *, alpha: float = 1,
        bright: bool = False, round_by: float = 0,
    ) -> None:  # fmt: skip
        box = (*self._at((x, y)), *self._at((x + wide, y + tall)))
        ink = self._ink(fill, alpha, bright)
        if round_by:
            self._draw.rounded_rectangle(box, round_by * _SCALE, ink)
        else:
            self._draw.rectangle(box, ink)

    def disc(
        self, x: float, y: float, wide: float, tall: float | None = None, *, fill: str,
        alpha: float = 1, bright: bool = False,
    ) -> None:  # fmt: skip
        """An ellipse around (x, y) with these radii."""
        tall = wide if tall is None else tall
        box = (*self._at((x - wide, y - tall)), *self._at((x + wide, y + tall)))
        self._draw.ellipse(box, self._ink(fill, alpha, bright))

    def line(
        self, spots: Sequence[Spot], width: float, fill: str, *, alpha: float = 1,
        bright: bool = False,
    ) -> None:  # fmt: skip
        ink = self._ink(fill, alpha, bright)
        self._draw.line([self._at(spot) for spot in spots], ink, round(width * _SCALE), "curve")
        if alpha == 1:
            for x, y in (spots[0], spots[-1]):
                self.disc(x, y, width / 2, fill=fill, bright=bright)

    def arc(
        self, x: float, y: float, wide: float, tall: float, start: float, end: float,
        width: float, fill: str,
    ) -> None:  # fmt: skip
        """Part of an ellipse's outline, degrees clockwise from the right."""
        box = (*self._at((x - wide, y - tall)), *self._at((x + wide, y + tall)))
        self._draw.arc(box, start, end, self._ink(fill, 1, False), round(width * _SCALE))

    def glow(self, x: float, y: float, radius: float, fill: str, strength: float = 0.16) -> None:
        """Light around a lamp, in soft rings."""
        for ring in range(6, 0, -1):
            reach = radius * ring / 6
            self.disc(x, y, reach, fill=fill, alpha=strength / 2 + strength / ring, bright=True)

    def blob(
        self, x: float, y: float, wide: float, tall: float, fill: str, *, rough: float = 0.18,
        points: int = 16, alpha: float = 1,
    ) -> None:  # fmt: skip
        """A rounded, uneven shape."""
        radii = [1 + self.random.uniform(-rough, rough) for _ in range(points)]
        spots = []
        for step in range(points * 4):
            turn = step / 4
            a, b = radii[int(turn) % points], radii[(int(turn) + 1) % points]
            part = (1 - math.cos((turn % 1) * math.pi)) / 2
            reach = a + (b - a) * part
            angle = 2 * math.pi * turn / points
            spots.append((x + wide * reach * math.cos(angle), y + tall * reach * math.sin(angle)))
        self.poly(spots, fill, alpha=alpha)

    def finished(self, *, mirrored: bool) -> Image.Image:
        """The picture at its size."""
        image = self._image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        return image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if mirrored else image

    def _at(self, spot: Spot) -> Spot:
        return spot[0] * _SCALE, spot[1] * _SCALE

    def _ink(self, code: str, alpha: float, bright: bool) -> tuple[int, int, int, int]:
        ink = colour(code) if bright else mix(colour(code), self._light, self._share)
        return (*ink, round(255 * alpha))
