"""Measurements are for this machine or the holder of a token, and name routes, never addresses."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from tests.cityhall.conftest import NOW

from cityhall.upkeep import actions

TOKEN = "t" * 24


def samples(page: bytes) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels: method, route, status."""
    return {
        (one.name, *(value for _label, value in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(page.decode())
        for one in family.samples
    }


def test_what_happened_is_counted_by_route_method_and_status(town, filed) -> None:
    asking = Client()
    before = samples(asking.get("/metrics").content)
    number = filed(email="sara@example.org").pk
    asking.get(f"/reports/{number}/")
    asking.get("/reports/99999/")
    asking.get("/zqnowhere/?q=zqsecret")
    answer = asking.get("/metrics")
    after = samples(answer.content)

    def more(*key: str) -> float:
        return after.get(key, 0) - before.get(key, 0)

    assert more("divan_requests_total", "GET", "request", "200") == 1
    assert more("divan_requests_total", "GET", "request", "404") == 1
    assert more("divan_requests_total", "GET", "none", "404") == 1
    assert more("divan_request_seconds_count", "request") == 2
    assert (
        more(
            "divan_acts_total",
        )
        == 1
    )
    assert after["divan_outbox_waiting",] == 1
    assert after["divan_outbox_oldest_seconds",] > 0
    assert after["divan_database_bytes",] > 0
    assert after["divan_database_up",] == 1
    assert b"zq" not in answer.content
    assert answer["Content-Type"].startswith("application/openmetrics-text")


def test_the_worker_s_last_breath_is_told(town) -> None:
    actions.beat(NOW - timedelta(days=1))
    actions.beat(NOW)
    assert samples(Client().get("/metrics").content)["divan_worker_beat_seconds",] is not None


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, 200),
        ({"REMOTE_ADDR": "::1"}, 200),
        ({"REMOTE_ADDR": "192.0.2.1"}, 404),
        ({"REMOTE_ADDR": ""}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, 404),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_FORWARDED": "for=192.0.2.1"}, 404),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}, 200),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": "Bearer "}, 404),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": TOKEN}, 404),
    ],
)
def test_who_may_collect(town, settings, facts: dict[str, str], status: int) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert Client().get("/metrics", **facts).status_code == status


def test_without_a_token_nothing_opens_it(town, settings) -> None:
    settings.METRICS_TOKEN = ""
    answer = Client().get("/metrics", REMOTE_ADDR="192.0.2.1", HTTP_AUTHORIZATION="Bearer ")
    assert answer.status_code == 404
