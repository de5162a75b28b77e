"""Whoever sends more than a form holds reads how much that is, instead of a bare error."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from django.shortcuts import render
from django.urls import resolve


class SizeMiddleware:
    """Answers 413 before a form that is too large reaches a view, or the check of its token.

    It stands last: its page needs the reader's preferences, and the form is read here first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            if _length(request) > settings.LARGEST_FORM:
                raise RequestDataTooBig
            request.POST  # noqa: B018 - reading it is what raises
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            request._mark_post_parse_error()
            return _too_large(request)
        except UnreadablePostError:
            return HttpResponse("the form did not arrive whole; send it again", status=400)
        return self.get_response(request)


def _too_large(request: HttpRequest) -> HttpResponse:
    """A page, or what the view itself says to programs (its `too_large`)."""
    try:
        match = resolve(request.path_info)
    except Http404:
        return render(request, "web/too_large.html", status=413)
    said = getattr(match.func, "too_large", None)
    if said is not None:
        response: HttpResponse = said(**match.kwargs)
        return response
    return render(request, "web/too_large.html", status=413)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
