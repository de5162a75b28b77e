"""Who is let into these pages: whoever may shape the entire city."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from cityhall.acts.refusals import Refused
from cityhall.partners import actions
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.web import respond
from cityhall.web.templating import url

View = Callable[..., HttpResponse]


def office(view: View) -> View:
    """A page for administrators of the entire city; a refused act is a page with its status."""

    @needs(Power.PEOPLE)
    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if actions.may_manage_partners(actor=request.actor) is not None:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if refused.refusal.status == 404:
                raise Http404 from None
            return respond.refused(request, refused.refusal, back=url("manage_partners"))

    return inner
