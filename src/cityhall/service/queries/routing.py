"""Routing rules as the city office reads them: what they say, what is wrong, what they would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from cityhall.people.models import Area, Organization
from cityhall.people.queries import city, units
from cityhall.service import rulebook
from cityhall.service.models import (
    OPEN_HANDOVER,
    Handover,
    Request,
    RoutingRule,
    Service,
)
from cityhall.service.rulebook import Rulebook
from divan.triage import Contest, Gap, Rule, contests, gaps, idle

MOST_TRIED = 100_000
EXAMPLES = 3


@dataclass(frozen=True)
class Warnings:
    """What is wrong with the rules, found without any report."""

    contests: list[Contest]
    gaps: list[Gap]
    idle: list[Rule]
    gone: list[RoutingRule]  # they lead to a unit that exists no more
    without: int  # kinds of report that no rule names

    def __bool__(self) -> bool:
        return bool(self.contests or self.gaps or self.idle or self.gone)


def rules() -> QuerySet[RoutingRule]:
    return RoutingRule.objects.select_related("to", "post")


def active_rules() -> int:
    return RoutingRule.objects.filter(active=True).count()


def rule(number: int) -> RoutingRule | None:
    return rules().filter(pk=number).first()


def warnings(known: Rulebook, rows: Iterable[RoutingRule]) -> Warnings:
    """The rules against every kind, area, time and word that they know of."""
    book = known.book
    named = {
        kind
        for rule, kinds in zip(book.line, book.kinds_of, strict=True)
        if rule.kinds or rule.groups
        for kind in kinds
    }
    return Warnings(
        contests(book),
        gaps(book),
        idle(book),
        [row for row in rows if row.active and rulebook.name_of(row) not in known.rows],
        len(book.domain.kinds) - len(named),
    )


class Past(NamedTuple):
    """What a trial reads of a report."""

    pk: int
    service_id: int
    area_id: int | None
    unit_id: int
    requested_at: datetime
    is_public: bool


@dataclass
class Move:
    """Reports that would go to another place than they went."""

    went: str  # codes of units and bodies
    goes: str
    count: int = 0
    by_rule: dict[int, int] = field(default_factory=dict)
    examples: list[int] = field(default_factory=list)  # public ones, newest first


@dataclass
class Trial:
    """What a set of rules would have done with past reports."""

    count: int = 0
    same: int = 0
    unclaimed: int = 0  # no rule: the unit of the kind
    moves: dict[tuple[str, str], Move] = field(default_factory=dict)
    at_odds: dict[tuple[int, ...], Move] = field(default_factory=dict)
    by_rule: dict[int, int] = field(default_factory=dict)
    since: datetime | None = None

    @property
    def elsewhere(self) -> int:
        return self.count - self.same

    def largest(self) -> list[Move]:
        return sorted(self.moves.values(), key=lambda move: (-move.count, move.went, move.goes))

    def contested(self) -> list[tuple[tuple[int, ...], Move]]:
        return sorted(self.at_odds.items(), key=lambda item: -item[1].count)


def trial(known: Rulebook, *, most: int = MOST_TRIED) -> Trial:
    """Send the newest reports through these rules, and compare with where they went.

    Where one went is the body that has it or ended with it, else its unit: what people decided
    in the end, not what a rule said at first.
    """
    kinds = {
        key: (code, unit)
        for key, code, unit in Service.objects.values_list("pk", "service_code", "unit__code")
    }
    areas: dict[int | None, str] = dict(Area.objects.values_list("pk", "code"))
    unit_codes = dict(Organization.objects.values_list("pk", "code"))
    with_body = _bodies_of_reports()
    found, needs_words = Trial(), bool(known.book.with_words)
    zone = city().timezone
    decide, mask = known.book.decide, known.book.mask
    texts = known.book.with_words
    for past, text in _past(most, needs_words):
        code, own = kinds[past.service_id]
        case = rulebook.case_of(code, areas.get(past.area_id), past.requested_at, zone)
        if needs_words and mask(case) & texts:
            case = replace(case, tokens=rulebook.tokens(text))
        decision = decide(case)
        went = with_body.get(past.pk) or unit_codes[past.unit_id]
        goes = decision.rule.to if decision.rule else own
        found.count += 1
        found.since = past.requested_at
        number = known.row(decision.rule).pk if decision.rule else 0
        if number:
            found.by_rule[number] = found.by_rule.get(number, 0) + 1
        elif not decision.claims:
            found.unclaimed += 1
        if decision.contested:
            pair = tuple(known.row(one).pk for one in decision.contested)
            _count(found.at_odds.setdefault(pair, Move(went, goes)), past, 0)
        if went == goes:
            found.same += 1
        else:
            _count(found.moves.setdefault((went, goes), Move(went, goes)), past, number)
    return found


def bodies() -> list[Organization]:
    """Bodies outside the city that exist today, with what they promised."""
    outside = Organization.Classification.OUTSIDE
    return list(units().filter(classification=outside).select_related("terms"))


def _count(move: Move, past: Past, number: int) -> None:
    move.count += 1
    move.by_rule[number] = move.by_rule.get(number, 0) + 1
    if past.is_public and len(move.examples) < EXAMPLES:
        move.examples.append(past.pk)


def _past(most: int, texts: bool) -> Iterator[tuple[Past, str]]:
    """The newest reports, read in one pass. Texts are read only where a rule asks for words."""
    columns = [*Past._fields, "description"] if texts else Past._fields
    rows = Request.objects.order_by("-pk").values_list(*columns)[:most]
    size = len(Past._fields)
    for row in rows.iterator(chunk_size=2000):
        yield Past(*row[:size]), row[size] if texts else ""


def _bodies_of_reports() -> dict[int, str]:
    """For each report that lies with a body outside, or ended there, which one."""
    kept = (*OPEN_HANDOVER, Handover.State.ENDED)
    rows = Handover.objects.filter(state__in=kept).order_by("pk")
    return dict(rows.values_list("request", "body__code"))
