"""A run against what is known exactly: acceptance curves, queues, the engine's rules of time."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from tests.divan.charter.simulate.small import (
    ANY,
    JURY,
    SERIES,
    SINGLE,
    TWO_OF_THREE,
    approved,
    charter,
    play,
    stream,
)

from divan.charter.acceptance import acceptance
from divan.charter.simulate import Kind, Matters, People, Profile
from divan.charter.simulate.queue import waits
from divan.charter.simulate.stream import draw

ROUND = "  consent: {consent: {rounds: 2}}"
CONSENT = charter("[{id: v, body: jury, by: consent, within: 900 days}]", ROUND)
TESTED = charter(
    "[{id: v, body: jury, by: consent, within: 900 days}]",
    "  consent: {consent: {rounds: 1, tested_by: a}}",
)
QUICK = stream(rate=20, reading=60)


def sure(competence: float, **more: float) -> Profile:
    return Profile(competence=competence, hours=40, **more)


def near(share: float, wanted: float, size: int) -> bool:
    """Within four standard deviations of a share of so many."""
    return abs(share - wanted) <= 4 * sqrt(max(wanted * (1 - wanted), 1e-4) / size)


@pytest.mark.parametrize("of", [SINGLE, SERIES, ANY, TWO_OF_THREE, JURY, CONSENT])
@pytest.mark.parametrize("p", [0.6, 0.9])
def test_the_share_approved_is_the_acceptance_curve(of, p: float) -> None:
    people = People(sure(p))
    _, ran = play(of, people, QUICK)
    assert near(approved(ran), acceptance(of, "one", p), len(ran.end))


def test_bad_proposals_meet_the_same_curve_from_the_other_end() -> None:
    people = People(sure(0.7))
    _, ran = play(JURY, people, stream(rate=20, reading=60, good=0))
    assert near(approved(ran), acceptance(JURY, "one", 0.3), len(ran.end))


def test_bias_moves_both_ends_up() -> None:
    people = People(sure(0.7, bias=0.2))
    for good, p in ((1, 0.9), (0, 0.5)):
        _, ran = play(JURY, people, stream(rate=20, reading=60, good=good))
        assert near(approved(ran), acceptance(JURY, "one", p), len(ran.end))


@pytest.mark.parametrize("shared", [0.1, 0.5])
def test_shared_error_is_beta_binomial(shared: float) -> None:
    people = People(sure(0.6), shared_error=shared)
    _, ran = play(JURY, people, QUICK)
    wanted = acceptance(JURY, "one", 0.6, shared=shared)
    assert near(approved(ran), wanted, len(ran.end))
    assert not near(approved(ran), acceptance(JURY, "one", 0.6) + 0.07, len(ran.end))


def test_few_objections_make_consent_easier_and_a_tester_easier_still() -> None:
    for objects in (1.0, 0.4):
        people = People(sure(0.8, objects=objects))
        _, ran = play(CONSENT, people, QUICK)
        p = 1 - 0.2 * objects
        assert near(approved(ran), acceptance(CONSENT, "one", p), len(ran.end))
    _, ran = play(TESTED, People(sure(0.8)), QUICK)
    assert near(approved(ran), acceptance(TESTED, "one", 0.8, upheld=0.2), len(ran.end))


def test_one_desk_is_the_bare_queue_exactly() -> None:
    """Urgent papers first, nobody interrupted: the same waits as the queue that Cobham solved."""
    kinds = (
        Kind("now", 3, 1, 3600, {"one": {}}, urgent=True),
        Kind("later", 3, 1, 3600, {"one": {}}),
    )
    matters = Matters(kinds, 250)
    drawn, ran = play(SINGLE, People(sure(1)), matters)
    waited = ran.end - drawn.at - drawn.reading
    assert waited.tolist() == waits(drawn.at, drawn.reading, classes=drawn.kind).tolist()
    assert waited[drawn.kind == 0].mean() < waited[drawn.kind == 1].mean()


def test_half_the_hours_take_twice_as_long() -> None:
    drawn, ran = play(SINGLE, People(Profile(hours=20)), stream(rate=0.1))
    ratio = (ran.end - drawn.at).sum() / drawn.reading.sum()
    assert 2 <= ratio < 2.2


def test_nobody_signs_after_the_deadline() -> None:
    late = charter("[{id: s, body: a, by: sign, within: 1 hours}]")
    drawn, ran = play(late, People(sure(1)), stream(rate=3))
    took = ran.end - drawn.at
    assert took.max() == 3600
    assert np.array_equal(ran.outcome == 2, took == 3600)
    assert 0.2 < (ran.outcome == 2).mean() < 0.8


def test_whoever_is_away_signs_nothing_and_whoever_looks_away_answers_less() -> None:
    _, ran = play(SINGLE, People(sure(1)), stream(rate=1), away=(0,))
    assert (ran.outcome == 2).all() and not ran.spent.any()
    _, ran = play(JURY, People(sure(1, attention=0.5)), stream(rate=1))
    assert 2 < ran.said.mean() < 3


def test_absences_take_their_share_of_the_year() -> None:
    people = People(sure(1, absence=0.3))
    drawn, ran = play(SINGLE, people, stream(rate=0.5, reading=60, days=2000))
    waited = ran.end - drawn.at - drawn.reading > 0
    assert 0.2 < waited.mean() < 0.4


def test_another_text_can_make_a_bad_proposal_good() -> None:
    bad = stream(rate=20, reading=60, good=0)
    _, ran = play(CONSENT, People(sure(1), mended=0.4), bad)
    assert near(float(ran.good.mean()), 0.4, len(ran.good))
    assert np.array_equal(ran.good, ran.outcome == 0)
    _, ran = play(CONSENT, People(sure(1)), bad)
    assert not ran.good.any()


def test_a_seed_draws_the_same_and_another_does_not() -> None:
    one, again, other = (play(JURY, People(sure(0.6)), QUICK, seed)[1] for seed in (1, 1, 2))
    assert np.array_equal(one.outcome, again.outcome) and np.array_equal(one.end, again.end)
    assert len(one.end) != len(other.end) or not np.array_equal(one.end, other.end)


def test_a_kind_draws_the_same_whatever_else_is_filed() -> None:
    first = Kind("a", 2, 0.5, 60, {"one": {}})
    alone = draw(Matters((first,), 50), 3)
    beside = draw(Matters((first, Kind("b", 9, 0.5, 60, {"one": {}})), 50), 3)
    assert np.array_equal(beside.at[beside.kind == 0], alone.at)
    assert np.array_equal(beside.good[beside.kind == 0], alone.good)
