"""Routing rules, cases and what is wrong with them in words, for pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cityhall.people import hours
from cityhall.people.names import Names, name_in
from cityhall.service.models import RoutingRule
from cityhall.service.routing_forms import DAYS, months
from cityhall.web.wording import Wording
from divan.triage import Case


@dataclass(frozen=True)
class Vocabulary:
    """Names of kinds, groups, areas and units by code."""

    kinds: Mapping[str, Names]
    groups: Mapping[str, Names]
    areas: Mapping[str, Names]
    units: Mapping[str, Names]
    words: Wording

    def of(self, names: Mapping[str, Names], code: str) -> str:
        found = names.get(code)
        return name_in(found) if found else code

    def listed(self, parts: Iterable[str]) -> str:
        return ("، " if self.words.language == "fa" else ", ").join(parts)

    def unit(self, code: str) -> str:
        return self.of(self.units, code)


def conditions(rule: RoutingRule, known: Vocabulary) -> list[tuple[str, str]]:
    """What a rule asks, each condition with its name; empty for a rule that takes everything.

    Each value is isolated, so that Persian and Latin words keep their order in one list.
    """
    return said_of(rule.conditions, known)


def said_of(said: Mapping[str, Any], known: Vocabulary) -> list[tuple[str, str]]:
    months_by = dict(months())
    made: list[tuple[str, str]] = []

    def add(label: str, values: Sequence[str]) -> None:
        if values:
            made.append((label, known.listed(f"\u2068{one}\u2069" for one in values)))

    kinds = [known.of(known.groups, code) for code in said.get("groups") or ()]
    kinds += [known.of(known.kinds, code) for code in said.get("kinds") or ()]
    add(_("Kind of report"), kinds)
    add(_("Where"), [known.of(known.areas, code) for code in said.get("areas") or ()])
    chosen = said.get("weekdays") or ()
    add(_("Days"), [str(hours.DAYS[day]) for number, day in DAYS.items() if number in chosen])
    spans = said.get("hours") or ()
    add(_("Hours"), [known.words.digits(_between(*span)) for span in spans])
    add(_("Months"), [months_by[one] for one in said.get("months") or ()])
    phrases = [one for some in (said.get("words") or {}).values() for one in some]
    quoted = "«\u2068%s\u2069»" if known.words.language == "fa" else "“\u2068%s\u2069”"
    add(_("Words"), [quoted % one for one in phrases])
    if said.get("confidential") is True:
        made.append((_("Only"), _("confidential kinds")))
    elif said.get("confidential") is False:
        made.append((_("Not"), _("confidential kinds")))
    return made


def _between(start: int, end: int) -> str:
    return _("%(start)s to %(end)s") % {"start": _clock(start), "end": _clock(end)}


def _clock(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


def case_in_words(case: Case, known: Vocabulary) -> str:
    """A made-up report: kind, place, time, words."""
    day = str(hours.DAYS[DAYS[case.weekday]])
    at = known.words.digits(_clock(case.minute))
    parts = [
        known.of(known.kinds, case.kind),
        known.of(known.areas, case.area) if case.area else _("without a district"),
        _("%(day)s at %(clock)s") % {"day": day, "clock": at},
        dict(months())[case.month],
    ]
    if case.tokens:
        parts.append(_("with the words %s") % known.listed(sorted(case.tokens)))
    return known.listed(parts)
