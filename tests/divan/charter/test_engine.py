"""One matter walks through the city's charter: who may act, what time does, where it ends."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from tests.divan.charter.city import (
    CHARTER,
    COUNCIL,
    FORUM,
    HOUR,
    NOON,
    WORLD,
    refused,
    spend,
    take,
    waiting,
)

from divan.charter import events
from divan.charter.engine import decide, due, read_at, start
from divan.charter.state import State

OVERSPEND = 7_000_000_000


def test_the_amount_decides_who_decides() -> None:
    assert waiting(spend(500_000_000)) == ["unit"]
    assert waiting(spend(500_000_001)) == ["table"]
    assert waiting(spend(10_000_000_001)) == ["council"]


def test_an_overspend_goes_by_consent_to_the_mayor_misses_its_time_and_reaches_the_council() -> (
    None
):
    state = spend(OVERSPEND)
    state = take(state, *(events.Consented(by=one, stage="table") for one in FORUM))
    assert waiting(state) == ["mayor_signs"]
    late = due(state)
    assert late is not None
    assert waiting(read_at(CHARTER, WORLD, state, late - timedelta(microseconds=1))) == [
        "mayor_signs"
    ]
    state = read_at(CHARTER, WORLD, state, late)
    assert waiting(state) == ["council"]
    yes = [events.Voted(by=one, stage="council", choice="yes") for one in COUNCIL[:8]]
    no = [events.Voted(by=one, stage="council", choice="no") for one in COUNCIL[8:]]
    state = take(state, *yes, *no, at=late + HOUR)
    assert (state.phase, state.outcome) == ("in_force", "approved")
    assert [step.outcome for step in state.passed] == ["approved", "timeout", "approved"]


def test_an_objection_upheld_needs_another_text_and_the_last_round_ends_it() -> None:
    state = take(
        spend(OVERSPEND),
        events.Objected(by="business0", stage="table", reasons="why"),
        events.Tested(by="court0", stage="table", objection=0, upheld=True, reasons="because"),
    )
    again = events.Amended(by="works", stage="table", text="hash-1")
    assert refused(state, again) == "same_text"
    state = take(state, events.Amended(by="works", stage="table", text="hash-2"))
    assert state.open[0].round == 2 and state.open[0].answers == {}
    state = take(
        state,
        events.Objected(by="business1", stage="table", reasons="why"),
        events.Tested(by="court0", stage="table", objection=1, upheld=True, reasons="because"),
    )
    assert (state.phase, state.outcome) == ("ended", "refused")


def test_an_objection_needs_reasons_and_nobody_tests_their_own() -> None:
    state = spend(OVERSPEND)
    assert refused(state, events.Objected(by="business0", stage="table")) == "reasons"
    state = take(state, events.Objected(by="business0", stage="table", reasons="why"))
    own = events.Tested(by="business0", stage="table", objection=0, upheld=True, reasons="x")
    assert refused(state, own) == "no_authority"


def test_only_a_seat_holder_acts_and_only_at_the_open_stage() -> None:
    state = spend(10_000_000_001)
    vote = events.Voted(by="mayor", stage="council", choice="yes")
    assert refused(state, vote) == "no_seat"
    assert refused(state, events.Voted(by="council0", stage="table", choice="yes")) == "not_open"
    sign = events.Signed(by="council0", stage="council", outcome="approved", reasons="x")
    assert refused(state, sign) == "other_procedure"


def test_nobody_decides_their_own_matter_the_deputy_does() -> None:
    state = spend(1_000, by="works")
    sign = events.Signed(by="works", stage="unit", outcome="approved", reasons="x")
    assert refused(state, sign) == "no_authority"
    state = take(state, msgspec.structs.replace(sign, by="deputy"))
    assert state.outcome == "approved"


def test_a_subordinate_decides_nothing_for_its_superior() -> None:
    fields = {"amount": 1, "supplier": "company", "topic": "roads"}
    filed = events.Filed(by="mayor", id="m1", matter="spend", fields=fields)
    state = start(CHARTER, WORLD, filed, NOON)
    assert isinstance(state, State)
    assert refused(state, events.Admitted(by="deputy")) == "no_authority"
    state = read_at(CHARTER, WORLD, state, NOON + timedelta(days=7))
    assert [step.outcome for step in state.passed] == ["vacant", "vacant"]
    assert waiting(state) == ["council"]


def test_a_later_ballot_replaces_an_earlier_one_and_nobody_counts_twice() -> None:
    state = spend(10_000_000_001)
    ballots = [events.Voted(by="council0", stage="council", choice=c) for c in ("yes", "no")]
    state = take(state, *ballots, *ballots)
    assert state.open[0].answers == {"council0": "no"}


def test_few_votes_are_inquorate_and_none_is_a_timeout() -> None:
    state = spend(10_000_000_001)
    silent = read_at(CHARTER, WORLD, state, NOON + timedelta(days=90))
    assert silent.passed[-1].outcome == "timeout"
    some = take(state, events.Voted(by="council0", stage="council", choice="yes"))
    some = read_at(CHARTER, WORLD, some, NOON + timedelta(days=90))
    assert (some.passed[-1].outcome, some.outcome) == ("inquorate", "lapsed")


def test_whoever_steps_aside_leaves_the_base_and_their_ballot_goes() -> None:
    state = take(
        spend(10_000_000_001),
        events.Voted(by="council0", stage="council", choice="no"),
        events.Recused(by="council0"),
    )
    assert state.open[0].base == 14 and not state.open[0].answers
    again = events.Voted(by="council0", stage="council", choice="no")
    assert refused(state, again) == "no_seat"


def test_a_decision_waits_until_every_voice_has_its_answer() -> None:
    state = take(
        spend(1_000),
        events.Voiced(by="business0", text="hash-v"),
        events.Signed(by="deputy", stage="unit", outcome="approved", reasons="x"),
    )
    assert (state.phase, state.outcome) == ("answering", "approved")
    assert refused(state, events.Replied(by="business0", voice=0, text="a")) == "no_authority"
    answered = take(state, events.Replied(by="works", voice=0, text="hash-a"))
    assert answered.phase == "in_force"
    unanswered = read_at(CHARTER, WORLD, state, NOON + timedelta(days=60))
    assert (unanswered.phase, unanswered.outcome) == ("ended", "lapsed")


def test_an_appeal_upheld_undoes_the_decision() -> None:
    state = take(
        spend(1_000), events.Signed(by="deputy", stage="unit", outcome="approved", reasons="x")
    )
    filed = events.Filed(by="resident", id="m2", matter="spend.appeal", object="m1")
    appeal = start(CHARTER, WORLD, filed, NOON, about=state)
    assert isinstance(appeal, State)
    state = take(state, events.Affected(kind="appeal", matter="m2"))
    votes = [events.Voted(by=f"court{seat}", stage="appeal", choice="yes") for seat in range(7)]
    appeal = take(appeal, *votes)
    assert appeal.outcome == "approved"
    state = take(state, events.Affected(kind="appeal", matter="m2", outcome="approved"))
    assert (state.phase, state.outcome) == ("ended", "reversed")


def test_an_appeal_has_its_window_its_object_and_its_own_judges() -> None:
    state = spend(1_000)
    filed = events.Filed(by="resident", id="m2", matter="spend.appeal", object="m1")
    assert _rule(filed, state) == "not_decided"
    sign = events.Signed(by="deputy", stage="unit", outcome="approved", reasons="x")
    state = take(state, sign)
    assert _rule(filed, None) == "no_object"
    assert _rule(filed, state, NOON + timedelta(days=90)) == "too_late"
    assert _rule(filed, state) == ""
    again = take(state, events.Affected(kind="appeal", matter="m2"))
    assert _rule(filed, again) == "known_about"


def _rule(filed: events.Filed, about: State | None, at: datetime = NOON) -> str:
    return getattr(start(CHARTER, WORLD, filed, at, about=about), "rule", "")


def test_silence_of_the_gatekeeper_admits() -> None:
    fields = {"amount": 1, "supplier": "company", "topic": "roads"}
    filed = events.Filed(by="works", id="m1", matter="spend", fields=fields)
    state = start(CHARTER, WORLD, filed, NOON)
    assert isinstance(state, State) and state.phase == "filed"
    until = due(state)
    assert until is not None
    assert waiting(read_at(CHARTER, WORLD, state, until)) == ["unit"]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"amount": -1, "supplier": "x", "topic": "roads"},
        {"amount": 1, "supplier": "x", "topic": "wtaer"},
        {"amount": 1.5, "supplier": "x", "topic": "roads"},
        {"amount": True, "supplier": "x", "topic": "roads"},
        {"amount": 1, "supplier": "x", "topic": "roads", "year_total": 1},
    ],
)
def test_values_outside_the_domain_are_refused(fields) -> None:
    filed = events.Filed(by="works", id="m1", matter="spend", fields=fields)
    assert getattr(start(CHARTER, WORLD, filed, NOON), "rule", "") == "unknown_value"


def test_a_state_survives_json_and_a_refused_event_changes_nothing() -> None:
    state = take(spend(OVERSPEND), events.Objected(by="business0", stage="table", reasons="why"))
    text = msgspec.json.encode(state)
    assert msgspec.json.decode(text, type=State) == state
    decide(CHARTER, WORLD, state, events.Withdrawn(by="mayor"), NOON)
    assert msgspec.json.encode(state) == text
