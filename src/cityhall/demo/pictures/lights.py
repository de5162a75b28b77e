"""Scenes of lamps and signals."""

from __future__ import annotations

from .canvas import WIDTH, Canvas
from .street import KERB, NEAR, Setting


def dark_street(sheet: Canvas, setting: Setting, after: bool) -> None:
    """A row of lamps at night: dark, but perhaps for the last one; lit afterwards."""
    random = sheet.random
    first = random.randint(90, 170)
    survivor = random.choice((3, 3, -1))
    for place in range(4):
        x = first + place * 250
        lit = after or place == survivor
        _post(sheet, x, KERB - 12, 330, lit)
        if lit:
            sheet.disc(x + 62, KERB + 60, 170, 46, fill="#ffd98a", alpha=0.22, bright=True)
    if not after:
        sheet.rect(0, KERB, WIDTH, 330, "#05080f", alpha=0.28, bright=True)


def lamp(sheet: Canvas, setting: Setting, after: bool) -> None:
    """One lamp close by that flickers."""
    random = sheet.random
    x = random.randint(380, 520)
    _post(sheet, x, NEAR + 40, 560, True, thick=16)
    if after:
        sheet.disc(x + 90, NEAR + 20, 260, 50, fill="#ffd98a", alpha=0.25, bright=True)
        return
    for turn in range(3):
        sheet.arc(x + 104, 130, 50 + turn * 26, 50 + turn * 26, 20, 70, 5, "#ffe3a6")
        sheet.arc(x + 104, 130, 50 + turn * 26, 50 + turn * 26, 110, 160, 5, "#ffe3a6")


def leaning_post(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x, foot = random.randint(400, 560), NEAR + 26
    lean = 0 if after else random.choice((-1, 1)) * random.uniform(110, 190)
    top = (x + lean, foot - 540)
    sheet.disc(x, foot + 4, 36, 10, fill="#8c8478")
    sheet.line([(x, foot), top], 17, "#5f6a70")
    arm = (top[0] + 92, top[1] - 16 + lean * 0.25)
    sheet.line([top, arm], 10, "#5f6a70")
    sheet.rect(arm[0] - 14, arm[1] - 8, 58, 18, "#3f484d", round_by=7)
    if after:
        return
    sheet.rect(x - 8, foot - 86, 17, 44, "#1e2225")
    for bend, ink in ((12, "#b8382a"), (20, "#2f5f8a"), (28, "#d9b13b")):
        sheet.line([(x, foot - 70), (x + bend, foot - 50), (x + bend + 9, foot - 24)], 3.4, ink)


def signal(sheet: Canvas, setting: Setting, after: bool) -> None:
    random = sheet.random
    x = random.randint(420, 600)
    sheet.line([(x, NEAR + 40), (x, 190)], 18, "#4a5358")
    sheet.rect(x - 58, 120, 116, 286, "#23292d", round_by=22)
    lit = random.choice((0, 1, 2)) if after else None
    both = not after and random.random() < 0.4
    for place, (on, off) in enumerate(
        (("#e2452f", "#4a2420"), ("#f0b73a", "#4d3d1d"), ("#46b06a", "#1f3d2a"))
    ):
        y = 172 + place * 90
        shines = place == lit or (both and place != 1)
        if shines:
            sheet.glow(x, y, 72, on, 0.10)
        sheet.disc(x, y, 36, fill=on if shines else off, bright=shines)
        sheet.arc(x, y - 4, 42, 42, 190, 350, 6, "#12161a")
    for stripe in range(7):
        left = 60 + stripe * 140
        sheet.poly(
            [(left, KERB + 110), (left + 70, KERB + 110), (left + 52, NEAR - 8), (left - 30, NEAR - 8)],
            "#e7e3d6", alpha=0.9,
        )  # fmt: skip


def _post(
    sheet: Canvas, x: float, foot: float, tall: float, lit: bool, *, thick: float = 9
) -> None:
    top = foot - tall
    sheet.line([(x, foot), (x, top)], thick, "#5b666d")
    sheet.line([(x, top), (x + tall * 0.16, top - tall * 0.05)], thick * 0.7, "#5b666d")
    head = (x + tall * 0.19, top - tall * 0.05)
    sheet.rect(head[0] - 14, head[1] - 6, 40, 12, "#39434a", round_by=5)
    if lit:
        sheet.glow(head[0] + 6, head[1] + 8, tall * 0.2, "#ffdf98", 0.10)
        sheet.rect(head[0] - 8, head[1] + 4, 28, 6, "#fff3cf", bright=True)
