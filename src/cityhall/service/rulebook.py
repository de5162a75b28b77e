"""The routing rules of the city, compiled; and a report as they see it.

Conditions are stored as people gave them: codes of kinds, groups and areas, weekdays and months
as numbers (months of the city's own calendar), hours in minutes, phrases as typed by language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Count, Sum

from cityhall.people.models import Area, Organization
from cityhall.people.queries import city, today
from cityhall.service.models import RoutingRule, Service
from cityhall.web.kept import Kept
from divan import language
from divan.triage import Book, Case, Decision, Domain, Kind, Rule, Span

Stamp = tuple[int, int]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """The rules in force, and the rows they were made of by the name a law knows them by."""

    book: Book
    rows: Mapping[str, RoutingRule]
    stamp: Stamp

    def row(self, rule: Rule) -> RoutingRule:
        return self.rows[rule.name]


def rulebook() -> Rulebook:
    """The rules as they stand now: one query while nothing changed. Versions only ever grow, so
    their sum says whether another process changed a rule."""
    kept, now = KEPT.get(), _stamp()
    return kept if kept.stamp == now else KEPT.renew()


def decide(
    rules: Rulebook, *, service: Service, area: Area | None, at: datetime, text: str
) -> Decision:
    """What the rules say of a report of this kind, place, time and text."""
    words = tokens(text) if rules.book.with_words else frozenset()
    code = area.code if area is not None else None
    return rules.book.decide(case_of(service.service_code, code, at, city().timezone, words))


def case_of(
    kind: str,
    area: str | None,
    at: datetime,
    zone: tzinfo,
    words: frozenset[str] = frozenset(),
) -> Case:
    """A report as the law sees it, at its hour in the city."""
    local = at.astimezone(zone)
    day = local.date()
    return Case(kind, area, day.weekday(), local.hour * 60 + local.minute, month_of(day), words)


@lru_cache(maxsize=4096)
def month_of(day: date) -> int:
    """The month on the city's own calendar: Jalali where Persian is its first language."""
    return language.jalali(day)[1] if settings.LANGUAGE_CODE == "fa" else day.month


def tokens(text: str) -> frozenset[str]:
    """The folded words of a text and their lemmas, as phrases are looked for."""
    return frozenset(language.search_terms(text).split())


def phrase(typed: str) -> frozenset[str]:
    """A phrase of a rule as the lemmas that must all stand in a text."""
    return frozenset(language.query_terms(typed))


def compiled(rows: Iterable[RoutingRule], *, stamp: Stamp = (0, 0)) -> Rulebook:
    """A book of these rules; those that lead to a unit that is gone claim nothing."""
    on = today()
    standing = {
        name_of(row): row
        for row in rows
        if row.active and (row.to.dissolved_on is None or row.to.dissolved_on > on)
    }
    rules = [rule_of(row, name) for name, row in standing.items()]
    return Rulebook(Book(rules, domain()), standing, stamp)


def name_of(row: RoutingRule) -> str:
    """What the law calls a rule: its number, so that no name in words decides anything."""
    return f"{row.pk or 0:06}"


def rule_of(row: RoutingRule, name: str) -> Rule:
    """A row as a rule of the law. What is confidential never leaves the city, whatever was said."""
    said: Mapping[str, Any] = row.conditions
    outside = row.to.classification == Organization.Classification.OUTSIDE
    return Rule(
        name=name,
        to=row.to.code,
        post=row.post.code if row.post is not None else "",
        kinds=frozenset(said.get("kinds", ())),
        groups=frozenset(said.get("groups", ())),
        areas=frozenset(said.get("areas", ())),
        weekdays=frozenset(said.get("weekdays", ())),
        months=frozenset(said.get("months", ())),
        hours=tuple(Span(start, end) for start, end in said.get("hours", ())),
        words=phrases(said.get("words", {})),
        confidential=False if outside else said.get("confidential"),
        rank=row.rank,
    )


def phrases(words: Mapping[str, Sequence[str]]) -> frozenset[frozenset[str]]:
    made = (phrase(typed) for typed in (one for some in words.values() for one in some))
    return frozenset(one for one in made if one)


def domain() -> Domain:
    """All kinds of report that can be chosen, and all areas."""
    kinds = Service.objects.values_list("service_code", "group__code", "confidential")
    return Domain(
        {code: Kind(group, confidential) for code, group, confidential in kinds},
        list(Area.objects.values_list("code", flat=True)),
    )


def _stamp() -> Stamp:
    found = RoutingRule.objects.aggregate(rows=Count("pk"), versions=Sum("version"))
    return found["rows"], found["versions"] or 0


def _read() -> Rulebook:
    stamp = _stamp()
    return compiled(RoutingRule.objects.select_related("to", "post"), stamp=stamp)


KEPT = Kept("routing", _read)
