"""The log names the address that was refused, and nothing that would open it."""

from __future__ import annotations

import logging
import sys

import pytest

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
