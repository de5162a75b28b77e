"""The log names the address that was refused, and nothing that would open it."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator

import pytest
from django.urls import URLResolver, get_resolver

from cityhall.web.logs import Discreet


def written(
    message: str, *args: object, level: int = logging.WARNING, name: str = "test", **more: object
) -> str:
    record = logging.LogRecord(name, level, "", 0, message, args, **{"exc_info": None, **more})
    assert Discreet().filter(record)
    return logging.Formatter("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/track/7KD2M-4QX9A/", "/track/…/"),
        ("/track/7KD2M-4QX9A/answer/", "/track/…/answer/"),
        ("/track/7KD2M-4QX9A/qr.svg", "/track/…/qr.svg"),
        ("/track/7KD2M-4QX9A", "/track/…"),
        ("/report/PGQnVJ5mU2Iz9A/check/", "/report/…/check/"),
        ("/report/PGQnVJ5mU2Iz9A/photo/0b5c/", "/report/…/photo/0b5c/"),
        ("/answer/10/571ac7e8ec69f2553a08/", "/answer/10/…/"),
        ("/news/eyJrIjoi:1tXy-z/", "/news/…/"),
        ("/news/stop/eyJrIjoi:1tXy-z/", "/news/stop/…/"),
        ("/assisted/PGQnVJ5mU2Iz9A/me-too/4/", "/assisted/…/me-too/4/"),
        ("/track/", "/track/"),
        ("/report/", "/report/"),
        ("/reports/12/", "/reports/12/"),
    ],
)
def test_codes_and_tokens_are_left_out(path: str, said: str) -> None:
    assert written("Not Found: %s", path) == f"WARNING Not Found: {said}"


def test_a_refusal_is_one_line_and_a_fault_keeps_its_traceback() -> None:
    try:
        raise PermissionError("not yours")
    except PermissionError:
        raised = sys.exc_info()
    assert written("Forbidden: %s", "/desk/", exc_info=raised).count("\n") == 0
    strange = written("Host", level=logging.ERROR, name="django.security.Host", exc_info=raised)
    assert strange == "ERROR Host"
    fault = written("Fault: %s", "/track/7KD2M-4QX9A/", level=logging.ERROR, exc_info=raised)
    assert "/track/…/" in fault
    assert "PermissionError: not yours" in fault


def test_every_address_that_opens_something_is_left_out() -> None:
    """Any argument that is a code, a key or a token; Open311's token only leads to a number."""
    routes = [
        route
        for route in routes_of(get_resolver())
        if re.search(r"<str:(code|token)>|:key>", route) and not route.startswith("open311/")
    ]
    assert len(routes) > 10
    for route in routes:
        address = re.sub(r"<str:(code|token)>|<slug:key>", "PGQnVJ5mU2Iz9A", f"/{route}")
        address = re.sub(r"<[^>]+>", "1", address)
        assert "PGQn" not in written("Not Found: %s", address), address


def routes_of(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        here = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes_of(one, here)
        elif not here.startswith("manage/"):  # codes of things that the office names
            yield here
