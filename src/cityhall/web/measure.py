"""Every request counted and timed by its route, and named, so that its log lines belong together.

Counts are of this process, for `/metrics`. A route is an address's name, never the address: what
somebody looked for or at stands in no measurement and no log.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Callable
from contextvars import ContextVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram

REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "divan_requests",
    "Requests answered, by the route's name, method and status.",
    ["route", "method", "status"],
    registry=REGISTRY,
)
SECONDS = Histogram(
    "divan_request_seconds",
    "Seconds from a request to its answer, by the route's name.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
    registry=REGISTRY,
)
ERRORS = Counter("divan_errors", "Answers with a status from 500 on.", ["route"], registry=REGISTRY)

REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_NAMED = re.compile(r"[A-Za-z0-9_-]{8,64}")
log = logging.getLogger("cityhall.requests")


class MeasureMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = REQUEST_ID.set(_id_of(request))
        begun = time.perf_counter()
        try:
            response = self.get_response(request)
            self._note(request, response.status_code, time.perf_counter() - begun)
            response.headers["X-Request-ID"] = REQUEST_ID.get()
            return response
        finally:
            REQUEST_ID.reset(token)

    def _note(self, request: HttpRequest, status: int, seconds: float) -> None:
        match = getattr(request, "resolver_match", None)
        route = (match.view_name if match else "") or "none"
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(route, method, str(status)).inc()
        SECONDS.labels(route).observe(seconds)
        if status >= 500:
            ERRORS.labels(route).inc()
        if log.isEnabledFor(logging.INFO):
            facts = {
                "route": route,
                "method": method,
                "status": status,
                "ms": round(seconds * 1000, 1),
            }
            log.info("request", extra={"facts": facts})


def _id_of(request: HttpRequest) -> str:
    """The name that a declared proxy gave this request, or a new one."""
    given = request.headers.get("X-Request-ID", "") if settings.PROXIES else ""
    return given if _NAMED.fullmatch(given) else secrets.token_hex(8)
