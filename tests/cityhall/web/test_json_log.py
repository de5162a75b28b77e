"""As JSON the log names routes and requests; no address, code, token or quoted row."""

from __future__ import annotations

import json
import logging
import sys

import pytest
from django.test import Client

from cityhall.web.logs import AsJson
from cityhall.web.measure import REQUEST_ID


def written(message: str, **more: object) -> dict[str, object]:
    record = logging.LogRecord(
        "test", logging.ERROR, "", 0, message, (), **{"exc_info": None, **more}
    )
    line = AsJson().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_a_fault_tells_its_place_and_not_the_row_that_was_refused() -> None:
    try:
        raise ValueError("Key (email)=(sara@example.org) already exists")
    except ValueError:
        said = written("Internal Server Error", exc_info=sys.exc_info())
    assert said["error"] == "ValueError"
    assert "test_json_log.py" in said["trace"][0]
    assert "sara@example.org" not in json.dumps(said)


def test_what_looks_personal_is_masked() -> None:
    said = written("mail to sara@example.org, 09121234567")
    assert "sara" not in said["message"]
    assert "0912" not in said["message"]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, logger="cityhall.requests")
    return caplog


def test_every_request_is_one_line_by_its_route(town, lines) -> None:
    answer = Client().get("/reports/?q=zqsecret", headers={"x-request-id": "chosen-by-a-stranger"})
    [record] = [one for one in lines.records if one.name == "cityhall.requests"]
    said = json.loads(AsJson().format(record))
    assert (said["route"], said["method"], said["status"]) == ("request_list", "GET", 200)
    assert said["ms"] > 0
    assert "zqsecret" not in json.dumps(said)
    assert "127.0.0.1" not in json.dumps(said)
    assert len(answer["X-Request-ID"]) == 16


def test_a_declared_proxy_may_name_a_request(town, settings) -> None:
    settings.PROXIES = 1
    asking = Client(headers={"x-forwarded-for": "192.0.2.1"})
    assert asking.get("/", headers={"x-request-id": "abc-12345"})["X-Request-ID"] == "abc-12345"
    odd = asking.get("/", headers={"x-request-id": "<script>"})["X-Request-ID"]
    assert odd.isalnum()


def test_the_name_of_a_request_ends_with_it(town) -> None:
    Client().get("/")
    assert REQUEST_ID.get() == ""
