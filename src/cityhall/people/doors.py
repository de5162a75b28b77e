"""Who is let into a page: strangers are asked to sign in, others are told what they lack."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

View = Callable[..., HttpResponse]


def needs(*powers: str) -> Callable[[View], View]:
    """A view for those whose posts hold one of these powers; without any, for the signed-in."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            actor = request.actor
            if actor.person is None:
                return redirect_to_login(request.get_full_path())
            if powers and not any(actor.may(power) for power in powers):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return inner

    return decorate
