"""Every measure of a run, by hand on six matters, and what is counted as carried on."""

from __future__ import annotations

import numpy as np
import pytest
from tests.divan.charter.simulate.small import charter, play, sign, stream

from divan.charter import load
from divan.charter.simulate import Kind, Matters, People, Profile, Spread
from divan.charter.simulate.measures import gini, measure
from divan.charter.simulate.routes import Routes
from divan.charter.simulate.run import Ran
from divan.charter.simulate.stream import DAY, Drawn, draw
from divan.charter.simulate.town import file, settle

SURE = People(Profile(competence=1, hours=40))


def ran(outcome, days, **more) -> Ran:
    size = len(outcome)
    default = {
        "good": [True, True, True, False, False, True],
        "carried": [0, 0, 2, 0, 1, 1],
        "said": [1, 2, 3, 2, 1, 0],
    }
    arrays = {key: np.array(more.get(key, value)) for key, value in default.items()}
    return Ran(
        outcome=np.array(outcome, np.int8),
        end=np.array(days, np.int64) * DAY,
        spent=np.array([7200, 3600, 0]),
        influence=np.array([3.0, 1.0, 0.0]),
        polled=10800 * size // 6,
        **arrays,
    )


def test_each_measure_by_hand() -> None:
    kinds = (Kind("a", 1, 1, 60, {}), Kind("b", 1, 1, 60, {}))
    start = np.zeros(6, np.int64)
    drawn = Drawn(start, np.array([0, 0, 0, 1, 1, 1]), None, None, None, None, 1)  # type: ignore[arg-type]
    one = ran([0, 1, 0, 0, 1, 2], [1, 2, 3, 4, 5, 9])
    away = ran([0, 1, 2, 0, 2, 2], [1, 2, 6, 4, 8, 9])
    found = measure(Matters(kinds, 10), drawn, one, away, concerned=8)
    assert dict(found.values) == pytest.approx(
        {
            "days_mean": 4,
            "days_median": 3.5,
            "days_95": 8,
            "lowest": 3 / 6,
            "wrong_approvals": 1 / 2,
            "wrong_refusals": 1 / 4,
            "lapses": 1 / 6,
            "escalations": 4 / 6,
            "hours": 6 / 6,
            "say": 9 / 6 / 8,
            "gini": gini([3, 1, 0, 0, 0, 0, 0, 0]),
            "strongest": 3 / 4,
            "absence_days": 6 / 6,
            "absence_lapses": 2 / 6,
        }
    )
    assert found.kinds["a"]["days_mean"] == 2 and found.kinds["b"]["days_median"] == 5


def test_a_deadline_missed_is_carried_on_and_an_approval_or_an_end_is_not() -> None:
    up = charter(
        f"[{sign('a', 'timeout: s_b', '5 days')}, {sign('b', 'timeout: lapsed', '5 days')}]"
    )
    drawn, found = play(up, SURE, stream(rate=0.2), away=(0,))
    assert set(found.carried) == {1} and set(found.outcome) == {0}
    assert np.array_equal(found.end - drawn.at - drawn.reading, np.full(len(found.end), 5 * DAY))
    _, found = play(up, SURE, stream(rate=0.2))
    assert set(found.carried) == {0}
    _, found = play(up, SURE, stream(rate=0.2), away=(0, 1))
    assert set(found.carried) == {1} and set(found.outcome) == {2}


def test_a_vacancy_on_the_way_in_is_carried_on_and_what_a_rule_hands_on_is_not() -> None:
    text = charter(f"[{sign('a', 'vacant: s_b')}, {sign('b')}]").source
    own = load(text.replace("standing: anyone", "standing: a"))
    _, found = play(own, SURE, stream(rate=0.2))
    assert set(found.carried) == {1}, "nobody decides their own matter"
    rule = "{id: r, by: {rule: {lines: [{when: s, then: approved}]}}}"
    fields = "    fields: {s: {flag: true}}\n    route: [{stages: ["
    ruled = text.replace("    route: [{stages: [", f"{fields}{rule}, ")
    made = settle(load(ruled), SURE)
    matters = Matters((Kind("k", 1, 1, 60, {"one": {"s": Spread(chance=0.0)}}),), 30)
    drawn = draw(matters, 1)
    routes = Routes(made, matters.origin)
    filings = file(made, matters, drawn)
    node, carried = routes.entry(filings[0], 0, 0)
    assert carried == 0 and [one.id for one in node.stations] == ["s_a"]
