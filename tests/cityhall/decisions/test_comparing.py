"""A composed charter simulated beside the one in force: on whose matters, within what bounds."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.test import Client
from tests.cityhall.conftest import NOW, make_town
from tests.cityhall.decisions.test_charters import ADVISE, ANSWERS

from cityhall.decisions import comparing, laws, queries
from cityhall.decisions.comparing import MOST_MATTERS, SHOWN, beside
from cityhall.decisions.models import Matter
from cityhall.decisions.queries.volume import volume
from cityhall.decisions.views.advise import MOST_A_MINUTE
from divan.charter.advise import advise
from divan.charter.simulate.phrases import measure_name

COMPOSED = advise(ANSWERS).text


@pytest.fixture(autouse=True)
def afresh():
    comparing._kept.cache_clear()


@pytest.fixture
def year(trial):
    """A year in which plans and permits were filed, and one long before it."""
    charter = queries.in_force()
    rows = [("plan", {"topic": "roads"})] * 30
    rows += [("permit", {"metres": 2 + n % 5, "place": "north"}) for n in range(20)]
    Matter.objects.bulk_create(
        Matter(
            charter=charter,
            kind=kind,
            title="t",
            fields=fields,
            state="{}",
            phase="ended",
            filed_at=NOW - timedelta(days=n),
            updated_at=NOW,
        )
        for n, (kind, fields) in enumerate(rows)
    )
    Matter.objects.create(
        charter=charter, kind="pact", title="t", state="{}", phase="ended",
        filed_at=NOW - timedelta(days=400), updated_at=NOW,
    )  # fmt: skip
    return charter


def test_volume_counts_the_last_year_between_what_was_seen(year) -> None:
    counts, ranges = volume(laws.law(year), NOW)
    assert counts == {"permit": 20, "plan": 30}
    assert ranges == {("permit", "metres"): (2, 6)}


def test_values_that_the_charter_would_not_take_are_left_out(year) -> None:
    for value in (-5, 999, True, "7", None, [1]):
        Matter.objects.create(
            charter=year, kind="permit", title="t", state="{}", phase="ended",
            fields={"metres": value}, filed_at=NOW, updated_at=NOW,
        )  # fmt: skip
    assert volume(laws.law(year), NOW)[1] == {("permit", "metres"): (2, 6)}


def test_the_citys_own_year_is_simulated_with_intervals_and_the_same_again(year) -> None:
    made = beside(COMPOSED, year, NOW)
    assert made.trouble == ""
    assert made.own
    assert [one.code for one in made.lines] == list(SHOWN)
    assert 0 < made.filed <= MOST_MATTERS * 1.2
    for one in made.lines:
        assert one.present is not None
        assert one.difference is not None
        if one.composed.known:
            assert one.composed.low <= one.composed.mean <= one.composed.high
    comparing._kept.cache_clear()
    assert beside(COMPOSED, year, NOW) == made, "drawn with the same numbers"


def test_a_city_with_few_matters_is_simulated_on_the_sample_town(trial) -> None:
    at = trial.file("resident", "pact").filed_at
    assert volume(laws.law(queries.in_force()), at)[0] == {"pact": 1}
    made = beside(COMPOSED, queries.in_force(), at)
    assert not made.own
    assert made.lines[0].present is not None


def test_without_a_charter_in_force_the_composed_one_stands_alone(db) -> None:
    make_town()
    made = beside(COMPOSED, None, NOW)
    assert made.lines[0].composed.known
    assert made.lines[0].present is None
    page = Client().get(ADVISE, {**ANSWERS, "simulate": "yes"}).content.decode()
    assert measure_name("days_median", "fa") in page


def test_what_takes_too_long_is_stopped_and_said(trial, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "MOST_SECONDS", -1.0)
    assert beside(COMPOSED, queries.in_force(), NOW).trouble == "long"


def test_a_second_reader_does_not_wait_for_ever(trial, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "PATIENCE", 0.01)
    lock = threading.Lock()
    lock.acquire()
    monkeypatch.setattr(comparing, "_one_at_a_time", lock)
    page = Client(headers={"accept-language": "en"}).get(ADVISE, {**ANSWERS, "simulate": "yes"})
    assert "Another simulation is running" in page.content.decode()


def test_the_page_simulates_only_when_asked_and_its_twin_says_the_same(trial) -> None:
    client = Client(headers={"accept-language": "en"})
    plain = client.get(ADVISE, ANSWERS).content.decode()
    assert "Simulate it" in plain
    assert comparing._kept.cache_info().currsize == 0
    page = client.get(ADVISE, {**ANSWERS, "simulate": "yes"}).content.decode()
    for code in SHOWN:
        assert measure_name(code, "en") in page
    assert "no ranking" in page
    twin = client.get(ADVISE, {**ANSWERS, "simulate": "yes", "format": "json"}).json()
    assert [one["code"] for one in twin["simulated"]["measures"]] == list(SHOWN)
    assert comparing._kept.cache_info().hits == 1
    unanswered = client.get(ADVISE, {"size": "small", "simulate": "yes", "format": "json"}).json()
    assert unanswered["simulated"] is None


def test_one_visitor_does_not_keep_every_thread_simulating(trial, monkeypatch) -> None:
    monkeypatch.setattr(comparing, "MOST_SECONDS", 0.0)  # a simulation that ends at once

    def trouble(address: str) -> str:
        asked = {**ANSWERS, "simulate": "yes", "format": "json"}
        return Client(REMOTE_ADDR=address).get(ADVISE, asked).json()["simulated"]["trouble"]

    said = [trouble("192.0.2.1") for _ in range(MOST_A_MINUTE + 1)]
    assert said == ["long"] * MOST_A_MINUTE + ["busy"]
    assert trouble("192.0.2.2") == "long"
