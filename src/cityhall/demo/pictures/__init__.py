"""Photos that residents and crews take, drawn by code: flat, friendly, without words.

``draw(scene, seed)`` gives a picture of 1024 by 768; ``after=True`` shows the same street with
the work done. The same arguments give the same picture.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from PIL import Image

from . import lights, nature, refuse, road
from .canvas import HEIGHT, WIDTH, Canvas
from .street import LEAVES, Setting, canvas, settle

__all__ = ["HEIGHT", "SCENES", "WIDTH", "draw"]

_Scene = Callable[[Canvas, Setting, bool], None]

SCENES: dict[str, tuple[_Scene, str, str]] = {
    "dark-street": (lights.dark_street, "night", ""),
    "lamp": (lights.lamp, "night", ""),
    "leaning-post": (lights.leaning_post, "", ""),
    "signal": (lights.signal, "", ""),
    "pothole": (road.pothole, "", ""),
    "pavement": (road.pavement, "", ""),
    "trench": (road.trench, "day", ""),
    "manhole": (road.manhole, "", ""),
    "snow": (road.snow, "day", "bare"),
    "sign": (road.sign, "", ""),
    "car": (road.car, "", ""),
    "bags": (refuse.bags, "", ""),
    "bin": (refuse.bin_, "", ""),
    "rubble": (refuse.rubble, "day", ""),
    "leaves": (refuse.leaves, "day", "autumn"),
    "graffiti": (refuse.graffiti, "day", ""),
    "leak": (nature.leak, "", ""),
    "flood": (nature.flood, "day", ""),
    "drain": (nature.drain, "day", ""),
    "fallen-tree": (nature.fallen_tree, "day", "green"),
    "branches": (nature.branches, "", "green"),
    "dry-tree": (nature.dry_tree, "day", "dry"),
    "bench": (nature.bench, "day", ""),
    "dog": (nature.dog, "", ""),
    "wall": (nature.wall, "day", ""),
}
"""Scenes by name: how each is drawn, and the hour and leaves it needs."""


def draw(scene: str, seed: int, *, month: int = 5, after: bool = False) -> Image.Image:
    """The picture of a scene. Raises KeyError for a scene that is not in ``SCENES``.

    ``month`` (1 to 12) gives the trees their leaves.
    """
    paint, hour, leaves = SCENES[scene]
    random = Random(f"{scene} {seed}")
    setting = settle(random, hour, leaves or LEAVES[month - 1])
    mirrored = random.random() < 0.5
    sheet = canvas(random, setting)
    # The work starts from the same chance, before and after, so that it is in the same spot.
    sheet.random.seed(f"{scene} {seed} front")
    paint(sheet, setting, after)
    return sheet.finished(mirrored=mirrored)
