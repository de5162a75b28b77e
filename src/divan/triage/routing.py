"""Routing: which rule a report falls under. Concept page: docs/routing.md.

No order of rules decides. A rule that stands before another by its `rank`, or that is narrower
(whatever it claims the other claims too), wins; where neither holds and the two lead elsewhere,
none of them does, and the decision says so. A book is compiled once and then decides in
microseconds: every condition is a mask of rules, and a case is the AND of a few of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

DAY = 1440  # minutes
WEEKDAYS = frozenset(range(7))  # Monday is 0
MONTHS = frozenset(range(1, 13))  # of whichever calendar the cases are counted in


class RuleError(ValueError):
    """A rule that cannot hold; `field` names the part, the text says how to mend it."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{field}: {text}")
        self.field = field


@dataclass(frozen=True)
class Span:
    """Hours of a day in minutes from midnight, the end not included; over midnight if it wraps."""

    start: int
    end: int

    def pieces(self) -> list[tuple[int, int]]:
        """The span as pieces of one day. Equal ends are the day in full."""
        if self.start < self.end:
            return [(self.start, self.end)]
        return [piece for piece in ((0, self.end), (self.start, DAY)) if piece[0] < piece[1]]


@dataclass(frozen=True)
class Rule:
    """Conditions, all of which must hold, and where a report goes then.

    An empty condition is none. `words` are phrases as sets of folded lemmas: one of them must
    stand in the text with all its words. `confidential` asks the kind. `to` and `post` are the
    caller's own codes.
    """

    name: str
    to: str
    post: str = ""
    kinds: Set[str] = frozenset()
    groups: Set[str] = frozenset()
    areas: Set[str] = frozenset()
    weekdays: Set[int] = frozenset()
    months: Set[int] = frozenset()
    hours: tuple[Span, ...] = ()
    words: Set[frozenset[str]] = frozenset()
    confidential: bool | None = None
    rank: int = 0  # a higher one stands before

    def __post_init__(self) -> None:
        if not self.name or not self.to:
            raise RuleError("name" if not self.name else "to", "must not be empty")
        if not self.weekdays <= WEEKDAYS:
            raise RuleError("weekdays", "are 0 (Monday) to 6")
        if not self.months <= MONTHS:
            raise RuleError("months", "are 1 to 12")
        for span in self.hours:
            if not (0 <= span.start < DAY and 0 <= span.end <= DAY):
                raise RuleError("hours", "start at 0 to 1439 and end at 0 to 1440 minutes")
        if any(not phrase for phrase in self.words):
            raise RuleError("words", "a phrase needs a word")

    @property
    def result(self) -> tuple[str, str]:
        return (self.to, self.post)


@dataclass(frozen=True)
class Kind:
    """What a rule can ask of a kind of report."""

    group: str = ""
    confidential: bool = False


@dataclass(frozen=True)
class Domain:
    """All kinds of report and all areas that there are; a report may also lie in none."""

    kinds: Mapping[str, Kind]
    areas: Collection[str]


@dataclass(frozen=True)
class Case:
    """A report as the rules see it. `tokens` are the folded words and lemmas of its text."""

    kind: str
    area: str | None
    weekday: int
    minute: int
    month: int
    tokens: Set[str] = frozenset()


@dataclass(frozen=True)
class Decision:
    """Which rule decides, if any; which claimed the case; which stood against each other."""

    rule: Rule | None
    claims: tuple[Rule, ...] = ()
    contested: tuple[Rule, ...] = ()


NOBODY = Decision(None)


