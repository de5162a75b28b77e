"""For whoever writes programs: what can be read and sent, and the description of it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cityhall.acts.telling import verb_name
from cityhall.partners import openapi
from cityhall.partners.events import EVENTS
from cityhall.partners.open311.door import UNKNOWN_A_MINUTE, jurisdiction
from cityhall.web import respond


@require_safe
def developers(request: HttpRequest) -> HttpResponse:
    page = {
        "origin": settings.ORIGIN,
        "jurisdiction": jurisdiction(),
        "per_minute": UNKNOWN_A_MINUTE,
        "routes": openapi.routes(),
        "events": [(verb, verb_name(verb)) for verb in EVENTS],
        "example": settings.ORIGIN + reverse("open311_requests", args=["json"]),
    }
    return render(request, "partners/developers.html", page)


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1 of our own JSON, and of Open311 beside it."""
    response = respond.json(openapi.document())
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
