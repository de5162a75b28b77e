"""What is wrong with a book of rules, found without a single report: where rules contradict each
other, where none applies, and which never stand. Exact over kinds, areas, times and words.

Conditions cut the world into boxes; boxes with the same claiming rules are looked at once. Words
only ever add rules, so if a text makes two rules stand against each other, one that has but one
phrase of each does too: no more texts need be tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from divan.triage.routing import Book, Case, Rule, bits

NO_WORDS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Contest:
    """Two rules that lead elsewhere and neither of which stands before the other, with a case."""

    one: Rule
    other: Rule
    witness: Case


@dataclass(frozen=True)
class Gap:
    """A case of a kind that some rule is about, but that no rule claims for lack of any words.

    `areas` are all those in which this happens at some time (`None`: without an area); `always`
    says that in each of them no time is covered.
    """

    kind: str
    areas: tuple[str | None, ...]
    always: bool
    witness: Case


def contests(book: Book) -> list[Contest]:
    """Every pair of rules that can contradict each other, by their names."""
    found: dict[tuple[int, int], Case] = {}
    for mask, witness in _boxes(book):
        for one, other in combinations(list(bits(mask)), 2):
            if (one, other) in found or not _differ(book, one, other):
                continue
            words = _contradiction(book, mask, one, other)
            if words is not None:
                found[one, other] = _saying(witness, words)
    return [
        Contest(book.line[one], book.line[other], witness)
        for (one, other), witness in sorted(found.items(), key=lambda item: item[0])
    ]


def gaps(book: Book) -> list[Gap]:
    """Kinds that a rule names (itself or by group), and where none claims them all the same."""
    times = _times(book)
    found = []
    for kind in sorted(_named(book)):
        open_areas: list[str | None] = []
        always, first = True, None
        for area in _areas(book):
            here = book.by_kind[kind] & book.by_area[area] & ~book.with_words
            free = [at for mask, at in times if not here & mask]
            if not free:
                continue
            open_areas.append(area)
            always = always and len(free) == len(times)
            first = first or Case(kind, area, *free[0])
        if first is not None:
            found.append(Gap(kind, tuple(open_areas), always, first))
    return found


def idle(book: Book) -> list[Rule]:
    """Rules that never stand: they claim no case, or another one beats them in each."""
    waiting = set(range(len(book.line)))
    for mask, _witness in _boxes(book):
        for one in list(waiting & set(bits(mask))):
            if any(_stands(book, mask, one, words) for words in _phrases(book.line[one])):
                waiting.discard(one)
    return [book.line[one] for one in sorted(waiting)]


def _stands(book: Book, mask: int, one: int, words: frozenset[str]) -> bool:
    return not _claiming(book, mask, words) & book.beaten_by[one]


def _contradiction(book: Book, mask: int, one: int, other: int) -> frozenset[str] | None:
    """The words of a text for which neither of two rules is beaten, if there is one."""
    for some in _phrases(book.line[one]):
        for more in _phrases(book.line[other]):
            claims = _claiming(book, mask, some | more)
            if not claims & (book.beaten_by[one] | book.beaten_by[other]):
                return some | more
    return None


def _phrases(rule: Rule) -> Iterable[frozenset[str]]:
    return sorted(rule.words, key=sorted) or [NO_WORDS]


def _claiming(book: Book, mask: int, words: frozenset[str]) -> int:
    """Of the rules of a mask those that a text of these words leaves."""
    claims = mask
    for bit in bits(mask & book.with_words):
        if not any(phrase <= words for phrase in book.line[bit].words):
            claims &= ~(1 << bit)
    return claims


def _differ(book: Book, one: int, other: int) -> bool:
    """Whether two rules could contradict each other at all."""
    beats = book.beaten_by[one] >> other & 1 or book.beaten_by[other] >> one & 1
    return not beats and book.line[one].result != book.line[other].result


def _boxes(book: Book) -> Iterator[tuple[int, Case]]:
    """Each set of rules that some kind, area and time have in common, with a case; words aside."""
    places: dict[int, tuple[str, str | None]] = {}
    for kind in sorted(book.domain.kinds):
        for area in _areas(book):
            mask = book.by_kind[kind] & book.by_area[area]
            if mask:
                places.setdefault(mask, (kind, area))
    boxes: dict[int, Case] = {}
    for place, (kind, area) in places.items():
        for time, at in _times(book):
            if place & time:
                boxes.setdefault(place & time, Case(kind, area, *at))
    yield from sorted(boxes.items(), key=lambda item: item[0])


def _times(book: Book) -> list[tuple[int, tuple[int, int, int]]]:
    """Each set of rules that some weekday, minute and month have in common, with such a time."""
    found: dict[int, tuple[int, int, int]] = {}
    starts, masks = book.by_minute
    for day, day_mask in enumerate(book.by_weekday):
        for start, minute_mask in zip(starts, masks, strict=True):
            for month in range(1, 13):
                mask = day_mask & minute_mask & book.by_month[month]
                found.setdefault(mask, (day, start, month))
    return list(found.items())


def _areas(book: Book) -> list[str | None]:
    return [*sorted(book.domain.areas), None]


def _named(book: Book) -> set[str]:
    """Kinds that a rule is about: it names them or their group, and is not about all kinds."""
    return {
        kind
        for rule, kinds in zip(book.line, book.kinds_of, strict=True)
        if rule.kinds or rule.groups
        for kind in kinds
    }


def _saying(case: Case, words: frozenset[str]) -> Case:
    return Case(case.kind, case.area, case.weekday, case.minute, case.month, words)
