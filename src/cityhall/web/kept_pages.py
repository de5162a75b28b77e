"""Pages that read the same for every visitor, kept in memory until the next act.

All that the public may read changes by acts, and every act makes the public record longer by one
entry. So its length is the version of the city: a page made at one length is good until there is
a longer one. When many come at once, as after a storm, each page is made once for all of them.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cityhall.acts.queries import record_size
from cityhall.web import respond

SECONDS = 30  # by which "late" or "today" may lag behind the clock where nobody acts
MOST_PAGES = 200
LARGEST = 100_000  # bytes

View = Callable[..., HttpResponse]


class _Page(NamedTuple):
    version: tuple[int, int]
    content: bytes
    headers: dict[str, str]


_LOCK = threading.Lock()
_PAGES: OrderedDict[Any, _Page] = OrderedDict()


def until_the_next_act(view: View) -> View:
    """A view whose answer to visitors who are not signed in is kept as long as it is true.

    The answer may depend on the address, the form that is wanted and the reader's preferences,
    and on nothing else of the request; a view that also shows a form with a token is not kept.
    """

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.KEEP_PAGES or _is_personal(request):
            return view(request, *args, **kwargs)
        key = (request.get_full_path(), respond.wanted(request), request.preferences)
        version = (record_size(), int(time.monotonic() // SECONDS))
        kept = _taken(key)
        if kept is not None and kept.version == version:
            return HttpResponse(kept.content, headers=kept.headers)
        response = view(request, *args, **kwargs)
        if _may_keep(request, response):
            _keep(key, _Page(version, response.content, dict(response.headers)))
        return response

    return inner


def forget() -> None:
    """Keep nothing any more (for tests)."""
    with _LOCK:
        _PAGES.clear()


def _is_personal(request: HttpRequest) -> bool:
    """Whether somebody is signed in, or a notice waits for this visitor's next page."""
    cookies = request.COOKIES
    return (
        request.method != "GET" or settings.SESSION_COOKIE_NAME in cookies or "messages" in cookies
    )


def _may_keep(request: HttpRequest, response: HttpResponse) -> bool:
    plain = response.status_code == 200 and not response.cookies and not response.streaming
    if not plain or len(response.content) > LARGEST:
        return False
    # A token in a form is one visitor's own, whether its cookie is new or not.
    fresh = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return not fresh and b"csrfmiddlewaretoken" not in response.content


def _taken(key: Any) -> _Page | None:
    with _LOCK:
        if key in _PAGES:
            _PAGES.move_to_end(key)
        return _PAGES.get(key)


def _keep(key: Any, page: _Page) -> None:
    with _LOCK:
        _PAGES[key] = page
        while len(_PAGES) > MOST_PAGES:
            _PAGES.popitem(last=False)
