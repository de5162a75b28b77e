"""The twins of a page: HTML, JSON and Atom at one address, from one query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cityhall.acts.refusals import Refusal

ATOM = "http://www.w3.org/2005/Atom"


def wanted(request: HttpRequest) -> str:
    """ "html", "json" or "atom": by `?format=`, else by the Accept header."""
    asked = request.GET.get("format", "")
    if asked in ("html", "json", "atom"):
        return asked
    accept = request.headers.get("Accept", "")
    if accept.startswith("application/json"):
        return "json"
    return "atom" if accept.startswith("application/atom+xml") else "html"


def json(value: Any, *, status: int = 200) -> HttpResponse:
    """A structure as JSON."""
    body = msgspec.json.encode(value)
    return HttpResponse(body, content_type="application/json; charset=utf-8", status=status)


def refusal(refused: Refusal) -> HttpResponse:
    """A refusal as JSON: code, message and field."""
    error = {"code": refused.code, "message": refused.message, "field": refused.field}
    return json({"error": error}, status=refused.status)


def refused(request: HttpRequest, why: Refusal, *, back: str = "/") -> HttpResponse:
    """A refusal as a page of its own with its status, or as JSON to whoever asked for that."""
    if wanted(request) == "json":
        return refusal(why)
    context = {"refusal": why, "back": back}
    return render(request, "web/refused.html", context, status=why.status)


@dataclass(frozen=True)
class FeedEntry:
    address: str
    title: str
    text: str
    updated: datetime
    published: datetime


def atom(
    request: HttpRequest, title: str, entries: Sequence[FeedEntry], *, updated: datetime
) -> HttpResponse:
    """An Atom feed (RFC 4287) of entries, newest first. Addresses are absolute paths."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    address = settings.ORIGIN + same_address(request)
    _add(feed, "id", address)
    _add(feed, "title", title)
    _add(feed, "updated", _stamp(updated))
    ElementTree.SubElement(feed, f"{{{ATOM}}}link", rel="self", href=address)
    author = ElementTree.SubElement(feed, f"{{{ATOM}}}author")
    _add(author, "name", title)
    for one in entries:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _add(entry, "id", settings.ORIGIN + one.address)
        _add(entry, "title", one.title)
        _add(entry, "updated", _stamp(one.updated))
        _add(entry, "published", _stamp(one.published))
        _add(entry, "content", one.text)
        ElementTree.SubElement(entry, f"{{{ATOM}}}link", href=settings.ORIGIN + one.address)
    body = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def same_address(request: HttpRequest, **changes: str) -> str:
    """This page's address with some query parameters changed; an empty value drops one."""
    query: Mapping[str, Any] = {**request.GET.dict(), **changes}
    kept = urlencode({key: value for key, value in query.items() if value})
    return request.path + (f"?{kept}" if kept else "")


def _add(parent: ElementTree.Element, tag: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{tag}").text = "".join(
        letter for letter in text if letter >= " " or letter in "\n\t"
    )


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
