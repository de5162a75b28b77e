"""The first page, and search over everything."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cityhall.people.queries import city
from cityhall.portal import figures, finding, front
from cityhall.record import reading as record
from cityhall.service import queries as service
from cityhall.web.kept_pages import until_the_next_act
from cityhall.web.wording import Wording


@require_safe
@until_the_next_act
def home(request: HttpRequest) -> HttpResponse:
    words = Wording(request, city().timezone, timezone.now())
    known = service.catalogue()
    news, raised = front.happenings(request.actor, known, words)
    context = {
        "chips": front.chips(known, words),
        "figures": [figures.headline(figure, words) for figure in service.figures()],
        "news": news,
        "cards": front.turn(request.actor, raised, known, words),
        "stands": record.standing(words),
    }
    return render(request, "portal/home.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = Wording(request, city().timezone, timezone.now())
    q = request.GET.get("q", "").strip()[: finding.LONGEST_QUERY]
    found = finding.find(request.actor, q, words)
    return render(request, "portal/search.html", {"section": "search", "q": q, "found": found})
