"""Names on a map: each is written where it covers no other, or not at all."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from markupsafe import escape

from cityhall.people.geometry import Point, Rectangle, meet

SIZE, DISTRICT_SIZE = 12, 15  # pixels
LETTER = 0.52  # the usual breadth of a letter, in heights
GAP = 4  # pixels between two names
MARK = 12  # pixels from the middle of a mark to its edge


class Board:
    """Collects names in the order of their weight; `drawn` gives those that found room.

    No name lies under a mark; `marks` are their middles.
    """

    def __init__(self, width: int, height: int, marks: Sequence[Point] = ()) -> None:
        self.frame = (0.0, 0.0, float(width), float(height))
        self._taken: list[Rectangle] = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
        self._written: list[str] = []
        self._along: set[str] = set()

    def write(self, name: str, middle: Point, *, district: bool = False) -> bool:
        """Write a name around a point; whether there was room."""
        size = DISTRICT_SIZE if district else SIZE
        look = ' class="district-name" font-size="15" font-weight="700"' if district else ""
        return self._place(name, middle, 0, size, look)

    def write_along(self, name: str, line: Sequence[Point]) -> None:
        """Write a name once, on the longest straight part of a line, if it is long enough."""
        if name in self._along or len(line) < 2:
            return
        start, end = max(pairwise(line), key=lambda pair: math.dist(*pair))
        if math.dist(start, end) < _length(name, SIZE):
            return
        turn = math.degrees(math.atan2(end[1] - start[1], end[0] - start[0]))
        turn = (turn + 90) % 180 - 90  # never upside down
        middle = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)
        if self._place(name, middle, turn, SIZE, ' class="street-name"'):
            self._along.add(name)

    def drawn(self, ink: str, *, right_to_left: bool) -> str:
        if not self._written:
            return ""
        direction = ' direction="rtl"' if right_to_left else ""
        return f'<g font-size="{SIZE}"{ink}{direction}>{"".join(self._written)}</g>'

    def _place(self, name: str, middle: Point, turn: float, size: int, look: str) -> bool:
        """Write if the name lies within the picture and covers nothing."""
        x, y = middle
        length, angle = _length(name, size), math.radians(turn)
        half_x = abs(math.cos(angle)) * length / 2 + abs(math.sin(angle)) * size / 2 + GAP
        half_y = abs(math.sin(angle)) * length / 2 + abs(math.cos(angle)) * size / 2 + GAP
        box = (x - half_x, y - half_y, x + half_x, y + half_y)
        left, top, right, bottom = self.frame
        inside = box[0] >= left and box[1] >= top and box[2] <= right and box[3] <= bottom
        if not name or not inside or any(meet(box, other) for other in self._taken):
            return False
        self._taken.append(box)
        turned = f' transform="rotate({turn:.0f} {x:.0f} {y:.0f})"' if round(turn) else ""
        self._written.append(
            f'<text{look} x="{x:.0f}" y="{y + size / 3:.0f}"{turned}>{escape(name)}</text>'
        )
        return True


def _length(name: str, size: int) -> float:
    seen = sum(1 for letter in name if letter != "\u200c" and not unicodedata.combining(letter))
    return seen * size * LETTER
