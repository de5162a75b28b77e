"""Scenes of rubbish, rubble, leaves, graffiti."""

from __future__ import annotations

from itertools import pairwise

from .canvas import WIDTH, Canvas, Spot
from .street import KERB, NEAR, WALL, Setting

_BAGS = ("#2f3338", "#3d4248", "#54606b", "#6f7f4e", "#c9c4b8", "#3a5a7a")


def bags(sheet: Canvas, setting: Setting, after: bool) -> None:
    """Bags heaped on the pavement; a wet, clean spot afterwards."""
    random = sheet.random
    x = random.randint(320, 620)
    if after:
        sheet.blob(x, NEAR + 44, 250, 30, "#a8a396", rough=0.1)
        return
    sheet.blob(x, NEAR + 54, 280, 22, "#6f675a", alpha=0.6)
    for row, many in ((0, 5), (1, 4), (2, 2)):
        for place in range(many):
            left = x + (place - (many - 1) / 2) * 96 + random.uniform(-14, 14)
            _bag(sheet, left, NEAR + 42 - row * 62, random.uniform(50, 66))
    _litter(sheet, x, NEAR + 60, 330, 16)
    if random.random() < 0.6:
        cat(sheet, x + random.choice((-250, 250)), NEAR + 46)


def bin_(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A wheeled bin: overflowing or broken, whole and shut afterwards."""
    random = sheet.random
    x, foot = random.randint(390, 590), NEAR + 46
    green = "#3f6f57"
    sheet.disc(x, foot + 12, 170, 16, fill="#57524a", alpha=0.5)
    for wheel in (x - 86, x + 86):
        sheet.disc(wheel, foot + 4, 19, fill="#25282b")
    slump = 0 if after else random.choice((0, 16, -16))
    sheet.poly(
        [
            (x - 128, foot - 180 + slump),
            (x + 128, foot - 180 - slump),
            (x + 108, foot),
            (x - 108, foot),
        ],
        green,
    )
    for rib in (-70, 0, 70):
        sheet.line([(x + rib, foot - 168), (x + rib * 0.86, foot - 12)], 7, "#365f4b")
    if after:
        sheet.poly(
            [
                (x - 138, foot - 182),
                (x + 138, foot - 182),
                (x + 116, foot - 222),
                (x - 116, foot - 222),
            ],
            "#4b8067",
        )
        return
    for place in range(4):
        _bag(
            sheet, x - 84 + place * 56, foot - 186 + random.uniform(-12, 8), random.uniform(40, 54)
        )
    sheet.poly(
        [
            (x + 130, foot - 190),
            (x + 252, foot - 150),
            (x + 240, foot - 128),
            (x + 122, foot - 172),
        ],
        "#4b8067",
    )
    _bag(sheet, x - 196, foot - 12, 52)
    _litter(sheet, x, foot + 18, 320, 14)


def rubble(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x, foot = random.randint(380, 620), NEAR + 50
    if after:
        sheet.blob(x, foot - 8, 250, 18, "#b8ae9c", rough=0.1)
        return
    sheet.poly(
        [(x - 310, foot), (x - 170, foot - 90), (x - 40, foot - 170), (x + 90, foot - 120),
         (x + 210, foot - 60), (x + 320, foot)],
        "#a99b87",
    )  # fmt: skip
    for _ in range(60):
        left = random.uniform(-270, 270)
        height = random.uniform(0, max(6, 150 - abs(left) * 0.55))
        size = random.uniform(9, 26)
        shade = random.choice(("#b5694a", "#c98763", "#d7cdbd", "#8f8577", "#c2b49d"))
        turn = random.uniform(-8, 8)
        px, py = x + left, foot - height
        sheet.poly(
            [(px, py), (px + size, py + turn), (px + size, py + size * 0.55 + turn),
             (px, py + size * 0.55)],
            shade,
        )  # fmt: skip
    if random.random() < 0.5:
        _sofa(sheet, x + 250, foot + 6)


def leaves(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    many = 70 if after else 620
    shades = ("#c98c3a", "#b8702f", "#d7a94a", "#a85f2c", "#8f7a3a")
    for _ in range(many):
        x, y = random.uniform(0, WIDTH), random.uniform(WALL + 46, NEAR + 90)
        near_kerb = abs(y - KERB) < 40 or abs(y - NEAR) < 46
        if not near_kerb and random.random() < 0.55:
            continue
        size = 3 + (y - WALL) / 60
        sheet.blob(x, y, size * 1.5, size * 0.8, random.choice(shades), points=6)


def graffiti(sheet: Canvas, setting: Setting, after: bool) -> None:
    """Scrawls without letters on a wall; the same wall, repainted."""
    random = sheet.random
    wall = random.choice(("#d9cdb8", "#cfa583", "#c8c4ba", "#d8b890"))
    sheet.rect(0, 150, WIDTH, NEAR - 150, wall)
    sheet.rect(0, 138, WIDTH, 16, "#9a8a74")
    brick = wall in ("#cfa583", "#d8b890")
    if brick:
        for row in range(13):
            y = 166 + row * 38
            sheet.rect(0, y, WIDTH, 2, "#b98f6c")
            for x in range((row % 2) * 40, WIDTH, 80):
                sheet.rect(x, y, 2, 38, "#b98f6c")
    left, top = random.randint(150, 330), random.randint(240, 330)
    if after:
        if not brick:
            sheet.rect(left - 40, top - 60, 560, 270, "#dfd5c3", alpha=0.6)
        return
    for _ in range(random.randint(3, 5)):
        ink = random.choice(("#a8321f", "#22262b", "#2d5f86", "#3f7d4c", "#6a3f7a"))
        x, y = left + random.uniform(0, 120), top + random.uniform(0, 110)
        stroke = [(x, y)]
        for _ in range(random.randint(6, 10)):
            x, y = x + random.uniform(16, 62), y + random.uniform(-66, 66)
            stroke.append((x, max(190, min(NEAR - 60, y))))
        stroke = _flowing(stroke)
        sheet.line(stroke, random.uniform(8, 15), ink)
        if random.random() < 0.5:
            end = stroke[-1]
            sheet.line([end, (end[0] + 2, end[1] + random.uniform(30, 70))], 4, ink)


def cat(sheet: Canvas, x: float, foot: float) -> None:
    """A sitting cat."""
    fur = sheet.random.choice(("#c98a4b", "#3b3b40", "#8c8780", "#e2d8c8"))
    sheet.line([(x + 22, foot - 10), (x + 56, foot - 6), (x + 66, foot - 36)], 9, fur)
    sheet.disc(x, foot - 26, 27, 33, fill=fur)
    sheet.disc(x - 4, foot - 70, 22, 20, fill=fur)
    for ear in (-1, 1):
        tip = x - 4 + ear * 16
        sheet.poly([(tip - 8, foot - 82), (tip + 8, foot - 82), (tip + ear * 4, foot - 104)], fur)
    for eye in (-9, 4):
        sheet.disc(x - 4 + eye, foot - 70, 3.2, 4, fill="#e9d36a")


def _flowing(stroke: list[Spot]) -> list[Spot]:
    """The stroke with its corners cut twice."""
    for _ in range(2):
        cut = [stroke[0]]
        for (ax, ay), (bx, by) in pairwise(stroke):
            cut.append((ax * 0.75 + bx * 0.25, ay * 0.75 + by * 0.25))
            cut.append((ax * 0.25 + bx * 0.75, ay * 0.25 + by * 0.75))
        stroke = [*cut, stroke[-1]]
    return stroke


def _bag(sheet: Canvas, x: float, y: float, size: float) -> None:
    shade = sheet.random.choice(_BAGS)
    sheet.blob(x, y, size, size * 0.82, shade, rough=0.1)
    sheet.poly(
        [(x - 9, y - size * 0.72), (x + 9, y - size * 0.72), (x + 17, y - size * 1.12),
         (x, y - size * 0.94), (x - 17, y - size * 1.1)],
        shade,
    )  # fmt: skip
    sheet.line([(x - size * 0.4, y - size * 0.2), (x - size * 0.2, y + size * 0.3)], 3, "#8a9096",
               alpha=0.5)  # fmt: skip


def _litter(sheet: Canvas, x: float, y: float, spread: float, many: int) -> None:
    random = sheet.random
    for _ in range(many):
        px, py = x + random.uniform(-spread, spread), y + random.uniform(-22, 16)
        size = random.uniform(6, 15)
        shade = random.choice(("#e9e4d8", "#d9b13b", "#b8382a", "#8fb0c4", "#c9c4b8"))
        turn = random.uniform(-6, 6)
        sheet.poly([(px, py), (px + size, py + turn), (px + size * 0.8, py + size * 0.6)], shade)


def _sofa(sheet: Canvas, x: float, foot: float) -> None:
    cloth = sheet.random.choice(("#8a4a3c", "#5f7a6a", "#8c7a54"))
    sheet.rect(x - 110, foot - 124, 220, 80, cloth, round_by=16)
    sheet.rect(x - 130, foot - 84, 260, 66, cloth, round_by=14)
    sheet.rect(x - 100, foot - 74, 96, 30, "#d9c9a8", alpha=0.35, round_by=8)
    for leg in (-104, 96):
        sheet.rect(x + leg, foot - 18, 12, 18, "#4a3a2c")
