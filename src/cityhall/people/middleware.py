"""Puts `request.actor` on every request, made only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from cityhall.people.actor import Actor, actor_for
from cityhall.people.queries import city


class ActorMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor = SimpleLazyObject(lambda: _actor(request))
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    person = request.user if request.user.is_authenticated else None
    if person is not None:
        person = person._wrapped if hasattr(person, "_wrapped") else person
    today = timezone.localdate(timezone=city().timezone)
    return actor_for(person, on=today, browser=request.browser, language=request.language)
