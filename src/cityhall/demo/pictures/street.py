"""The street that every picture shows: sky, houses, trees, pavement, road."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from .canvas import HEIGHT, WIDTH, Canvas

WALL = 372
"""Where the houses stand."""
KERB = 452
"""Where the far pavement ends and the road begins."""
NEAR = 668
"""Where the near pavement begins."""

_DAYS = (
    ("#dfeaf0", "#f3efe2", ("#fff3d6", 0.05)),
    ("#cfe4ee", "#e9f1ee", ("#ffffff", 0.04)),
    ("#efe6d2", "#f7efdf", ("#e8c88a", 0.12)),
    ("#d8dee2", "#e8e9e6", ("#8795a3", 0.16)),
)
_NIGHT = ("#16213a", "#2a3655", ("#101a33", 0.62))
_DUSK = ("#54618a", "#d99f7c", ("#4a3f66", 0.36))
_BRICKS = ("#d8b38c", "#c9997a", "#e2cdaa", "#cdbfae", "#b99c80", "#d3a583", "#c7b79c", "#dcc7b4")
_LEAVES = {
    "green": ("#5f8d5a", "#4d7a50", "#7aa067"), "spring": ("#86ad62", "#73a05c", "#a3bf74"),
    "autumn": ("#c98c3a", "#b8702f", "#d7a94a"), "bare": (),
    "dry": ("#b3a066", "#a38d58", "#c2b077"),
}  # fmt: skip


LEAVES = (
    "bare", "bare", "spring", "spring", "green", "green", "green", "green", "green", "autumn",
    "autumn", "bare",
)  # fmt: skip
"""The trees by month, January first."""


@dataclass(frozen=True)
class Setting:
    """Hour and season of a picture: ``hour`` day, dusk or night; ``leaves`` a key of the trees."""

    hour: str
    leaves: str


def settle(random: Random, hour: str, leaves: str) -> Setting:
    """A setting; where no hour is wished, day or sometimes dusk."""
    return Setting(hour or random.choice(("day", "day", "day", "dusk")), leaves)


def canvas(random: Random, setting: Setting) -> Canvas:
    """A sheet with the street on it."""
    sky, low, light = random.choice(_DAYS)
    if setting.hour == "night":
        sky, low, light = _NIGHT
    elif setting.hour == "dusk":
        sky, low, light = _DUSK
    sheet = Canvas(random, light)
    _sky(sheet, sky, low, setting)
    _houses(sheet, setting)
    _ground(sheet)
    for x in (random.randint(30, 210), random.randint(800, 1000)):
        tree(sheet, x, KERB - 34, random.uniform(0.8, 1.15), setting.leaves)
    return sheet


def tree(sheet: Canvas, x: float, foot: float, size: float, leaves: str) -> None:
    """A plane tree whose trunk stands at (x, foot); ``size`` 1 is as high as a house."""
    random = sheet.random
    top = foot - 190 * size
    sheet.disc(x, foot + 2, 34 * size, 7 * size, fill="#5d4a38", alpha=0.45)
    sheet.poly(
        [(x - 9 * size, foot), (x + 9 * size, foot), (x + 4 * size, top), (x - 4 * size, top)],
        "#7d6650",
    )
    for lean in (-1, 1, -0.5, 0.6):
        start = foot - 110 * size - 20 * abs(lean)
        sheet.line([(x, start), (x + lean * 52 * size, start - 70 * size)], 6 * size, "#7d6650")
    for shade in _LEAVES[leaves]:
        for _ in range(3):
            sheet.blob(
                x + random.uniform(-48, 48) * size, top + random.uniform(-34, 40) * size,
                random.uniform(38, 58) * size, random.uniform(32, 46) * size, shade,
            )  # fmt: skip


def _sky(sheet: Canvas, sky: str, low: str, setting: Setting) -> None:
    sheet.rect(0, 0, WIDTH, HEIGHT, sky, bright=True)
    sheet.rect(0, 210, WIDTH, 240, low, bright=True)
    random = sheet.random
    ridge = [(0, 330)]
    height = random.uniform(170, 220)
    for x in range(0, WIDTH + 90, 90):
        height += random.uniform(-28, 28)
        ridge.append((x, max(150, min(240, height))))
    sheet.poly([*ridge, (WIDTH, 330)], "#9fb0b8", alpha=0.55)
    if setting.hour == "night":
        for _ in range(26):
            sheet.disc(
                random.uniform(0, WIDTH), random.uniform(0, 170), random.uniform(0.7, 1.8),
                fill="#dfe6f5", alpha=0.8, bright=True,
            )  # fmt: skip
        sheet.disc(
            random.uniform(120, 900), random.uniform(40, 120), 26, fill="#eef0e2", bright=True
        )


def _houses(sheet: Canvas, setting: Setting) -> None:
    random = sheet.random
    x = random.uniform(-90, -20)
    while x < WIDTH:
        wide, tall = random.uniform(120, 230), random.uniform(110, 240)
        if random.random() < 0.2:
            _garden_wall(sheet, x, wide)
        else:
            _house(sheet, x, wide, tall, setting)
        x += wide + random.choice((0, 0, 4, 26))


def _house(sheet: Canvas, x: float, wide: float, tall: float, setting: Setting) -> None:
    random = sheet.random
    wall = random.choice(_BRICKS)
    sheet.rect(x, WALL - tall, wide, tall, wall)
    sheet.rect(x - 3, WALL - tall - 7, wide + 6, 9, "#8f7a66")
    if random.random() < 0.18:
        _wind_tower(sheet, x + wide * 0.6, WALL - tall - 7)
    arched = random.random() < 0.35
    columns, floors = max(2, int(wide // 52)), max(1, int(tall // 62))
    gap = wide / columns
    for floor in range(floors):
        for column in range(columns):
            left, top = x + gap * column + gap / 2 - 13, WALL - tall + 20 + floor * 60
            if top + 38 > WALL - 20:
                continue
            lit = setting.hour != "day" and random.random() < 0.4
            _window(sheet, left, top, arched, lit)
    if random.random() < 0.75:
        door = random.choice(("#5a7d7c", "#7b5a44", "#44597a", "#6d7d5a", "#8a4a3c"))
        left = x + gap * random.randrange(columns) + gap / 2 - 17
        sheet.rect(left, WALL - 62, 34, 62, door)
        sheet.disc(left + 27, WALL - 30, 2.2, fill="#e8d9a8")


def _window(sheet: Canvas, left: float, top: float, arched: bool, lit: bool) -> None:
    glass = "#ffd98a" if lit else "#7f97a3"
    if arched:
        sheet.disc(left + 13, top + 8, 13, 12, fill=glass, bright=lit)
        sheet.rect(left, top + 8, 26, 28, glass, bright=lit)
    else:
        sheet.rect(left, top, 26, 36, glass, bright=lit)
    sheet.line([(left + 13, top + 2), (left + 13, top + 36)], 2, "#efe6d6")
    sheet.rect(left - 3, top + 36, 32, 4, "#efe6d6")


def _wind_tower(sheet: Canvas, x: float, foot: float) -> None:
    sheet.rect(x, foot - 58, 34, 58, "#c9a27c")
    for slot in range(3):
        sheet.rect(x + 5 + slot * 9, foot - 48, 5, 30, "#6d5745")
    sheet.rect(x - 3, foot - 62, 40, 6, "#b08c69")


def _garden_wall(sheet: Canvas, x: float, wide: float) -> None:
    sheet.rect(x, WALL - 74, wide, 74, "#d6bf99")
    sheet.rect(x, WALL - 80, wide, 8, "#b79d78")
    for _ in range(3):
        sheet.blob(
            x + sheet.random.uniform(20, wide - 20), WALL - 84, 38, 22,
            sheet.random.choice(("#6f9a63", "#5c8a58", "#88ab6a")),
        )  # fmt: skip


def _ground(sheet: Canvas) -> None:
    random = sheet.random
    sheet.rect(0, WALL, WIDTH, KERB - WALL, "#cdc4b4")
    for x in range(-40, WIDTH, 64):
        sheet.line([(x + 24, WALL), (x, KERB - 14)], 1.4, "#b8ad9b")
    sheet.rect(0, WALL + 36, WIDTH, 1.6, "#b8ad9b")
    sheet.rect(0, KERB - 16, WIDTH, 8, "#8c8478")
    sheet.rect(0, KERB - 8, WIDTH, 8, "#e6e0d3")
    sheet.rect(0, KERB, WIDTH, NEAR - KERB, "#70737a")
    for _ in range(70):
        x, y = random.uniform(0, WIDTH), random.uniform(KERB + 6, NEAR - 6)
        sheet.disc(x, y, random.uniform(1, 3.4), 1, fill="#63666d")
    shift = random.randint(0, 120)
    for x in range(-shift, WIDTH, 150):
        sheet.poly([(x, 548), (x + 74, 548), (x + 70, 556), (x - 6, 556)], "#ded9c7")
    sheet.rect(0, NEAR, WIDTH, 12, "#e9e3d6")
    sheet.rect(0, NEAR + 12, WIDTH, HEIGHT - NEAR, "#c4bbab")
    for x in range(-80, WIDTH + 80, 96):
        sheet.line([(x, NEAR + 12), (x - 34, HEIGHT)], 2, "#aea491")
    sheet.rect(0, NEAR + 58, WIDTH, 2, "#aea491")
