"""Safety headers, the reader's preferences, and a name for an unknown visitor's browser."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver
from django.utils import translation
from django.utils.cache import patch_vary_headers

from cityhall.web import preferences

Handler = Callable[[HttpRequest], HttpResponse]
BROWSER = "browser"


def content_security_policy() -> str:
    """No inline script or style, nothing from elsewhere but the city's own tile server."""
    tiles = urlsplit(settings.TILES)
    images = f"'self' data: {tiles.scheme}://{tiles.netloc}" if settings.TILES else "'self' data:"
    return (
        f"default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        f"img-src {images}; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
        f"base-uri 'none'; frame-ancestors 'none'"
    )


class SafetyMiddleware:
    """CSP and its neighbours on every answer; control characters in an address are refused."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.policy = content_security_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(ord(letter) < 32 for letter in request.path):
            response = get_resolver().resolve_error_handler(400)(request, exception=None)
        else:
            response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        return response


class PreferencesMiddleware:
    """Sets `request.preferences`, `request.language` and `request.browser`."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.preferences = preferences.read(request)
        request.language = request.preferences.language
        request.browser = _known_browser(request)
        request.new_browser = False
        with translation.override(request.language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if request.new_browser:
            _remember(response, request.browser)
        return response


def name_browser(request: HttpRequest) -> None:
    """Give an unknown visitor's browser a name, so that a draft or a voice stays theirs.

    Call it before the first use of `request.actor`.
    """
    if not request.browser:
        request.browser = secrets.token_urlsafe(16)
        request.new_browser = True


def _known_browser(request: HttpRequest) -> str:
    if BROWSER not in request.COOKIES:
        return ""
    try:
        return signing.get_cookie_signer(salt=BROWSER).unsign(request.COOKIES[BROWSER])
    except signing.BadSignature:
        return ""


def _remember(response: HttpResponse, browser: str) -> None:
    response.set_cookie(
        BROWSER,
        signing.get_cookie_signer(salt=BROWSER).sign(browser),
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )
