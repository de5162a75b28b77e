"""Numbers written in groups of digits: "6037-9911-1234-5678", «۰۹۱۲ ۱۲۳ ۴۵ ۶۷», "0 9 1 2 …".

Which groups make one number is not known beforehand, so a few neighbours at a time are tried as
one. Each group begins a bounded number of tries, so the work is linear in the text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

Span = tuple[int, int]

# The blank that stands for what has been found or masked already; it belongs to no number.
BLANK = "\0"

_GROUP = re.compile(rf"\d+|{BLANK}+")
_GAP = re.compile(r"[ \-./_()]{1,3}")
_MOST_GROUPS = 7
_FEWEST_DIGITS, _MOST_DIGITS = 7, 24


class Number(NamedTuple):
    """Neighbouring groups, the `first` up to before the `last`, read as one number."""

    text: str
    groups: Sequence[Span]
    first: int
    last: int
    digits: str

    @property
    def start(self) -> int:
        return self.groups[self.first][0]

    @property
    def end(self) -> int:
        return self.groups[self.last - 1][1]

    @property
    def shape(self) -> tuple[int, ...]:
        """How many digits each group has."""
        return tuple(end - start for start, end in self.groups[self.first : self.last])

    @property
    def gaps(self) -> set[str]:
        """What stands between the groups."""
        inner = range(self.first, self.last - 1)
        return {self.text[self.groups[i][1] : self.groups[i + 1][0]] for i in inner}


def digit_groups(text: str) -> list[Span]:
    """Return where digits, or a blank, stand in `text`, which has ASCII digits only."""
    return [found.span() for found in _GROUP.finditer(text)]


def readings(text: str, groups: Sequence[Span]) -> Iterator[Number]:
    """Yield every number of 7 to 24 digits that a few neighbouring groups may be.

    Single digits are read as one number only where all in a row are.
    """
    for low, high in _runs(text, groups):
        sizes = [end - start for start, end in groups[low:high]]
        digits = "".join(text[start:end] for start, end in groups[low:high])
        offsets = [0, *accumulate(sizes)]
        for first, last in (*_neighbours(offsets), *_rows_of_singles(sizes)):
            part = digits[offsets[first] : offsets[last]]
            yield Number(text, groups, low + first, low + last, part)


def _runs(text: str, groups: Sequence[Span]) -> Iterator[Span]:
    """Yield ranges of groups of digits that have nothing but short gaps between them."""
    first = 0
    for last in range(1, len(groups) + 1):
        if last == len(groups) or not _joined(text, groups[last - 1], groups[last]):
            if text[groups[first][0]] != BLANK:
                yield first, last
            first = last


def _joined(text: str, left: Span, right: Span) -> bool:
    blank = BLANK in (text[left[0]], text[right[0]])
    return not blank and _GAP.fullmatch(text, left[1], right[0]) is not None


def _neighbours(offsets: Sequence[int]) -> Iterator[Span]:
    count = len(offsets) - 1
    for first in range(count):
        for last in range(first + 1, min(first + _MOST_GROUPS, count) + 1):
            total = offsets[last] - offsets[first]
            if total > _MOST_DIGITS:
                break
            if total >= _FEWEST_DIGITS and (last == first + 1 or total > last - first):
                yield first, last


def _rows_of_singles(sizes: Sequence[int]) -> Iterator[Span]:
    for size, row in groupby(range(len(sizes)), sizes.__getitem__):
        places = list(row)
        if size == 1 and _FEWEST_DIGITS <= len(places) <= _MOST_DIGITS:
            yield places[0], places[-1] + 1
