"""When nothing can be written, everything can still be read: whoever sends is told what to do.

That is so by choice (`DIVAN_READ_ONLY=1`), while the disk is full or read-only, while an upgrade
holds the database, and while it does not answer.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.acts.refusals import Refusal
from cityhall.database import trouble
from cityhall.web import respond

log = logging.getLogger(__name__)
_READS = ("GET", "HEAD", "OPTIONS")
_COOKIE_ONLY = ("/preferences/", "/language/")  # these write nothing but the reader's own cookie
AGAIN = {"read_only": 300, "full": 3600, "busy": 60, "away": 60}  # seconds until another try
WORDS = {
    "read_only": (
        gettext_lazy("At the moment this site can only be read"),
        gettext_lazy(
            "It is being looked after. All pages can be read, but what you just sent was not "
            "kept. Go back, keep your words, and send them again in a few minutes."
        ),
    ),
    "full": (
        gettext_lazy("At the moment nothing can be taken in"),
        gettext_lazy(
            "This site has run out of room. All that was sent before is kept, but what you just "
            "sent was not. Go back, keep your words, and send them again in an hour."
        ),
    ),
    "busy": (
        gettext_lazy("Please come back in a minute"),
        gettext_lazy(
            "This site is being upgraded, or very many people are sending something. What you "
            "just sent was not kept: wait a minute, go back and send it again."
        ),
    ),
    "away": (
        gettext_lazy("Please come back in a minute"),
        gettext_lazy(
            "This site cannot reach its register at the moment. If you just sent something, it "
            "may not have been kept: wait a minute, go back and send it again."
        ),
    ),
}


class ClosedMiddleware:
    """Refuses to write where nothing may be written; turns the disk's refusals into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        writes = request.method not in _READS and not request.path.startswith(_COOKIE_ONLY)
        if settings.READ_ONLY and writes:
            return page(request, "read_only")
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return answer_to(request, error)


def answer_to(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The page for a refusal of database or disk; `None` for a fault of ours."""
    kind = trouble.kind_of(error)
    if not kind:
        return None
    log.error("not written: %s (%s)", kind, type(error).__name__)
    return page(request, kind)


def page(request: HttpRequest, kind: trouble.Trouble) -> HttpResponse:
    """503 with what happened and what to do; asks neither database nor session."""
    language = getattr(request, "language", settings.LANGUAGE_CODE)
    with translation.override(language):
        title, text = (str(words) for words in WORDS[kind])
        if respond.wanted(request) == "json":
            response = respond.refusal(Refusal(kind, f"{title}. {text}", status=503))
        else:
            context = {
                "status": 503,
                "title": title,
                "text": text,
                "language": language,
                "direction": "rtl" if language == "fa" else "ltr",
                "danger": _("If somebody is in danger, call the emergency number now."),
                "back": _("To the first page"),
            }
            html = get_template("web/closed.html").render(context)
            response = HttpResponse(html, status=503)
    response.headers["Retry-After"] = str(AGAIN[kind])
    response.headers["Cache-Control"] = "no-store"
    return response
