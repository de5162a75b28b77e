"""Pages for what went wrong: each says what happened and what to do next."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.web import closed, respond

WORDS = {
    400: (
        gettext_lazy("The address or form could not be read"),
        gettext_lazy("Nothing was changed. Go back and try again, or start from the first page."),
    ),
    403: (
        gettext_lazy("This page is not for you"),
        gettext_lazy(
            "Your post does not reach this page. Sign in with another account if you hold one."
        ),
    ),
    404: (
        gettext_lazy("There is no such page"),
        gettext_lazy("The address may be mistyped, or what stood here is not public."),
    ),
}


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The fault is ours. This page asks neither database nor session, for they may be the fault."""
    if answer := closed.answer_to(request, sys.exc_info()[1]):
        return answer
    title = _("Something broke on our side")
    text = _("What you sent may not have arrived. Wait a minute, go back and send it again.")
    return _bare(request, 500, title, text)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or cookies are off."""
    title = _("This form has expired")
    text = _(
        "It was open for very long, or your browser refuses cookies. Nothing was changed: "
        "go back, load the page anew and send it again."
    )
    return _page(request, 403, title, text)


def _answer(request: HttpRequest, status: int) -> HttpResponse:
    title, text = WORDS[status]
    if respond.wanted(request) == "json":
        error = {"code": str(status), "message": str(title), "field": ""}
        return respond.json({"error": error}, status=status)
    return _page(request, status, str(title), str(text), denied=status == 403)


def _page(
    request: HttpRequest, status: int, title: str, text: str, *, denied: bool = False
) -> HttpResponse:
    if not hasattr(request, "actor"):  # refused before it was known whose it is: a wrong Host
        return _bare(request, status, title, text)
    context = {"status": status, "title": title, "text": text, "denied": denied}
    return render(request, "portal/error.html", context, status=status)


def _bare(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A page of its own, which needs nothing but the template."""
    language = getattr(request, "language", "fa")
    context = {
        "status": status,
        "title": title,
        "text": text,
        "language": language,
        "direction": "rtl" if language == "fa" else "ltr",
        "back": _("To the first page"),
    }
    return HttpResponse(get_template("portal/broken.html").render(context), status=status)
