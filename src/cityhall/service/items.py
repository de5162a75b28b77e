"""Rows of a list in the reader's words, and the bar of filters over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from markupsafe import Markup

from cityhall.people.names import Names, name_in
from cityhall.service.models import Status
from cityhall.service.queries import Catalogue, Row
from cityhall.service.queries.desk import STANDING
from cityhall.service.words import TONES, status_word
from cityhall.web.wording import Wording


@dataclass(frozen=True, slots=True)
class Item:
    """A row as the page shows it; `badges` say stage and lateness, `tone` is the stage's."""

    href: str
    title: str
    badges: Markup
    meta: str
    tone: str


def items(rows: Iterable[Row], known: Catalogue, words: Wording) -> list[Item]:
    """Rows in the reader's words; each badge and day is worked out once for the page."""
    badges = {status.value: _badge(TONES[status], status_word(status)) for status in Status}
    late = _badge("danger", _("late")) + Markup(" ")
    report, voices = _("Report %s"), _("“me too”: %s")
    base = reverse("request_list")
    made = []
    for row in rows:
        kind = words.name(known.kinds[row.service_id].name)
        meta = [report % words.digits(row.id)]
        if row.title:
            meta.append(kind)
        if row.area_id:
            meta.append(words.name(known.areas[row.area_id].name))
        meta.append(words.day(row.requested_at, weekday=False))
        if row.voices:
            meta.append(voices % words.number(row.voices))
        badge, tone = badges[row.status], TONES[row.status]
        if is_late(row, words.now):
            badge, tone = late + badge, "danger"
        made.append(Item(f"{base}{row.id}/", row.title or kind, badge, " · ".join(meta), tone))
    return made


def is_late(row: Row, now: datetime) -> bool:
    """Past its deadline, with its clock running."""
    running = row.is_open and row.status not in STANDING
    return running and row.due_at is not None and row.due_at < now


def kind_choices(known: Catalogue, language: str, chosen: str) -> Markup:
    """Kinds of report as options. One that is taken no more is there while it is chosen."""
    options = _kind_options(known, language)
    if chosen and f'"{chosen}"' not in options:
        kind = known.kinds[known.kind_id(chosen) or 0]
        options += _options([(kind.code, kind.name)])
    return _with_chosen(options, chosen)


def area_choices(known: Catalogue, language: str, chosen: str) -> Markup:
    """Districts as options."""
    return _with_chosen(_area_options(known, language), chosen)


@lru_cache(maxsize=8)
def _kind_options(known: Catalogue, language: str) -> Markup:
    """The same for every page until the catalogue changes, which makes another `known`."""
    return _options((kind.code, kind.name) for kind in known.kinds.values() if kind.active)


@lru_cache(maxsize=8)
def _area_options(known: Catalogue, language: str) -> Markup:
    return _options((area.code, area.name) for area in known.areas.values())


def _options(named: Iterable[tuple[str, Names]]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    return Markup("\n").join(option.format(code, name_in(name)) for code, name in named)


def _with_chosen(options: Markup, code: str) -> Markup:
    return options.replace(f'"{code}"', f'"{code}" selected', 1) if code else options


def _badge(tone: str, word: str) -> Markup:
    return Markup('<span class="badge {}">{}</span>').format(tone, word)
