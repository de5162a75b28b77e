"""The plain WSGI application, for `cityhall serve` and any other server."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from cityhall.acts.courtesy import answering

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cityhall.settings")
_pages = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer; meanwhile the work behind the pages steps aside."""
    with answering():
        return _pages(environ, start_response)
