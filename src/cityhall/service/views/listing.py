"""The public list of reports and its map: pages, JSON and Atom from one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markupsafe import Markup

from cityhall.acts.refusals import Refused
from cityhall.people.names import Names, name_in
from cityhall.people.queries import city
from cityhall.service import filters, queries, structs
from cityhall.service.models import OPEN, Status
from cityhall.service.queries import Catalogue, Page, Row
from cityhall.service.words import TONES, status_word
from cityhall.web import respond
from cityhall.web.wording import Wording

ON_THE_MAP = 150


@dataclass(frozen=True, slots=True)
class Item:
    """A row as the page shows it; `badges` say stage and lateness."""

    href: str
    title: str
    badges: Markup
    meta: str


@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    try:
        asked = filters.read(request.GET, queries.catalogue())
        page = _page(request, asked)
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=reverse("request_list"))
    known = queries.catalogue(page.rows)
    match respond.wanted(request):
        case "json":
            return _json(request, asked, page, known)
        case "atom":
            return _atom(request, page, known)
    words = Wording(request, city().timezone, timezone.now())
    kept = None if asked.filters.q else _counts(asked)
    context = {
        "section": "requests",
        "asked": asked,
        "counts": kept,
        "tabs": _tabs(asked, kept, reverse("request_list")),
        "items": items(page.rows, known, words),
        "kinds": _chosen(kind_options(known, request.language), asked.service),
        "areas": _chosen(area_options(known, request.language), asked.area),
        "older": _address(asked, after=page.older) if page.older else "",
        "newest": _address(asked) if asked.after else "",
        "json": _address(asked, format="json"),
        "atom": _address(asked, format="atom"),
        "map": f"{reverse('request_map')}?{urlencode(asked.query(count=''))}",
    }
    return render(request, "service/list.html", context)


def items(rows: list[Row], known: Catalogue, words: Wording) -> list[Item]:
    """Rows in the reader's words, each word worked out once for the page."""
    badges = {status.value: _badge(TONES[status], status_word(status)) for status in Status}
    late = _badge("danger", _("late")) + Markup(" ")
    kinds = {key: words.name(kind.name) for key, kind in known.kinds.items()}
    areas = {key: words.name(area.name) for key, area in known.areas.items()}
    report, too = _("Report %s"), _("%s others say “me too”")
    base = reverse("request_list")
    made = []
    for row in rows:
        kind = kinds[row.service_id]
        meta = [report % words.digits(row.id)]
        if row.title:
            meta.append(kind)
        if row.area_id:
            meta.append(areas[row.area_id])
        meta.append(words.day(row.requested_at, weekday=False))
        if row.voices:
            meta.append(too % words.number(row.voices))
        badge = badges[row.status]
        if row.is_open and row.due_at is not None and row.due_at < words.now:
            badge = late + badge
        made.append(Item(f"{base}{row.id}/", row.title or kind, badge, " · ".join(meta)))
    return made


@lru_cache(maxsize=8)
def kind_options(known: Catalogue, language: str) -> Markup:
    """Kinds to choose from; the same for every page until the catalogue changes."""
    return _options((kind.code, kind.name) for kind in known.kinds.values() if kind.active)


@lru_cache(maxsize=8)
def area_options(known: Catalogue, language: str) -> Markup:
    return _options((area.code, area.name) for area in known.areas.values())


def _options(named: Iterable[tuple[str, Names]]) -> Markup:
    option = Markup('<option value="{}">{}</option>')
    return Markup("\n").join(option.format(code, name_in(name)) for code, name in named)


def _chosen(options: Markup, code: str) -> Markup:
    return options.replace(f'"{code}"', f'"{code}" selected', 1) if code else options


def _badge(tone: str, word: str) -> Markup:
    return Markup('<span class="badge {}">{}</span>').format(tone, word)


def _page(request: HttpRequest, asked: filters.Asked) -> Page:
    try:
        return queries.public_list(
            request.actor, asked.filters, after=asked.after, count=asked.count
        )
    except ValueError:
        raise filters.bad_page(asked.after) from None


def _counts(asked: filters.Asked) -> dict[str, int]:
    """Kept counts by state under the other filters: all, open and closed."""
    wide = queries.Filters(service_id=asked.filters.service_id, area_id=asked.filters.area_id)
    by_stage = queries.counts(wide)
    is_open = sum(by_stage.get(status, 0) for status in OPEN)
    return {"": sum(by_stage.values()), "open": is_open, "closed": sum(by_stage.values()) - is_open}


def _tabs(asked: filters.Asked, kept: dict[str, int] | None, base: str) -> list[dict[str, object]]:
    labels = {"": _("All"), "open": _("Open"), "closed": _("Closed")}
    return [
        {
            "label": label,
            "href": f"{base}?{urlencode(asked.query(status=status))}".rstrip("?"),
            "count": kept[status] if kept is not None else None,
            "current": asked.status == status,
        }
        for status, label in labels.items()
    ]


def _address(asked: filters.Asked, **changes: str) -> str:
    query = urlencode(asked.query(**changes))
    return reverse("request_list") + (f"?{query}" if query else "")


def _json(request: HttpRequest, asked: filters.Asked, page: Page, known: Catalogue) -> HttpResponse:
    photos = queries.first_photos(request.actor, [row.id for row in page.rows])
    older = _address(asked, after=page.older, format="json") if page.older else None
    return respond.json(
        structs.RequestsOut(
            requests=[structs.listed(row, known, photos) for row in page.rows],
            older=older,
            counts=None if asked.filters.q else queries.counts(asked.filters),
        )
    )


def _atom(request: HttpRequest, page: Page, known: Catalogue) -> HttpResponse:
    names = city().name
    words = Wording(request, city().timezone, timezone.now())
    entries = [
        respond.FeedEntry(
            address=reverse("request", args=[row.id]),
            title=row.title or words.name(known.kinds[row.service_id].name),
            text="\n".join(
                filter(None, (status_word(row.status), row.public_text, row.explanation))
            ),
            updated=row.updated_at,
            published=row.requested_at,
        )
        for row in page.rows
    ]
    updated = max((row.updated_at for row in page.rows), default=words.now)
    return respond.atom(request, f"{_('Reports')} — {words.name(names)}", entries, updated=updated)


@require_safe
def request_map(request: HttpRequest) -> HttpResponse:
    return HttpResponse("not built yet", status=501)
