"""Ten thousand matters under random charters: never stuck, never lawless; and saboteurs found."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from hypothesis.stateful import run_state_machine_as_test
from tests.divan.charter.lives.machine import TALLY, Lives

from divan.charter import authority, engine, stages
from divan.charter.procedures import vote

QUIET = settings(
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    stateful_step_count=30,
    derandomize=True,
)


@pytest.mark.slow
def test_whatever_passes_the_checks_ends_in_time_and_nobody_decides_without_authority() -> None:
    TALLY.clear()
    run_state_machine_as_test(Lives, settings=settings(QUIET, max_examples=620))
    assert TALLY["matters"] >= 10_000, TALLY
    assert TALLY["votes counted again"] >= 1_000, TALLY
    assert {"approved", "refused", "lapsed", "reversed"} <= set(TALLY), TALLY


def _nobody_is_conflicted(monkeypatch) -> None:
    monkeypatch.setattr(authority, "conflicted", lambda *_: False)
    monkeypatch.setattr(
        authority, "able", lambda charter, world, state, body, at: world.seats(body, at)
    )


def _one_ballot_weighs_double(monkeypatch) -> None:
    count = vote.count

    def doubled(choices, weights, seats):
        first = next(iter(weights), "")
        return count(choices, {**weights, first: 2 * weights.get(first, 1)}, seats)

    monkeypatch.setattr(vote, "count", doubled)


def _a_deadline_never_comes(monkeypatch) -> None:
    due = stages.due
    monkeypatch.setattr(stages, "due", lambda one: due(one) + timedelta(days=4000))


def _anybody_signs(monkeypatch) -> None:
    monkeypatch.setattr(authority, "may_decide", lambda *_: True)


def _the_lot_is_thrown_anew(monkeypatch) -> None:
    chance = random.Random(1)
    monkeypatch.setattr(
        stages, "lot", lambda options, seed: chance.sample(list(options), len(options))
    )


def _more_than_half_is_at_least_half(monkeypatch) -> None:
    passes = vote.passes

    def lenient(procedure, whole, sectors=()):
        return passes(procedure, whole, sectors) or 2 * whole.yes == whole.seats

    monkeypatch.setattr(vote, "passes", lenient)


@pytest.mark.slow
@pytest.mark.parametrize(
    "sabotage",
    [
        _nobody_is_conflicted,
        _one_ballot_weighs_double,
        _a_deadline_never_comes,
        _anybody_signs,
        _the_lot_is_thrown_anew,
        _more_than_half_is_at_least_half,
    ],
)
def test_a_saboteur_in_the_engine_is_found(sabotage, monkeypatch) -> None:
    sabotage(monkeypatch)
    once = settings(QUIET, max_examples=60, phases=[Phase.generate], report_multiple_bugs=False)
    with pytest.raises((AssertionError, Flaky)):
        run_state_machine_as_test(Lives, settings=once)


assert engine  # the handlers are registered
