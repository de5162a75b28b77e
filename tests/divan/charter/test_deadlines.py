"""Deadlines at their very moment, clocks that stand still, and what time does after a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import msgspec
import pytest

from divan import worktime
from divan.charter import events, load, stages
from divan.charter.check import latest
from divan.charter.engine import decide, due, read_at, start
from divan.charter.poll import Ballot, Poll
from divan.charter.refusals import Refusal
from divan.charter.state import State
from divan.charter.world import Holding, World

TICK = timedelta(microseconds=1)
HOUR = timedelta(hours=1)
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday
WEEK = {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
WORK = worktime.load({"zone": "UTC", "week": WEEK})
TEXT = """\
charter: 1
name: Clocks
bodies:
  council: {assembly: 5, filled_by: election}
  forum: {table: {state: 2, trade: 2}, reports_to: council}
  works: {office: 1, filled_by: council, deputy: mayor, reports_to: council}
  mayor: {office: 1, filled_by: council, deputy: works, reports_to: council}
  court: {panel: 3, filled_by: lot}
  fair: {table: {state: 2, trade: 1, farms: 2}, reports_to: council}
  people: {electorate: everybody}
procedures:
  sign: {decide: {}}
  many: {vote: {quorum: ">= 3 of seats", pass: "> 1/2 of present"}}
  seats: {vote: {pass: ">= 3/5 of seats", recused: stay}}
  left: {vote: {pass: ">= 3/5 of seats"}}
  each: {vote: {pass: "> 1/2 of cast", in_each_sector: true}}
  chair: {vote: {pass: "> 1/2 of present", tie: chair, chair: mayor}}
  carried: {vote: {pass: ">= 4 of seats", delegable: true}}
  agree: {consent: {rounds: 2, tested_by: court, quorum: ">= 3 of seats"}}
  plain: {consent: {rounds: 1}}
  pick: {choose: {ballot: approval, least: ">= 1/2 of cast", quorum: ">= 2 of seats"}}
  lots: {choose: {ballot: approval, tie: lot}}
matters:
  signed:
    standing: anyone
    admit: {by: mayor, within: 2 days, silence: admitted}
    route:
      - stages:
          - id: s1
            body: works
            by: sign
            within: 1 days
            stop: 4 hours
            consult: {bodies: [court, forum], within: 2 hours}
            then: {timeout: s2, approved: approved}
          - {id: s2, body: mayor, by: sign, within: 3 hours}
    appeal: {standing: anyone, within: 2 days, to: court, by: many, decide_within: 1 days}
    veto: {standing: council, within: 3 hours, to: court, by: many, decide_within: 1 days}
    review: {after: 1 month, to: council, by: many, decide_within: 1 days}
  shut:
    standing: court 2/3
    gather_within: 4 hours
    admit: {by: mayor, within: 2 hours, silence: refused}
    route: [{stages: [{id: t1, body: works, by: sign, within: 1 days}]}]
  urgent:
    standing: anyone
    route: [{stages: [{id: u1, body: works, by: sign, within: 1 days}]}]
    expires: 1 week
    ratify: {to: council, by: many, decide_within: 1 days}
    review: {after: 2 weeks, to: council, by: many, decide_within: 1 days}
    call_in: {standing: council 2/5, to: u1}
  m_rule:
    standing: anyone
    fields: {n: {days: true, max: 9}}
    route:
      - stages:
          - id: table
            by: {rule: {lines: [{when: n <= 3, then: approved}, {when: n == 4, then: referred}]}}
            then: {approved: approved}
          - {id: after, body: works, by: sign, within: 1 days}
  two:
    standing: anyone
    route:
      - stages:
          - id: both
            of: 2
            stages:
              - {id: a, body: works, by: sign, within: 1 days}
              - {id: b, body: mayor, by: sign, within: 2 days}
              - {id: c, body: council, by: many, within: 3 days}
            then: {refused: last}
          - {id: last, body: court, by: many, within: 1 days}
"""
PLAIN = """\
  m_{id}:
    standing: anyone
    route: [{{stages: [{{id: {id}, body: {body}, by: {by}, within: 1 days}}]}}]
