"""What reading costs, whose answer counts for influence, and what advice and registers do."""

from __future__ import annotations

import numpy as np
import pytest
from tests.divan.charter.simulate.small import charter, play, sign, stream

from divan.charter import load
from divan.charter.simulate import People, Profile

SURE = People(Profile(competence=1, hours=40))
FEW = stream(rate=0.2)


def test_a_gatekeeper_reads_a_quarter_and_who_tests_an_objection_half() -> None:
    text = charter(f"[{sign('b')}]").source
    gate = load(
        text.replace("standing: anyone", "standing: anyone\n    admit: {by: a, within: 9 days}")
    )
    drawn, ran = play(gate, SURE, FEW)
    assert ran.spent[0] == (drawn.reading // 4 + 1).sum()
    assert ran.spent[1] == drawn.reading.sum()
    tested = charter(
        "[{id: v, body: b, by: consent, within: 900 days}]",
        "  consent: {consent: {rounds: 1, tested_by: a}}",
    )
    drawn, ran = play(tested, SURE, stream(rate=0.2, good=0))
    assert ran.spent[0] == (drawn.reading // 2 + 1).sum()
    assert set(ran.outcome) == {1}


def test_influence_is_shared_by_power_among_those_who_answered() -> None:
    vote = charter("[{id: v, body: jury, by: majority, within: 9 days}]")
    _, ran = play(vote, SURE, FEW, away=(3, 4))  # two of the five
    decided = len(ran.end)
    assert np.count_nonzero(ran.influence) == 3
    assert ran.influence.max() == pytest.approx(decided / 5)


def test_advice_lends_its_competence_to_whoever_decides() -> None:
    stage = "{id: s, body: a, by: sign, consult: {bodies: [b], within: 5 days}, within: 900 days}"
    people = People(Profile(competence=0.5, hours=40), own={"b": Profile(competence=1, hours=40)})
    _, ran = play(charter(f"[{stage}]"), people, stream(rate=1))
    assert set(ran.outcome) == {0}
    _, ran = play(charter(f"[{sign('a')}]"), people, stream(rate=1))
    assert 0.35 < (ran.outcome == 0).mean() < 0.65
    drawn, ran = play(charter(f"[{stage}]"), people, FEW, away=(1,))
    took = ran.end - drawn.at
    assert took.min() >= 5 * 8 * 3600, "advice that never comes is awaited for its time"


@pytest.mark.parametrize(("turnout", "outcome"), [(0.5, 0), (0.05, 2)])
def test_of_a_register_those_who_turn_out_are_counted_and_their_hours_too(turnout, outcome) -> None:
    text = charter(f"[{sign('a')}]").source
    text = text.replace(sign("a"), "{id: v, body: all, by: people, within: 10 days}")
    people = '  people: {vote: {quorum: ">= 1/10 of seats", pass: "> 1/2 of cast"}}\nmatters:'
    text = text.replace("matters:", people).replace("bodies:", "bodies:\n  all: {electorate: x}")
    assumed = People(Profile(competence=0.9), own={"all": Profile(0.9, attention=turnout)},
                     register=1000)  # fmt: skip
    drawn, ran = play(load(text), assumed, FEW)
    assert set(ran.outcome) == {outcome}
    assert ran.polled == int(1000 * turnout) * drawn.reading.sum()
    assert set(ran.end - drawn.at) == {10 * 8 * 3600}


@pytest.mark.parametrize(("turnout", "outcome"), [(0.5, 0), (0.05, 2)])
def test_a_register_chooses_between_the_text_as_put_and_as_changed(turnout, outcome) -> None:
    text = charter(f"[{sign('a')}]").source
    text = text.replace(sign("a"), "{id: v, body: all, by: pick, within: 10 days}")
    pick = '  pick: {choose: {quorum: ">= 1/10 of seats", tie: lot}}\nmatters:'
    text = text.replace("matters:", pick).replace("bodies:", "bodies:\n  all: {electorate: x}")
    assumed = People(Profile(competence=0.9), own={"all": Profile(0.9, attention=turnout)},
                     register=1000)  # fmt: skip
    drawn, ran = play(load(text), assumed, FEW)
    assert set(ran.outcome) == {outcome}
    assert ran.polled == int(1000 * turnout) * drawn.reading.sum()