@dataclass(frozen=True)
class Book:
    """Rules compiled for a domain; the order in which they are given means nothing.

    Raises `RuleError` where two rules bear one name.
    """

    rules: Iterable[Rule]
    domain: Domain
    _decided: dict[int, Decision] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.rules, key=lambda rule: rule.name))
        for one, other in pairwise(ordered):
            if one.name == other.name:
                raise RuleError("name", f"{one.name} stands twice")
        object.__setattr__(self, "rules", ordered)

    def decide(self, case: Case) -> Decision:
        """What the rules say of a case; the same for the same rules, whatever their order."""
        claims = self.mask(case)
        if claims and claims & self.with_words:
            for bit in bits(claims & self.with_words):
                if not any(phrase <= case.tokens for phrase in self.line[bit].words):
                    claims &= ~(1 << bit)
        return self.settle(claims)

    def mask(self, case: Case) -> int:
        """The rules whose conditions hold, words not yet asked, as bits of one number."""
        return (
            self.by_kind.get(case.kind, self._unknown_kind)
            & self.by_area.get(case.area, self._anywhere)
            & self.by_weekday[case.weekday]
            & self.by_month[case.month]
            & self.by_minute[1][bisect_right(self.by_minute[0], case.minute) - 1]
        )

    def settle(self, claims: int) -> Decision:
        """Which of these rules decides. Rules that another one beats are out; the rest agree, or
        none of them decides."""
        known = self._decided.get(claims)
        if known is not None:
            return known
        if not claims:
            return NOBODY
        claimed = list(bits(claims))
        left = [bit for bit in claimed if not claims & self.beaten_by[bit]]
        standing = tuple(self.line[bit] for bit in left)
        agreed = len({rule.result for rule in standing}) == 1
        decision = Decision(
            standing[0] if agreed else None,
            tuple(self.line[bit] for bit in claimed),
            () if agreed else standing,
        )
        if len(self._decided) < 100_000:
            self._decided[claims] = decision
        return decision

    @cached_property
    def line(self) -> tuple[Rule, ...]:
        """The rules by name: bit n of a mask stands for the nth."""
        return tuple(self.rules)

    @cached_property
    def kinds_of(self) -> tuple[frozenset[str], ...]:
        """For each rule the kinds that it claims: named, by group, by being confidential."""
        return tuple(
            frozenset(code for code, kind in self.domain.kinds.items() if _takes(rule, code, kind))
            for rule in self.line
        )

    @cached_property
    def by_kind(self) -> dict[str, int]:
        return {code: _mask(code in kinds for kinds in self.kinds_of) for code in self.domain.kinds}

    @cached_property
    def by_area(self) -> dict[str | None, int]:
        named: dict[str | None, int] = {
            code: _mask(not rule.areas or code in rule.areas for rule in self.line)
            for code in self.domain.areas
        }
        return {**named, None: self._anywhere}

    @cached_property
    def by_weekday(self) -> tuple[int, ...]:
        return tuple(
            _mask(not rule.weekdays or day in rule.weekdays for rule in self.line)
            for day in range(7)
        )

    @cached_property
    def by_month(self) -> tuple[int, ...]:
        return tuple(
            _mask(not rule.months or month in rule.months for rule in self.line)
            for month in range(13)
        )

    @cached_property
    def by_minute(self) -> tuple[list[int], list[int]]:
        """Where the day is cut by the hours of rules, and the mask from each cut on."""
        cuts = {0}
        for rule in self.line:
            for span in rule.hours:
                cuts |= {span.start, span.end % DAY}
        starts = sorted(cuts)
        return starts, [_mask(_open(rule, start) for rule in self.line) for start in starts]

    @cached_property
    def with_words(self) -> int:
        return _mask(bool(rule.words) for rule in self.line)

    @cached_property
    def beaten_by(self) -> tuple[int, ...]:
        """For each rule the mask of those that win where both claim."""
        return tuple(
            _mask(self._beats(other, one) for other in range(len(self.line)))
            for one in range(len(self.line))
        )

    def _beats(self, one: int, other: int) -> bool:
        a, b = self.line[one], self.line[other]
        if a.rank != b.rank:
            return a.rank > b.rank
        return self._within(one, other) and not self._within(other, one)

    def _within(self, one: int, other: int) -> bool:
        """Whether whatever rule `one` claims rule `other` claims too."""
        a, b = self.line[one], self.line[other]
        return (
            self.kinds_of[one] <= self.kinds_of[other]
            and (not b.areas or bool(a.areas and a.areas <= b.areas))
            and (a.weekdays or WEEKDAYS) <= (b.weekdays or WEEKDAYS)
            and (a.months or MONTHS) <= (b.months or MONTHS)
            and all(_open(b, start) for start in self.by_minute[0] if _open(a, start))
            and _says_more(a.words, b.words)
        )

    @cached_property
    def _anywhere(self) -> int:
        return _mask(not rule.areas for rule in self.line)

    @cached_property
    def _unknown_kind(self) -> int:
        """A kind that the domain does not have: only rules that ask nothing of kinds."""
        return _mask(
            not rule.kinds and not rule.groups and rule.confidential is None for rule in self.line
        )


def bits(mask: int) -> Iterable[int]:
    """The places of the ones in a mask, lowest first."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def _mask(holds: Iterable[bool]) -> int:
    return sum(1 << place for place, one in enumerate(holds) if one)


def _takes(rule: Rule, code: str, kind: Kind) -> bool:
    named = not (rule.kinds or rule.groups) or code in rule.kinds or kind.group in rule.groups
    return named and rule.confidential in (None, kind.confidential)


def _open(rule: Rule, minute: int) -> bool:
    pieces = [piece for span in rule.hours for piece in span.pieces()]
    return not pieces or any(start <= minute < end for start, end in pieces)


def _says_more(some: Set[frozenset[str]], others: Set[frozenset[str]]) -> bool:
    """Whether each text with one of these phrases also has one of the others."""
    if not others:
        return True
    return bool(some) and all(any(other <= one for other in others) for one in some)
