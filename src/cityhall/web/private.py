"""Pages that an address alone opens: nobody but its reader keeps or learns that address."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]


def kept_to_oneself(view: View) -> View:
    """The code in the address opens the page, so no cache, index or other site learns of it.

    The referrer policy is not `no-referrer`: browsers then send `Origin: null` with forms, which
    the check against forged forms must refuse. Of `strict-origin` no path ever leaves.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["Referrer-Policy"] = "strict-origin"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return inner