"""
ONE_STAGE = (
    ("many", "council", "many"),
    ("seats", "council", "seats"),
    ("left", "council", "left"),
    ("each", "forum", "each"),
    ("fair", "fair", "each"),
    ("chair", "council", "chair"),
    ("carried", "council", "carried"),
    ("agree", "council", "agree"),
    ("plain", "council", "plain"),
    ("pick", "council", "pick"),
    ("lots", "council", "lots"),
    ("people", "people", "left"),
)
TEXT += "".join(PLAIN.format(id=name, body=body, by=by) for name, body, by in ONE_STAGE)
CHARTER = load(TEXT)
HOLDINGS = (
    *(Holding("council", f"c{seat}") for seat in range(5)),
    Holding("forum", "f0", sector="state"),
    Holding("forum", "f1", sector="state"),
    Holding("forum", "f2", sector="trade"),
    Holding("forum", "f3", sector="trade"),
    Holding("fair", "e0", sector="state"),
    Holding("fair", "e1", sector="state"),
    Holding("fair", "e2", sector="trade"),
    Holding("fair", "e3", sector="farms"),
    Holding("fair", "e4", sector="farms"),
    Holding("works", "w"),
    Holding("mayor", "m"),
    *(Holding("court", f"j{seat}") for seat in range(3)),
)
WORLD = World(WORK, HOLDINGS, registers={"people": 100})


def file(matter: str, *, by: str = "r", world: World = WORLD, at: datetime = NINE, **more) -> State:
    filed = events.Filed(by=by, id="x", matter=matter, text="t", **more)
    state = start(CHARTER, world, filed, at)
    assert isinstance(state, State), state
    return state


def take(state: State, *happened, at: datetime = NINE, world: World = WORLD) -> State:
    for event in happened:
        answer = decide(CHARTER, world, state, event, at)
        assert isinstance(answer, State), f"{event}: {answer}"
        state = answer
    return state


def rule(state: State, event, at: datetime = NINE, world: World = WORLD) -> str:
    answer = decide(CHARTER, world, state, event, at)
    return answer.rule if isinstance(answer, Refusal) else ""


def votes(stage: str, yes: int = 0, no: int = 0, abstain: int = 0, who: str = "c") -> list:
    said = ["yes"] * yes + ["no"] * no + ["abstain"] * abstain
    return [
        events.Voted(by=f"{who}{seat}", stage=stage, choice=choice)
        for seat, choice in enumerate(said)
    ]


def late(state: State, world: World = WORLD) -> State:
    moment = due(state)
    assert moment is not None
    assert read_at(CHARTER, world, state, moment - TICK) == state
    return read_at(CHARTER, world, state, moment)


SIGN = events.Signed(by="w", stage="s1", outcome="approved", reasons="r")


# Stages


def test_a_deadline_is_the_first_moment_that_is_too_late() -> None:
    state = take(file("signed"), events.Admitted(by="m"))
    assert due(state) == NINE + timedelta(days=1) == state.open[0].due_at
    assert state.open[0].opinions_by == NINE + 2 * HOUR
    on_time = take(state, SIGN, at=NINE + timedelta(days=1) - TICK)
    assert on_time.outcome == "approved"
    after = read_at(CHARTER, WORLD, state, NINE + timedelta(days=1))
    assert [one.stage for one in after.open] == ["s2"] and after.passed[-1].outcome == "timeout"
    assert after.open[0].opened_at == NINE + timedelta(days=1)
    assert rule(state, SIGN, NINE + timedelta(days=1)) == "not_open"


def test_many_deadlines_pass_in_order_at_their_own_moments() -> None:
    state = read_at(CHARTER, WORLD, file("signed"), NINE + timedelta(days=30))
    assert (state.phase, state.outcome) == ("ended", "lapsed")
    moments = [one.at for one in state.passed]
    assert moments == [NINE + timedelta(days=3), NINE + timedelta(days=3, hours=3)]
    assert all(a < b for a, b in pairwise(moments)) and due(state) is None
    assert state.decided_at == moments[-1]


def test_silence_of_the_gatekeeper_admits_or_refuses_as_the_charter_says() -> None:
    waits = file("signed")
    assert waits.phase == "filed" and due(waits) == NINE + timedelta(days=2)
    admitted = late(waits)
    assert admitted.phase == "open" and admitted.due_at is None
    gathered = take(file("shut", by="j0"), events.Supported(by="j1"))
    assert gathered.phase == "filed" and due(gathered) == NINE + 2 * HOUR
    assert (late(gathered).phase, late(gathered).outcome) == ("ended", "lapsed")
    refusal = events.Admitted(by="m", admitted=False)
    assert rule(gathered, refusal) == "reasons"
    assert take(gathered, events.Admitted(by="m", admitted=False, reasons="r")).outcome == "refused"
    assert rule(gathered, events.Admitted(by="w")) == "no_authority"
    assert take(gathered, events.Admitted(by="m")).phase == "open"


def test_too_few_who_join_in_time_let_it_lapse() -> None:
    state = file("shut", by="j0")
    assert due(state) == NINE + 4 * HOUR
    assert rule(state, events.Supported(by="j0")) == "twice_supported"
    again = take(state, events.Read(), at=NINE + HOUR)
    assert due(again) == NINE + 4 * HOUR
    assert (late(state).phase, late(state).outcome) == ("ended", "lapsed")


def test_opinions_are_awaited_until_their_time_and_no_longer() -> None:
    state = take(file("signed"), events.Admitted(by="m"))
    assert rule(state, SIGN, NINE + 2 * HOUR - TICK) == "consult"
    assert rule(state, SIGN, NINE + 2 * HOUR) == ""
    one = take(state, events.Opined(by="j0", stage="s1", body="court"))
    assert rule(one, SIGN) == "consult"
    both = take(one, events.Opined(by="f0", stage="s1", body="forum"))
    assert rule(both, SIGN) == ""
    assert rule(one, events.Opined(by="j1", stage="s1", body="court")) == "twice_opined"
    assert rule(state, events.Opined(by="c0", stage="s1", body="court")) == "no_authority"


def test_a_clock_stands_still_up_to_its_cap_and_the_deadline_moves_by_as_much() -> None:
    state = take(file("signed"), events.Admitted(by="m"))
    stop = events.ClockStopped(by="w", stage="s1", reasons="papers")
    stopped = take(state, stop)
    assert due(stopped) == NINE + 4 * HOUR == stages.due(stopped.open[0])
    assert rule(stopped, stop) == "stopped_already"
    resumed = take(stopped, events.ClockResumed(by="r", stage="s1"), at=NINE + HOUR)
    assert due(resumed) == NINE + timedelta(days=1, hours=1)
    assert resumed.open[0].stopped == 3600 and resumed.open[0].stopped_at is None
    assert rule(resumed, events.ClockResumed(by="r", stage="s1"), NINE + HOUR) == "running"
    again = take(resumed, stop, at=NINE + 2 * HOUR)
    assert due(again) == NINE + 5 * HOUR
    over = read_at(CHARTER, WORLD, again, NINE + 5 * HOUR)
    assert due(over) == NINE + timedelta(days=1, hours=4) and over.open[0].stopped == 4 * 3600
    assert rule(over, stop, NINE + 5 * HOUR) == "stopped_enough"
    at_once = take(stopped, events.ClockResumed(by="w", stage="s1"))
    assert due(at_once) == NINE + timedelta(days=1) and at_once.open[0].stopped == 0
    night = datetime(2026, 11, 23, 20, tzinfo=UTC)
    asleep = take(
        take(state, stop, at=night), events.ClockResumed(by="w", stage="s1"), at=night + HOUR
    )
    assert due(asleep) == NINE + timedelta(days=1)


# Votes


@pytest.mark.parametrize(
    ("matter", "yes", "no", "abstain", "says"),
    [
        ("many", 2, 1, 0, "approved"),
        ("many", 1, 1, 1, "refused"),
        ("many", 2, 0, 0, "inquorate"),
        ("many", 0, 0, 0, "timeout"),
        ("seats", 3, 0, 0, "approved"),
        ("seats", 2, 0, 0, "refused"),
        ("left", 3, 2, 0, "approved"),
        ("chair", 2, 2, 0, "refused"),
    ],
)
def test_a_vote_is_counted_at_its_deadline(matter, yes, no, abstain, says) -> None:
    state = take(file(f"m_{matter}"), *votes(matter, yes, no, abstain))
    if yes + no + abstain < 5:
        assert state.open
        state = late(state)
    assert state.passed[-1].outcome == says
    figures = {"yes": yes, "no": no, "abstain": abstain, "seats": 5}
    assert state.passed[-1].figures == figures


def test_whoever_steps_aside_leaves_the_base_or_stays_in_it() -> None:
    for matter, says, seats in (("left", "approved", 3), ("seats", "refused", 5)):
        state = take(file(f"m_{matter}"), *votes(matter, 2))
        state = late(take(state, events.Recused(by="c3"), events.Recused(by="c4")))
        assert state.passed[-1].outcome == says
        assert state.passed[-1].figures["seats"] == seats
    stays = file("m_seats", by="c0")
    assert (stays.open[0].base, len(stays.open[0].seats)) == (5, 4)
    leaves = file("m_left", by="c0")
    assert (leaves.open[0].base, len(leaves.open[0].seats)) == (4, 4)


def test_each_sector_counts_its_own_seats() -> None:
    state = file("m_each")
    ballots = [events.Voted(by=f"f{seat}", stage="each", choice="yes") for seat in range(4)]
    assert take(state, *ballots).outcome == "approved"
    no = [events.Voted(by="f3", stage="each", choice="no")]
    assert take(state, *ballots[:3], *no).outcome == "refused"
    assert late(take(state, *ballots[:2])).outcome == "refused"
    assert late(take(state, ballots[0], ballots[2])).outcome == "approved"


def test_one_sector_is_not_outvoted_by_all_the_others() -> None:
    ballots = [
        events.Voted(by=f"e{seat}", stage="fair", choice="no" if seat == 2 else "yes")
        for seat in range(5)
    ]
    assert take(file("m_fair"), *ballots).outcome == "refused"


def test_the_chair_breaks_a_tie_by_its_own_ballot() -> None:
    world = replace(WORLD, holdings=(*HOLDINGS[1:], Holding("council", "m")))
    ballots = [events.Voted(by=one, stage="chair", choice="no") for one in ("c1", "c2")]
    yes = [events.Voted(by=one, stage="chair", choice="yes") for one in ("c3", "m")]
    state = take(file("m_chair", world=world), *ballots, *yes, world=world)
    assert late(state, world).outcome == "approved"
    turned = take(
        file("m_chair", world=world),
        events.Voted(by="m", stage="chair", choice="no"),
        events.Voted(by="c1", stage="chair", choice="yes"),
        world=world,
    )
    assert late(turned, world).outcome == "refused"


def test_delegations_are_followed_at_the_close_and_nobody_weighs_twice() -> None:
    world = replace(WORLD, delegations={"c1": "c0", "c2": "c1", "c3": "c4", "x": "c0"})
    state = file("m_carried", world=world)
    alone = late(take(state, *votes("carried", 1), world=world), world)
    assert alone.passed[-1].figures["yes"] == 3 and alone.outcome == "refused"
    both = take(state, *votes("carried", 2), world=world)
    assert late(both, world).passed[-1].figures["yes"] == 3
    every = take(state, *votes("carried", 5), world=world)
    assert every.open  # who delegates may still change their mind
    assert late(every, world).passed[-1].figures["yes"] == 5


def test_a_register_votes_where_it_has_people_and_its_ballots_are_brought() -> None:
    state = file("m_people")
    assert state.open[0].seats == () and state.open[0].base == 100
    assert late(state).passed[-1].outcome == "timeout"
    ballots = tuple(Ballot(f"p{n}", ("yes" if n < 60 else "no",)) for n in range(100))
    world = replace(WORLD, polls={("x", "people"): Poll(ballots)})
    assert late(state, world).outcome == "approved"
    assert late(state, world).passed[-1].figures["yes"] == 60
    assert file("m_people", world=replace(WORLD, registers={})).passed[-1].outcome == "vacant"


# Consent, choice, rules, groups


def agree(*who: str, stage: str = "agree") -> list:
    return [events.Consented(by=one, stage=stage) for one in who]


def test_consent_at_the_deadline_needs_its_quorum_and_no_standing_objection() -> None:
    state = file("m_agree")
    assert late(state).passed[-1].outcome == "timeout"
    assert late(take(state, *agree("c0", "c1"))).passed[-1].outcome == "inquorate"
    assert late(take(state, *agree("c0", "c1", "c2"))).passed[-1].outcome == "approved"
    everybody = take(state, *agree("c0", "c1", "c2", "c3", "c4"))
    assert everybody.passed[-1].outcome == "approved"
    figures = {"consents": 5, "objections": 0, "standing": 0, "seats": 5, "round": 1}
    assert everybody.passed[-1].figures == figures
    against = take(
        state, *agree("c0", "c1", "c2"), events.Objected(by="c3", stage="agree", reasons="r")
    )
    assert late(against).passed[-1].outcome == "objected"
    assert late(against).passed[-1].figures["standing"] == 1
    waits = take(against, *agree("c4"))
    assert waits.open and not waits.passed
    test = events.Tested(by="j0", stage="agree", objection=0, upheld=False, reasons="r")
    assert take(waits, test).passed[-1].outcome == "approved"
    upheld = take(waits, msgspec.structs.replace(test, upheld=True))
    assert upheld.open[0].round == 1 and not upheld.passed
    second = take(upheld, events.Amended(by="r", stage="agree", text="t2"))
    assert second.open[0].round == 2
    again = take(second, events.Objected(by="c0", stage="agree", reasons="r"))
    last = take(again, events.Tested(by="j0", stage="agree", objection=1, upheld=True, reasons="r"))
    assert last.passed[-1].outcome == "objected"


def test_an_untested_objection_in_the_last_round_ends_it_at_once() -> None:
    state = take(file("m_plain"), events.Objected(by="c0", stage="plain", reasons="r"))
    assert state.passed[-1].outcome == "objected" and state.outcome == "refused"


def test_only_who_still_sits_amends() -> None:
    state = take(
        file("m_agree"),
        events.Objected(by="c0", stage="agree", reasons="r"),
        events.Tested(by="j0", stage="agree", objection=0, upheld=True, reasons="r"),
    )
    amended = events.Amended(by="c1", stage="agree", text="t2")
    gone = replace(WORLD, holdings=tuple(one for one in HOLDINGS if one.person != "c1"))
    assert rule(state, amended, world=gone) == "no_authority"
    assert rule(state, msgspec.structs.replace(amended, by="w")) == "no_seat"
    assert rule(state, amended) == ""


def chose(by: str, *options: str, stage: str = "pick") -> events.Chose:
    return events.Chose(by=by, stage=stage, options=options)


def test_a_choice_needs_its_quorum_its_least_and_no_tie() -> None:
    state = file("m_pick", options=("a", "b"))
    assert late(state).passed[-1].outcome == "timeout"
    assert late(take(state, chose("c0", "a"))).passed[-1].outcome == "inquorate"
    two = late(take(state, chose("c0", "a"), chose("c1")))
    assert two.chosen == ("a",) and two.outcome == "approved"
    few = take(state, chose("c0", "a"), chose("c1"), chose("c2"))
    assert late(few).outcome == "refused"
    tied = take(state, chose("c0", "a"), chose("c1", "b"))
    assert late(tied).outcome == "refused" and late(tied).chosen == ()
    full = take(state, *(chose(f"c{seat}", "b") for seat in range(5)))
    assert full.chosen == ("b",) and full.passed[-1].figures == {
        "cast": 5,
        "seats": 5,
        "option a": 0,
        "option b": 5,
    }


def test_a_tie_by_lot_has_one_winner_from_the_published_seed() -> None:
    drawn = set()
    for seed in ("1", "2", "3", "4", "5", "6"):
        world = replace(WORLD, seed=seed)
        state = file("m_lots", options=("a", "b"), world=world)
        state = take(
            state, chose("c0", "a", stage="lots"), chose("c1", "b", stage="lots"), world=world
        )
        end = late(state, world)
        assert end.outcome == "approved" and len(end.chosen) == 1
        assert end.chosen[0] == stages.lot(("a", "b"), f"{seed}/x/lots")[0]
        drawn.add(end.chosen[0])
    assert drawn == {"a", "b"}


def test_a_rule_decides_at_once_or_refers_with_its_line() -> None:
    for n, line, outcome in ((3, 1, "approved"), (4, 2, ""), (5, 0, "")):
        state = file("m_rule", fields={"n": n})
        assert state.passed[0].figures == {"line": line} and state.outcome == outcome
        assert state.passed[0].outcome == ("approved" if outcome else "referred")


def test_side_by_side_closes_as_soon_as_enough_have_said_so() -> None:
    state = file("two")
    assert due(state) == NINE + timedelta(days=1)
    a = events.Signed(by="w", stage="a", outcome="approved", reasons="r")
    b = events.Signed(by="m", stage="b", outcome="approved", reasons="r")
    one = take(state, a)
    assert [each.stage for each in one.open] == ["b", "c"]
    both = take(one, b)
    assert both.group == "" and [each.stage for each in both.open] == ["last"]
    refused = take(
        state,
        msgspec.structs.replace(a, outcome="refused"),
        msgspec.structs.replace(b, outcome="refused"),
    )
    assert refused.passed[-1].outcome == "refused" and [o.stage for o in refused.open] == ["last"]
    empty = replace(WORLD, holdings=tuple(one for one in HOLDINGS if one.body == "council"))
    assert file("two", world=empty).outcome == "lapsed"  # the group, and then the court: vacant
    alone = replace(WORLD, holdings=tuple(one for one in HOLDINGS if one.body != "works"))
    half = file(
        "two", world=replace(alone, holdings=tuple(o for o in alone.holdings if o.person != "m"))
    )
    assert half.passed[0].outcome == "vacant" and half.passed[1].outcome == "vacant"


# Afterwards


def approved(matter: str = "signed") -> State:
    state = file(matter)
    if matter == "signed":
        state = take(state, events.Admitted(by="m"))
        return take(state, SIGN, at=NINE + 2 * HOUR)
    return take(state, events.Signed(by="w", stage="u1", outcome="approved", reasons="r"))


def test_a_decision_comes_into_force_when_the_time_for_a_veto_is_over() -> None:
    state = approved()
    signed = NINE + 2 * HOUR
    assert (
        state.phase == "decided" and state.decided_at == signed and due(state) == signed + 3 * HOUR
    )
    force = late(state)
    assert force.phase == "in_force" and force.in_force_at == signed + 3 * HOUR
    assert force.due_at is None and due(force) == signed + timedelta(days=30) == force.review_at
    reviewed = late(force)
    assert reviewed.wants == ("review",) and reviewed.review_at is None and due(reviewed) is None
    assert reviewed.phase == "in_force"


@pytest.mark.parametrize(("kind", "hours"), [("appeal", 0), ("veto", 3)])
def test_the_window_of_an_appeal_and_of_a_veto_closes_at_its_moment(kind, hours) -> None:
    state = approved()
    signed = NINE + 2 * HOUR
    closes = signed + (3 * HOUR if hours else timedelta(days=2))
    filed = events.Filed(by="c0", id="y", matter=f"signed.{kind}", object="x")
    early = start(CHARTER, WORLD, filed, closes - TICK, about=state)
    assert isinstance(early, State) and early.recused == ("w",)
    over = start(CHARTER, WORLD, filed, closes, about=state)
    assert getattr(over, "rule", "") == "too_late"
    other = start(CHARTER, WORLD, filed, signed, about=file("m_left"))
    assert getattr(other, "rule", "") == "no_object"
    open_still = start(
        CHARTER, WORLD, filed, signed, about=take(file("signed"), events.Admitted(by="m"))
    )
    assert getattr(open_still, "rule", "") == "not_decided"
    twice = take(state, events.Affected(kind=kind, matter="y"), at=signed)
    assert getattr(start(CHARTER, WORLD, filed, signed, about=twice), "rule", "") == "known_about"


def test_a_lapsed_matter_has_nothing_to_appeal() -> None:
    state = read_at(CHARTER, WORLD, file("signed"), NINE + timedelta(days=30))
    filed = events.Filed(by="c0", id="y", matter="signed.appeal", object="x")
    answer = start(CHARTER, WORLD, filed, NINE + timedelta(days=30), about=state)
    assert getattr(answer, "rule", "") == "not_decided"


def test_an_emergency_decision_expires_unless_it_is_ratified() -> None:
    state = approved("urgent")
    assert state.phase == "in_force" and state.wants == ("ratify",)
    assert due(state) == NINE + timedelta(days=7) == state.expires_at
    expired = late(state)
    assert (expired.phase, expired.outcome) == ("ended", "expired") and due(expired) is None
    filed = events.Filed(id="y", matter="urgent.ratify", object="x")
    assert isinstance(start(CHARTER, WORLD, filed, NINE, about=state), State)
    assert getattr(start(CHARTER, WORLD, filed, NINE, about=approved()), "rule", "") == "no_object"
    unasked = msgspec.structs.replace(state, wants=())
    by_c = msgspec.structs.replace(filed, by="c0")
    assert getattr(start(CHARTER, WORLD, by_c, NINE, about=unasked), "rule", "") == "too_late"
    held = take(state, events.Affected(kind="ratify", matter="y"))
    assert held.wants == ()
    kept = take(held, events.Affected(kind="ratify", matter="y", outcome="approved"))
    assert kept.expires_at is None and due(kept) == NINE + timedelta(days=14)
    fallen = take(held, events.Affected(kind="ratify", matter="y", outcome="refused"))
    assert fallen.outcome == "expired"


def test_a_review_comes_back_or_ends_the_decision() -> None:
    state = read_at(CHARTER, WORLD, late(approved()), NINE + timedelta(days=40))
    at = NINE + timedelta(days=40)
    waits = take(state, events.Affected(kind="review", matter="y"), at=at)
    assert waits.wants == ()
    kept = take(waits, events.Affected(kind="review", matter="y", outcome="approved"), at=at)
    assert kept.review_at == at + timedelta(days=30)
    ended = take(waits, events.Affected(kind="review", matter="y", outcome="refused"), at=at)
    assert ended.outcome == "repealed"


def test_a_voice_without_answer_holds_the_decision_and_lets_it_lapse_in_the_end() -> None:
    state = take(file("urgent"), events.Voiced(by="r2", text="v"))
    sign = events.Signed(by="w", stage="u1", outcome="approved", reasons="r")
    state = take(state, sign)
    assert state.phase == "answering" and due(state) == datetime(2026, 12, 7, 9, tzinfo=UTC)
    assert late(state).outcome == "lapsed" and late(state).phase == "ended"
    said = take(state, events.Replied(by="w", voice=0, text="a"))
    assert said.phase == "in_force" and said.decided_at == NINE
    refused = take(file("urgent"), msgspec.structs.replace(sign, outcome="refused"))
    assert (refused.phase, refused.outcome, refused.expires_at) == ("ended", "refused", None)


def test_a_matter_under_way_ends_by_the_computed_bound_and_can_take_that_long() -> None:
    matter = CHARTER.matters["signed"]
    bound = latest(CHARTER, matter, NINE, WORK, WORLD.day)
    state = file("signed")
    assert read_at(CHARTER, WORLD, state, bound).phase == "ended"
    gathered = matter.gather_within.after(NINE, WORK, WORLD.day)
    admitted = matter.admit.within.after(gathered, WORK, WORLD.day)  # type: ignore[union-attr]
    signed = WORK.add(admitted, timedelta(hours=8 + 4 + 3))
    assert bound == matter.answer_within.after(signed, WORK, WORLD.day)
