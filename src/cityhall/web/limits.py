"""Rate limits: how often one visitor may do a thing, counted in memory for each process."""

from __future__ import annotations

import ipaddress
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

_LOCK = threading.Lock()
_SEEN: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
_MOST_VISITORS = 50_000


def address_of(request: HttpRequest) -> str:
    """The visitor's address: behind declared proxies the last one that they did not write."""
    if settings.PROXIES:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(hops) >= settings.PROXIES:
            return hops[-settings.PROXIES]
    return str(request.META.get("REMOTE_ADDR", ""))


def network_of(address: str) -> str:
    """Neighbours share a limit: the /64 of an IPv6 address, an IPv4 address itself."""
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address  # a socket's name, or what a proxy could not tell
    if known.version == 4:
        return str(known)
    mapped = known.ipv4_mapped
    return str(mapped or ipaddress.ip_network((int(known) >> 64 << 64, 64)))


def allow(name: str, visitor: str, *, per_minute: float, burst: int) -> bool:
    """Take one token from a visitor's bucket; whether there was one."""
    now = time.monotonic()
    with _LOCK:
        tokens, then = _SEEN.pop((name, visitor), (float(burst), now))
        tokens = min(float(burst), tokens + (now - then) * per_minute / 60)
        allowed = tokens >= 1
        _SEEN[(name, visitor)] = (tokens - 1 if allowed else tokens, now)
        while len(_SEEN) > _MOST_VISITORS:
            _SEEN.popitem(last=False)
    return allowed


def limited(
    name: str, *, per_minute: int, burst: int, methods: tuple[str, ...] = ("POST",)
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view that answers 429 when a visitor calls it too often."""

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            visitor = network_of(address_of(request))
            # HEAD asks all that GET asks, and its status answers as much.
            method = "GET" if request.method == "HEAD" else request.method
            if method in methods and not allow(name, visitor, per_minute=per_minute, burst=burst):
                response = render(request, "web/too_often.html", status=429)
                response.headers["Retry-After"] = str(max(1, 60 // per_minute))
                return response
            return view(request, *args, **kwargs)

        return inner

    return decorate


def forget() -> None:
    """Empty all buckets (for tests)."""
    with _LOCK:
        _SEEN.clear()
