"""`/metrics`, for a collector on this machine or one that holds the token; 404 for all others."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from cityhall.upkeep import metrics as measured

# A proxy on this machine calls from the loopback address too, and says for whom.
_THROUGH_A_PROXY = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "Via")


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    if not (_holds_token(request) or _is_local(request)):
        raise Http404
    response = HttpResponse(measured.text(), content_type=measured.CONTENT_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response


def _holds_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    return bool(settings.METRICS_TOKEN) and constant_time_compare(given, expected)


def _is_local(request: HttpRequest) -> bool:
    if any(name in request.headers for name in _THROUGH_A_PROXY):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
