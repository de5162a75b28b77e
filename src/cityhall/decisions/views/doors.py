"""Who is let into the pages of the charter and its seats: whoever may shape the entire city."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cityhall.people.actions import may_manage_city
from cityhall.people.doors import needs
from cityhall.people.models import Power

View = Callable[..., HttpResponse]


def office(view: View) -> View:
    """A page for administrators of the entire city; whoever manages a unit has no part in it."""

    @needs(Power.PEOPLE)
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if may_manage_city(actor=request.actor) is not None:
            raise Http404
        return view(request, *args, **kwargs)

    return inner
