"""Pages, feeds and JSON travel packed: a slow line is the one that most readers have.

BREACH guesses a secret from the packed length of a page that also repeats the attacker's words.
Here no page does both: the only secret in pages that repeat words is the token against forged
forms, which Django masks anew for every answer, and Django pads each packed answer by a random
number of bytes.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_PACKED = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class CompressMiddleware(GZipMiddleware):
    """Packs text; photos are packed already, and streams pass as they are."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.streaming or not response.headers.get("Content-Type", "").startswith(_PACKED):
            return response
        return super().process_response(request, response)
