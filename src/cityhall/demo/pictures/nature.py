"""Scenes of water, trees, parks and animals."""

from __future__ import annotations

import math

from .canvas import HEIGHT, WIDTH, Canvas
from .street import KERB, NEAR, WALL, Setting, tree


def leak(sheet: Canvas, setting: Setting, after: bool) -> None:
    """Water from a crack in the road; a dry patch afterwards."""
    random = sheet.random
    x, y = random.randint(380, 640), random.randint(520, 590)
    if after:
        sheet.poly(
            [(x - 120, y - 30), (x + 110, y - 34), (x + 130, y + 40), (x - 130, y + 44)], "#4c4f56"
        )
        return
    sheet.blob(x + 60, NEAR - 24, 380, 40, "#8fb0c0", rough=0.12)
    sheet.blob(x, y + 26, 200, 46, "#9dbccb", rough=0.12)
    sheet.poly([(x - 60, y + 20), (x + 50, y + 20), (x + 130, NEAR), (x - 40, NEAR)], "#9dbccb")
    sheet.line([(x - 90, y + 6), (x - 30, y - 8), (x + 20, y + 8), (x + 96, y - 4)], 5, "#45484e")
    jets = random.randint(5, 9)
    for jet in range(jets):
        lean = (jet - (jets - 1) / 2) * 26
        top = y - random.uniform(90, 210) + abs(lean)
        sheet.line([(x, y), (x + lean * 0.5, top), (x + lean * 1.7, y + 12)], 6, "#b9d3de")
    for _ in range(26):
        sheet.disc(
            x + random.uniform(-130, 130), y - random.uniform(0, 200), random.uniform(2, 5),
            fill="#d3e4eb",
        )  # fmt: skip


