"""A whole register votes and chooses: one ballot a person, in any order, and all of it replays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan import worktime
from divan.charter import check, events, load, poll, published
from divan.charter.casting import Cast, may_cast, seal
from divan.charter.engine import decide, read_at, start
from divan.charter.explain import explain
from divan.charter.poll import Ballot, Poll
from divan.charter.published import Entry, Publication, ReplayError
from divan.charter.state import State
from divan.charter.world import Holding, World

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TICK = timedelta(microseconds=1)
TEXT = """\
charter: 1
name: A town that asks everybody
bodies:
  council: {assembly: 5, filled_by: election}
  people: {electorate: residents 18 and over}
procedures:
  all: {vote: {quorum: ">= 1/4 of seats", pass: "> 1/2 of cast", abstain: ignored}}
  carried: {vote: {pass: "> 1/2 of cast", delegable: true, cap: 3}}
  pick: {choose: {ballot: approval, quorum: ">= 1/4 of seats", least: ">= 1/3 of cast", tie: lot}}
  majority: {vote: {quorum: ">= 1/2 of seats", pass: "> 1/2 of present"}}
matters:
  road:
    standing: anyone
    route: [{stages: [{id: asks, body: people, by: all, within: 10 days}]}]
  trust:
    standing: anyone
    route: [{stages: [{id: asks, body: people, by: carried, within: 10 days}]}]
  place:
    standing: anyone
    route: [{stages: [{id: asks, body: people, by: pick, within: 10 days}]}]
  whim:
    standing: anyone
    route: [{stages: [{id: asks, body: people, by: {choose: {ballot: approval}}, within: 10 days}]}]
  seats:
    standing: anyone
    route: [{stages: [{id: asks, body: council, by: majority, within: 10 days}]}]
  amend:
    object: charter
    standing: council 1/5
    route: [{stages: [{id: changes, body: council, by: majority, within: 60 days}]}]
