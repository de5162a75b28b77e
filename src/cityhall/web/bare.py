"""Words for the one refusal that Django leaves bare: an address asked in a way it does not take."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render


class BareMiddleware:
    """Whoever loads a form's own address anew reads what happened, instead of an empty page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or response.content:
            return response
        page = render(request, "web/not_allowed.html", status=response.status_code)
        page.headers["Allow"] = response.headers["Allow"]
        return page