def flood(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    if after:
        for _ in range(6):
            sheet.blob(random.uniform(0, WIDTH), random.uniform(KERB + 40, NEAR), 90, 10, "#5f636b")
        return
    sheet.rect(0, KERB - 24, WIDTH, HEIGHT - KERB + 24, "#8b9f9c")
    for _ in range(34):
        y = random.uniform(KERB - 10, HEIGHT)
        x, wide = random.uniform(0, WIDTH), random.uniform(40, 150)
        sheet.line([(x, y), (x + wide, y)], 3, "#a9bbb6")
    x = random.randint(260, 520)
    paint = random.choice(("#d9d5ca", "#3e5f86", "#8f2f2a"))
    sheet.poly([(x + 40, 540), (x + 96, 474), (x + 250, 474), (x + 312, 540)], paint)
    sheet.poly([(x + 66, 540), (x + 104, 486), (x + 166, 486), (x + 166, 540)], "#b7c7cc")
    sheet.poly([(x + 178, 540), (x + 178, 486), (x + 240, 486), (x + 286, 540)], "#b7c7cc")
    sheet.rect(x - 10, 538, 372, 46, paint, round_by=12)
    sheet.rect(x - 40, 574, 440, 20, "#8b9f9c")
    for ring in range(3):
        sheet.arc(x + 176, 586, 230 + ring * 40, 16 + ring * 9, 0, 180, 3, "#b5c5c0")
    for _ in range(130):
        px, py = random.uniform(0, WIDTH), random.uniform(0, HEIGHT)
        sheet.line([(px, py), (px - 7, py + 24)], 1.6, "#e3ecee", alpha=0.6)


def drain(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A channel beside the pavement, choked; running clear afterwards."""
    random = sheet.random
    top, bottom = 560, 690
    sheet.rect(0, top - 22, WIDTH, 24, "#d9d2c4")
    sheet.rect(0, top, WIDTH, bottom - top, "#6d675d")
    sheet.rect(0, bottom, WIDTH, HEIGHT - bottom, "#c9c0b0")
    sheet.rect(0, bottom, WIDTH, 14, "#e1dacb")
    if after:
        sheet.rect(0, top + 46, WIDTH, bottom - top - 56, "#86aab8")
        for _ in range(12):
            x, y = random.uniform(0, WIDTH), random.uniform(top + 56, bottom - 20)
            sheet.line([(x, y), (x + random.uniform(50, 130), y)], 3, "#b3ccd5")
        return
    sheet.rect(0, top + 30, WIDTH, bottom - top - 40, "#5c5a45")
    for _ in range(46):
        x, y = random.uniform(0, WIDTH), random.uniform(top + 34, bottom - 16)
        shade = random.choice(("#e9e4d8", "#7fa2b4", "#c9442e", "#d9b13b", "#8f7a3a", "#6f8f5a"))
        if random.random() < 0.4:
            sheet.rect(x, y, random.uniform(24, 40), 13, shade, round_by=6)
        else:
            sheet.blob(x, y, random.uniform(12, 26), random.uniform(6, 12), shade, points=8)


def fallen_tree(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    if after:
        x = random.randint(240, 400)
        sheet.disc(x, KERB - 26, 34, 15, fill="#7d6650")
        sheet.disc(x, KERB - 32, 32, 13, fill="#d2b48a")
        sheet.disc(x, KERB - 32, 16, 7, fill="#c09c6d")
        return
    foot, top = (random.randint(150, 260), KERB - 20), (random.randint(700, 820), 600)
    sheet.poly(
        [
            (foot[0], foot[1] - 22),
            (foot[0] + 20, foot[1] + 30),
            (top[0], top[1] + 16),
            (top[0], top[1] - 10),
        ],
        "#7d6650",
    )
    for root in range(6):
        sheet.line(
            [(foot[0] + 8, foot[1]), (foot[0] - random.uniform(20, 74), foot[1] - 60 + root * 26)],
            7, "#6a5442",
        )  # fmt: skip
    for shade in ("#5f8d5a", "#4d7a50", "#7aa067"):
        for _ in range(6):
            sheet.blob(
                top[0] + random.uniform(-190, 130), top[1] + random.uniform(-80, 56),
                random.uniform(50, 86), random.uniform(36, 58), shade,
            )  # fmt: skip


def branches(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A lamp hidden by branches; free afterwards."""
    random = sheet.random
    x = random.randint(420, 560)
    tree(sheet, x - 190, NEAR + 24, 2.1, "green")
    sheet.line([(x + 60, NEAR + 30), (x + 60, 150)], 14, "#5f6a70")
    sheet.line([(x + 60, 150), (x - 20, 134)], 9, "#5f6a70")
    sheet.rect(x - 60, 126, 64, 17, "#3f484d", round_by=6)
    if after:
        return
    for shade in ("#4d7a50", "#5f8d5a", "#7aa067"):
        for _ in range(4):
            sheet.blob(
                x - 10 + random.uniform(-90, 90), 150 + random.uniform(-60, 70), 70, 52, shade
            )


def dry_tree(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    for place in range(3):
        x = 210 + place * 290 + random.uniform(-30, 30)
        sheet.blob(x, NEAR + 34, 84, 20, "#6f5640" if after else "#b39a78", rough=0.1)
        if after:
            sheet.blob(x, NEAR + 32, 60, 12, "#4f4030", rough=0.1)
        tree(sheet, x, NEAR + 26, random.uniform(1.2, 1.5), "spring" if after else "dry")
        if not after and place == 1:
            for _ in range(26):
                sheet.blob(
                    x + random.uniform(-150, 150), NEAR + random.uniform(14, 66), 9, 5, "#b08c4a",
                    points=6,
                )  # fmt: skip


def bench(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A park bench with broken slats, and a swing."""
    random = sheet.random
    sheet.rect(0, WALL - 20, WIDTH, HEIGHT, "#93b07a")
    sheet.poly([(0, 640), (WIDTH, 590), (WIDTH, HEIGHT), (0, HEIGHT)], "#d8c9a6")
    for x in (80, 330, 690, 960):
        tree(sheet, x, 500 + random.uniform(-30, 10), random.uniform(1.0, 1.5), setting.leaves)
    _swing(sheet, random.randint(640, 730), 610, after)
    x, y = random.randint(180, 300), 640
    lost = () if after else random.sample(range(5), 2)
    for leg in (x + 10, x + 290):
        sheet.line([(leg, y - 96), (leg, y + 66)], 10, "#3c4246")
        sheet.line([(leg, y), (leg + 26, y + 66)], 8, "#3c4246")
    for slat in range(5):
        top = y - 92 + slat * 22 if slat < 3 else y - 12 + (slat - 3) * 20
        if slat in lost:
            drop = random.uniform(26, 60)
            sheet.line([(x, top), (x + 130, top + drop)], 13, "#8a5f3c")
        else:
            sheet.line([(x - 8, top), (x + 308, top)], 13, "#a8744a")


def dog(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    if after:
        return
    for place in range(random.randint(2, 4)):
        x = 170 + place * 210 + random.uniform(-40, 40)
        _dog(sheet, x, random.uniform(560, 690), random.uniform(0.8, 1.15))


def wall(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A mud wall that leans and cracks; a new fence afterwards."""
    random = sheet.random
    left, right = random.randint(160, 240), random.randint(760, 860)
    if after:
        sheet.rect(left, 330, right - left, 20, "#9aa2a6")
        for x in range(left, right, 34):
            sheet.rect(x, 300, 9, 210, "#7f888d")
        sheet.rect(left, 470, right - left, 14, "#9aa2a6")
        return
    lean = random.uniform(30, 70)
    top = [(left + lean, 236.0)]
    while top[-1][0] < right + lean - 60:
        top.append((top[-1][0] + random.uniform(40, 80), random.uniform(214, 262)))
    sheet.poly([(left, 516), *top, (right + lean, 250), (right, 516)], "#c7a57a")
    sheet.poly(
        [(right, 516), (right + lean, 250), (right + lean + 26, 262), (right + 26, 510)], "#a9875e"
    )
    for row in range(5):
        y = 290 + row * 46
        sheet.line(
            [(left + lean * (516 - y) / 280, y), (right + lean * (516 - y) / 280, y)], 2, "#b8956a"
        )
    for _ in range(3):
        x, y = random.uniform(left + 120, right - 20), 256.0
        crack = [(x, y)]
        while y < 490:
            x, y = x + random.uniform(-34, 22), y + random.uniform(24, 52)
            crack.append((x, y))
        sheet.line(crack, 6, "#6d5338")
    for _ in range(26):
        x = random.uniform(left - 40, right + 40)
        sheet.blob(
            x, random.uniform(512, 560), random.uniform(8, 26), random.uniform(6, 15), "#b08f66"
        )
    sheet.line([(left - 70, 600), (right + 70, 588)], 9, "#e0b63c")
    for x in range(left - 60, right + 60, 56):
        sheet.line([(x, 596), (x + 24, 596)], 9, "#25282b")


def _swing(sheet: Canvas, x: float, foot: float, after: bool) -> None:
    for side in (x, x + 220):
        sheet.line([(side, foot - 270), (side - 36, foot)], 10, "#b8543a")
        sheet.line([(side, foot - 270), (side + 36, foot)], 10, "#b8543a")
    sheet.line([(x - 8, foot - 270), (x + 228, foot - 270)], 11, "#b8543a")
    for place, hang in ((60, True), (160, after)):
        left, right = x + place - 22, x + place + 22
        sheet.line([(left, foot - 266), (left, foot - 60)], 3, "#4a5156")
        if hang:
            sheet.line([(right, foot - 266), (right, foot - 60)], 3, "#4a5156")
            sheet.line([(left - 4, foot - 58), (right + 4, foot - 58)], 11, "#3f6f8a")
        else:
            sheet.line([(right, foot - 266), (right + 4, foot - 200)], 3, "#4a5156")
            sheet.line([(left - 4, foot - 58), (right - 8, foot - 14)], 11, "#3f6f8a")


def _dog(sheet: Canvas, x: float, foot: float, size: float) -> None:
    random = sheet.random
    fur = random.choice(("#b98a58", "#7d6a58", "#d9c7a6", "#4a443f", "#a3653c"))
    sheet.disc(x, foot + 3, 86 * size, 10 * size, fill="#4a4d52", alpha=0.4)
    for leg in (-54, -36, 34, 54):
        step = math.sin(leg) * 7
        sheet.line(
            [(x + leg * size, foot - 52 * size), (x + (leg + step) * size, foot)], 12 * size, fur
        )
    sheet.disc(x, foot - 66 * size, 74 * size, 29 * size, fill=fur)
    sheet.line(
        [(x - 68 * size, foot - 74 * size), (x - 104 * size, foot - 108 * size)], 10 * size, fur
    )
    sheet.line(
        [(x + 58 * size, foot - 76 * size), (x + 88 * size, foot - 104 * size)], 24 * size, fur
    )
    sheet.disc(x + 96 * size, foot - 112 * size, 27 * size, 22 * size, fill=fur)
    sheet.disc(x + 120 * size, foot - 104 * size, 19 * size, 11 * size, fill=fur)
    sheet.disc(x + 136 * size, foot - 107 * size, 5 * size, fill="#1d1d20")
    sheet.disc(x + 100 * size, foot - 117 * size, 3.2 * size, fill="#1d1d20")
    sheet.poly(
        [
            (x + 76 * size, foot - 128 * size),
            (x + 94 * size, foot - 132 * size),
            (x + 74 * size, foot - 98 * size),
        ],
        "#5a4a3c",
    )