"""
CHARTER = load(TEXT)
WEEK = {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
COUNCIL = tuple(Holding("council", f"c{n}") for n in range(5))
WORLD = World(worktime.load({"zone": "UTC", "week": WEEK}), COUNCIL, registers={"people": 12})
OPTIONS = ("bridge", "park", "school")
ballots = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]), st.sampled_from(("yes", "no", "abstain"))
)
approvals = st.dictionaries(
    st.sampled_from([f"p{n}" for n in range(12)]), st.sets(st.sampled_from(OPTIONS))
)
passed_on = st.dictionaries(*[st.sampled_from([f"p{n}" for n in range(12)])] * 2)


def filed(kind: str) -> State:
    event = events.Filed(by="p0", id="m1", matter=kind, text="hash", options=OPTIONS)
    state = start(CHARTER, WORLD, event, NOON)
    assert isinstance(state, State), state
    return state


def told(said: dict[str, object]) -> list[Ballot]:
    """Ballots with a salt each, in the order of the dictionary."""
    rows = {who: (one,) if isinstance(one, str) else tuple(one) for who, one in said.items()}
    return [Ballot(who, row, f"salt of {who}") for who, row in rows.items()]


def closed(kind: str, said: dict[str, object], given: dict[str, str] | None = None) -> State:
    known = Poll(tuple(told(said)), given or {})
    state = filed(kind)
    return read_at(
        CHARTER, replace(WORLD, polls={("m1", "asks"): known}), state, state.open[0].due_at
    )


def test_the_charter_of_these_tests_is_clean_and_explains_itself() -> None:
    assert [one.code for one in check.check(CHARTER) if one.error] == []
    for language in ("fa", "en"):
        assert any("people" in one.text for one in explain(CHARTER, language))


@pytest.mark.parametrize(
    ("vote", "code"),
    [
        ("pass: '> 1/2 of cast'", ""),
        ("pass: '> 1/2 of cast', in_each_sector: true", "no_sectors"),
        ("pass: '> 1/2 of cast', tie: chair, chair: council", "chair_of_many"),
        ("pass: '> 1/2 of cast', secret: true", "secret_later"),
    ],
)
def test_what_a_register_cannot_be_asked_is_found(vote, code) -> None:
    text = TEXT.replace(
        '{vote: {pass: "> 1/2 of cast", delegable: true, cap: 3}}', f"{{vote: {{{vote}}}}}"
    )
    found = {one.code for one in check.check(load(text)) if one.error}
    assert found == ({code} if code else set())


def test_a_quorum_is_of_the_register_as_frozen_and_ballots_leave_no_trace_in_the_state() -> None:
    state = filed("road")
    assert (state.open[0].base, state.open[0].seats) == (12, ())
    two = closed("road", {"p1": "yes", "p2": "yes"})
    assert two.passed[-1].outcome == "inquorate"
    three = closed("road", {"p1": "yes", "p2": "yes", "p3": "no"})
    figures = {"yes": 2, "no": 1, "abstain": 0, "seats": 12}
    assert (three.outcome, dict(three.passed[-1].figures)) == ("approved", figures)
    assert (three.open, "p1" in str(three)) == ((), False)
    assert closed("road", {}).passed[-1].outcome == "timeout"


def test_nothing_is_counted_before_the_close_however_many_have_voted() -> None:
    state = filed("road")
    full = Poll(tuple(told({f"p{n}": "yes" for n in range(12)})))
    world = replace(WORLD, polls={("m1", "asks"): full})
    assert read_at(CHARTER, world, state, state.open[0].due_at - TICK) == state


def test_whoever_put_it_forward_or_stepped_aside_is_not_counted() -> None:
    assert closed("road", {"p0": "yes", "p1": "no", "p2": "no", "p3": "abstain"}).passed[
        -1
    ].figures == {"yes": 0, "no": 2, "abstain": 1, "seats": 12}
    aside = decide(CHARTER, WORLD, filed("road"), events.Recused(by="p1"), NOON)
    assert isinstance(aside, State)
    known = Poll(tuple(told({"p1": "no", "p2": "yes", "p3": "yes", "p4": "yes"})))
    world = replace(WORLD, polls={("m1", "asks"): known})
    end = read_at(CHARTER, world, aside, aside.open[0].due_at)
    assert end.passed[-1].figures["no"] == 0


@given(ballots, passed_on, st.randoms(use_true_random=False))
def test_the_order_of_ballots_changes_nothing(said, given, random) -> None:
    rows = list(said.items())
    random.shuffle(rows)
    turned = list(given.items())
    random.shuffle(turned)
    for kind in ("road", "trust"):
        assert closed(kind, said, given) == closed(kind, dict(rows), dict(turned))


@given(approvals, st.randoms(use_true_random=False))
def test_the_order_of_approvals_changes_nothing(said, random) -> None:
    rows = list(said.items())
    random.shuffle(rows)
    assert closed("place", said) == closed("place", dict(rows))


@given(ballots, passed_on)
def test_no_vote_counts_twice_however_it_was_passed_on(said, given) -> None:
    given = {who: to for who, to in given.items() if who != to}
    figures = closed("trust", said, given).passed[-1].figures
    able = Poll(tuple(told(said)), given).people - {"p0"}
    assert figures["yes"] + figures["no"] + figures["abstain"] <= len(able)
    alone = closed("trust", said).passed[-1].figures
    for choice in ("yes", "no", "abstain"):
        direct = sum(one == choice for who, one in said.items() if who != "p0")
        assert alone[choice] == direct


def test_votes_passed_on_are_followed_capped_and_stopped_at_whoever_may_not_vote() -> None:
    chain = {"p2": "p1", "p3": "p2", "p4": "p3", "p5": "p6", "p6": "p5", "p7": "p0"}
    figures = closed("trust", {"p1": "yes", "p8": "no", "p0": "no"}, chain).passed[-1].figures
    assert (figures["yes"], figures["no"]) == (3, 1)  # four stand behind p1; the cap is three
    own = closed("trust", {"p1": "yes", "p2": "no"}, chain).passed[-1].figures
    assert (own["yes"], own["no"]) == (1, 3)


def test_a_register_chooses_by_approval_with_a_share_a_quorum_and_a_lot() -> None:
    most = closed("place", {"p1": ["park"], "p2": ["park", "bridge"], "p3": ["school"]})
    assert (most.outcome, most.chosen) == ("approved", ("park",))
    assert most.passed[-1].figures["option park"] == 2
    assert (most.passed[-1].figures["cast"], most.passed[-1].figures["seats"]) == (3, 12)
    assert closed("place", {"p1": ["park"]}).passed[-1].outcome == "inquorate"
    assert closed("place", {}).passed[-1].outcome == "timeout"
    assert closed("whim", {"p1": ["park"]}).chosen == ("park",)
    tied = closed("place", {"p1": ["park"], "p2": ["school"], "p3": ["park", "school"]})
    assert len(tied.chosen) == 1
    few = closed("place", {"p1": ["park"], "p2": [], "p3": [], "p4": []})
    assert few.passed[-1].outcome == "refused"


@pytest.mark.parametrize(
    ("kind", "stage", "by", "said", "rule"),
    [
        ("road", "asks", "p1", ("yes",), ""),
        ("road", "asks", "p0", ("yes",), "own_ballot"),
        ("road", "other", "p1", ("yes",), "not_open"),
        ("road", "asks", "p1", ("maybe",), "no_outcome"),
        ("road", "asks", "p1", (), "no_outcome"),
        ("road", "asks", "p1", ("yes", "no"), "no_outcome"),
        ("place", "asks", "p1", (), ""),
        ("place", "asks", "p1", OPTIONS, ""),
        ("place", "asks", "p1", ("park", "park"), "no_option"),
        ("place", "asks", "p1", ("yes",), "no_option"),
        ("seats", "asks", "c1", ("yes",), "no_register"),
    ],
)
def test_who_may_cast_what(kind, stage, by, said, rule) -> None:
    refusal = may_cast(CHARTER, filed(kind), stage, by, said)
    assert (refusal.rule if refusal else "") == rule
    if refusal:
        assert refusal.text("fa") and refusal.text("en")


def test_what_is_no_answer_is_quoted_no_longer_than_forty_letters() -> None:
    refusal = may_cast(CHARTER, filed("road"), "asks", "p1", ("a" * 41,))
    assert refusal is not None
    assert refusal.figures["outcome"] == "a" * 40


def test_a_seat_is_no_way_into_a_register() -> None:
    answer = decide(CHARTER, WORLD, filed("road"), events.Voted(by="c1", stage="asks"), NOON)
    assert getattr(answer, "rule", "") == "no_seat"


def test_a_ballot_that_answers_nothing_is_not_counted() -> None:
    end = closed("road", {"p1": "maybe", "p2": "yes", "p3": "yes", "p4": "no"})
    assert (end.passed[-1].figures["yes"], end.passed[-1].figures["no"]) == (2, 1)


# The replay


def publication() -> Publication:
    """Three vote, one of them twice, and a fourth passes the vote on; as a city publishes it."""
    state = filed("trust")
    filing = events.Filed(by="p0", id="m1", matter="trust", text="hash", options=OPTIONS)
    first = Ballot("p1", ("no",), "earlier salt")
    said = told({"p1": "yes", "p2": "no", "p3": "yes"})
    casts = [
        Cast(NOON + n * TICK, one.by, "asks", seal("m1", "asks", one))
        for n, one in enumerate([first, *said])
    ]
    due = state.open[0].due_at
    world = replace(WORLD, polls={("m1", "asks"): Poll(tuple(said), {"p4": "p1"})})
    end = read_at(CHARTER, world, state, due)
    assert (end.passed[-1].figures["yes"], end.passed[-1].figures["no"]) == (3, 1)
    return Publication(
        TEXT,
        {one.digest: one.data for one in (WORLD, world)},
        [
            Entry(NOON, filing, WORLD.digest, published.digest(state)),
            Entry(due, events.Read(), world.digest, published.digest(end)),
        ],
        casts=casts,
    )


def test_a_poll_replays_from_its_json() -> None:
    made = publication()
    state = published.replay(published.decode(published.encode(made)))
    assert state.outcome == "approved"


def forged(ballots: list[Ballot], given: dict[str, str] | None = None) -> Publication:
    """The publication of a hall that counts these ballots, and is consistent in all else."""
    made, state = publication(), filed("trust")
    world = replace(WORLD, polls={("m1", "asks"): Poll(tuple(ballots), given or {})})
    end = read_at(CHARTER, world, state, state.open[0].due_at)
    entry = Entry(made.events[1].at, events.Read(), world.digest, published.digest(end))
    return Publication(
        TEXT,
        {one.digest: one.data for one in (WORLD, world)},
        [made.events[0], entry],
        casts=made.casts,
    )


def test_the_forger_of_these_tests_can_also_be_honest() -> None:
    assert published.replay(forged(told({"p1": "yes", "p2": "no", "p3": "yes"})))


@pytest.mark.parametrize(
    ("ballots", "given", "why"),
    [
        (told({"p1": "no", "p2": "no", "p3": "yes"}), {}, "not the one that was cast last"),
        (told({"p1": "yes", "p3": "yes"}), {}, "p2 was left out"),
        (told({"p1": "yes", "p2": "no", "p3": "yes", "p9": "yes"}), {}, "p9 is not the one"),
        ([], {}, "left out"),
        (
            told({"p1": "yes", "p2": "no", "p3": "yes"}),
            {f"q{n}": "p1" for n in range(10)},
            "the register has 12",
        ),
        ([Ballot("p1", ("no",), "earlier salt"), *told({"p2": "no", "p3": "yes"})], {}, "last"),
    ],
)
def test_a_replay_finds_ballots_that_were_changed_left_out_or_added(ballots, given, why) -> None:
    with pytest.raises(ReplayError, match=why):
        published.replay(forged(ballots, given))


def test_a_replay_finds_a_ballot_that_stands_twice() -> None:
    twice = told({"p1": "yes", "p2": "no"}) * 2
    with pytest.raises(ValueError, match="p1 stands twice"):
        Poll(tuple(twice))
    made = publication()
    key = made.events[1].world
    made.worlds[key]["counts"][0][2].append(["p1", "salt of p1", "yes"])
    with pytest.raises(ReplayError, match="p1 stands twice"):
        published.replay(made)


def test_a_replay_finds_a_ballot_that_came_too_early_or_too_late() -> None:
    made = publication()

    def moved(at: datetime) -> Publication:
        casts = [*made.casts[:-1], Cast(at, "p3", "asks", made.casts[-1].seal)]
        return Publication(made.charter, made.worlds, made.events, casts=casts)

    due = made.events[1].at
    for at in (NOON, due - TICK):
        assert published.replay(moved(at)).outcome == "approved"
    for at in (NOON - TICK, due):
        with pytest.raises(ReplayError, match="outside its time"):
            published.replay(moved(at))


def test_a_whole_register_may_take_part_and_one_more_is_found() -> None:
    said = told({"p1": "yes", "p2": "no", "p3": "yes"})
    all_of_it = {f"q{n}": "p1" for n in range(9)}
    assert published.replay(forged(said, all_of_it))
    with pytest.raises(ReplayError, match="13 people"):
        published.replay(forged(said, {**all_of_it, "q9": "p1"}))


def test_a_matter_withdrawn_before_the_close_counts_nothing_and_replays() -> None:
    made, state = publication(), filed("trust")
    event = events.Withdrawn(by="p0")
    end = decide(CHARTER, WORLD, state, event, NOON + 9 * TICK)
    assert isinstance(end, State)
    entry = Entry(NOON + 9 * TICK, event, WORLD.digest, published.digest(end))
    shown = Publication(TEXT, made.worlds, [made.events[0], entry], casts=made.casts)
    assert published.replay(shown).outcome == "withdrawn"


@pytest.mark.parametrize(
    "data", [[], [1, 2], [[["a"]], {}], [[["a", 1, "yes"]], {}], [[], []], [[], {"a": 1}], "ab"]
)
def test_what_is_no_poll_is_refused(data) -> None:
    with pytest.raises((TypeError, ValueError)):
        poll.read(data)


def test_a_world_without_a_poll_keeps_the_digest_it_had() -> None:
    assert WORLD.data["counts"] == []
    assert "polls" not in WORLD.data
