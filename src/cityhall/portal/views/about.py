"""What this site is, where its numbers come from, and small files for machines."""

from __future__ import annotations

import msgspec
from django.db import connection
from django.db.utils import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cityhall.acts import queries as acts
from cityhall.people import colour
from cityhall.people.queries import city
from cityhall.portal import accent as accents
from cityhall.portal import evidence
from cityhall.service import queries as service
from cityhall.web import respond
from cityhall.web.described import answers
from cityhall.web.wording import Wording


class Health(msgspec.Struct):
    database: str


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/about.html", {"record_size": acts.record_size()})


@answers(service.FigureOut, "A published figure with its series")
@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """How do we know? One published number: its definition, its rows, its series."""
    found = service.figure(code)
    if found is None:
        raise Http404
    if respond.wanted(request) == "json":
        return respond.json(found)
    words = Wording(request, city().timezone, timezone.now())
    return render(request, "portal/figure.html", evidence.page(request.actor, found, words))


@require_safe
def accent(request: HttpRequest) -> HttpResponse:
    """The city's own accent colour, for those pages that name this sheet after the common one."""
    chosen = city().accent
    body = accents.css(colour.read(chosen)) if chosen else ""
    return HttpResponse(body, content_type="text/css; charset=utf-8")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Crawlers read what is public and leave forms and private pages alone."""
    private = ("account", "assisted", "desk", "field", "language", "manage", "report", "track")
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in private)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@answers(Health, "Whether the database answers", asked=False)
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For a watchdog: 200 while the database answers, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return respond.json(Health("does not answer"), status=503)
    return respond.json(Health("answers"))
