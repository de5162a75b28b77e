"""Scenes of the road and the pavement: holes, trenches, covers, snow, signs, cars."""

from __future__ import annotations

from .canvas import HEIGHT, WIDTH, Canvas
from .street import KERB, NEAR, WALL, Setting


def pothole(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x, y = random.randint(330, 690), random.randint(560, 618)
    wide = random.uniform(110, 170)
    tall = wide * random.uniform(0.3, 0.38)
    if after:
        sheet.poly(
            [(x - wide - 14, y - tall - 8), (x + wide, y - tall - 12),
             (x + wide + 22, y + tall + 10), (x - wide - 6, y + tall + 14)],
            "#4c4f56",
        )  # fmt: skip
        return
    for _ in range(5):
        length = random.uniform(60, 150)
        lean = random.choice((-1, 1))
        sheet.line(
            [(x + lean * wide * 0.8, y + random.uniform(-20, 20)),
             (x + lean * (wide + length * 0.5), y + random.uniform(-34, 34)),
             (x + lean * (wide + length), y + random.uniform(-44, 44))],
            2.4, "#54575d",
        )  # fmt: skip
    sheet.blob(x, y, wide, tall, "#595b60")
    sheet.blob(x, y + 5, wide * 0.84, tall * 0.78, "#4a4339")
    if random.random() < 0.45:
        sheet.blob(x, y + 8, wide * 0.66, tall * 0.52, "#8fa7b3", rough=0.08)
        sheet.blob(x - 14, y + 4, wide * 0.3, tall * 0.16, "#b7c9d1", rough=0.1)
    for _ in range(14):
        sheet.disc(
            x + random.uniform(-wide * 1.3, wide * 1.3), y + random.uniform(-tall, tall * 1.5),
            random.uniform(2, 6), fill="#8b867c",
        )  # fmt: skip


def pavement(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    sheet.rect(0, 600, WIDTH, HEIGHT - 600, "#c9bfae")
    sheet.rect(0, 588, WIDTH, 14, "#e9e3d6")
    broken = {(random.randrange(2, 8), random.randrange(0, 3)) for _ in range(6)}
    for row in range(3):
        for column in range(-1, 11):
            top, tall = 606 + row * 56, 52
            left = column * 100 + (row % 2) * 48 - row * 14
            shade = ("#d8cfbe", "#cfc5b3", "#d3cab8")[(row + column) % 3]
            tile = [(left, top), (left + 95, top), (left + 86, top + tall), (left - 10, top + tall)]
            if (column, row) in broken and not after:
                lift = random.uniform(6, 16)
                sheet.poly(tile, "#8d8069")
                tile = [(tile[0][0] + 6, top - lift), (tile[1][0] - 22, top + 4),
                        (tile[2][0] - 30, top + tall - 12), (tile[3][0] + 18, top + tall - 4)]  # fmt: skip
                sheet.poly(tile, "#bfb39d")
                sheet.line([tile[0], (left + 40, top + 26), tile[2]], 2, "#857862")
            else:
                sheet.poly(tile, shade)


def trench(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    left = random.randint(200, 380)
    shape = [(left, 470), (left + 170, 470), (left + 360, 690), (left + 90, 690)]
    if after:
        sheet.poly(shape, "#4c4f56")
        return
    sheet.poly(shape, "#5b4a38")
    sheet.poly(
        [(left + 22, 476), (left + 148, 476), (left + 310, 684), (left + 124, 684)], "#3f3328"
    )
    sheet.line([(left + 84, 478), (left + 214, 688)], 13, "#c9a640")
    for step in range(5):
        heap = 1 - step / 7
        sheet.blob(
            left + 330 + step * 52, 520 + step * 34, 66 * heap + 20, 40 * heap + 14, "#9a7c58"
        )
    for x, y in ((left - 24, 500), (left + 66, 712), (left + 400, 706)):
        _cone(sheet, x, y)


def manhole(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x, y = random.randint(380, 640), random.randint(548, 608)
    sheet.disc(x, y, 104, 44, fill="#8b8d90")
    sheet.disc(x, y, 88, 36, fill="#5f6267" if after else "#17181b")
    if after:
        for ring in (66, 44, 22):
            sheet.disc(x, y, ring, ring * 0.42, fill="#6c7075" if ring != 44 else "#585b60")
        return
    sheet.disc(x, y + 9, 76, 26, fill="#0b0c0e")
    if random.random() < 0.6:
        sheet.disc(x + 6, y - 36, 62, 27, fill="#2b2c2f")
        sheet.disc(x + 6, y - 44, 62, 27, fill="#3b3c40")
        sheet.disc(x + 6, y - 44, 30, 12, fill="#17181b")
    else:
        _cone(sheet, x - 130, y + 20)
        sheet.line([(x - 20, y + 10), (x + 44, y - 104)], 9, "#8a6a44")
        sheet.poly([(x + 40, y - 108), (x + 92, y - 96), (x + 36, y - 74)], "#c9442e")


def snow(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    for x in range(-40, WIDTH + 60, 74):
        sheet.blob(x, WALL + 70, 62, 18, "#f3f6f8", rough=0.12)
        sheet.blob(x + 20, NEAR + 8, 74, 22, "#f6f8f9", rough=0.12)
    if after:
        for _ in range(60):
            sheet.disc(random.uniform(0, WIDTH), random.uniform(KERB, NEAR), 2.4, fill="#a58a62")
        return
    sheet.poly([(0, KERB), (WIDTH, KERB), (WIDTH, NEAR), (0, NEAR)], "#e3eaef")
    for _ in range(9):
        sheet.blob(
            random.uniform(0, WIDTH), random.uniform(480, 640), random.uniform(80, 190), 13,
            "#c4d6e2", rough=0.2,
        )  # fmt: skip
    for track in (512, 536, 590, 618):
        sheet.line([(0, track), (WIDTH, track + random.uniform(-12, 12))], 7, "#cbd6dd")
    for _ in range(110):
        sheet.disc(
            random.uniform(0, WIDTH), random.uniform(0, HEIGHT), 2.6, fill="#ffffff", alpha=0.85
        )


def sign(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x, foot = random.randint(420, 620), NEAR + 30
    if after:
        sheet.line([(x, foot), (x, 300)], 11, "#8d949b")
        head = (x, 300.0)
    else:
        head = (x + random.choice((-1, 1)) * random.uniform(150, 200), 470.0)
        sheet.line([(x, foot), (x, 570), head], 11, "#8d949b")
    sheet.disc(*head, 74, fill="#f4f1ea")
    sheet.disc(*head, 68, fill="#b8382a")
    sheet.rect(head[0] - 44, head[1] - 12, 88, 24, "#f4f1ea")
    sheet.disc(x, foot + 4, 30, 8, fill="#8c8478")


def car(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A car on the pavement; afterwards two bollards where it stood."""
    random = sheet.random
    x, y = random.randint(250, 470), 640
    if after:
        for step in range(4):
            left = 260 + step * 150
            sheet.rect(left, y - 66, 20, 96, "#3c4a52", round_by=8)
            sheet.rect(left, y - 48, 20, 9, "#e9c94b")
        return
    paint = random.choice(("#e8e6df", "#8f2f2a", "#3e5f86", "#9aa2a6", "#5f7a5c"))
    sheet.disc(x + 190, y + 46, 220, 20, fill="#43464c", alpha=0.5)
    sheet.poly([(x + 62, y - 62), (x + 118, y - 124), (x + 262, y - 124), (x + 322, y - 62)], paint)
    sheet.poly(
        [(x + 86, y - 62), (x + 128, y - 112), (x + 184, y - 112), (x + 184, y - 62)], "#a9bcc4"
    )
    sheet.poly(
        [(x + 196, y - 62), (x + 196, y - 112), (x + 254, y - 112), (x + 298, y - 62)], "#a9bcc4"
    )
    sheet.rect(x, y - 64, 384, 84, paint, round_by=18)
    sheet.rect(x, y - 18, 384, 8, "#2f3236", alpha=0.35)
    sheet.disc(x + 14, y - 34, 10, fill="#f1e2ae")
    sheet.disc(x + 372, y - 34, 8, fill="#a8352a")
    for wheel in (x + 84, x + 300):
        flat = 8 if random.random() < 0.5 else 0
        sheet.disc(wheel, y + 20 + flat / 2, 40, 40 - flat, fill="#26282b")
        sheet.disc(wheel, y + 20, 17, fill="#9aa0a4")


def _cone(sheet: Canvas, x: float, y: float) -> None:
    sheet.poly([(x - 27, y), (x + 27, y), (x + 32, y + 8), (x - 32, y + 8)], "#c9561f")
    sheet.poly([(x - 18, y), (x + 18, y), (x + 4, y - 66), (x - 4, y - 66)], "#dd6a2a")
    sheet.poly([(x - 13, y - 20), (x + 13, y - 20), (x + 9, y - 36), (x - 9, y - 36)], "#f4efe4")
