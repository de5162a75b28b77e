"""The public list of reports and its map: pages, JSON, Atom and GeoJSON from one query."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.acts.refusals import Refused
from cityhall.people import maps
from cityhall.people.queries import city
from cityhall.service import filters, queries, structs
from cityhall.service.filters import Asked
from cityhall.service.items import Item, area_choices, items, kind_choices
from cityhall.service.models import OPEN
from cityhall.service.queries import Catalogue, Page, Row
from cityhall.service.words import status_word
from cityhall.web import respond
from cityhall.web.described import Parameter, answers
from cityhall.web.kept_pages import until_the_next_act
from cityhall.web.templating import url
from cityhall.web.wording import Wording

PINS = 150  # on the map: the newest that fit
BESIDE_THE_MAP = 6
SIDE = 480  # of the map, in units


_FILTERS = {
    "q": Parameter("words to look for"),
    "service": Parameter("code of a kind of report"),
    "area": Parameter("code of an area"),
    "status": Parameter("open or closed", {"type": "string", "enum": ["open", "closed"]}),
    "after": Parameter("the next page begins here; follow `older` of the page before"),
}


@answers(structs.RequestsOut, "Public reports, newest first", errors=(400,), **_FILTERS)
@require_safe
@until_the_next_act
def request_list(request: HttpRequest) -> HttpResponse:
    try:
        asked = filters.read(request.GET, queries.catalogue())
        page = _page(request, asked, asked.count)
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=url("request_list"))
    known = queries.catalogue(page.rows)
    match respond.wanted(request):
        case "json":
            return _json(request, asked, page, known)
        case "atom":
            return _atom(request, page, known)
    context = {
        **_around(request, asked, known, "request_list"),
        "items": items(page.rows, known, _wording(request)),
        "older": _address(asked, after=page.older) if page.older else "",
        "newest": _address(asked) if asked.after else "",
        "json": _address(asked, format="json"),
        "atom": _address(asked, format="atom"),
    }
    return render(request, "service/list.html", context)


@answers(structs.FeatureCollection, "The same as GeoJSON", errors=(400,), **_FILTERS)
@require_safe
@until_the_next_act
def request_map(request: HttpRequest) -> HttpResponse:
    try:
        asked = filters.read(request.GET, queries.catalogue())
        page = _page(request, asked, PINS)
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=url("request_map"))
    known = queries.catalogue(page.rows)
    placed = [row for row in page.rows if row.public_latitude is not None]
    if respond.wanted(request) == "json":
        return respond.json(structs.features(placed, known))
    shown = items(page.rows, known, _wording(request))
    context = {
        **_around(request, asked, known, "request_map"),
        "items": shown[:BESIDE_THE_MAP],
        "count": len(placed),
        "limited": bool(page.older),
        "picture": _picture(request, asked, page.rows, shown),
        "list": _address(asked),
        "more": len(shown) > BESIDE_THE_MAP,
        "json": _address(asked, "request_map", format="json"),
    }
    return render(request, "service/map.html", context)


def _around(request: HttpRequest, asked: Asked, known: Catalogue, view: str) -> dict[str, Any]:
    """What stands over a list or a map: the bar of filters, and the tabs with kept counts."""
    kept = None if asked.filters.q else _counts(asked)
    labels = {"": _("All"), "open": _("Open"), "closed": _("Closed")}
    return {
        "section": "requests",
        "asked": asked,
        "action": url(view),
        "kinds": kind_choices(known, request.language, asked.service),
        "areas": area_choices(known, request.language, asked.area),
        "tabs": [
            (label, _address(asked, view, status=status), kept and kept[status], status)
            for status, label in labels.items()
        ],
        "map": _address(asked, "request_map"),
    }


def _picture(
    request: HttpRequest, asked: Asked, rows: list[Row], shown: list[Item]
) -> maps.Markup | None:
    """The map with a pin for each report that has a place; none in data-saver."""
    if request.preferences.saver:
        return None
    pins = [
        maps.Pin(row.public_latitude, row.public_longitude, item.href, item.title, _pin(item))
        for row, item in zip(rows, shown, strict=True)
        if row.public_latitude is not None and row.public_longitude is not None
    ]
    narrow = asked.area or asked.filters.q
    points = [(pin.latitude, pin.longitude) for pin in pins] if narrow else []
    view = maps.fitting(points, SIDE, SIDE)
    # The oldest first, so that the newest lie on top.
    return maps.svg(view, pins[::-1], request.language, label=_("Reports on the map"))


def _pin(item: Item) -> str:
    return item.tone if item.tone in ("waiting", "done", "danger") else ""


def _page(request: HttpRequest, asked: Asked, count: int) -> Page:
    try:
        return queries.public_list(request.actor, asked.filters, after=asked.after, count=count)
    except ValueError:
        raise filters.bad_page(asked.after) from None


def _counts(asked: Asked) -> dict[str, int]:
    """Kept counts by state under the other filters: all, open and closed."""
    wide = queries.Filters(service_id=asked.filters.service_id, area_id=asked.filters.area_id)
    by_stage = queries.counts(wide)
    every, is_open = sum(by_stage.values()), sum(by_stage.get(status, 0) for status in OPEN)
    return {"": every, "open": is_open, "closed": every - is_open}


def _address(asked: Asked, view: str = "request_list", **changes: str) -> str:
    query = urlencode(asked.query(**changes))
    return url(view) + (f"?{query}" if query else "")


def _wording(request: HttpRequest) -> Wording:
    return Wording(request, city().timezone, timezone.now())


def _json(request: HttpRequest, asked: Asked, page: Page, known: Catalogue) -> HttpResponse:
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
    words = _wording(request)
    entries = [
        respond.FeedEntry(
            address=url("request", row.id),
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
    title = f"{_('Reports')} — {words.name(city().name)}"
    return respond.atom(request, title, entries, updated=updated)
