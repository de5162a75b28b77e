"""Search over everything there is: reports, kinds of report, units, districts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.people.queries import units
from cityhall.service import queries as service
from cityhall.service import receipts
from cityhall.service.items import Item, items
from cityhall.service.models import Service
from cityhall.web.wording import Wording
from divan import language

LONGEST_QUERY = 200
REPORTS, OTHERS = 10, 8


@dataclass(frozen=True)
class Hit:
    title: str
    href: str
    text: str = ""


@dataclass(frozen=True)
class Found:
    """What fits the words; `code` says that they may be a tracking code."""

    reports: list[Item]
    more: str
    kinds: list[Hit]
    areas: list[Hit]
    units: list[Organization]
    code: bool

    def __bool__(self) -> bool:
        return bool(self.reports or self.kinds or self.areas or self.units or self.code)


def find(actor: Actor, q: str, words: Wording) -> Found | None:
    """Everything whose words hold all words asked for; `None` while nothing is asked."""
    terms = set(language.query_terms(q))
    if not terms:
        return None
    page = service.public_list(actor, service.Filters(q), count=REPORTS)
    rows = list(_numbered(actor, q)) + page.rows
    known = service.catalogue(rows)
    more = f"{reverse('request_list')}?{urlencode({'q': q})}" if page.older else ""
    return Found(
        reports=items(rows, known, words),
        more=more,
        kinds=[_kind(row, words) for row in service.services() if _fits(terms, _said_of(row))],
        areas=[
            Hit(words.name(area.name), f"{reverse('request_list')}?area={area.code}")
            for area in known.areas.values()
            if _fits(terms, area.name.values())
        ][:OTHERS],
        units=[unit for unit in units() if _fits(terms, unit.name.values())][:OTHERS],
        code=bool(receipts.read(q)),
    )


def _numbered(actor: Actor, q: str) -> Iterable[service.Row]:
    """The report whose number was typed."""
    typed = language.latin_digits(q).strip().lstrip("#")
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 19):
        return []
    return service.by_number(actor, [int(typed)]).values()


def _kind(row: Service, words: Wording) -> Hit:
    address = f"{reverse('report')}?service={row.service_code}"
    return Hit(
        words.name(row.name), address, words.name(row.description) if row.description else ""
    )


def _said_of(row: Service) -> list[str]:
    keywords: Mapping[str, list[str]] = row.keywords
    return [
        *row.name.values(),
        *row.description.values(),
        *(word for listed in keywords.values() for word in listed),
    ]


def _fits(terms: set[str], texts: Iterable[str]) -> bool:
    return terms <= set(language.search_terms(" ".join(texts)).split())
