"""Puts `request.actor` on every request; officers do nothing before their second factor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from cityhall.people import queries, second_factor
from cityhall.people.actor import Actor, actor_for

# What an officer without a second factor still reaches: enrolling, leaving, reading the page.
_STILL_OPEN = ("/account/", "/language/", "/preferences/", "/static/", "/accent.css", "/health")


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: actor_of(request))
        if _must_enrol(request):
            return HttpResponseRedirect(_enrolment(request))
        response = self.get_response(request)
        if request.user.is_authenticated:  # nothing of theirs stays on a shared computer
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def actor_of(request: HttpRequest) -> Actor:
    """Whoever sent this request, with the posts that their session may use today."""
    person = request.user if request.user.is_authenticated else None
    if person is not None and hasattr(person, "_wrapped"):
        person = person._wrapped
    actor = actor_for(
        person, on=queries.today(), browser=request.browser, language=request.language
    )
    if actor.posts and queries.city().second_factor and not second_factor.has_passed(request):
        return replace(actor, posts=(), units={}, unproven=True)
    return actor


def _must_enrol(request: HttpRequest) -> bool:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False  # an unknown visitor, said without asking for a session
    if request.path.startswith(_STILL_OPEN) or not request.user.is_authenticated:
        return False
    if not queries.city().second_factor or second_factor.has_passed(request):
        return False
    return bool(request.actor.unproven)


def _enrolment(request: HttpRequest) -> str:
    known = second_factor.has_one(request.user)
    page = reverse("mfa_reauthenticate" if known else "mfa_activate_totp")
    return f"{page}?{urlencode({'next': request.get_full_path()})}"
