"""Numbers written in groups of digits: "6037-9911-1234-5678", «۰۹۱۲ ۱۲۳ ۴۵ ۶۷», "0 9 1 2 …".

Which groups make one number is not known beforehand, so a few neighbours at a time are tried as
one. Each group begins a bounded number of tries, so the work is linear in the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

Span = tuple[int, int]

# The blank that stands for what has been found or masked already; it belongs to no number.
BLANK = "\0"

_GROUP = re.compile(rf"(?:(?<![\w{BLANK}])\+ ?)?\d+|{BLANK}+")
_GAP = re.compile(r"[ \-./_()*]{1,3}")
_MOST_GROUPS = 7
_FEWEST_DIGITS, _MOST_DIGITS = 7, 24


class Reading(NamedTuple):
    """The groups from `first` up to before `last` as one number: digits, perhaps after a plus."""

    first: int
    last: int
    number: str


def blanked(text: str, spans: Iterable[Span]) -> str:
    """Return `text`, as long as before, with `spans` (in any order, apart) blank."""
    parts, place = [], 0
    for start, end in sorted(spans):
        parts += [text[place:start], BLANK * (end - start)]
        place = end
    return "".join([*parts, text[place:]])


def digit_groups(text: str) -> list[Span]:
    """Return where digits (ASCII, with a plus right before them), or a blank, stand in `text`."""
    return [found.span() for found in _GROUP.finditer(text)]


def readings(text: str, groups: Sequence[Span]) -> Iterator[Reading]:
    """Yield every number of 7 to 24 digits that groups with short gaps between them may be.

    That is: a few neighbours, all single digits in a row, or everything up to a wider gap.
    """
    for low, high in _runs(text, groups):
        parts = [text[start:end].replace(" ", "") for start, end in groups[low:high]]
        sizes = [len(part) for part in parts]
        offsets = [0, *accumulate(sizes)]
        whole = "".join(parts)
        spans = [*_neighbours(offsets), *_rows_of_singles(sizes)]
        if high - low > _MOST_GROUPS and len(whole) <= _MOST_DIGITS:
            spans.append((0, high - low))
        for first, last in spans:
            yield Reading(low + first, low + last, whole[offsets[first] : offsets[last]])


def shape_and_gaps(
    text: str, groups: Sequence[Span], reading: Reading
) -> tuple[tuple[int, ...], set[str]]:
    """Return how many digits each group of a reading has, and what stands between them."""
    spans = groups[reading.first : reading.last]
    shape = tuple(len(text[start:end].lstrip("+ ")) for start, end in spans)
    gaps = {text[left[1] : right[0]] for left, right in pairwise(spans)}
    return shape, gaps


def _runs(text: str, groups: Sequence[Span]) -> Iterator[Span]:
    """Yield ranges of groups of digits that have nothing but short gaps between them."""
    first = 0
    for last in range(1, len(groups) + 1):
        if last == len(groups) or not _joined(text, groups[last - 1], groups[last]):
            if text[groups[first][0]] != BLANK:
                yield first, last
            first = last


def _joined(text: str, left: Span, right: Span) -> bool:
    apart = text[left[0]] == BLANK or text[right[0]] in (BLANK, "+")
    return not apart and _GAP.fullmatch(text, left[1], right[0]) is not None


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
