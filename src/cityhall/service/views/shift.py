"""The end of the shift: what will be late by then, and what lies with bodies outside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cityhall.service.queries import handovers
from cityhall.service.queries.shift import shift
from cityhall.service.views.desk import for_officers


@require_safe
@for_officers
def until_the_end(request: HttpRequest) -> HttpResponse:
    """What will be late by the end of the shift, by its deadline."""
    page = {"section": "desk", "shift": shift(request.actor, at=timezone.now())}
    return render(request, "service/shift.html", page)


@require_safe
@for_officers
def with_others(request: HttpRequest) -> HttpResponse:
    """What lies with bodies outside: who is silent, who refused, who has until when."""
    found = handovers.outside(request.actor, at=timezone.now())
    return render(request, "service/outside.html", {"section": "desk", "outside": found})
