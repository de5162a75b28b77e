"""Who may do what at a moment: seats, deputies, mandates, stepping aside, standing, shares."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tests.divan.charter.city import CALENDAR, HOUR, NOON, SECTORS

from divan.charter import authority, events, load
from divan.charter.engine import decide, start
from divan.charter.model import Stage, Who
from divan.charter.refusals import Refusal
from divan.charter.state import State
from divan.charter.world import Holding, Past, World

TEXT = """\
charter: 1
name: Posts
bodies:
  council: {assembly: 5, filled_by: election}
  mayor: {office: 1, filled_by: council, deputy: second, reports_to: council}
  second: {office: 1, filled_by: mayor, reports_to: mayor}
  works: {office: 1, filled_by: mayor, deputy: second, reports_to: mayor}
  clerk: {office: 1, filled_by: works, deputy: second, reports_to: works}
  board: {assembly: 4, weights: {big: 3, small: 1}, filled_by: election}
  people: {electorate: everybody}
procedures:
  sign: {decide: {}}
  many: {vote: {quorum: ">= 1/2 of seats", pass: "> 1/2 of present"}}
matters:
  spend:
    standing: anyone
    fields: {amount: {money: IRR, max: 100}}
    aggregate: {year: {sum: amount, over: 1 year}}
    route:
      - when: year <= 50
        stages: [{id: small, body: works, by: sign, within: 3 days, then: {vacant: large}}]
      - stages: [{id: large, body: council, by: many, within: 30 days}]
  weigh:
    standing: anyone
    route: [{stages: [{id: board_votes, body: board, by: many, within: 3 days}]}]
  petition:
    standing: council 1/2 or people 1/10
    route: [{stages: [{id: heard, body: council, by: many, within: 3 days}]}]
  office_only:
    standing: any office
    route: [{stages: [{id: asked, body: council, by: many, within: 3 days}]}]
  resident_only:
    standing: any resident
    route: [{stages: [{id: told, body: council, by: many, within: 3 days}]}]
  member_only:
    standing: board
    route: [{stages: [{id: shown, body: council, by: many, within: 3 days}]}]
mandates:
  - {from: works, to: clerk, matter: spend, when: year <= 20, until: 2026-12-31, onward: true}
  - {from: clerk, to: second, matter: spend, when: year <= 10}
"""
CHARTER = load(TEXT)
HOLDINGS = (
    *(Holding("council", f"c{seat}") for seat in range(5)),
    Holding("mayor", "m"),
    Holding("second", "s"),
    Holding("works", "w"),
    Holding("clerk", "k"),
    Holding("board", "b0", sector="big"),
    Holding("board", "b1", sector="small"),
    Holding("board", "b2"),
)
WORLD = World(CALENDAR, HOLDINGS)
assert SECTORS


def without(*people: str) -> World:
    return replace(WORLD, holdings=tuple(one for one in HOLDINGS if one.person not in people))


def filed(
    matter: str = "spend",
    by: str = "r",
    world: World = WORLD,
    *,
    at: datetime = NOON,
    amount: int = 5,
) -> State | Refusal:
    fields = {"amount": amount} if matter == "spend" else {}
    return start(CHARTER, world, events.Filed(by=by, id="m1", matter=matter, fields=fields), at)


def state(*args: object, **named: object) -> State:
    made = filed(*args, **named)  # type: ignore[arg-type]
    assert isinstance(made, State), made
    return made


def stage(name: str) -> Stage:
    found = next(m.steps[name] for m in CHARTER.matters.values() if name in m.steps)
    assert isinstance(found, Stage)
    return found


def who(one: State, name: str = "small", world: World = WORLD, at: datetime = NOON) -> list[str]:
    seats = authority.deciders(CHARTER, world, one, stage(name), at)
    people = [seat.person for seat in seats]
    for person in [*(holding.person for holding in HOLDINGS), "r"]:
        may = authority.may_decide(CHARTER, world, one, stage(name), person, at)
        assert may == (person in people), person
    return people


def test_the_holder_then_those_with_its_mandate_and_those_it_was_passed_on_to() -> None:
    assert who(state(amount=10)) == ["w", "k", "s"]
    assert who(state(amount=11)) == ["w", "k"]
    assert who(state(amount=20)) == ["w", "k"]
    assert who(state(amount=21)) == ["w"]


def test_a_mandate_ends_after_its_last_day() -> None:
    last = datetime(2026, 12, 31, 20, tzinfo=UTC)
    assert who(state(at=last), at=last) == ["w", "k", "s"]
    assert who(state(at=last), at=last + timedelta(hours=4)) == ["w"]


def test_a_mandate_is_passed_on_only_where_it_says_so() -> None:
    mandates = tuple(replace(one, onward=False) for one in CHARTER.mandates)
    charter = replace(CHARTER, mandates=mandates)
    seats = authority.deciders(charter, WORLD, state(amount=5), stage("small"), NOON)
    assert [seat.person for seat in seats] == ["w", "k"]


def test_a_ring_of_mandates_names_nobody_twice_and_ends() -> None:
    first, second = CHARTER.mandates
    back = replace(second, to="works", onward=True)
    charter = replace(CHARTER, mandates=(first, second, back))
    seats = authority.deciders(charter, WORLD, state(amount=5), stage("small"), NOON)
    assert [seat.person for seat in seats] == ["w", "k", "s"]


def test_the_deputy_acts_only_where_the_seat_is_empty_or_steps_aside() -> None:
    assert who(state(by="w", amount=30)) == ["s"]
    assert who(state(amount=30), world=without("w")) == ["s"]
    assert who(msgspec.structs.replace(state(amount=30), recused=("w",))) == ["s"]
    assert who(state(amount=30), world=without("w", "s")) == []


def test_nobody_decides_for_a_superior_however_far_up() -> None:
    for superior in ("m", "c0"):
        one = state(by=superior, amount=5)
        assert who(one) == []
        assert [each.stage for each in one.open] == ["large"]
    assert who(state(by="k", amount=30)) == ["w"]
    assert who(state(by="s", amount=30)) == ["w"]


def test_the_applicants_own_seat_is_not_asked_but_the_others_are() -> None:
    one = state(by="c3", amount=90)
    assert who(one, "large") == ["c0", "c1", "c2", "c4"]
    aside = msgspec.structs.replace(one, recused=("c0",))
    assert who(aside, "large") == ["c1", "c2", "c4"]


def test_of_more_holders_than_seats_the_first_sit() -> None:
    more = replace(WORLD, holdings=(*HOLDINGS, Holding("works", "w2"), Holding("council", "c5")))
    assert who(state(amount=30), world=more) == ["w"]
    assert not authority.may_decide(CHARTER, more, state(amount=30), stage("small"), "w2", NOON)
    assert not authority.may_decide(CHARTER, more, state(amount=90), stage("large"), "c5", NOON)
    assert len(who(state(amount=90), "large", world=more)) == 5


def test_dates_of_a_holding_count_from_its_first_moment_to_before_its_last() -> None:
    dated = Holding("works", "w", since=NOON, until=NOON + HOUR)
    world = replace(WORLD, holdings=(dated, *(one for one in HOLDINGS if one.body != "works")))
    for at, held in (
        (NOON - timedelta(microseconds=1), False),
        (NOON, True),
        (NOON + HOUR - timedelta(microseconds=1), True),
        (NOON + HOUR, False),
    ):
        assert dated.at(at) == held
        assert world.holds("w", "works", at) == held == world.sits("w", CHARTER.bodies["works"], at)
        assert ("works" in world.bodies_of("w", at)) == held
        assert (
            bool(world.holders("works", at))
            == held
            == bool(world.seats(CHARTER.bodies["works"], at))
        )
    assert world.holds("m", "mayor", NOON) and not world.holds("m", "works", NOON)
    assert not world.holds("nobody", "works", NOON) and not WORLD.holds("nobody", "works", NOON)


def test_seats_have_the_weight_of_their_sector() -> None:
    seats = WORLD.seats(CHARTER.bodies["board"], NOON)
    assert [(one.person, one.weight) for one in seats] == [("b0", 3), ("b1", 1), ("b2", 1)]
    assert state("weigh").open[0].base == 5
    dated = replace(HOLDINGS[0], until=NOON + HOUR)
    mixed = replace(WORLD, holdings=(*HOLDINGS, dated))
    assert [one.weight for one in mixed.seats(CHARTER.bodies["board"], NOON)] == [3, 1, 1]
    other = replace(CHARTER.bodies["board"], weights={"big": 9})
    assert [one.weight for one in WORLD.seats(other, NOON)] == [9, 1, 1]


# Standing


@pytest.mark.parametrize(
    ("matter", "may", "may_not"),
    [
        ("office_only", ["m", "k"], ["c0", "r"]),
        ("member_only", ["b0", "b2"], ["c0", "m", "r"]),
        ("petition", ["c0", "r"], []),
        ("spend", ["r", "m"], []),
    ],
)
def test_who_may_file(matter, may, may_not) -> None:
    assert all(isinstance(filed(matter, by), State) for by in may)
    assert all(getattr(filed(matter, by), "rule", "") == "no_standing" for by in may_not)


def test_any_resident_means_the_register_where_there_is_one() -> None:
    assert isinstance(filed("resident_only", "r"), State)
    listed = replace(WORLD, residents=frozenset({"r"}))
    assert isinstance(filed("resident_only", "r", listed), State)
    assert getattr(filed("resident_only", "x", listed), "rule", "") == "no_standing"
    assert isinstance(filed("petition", "r", listed), State)
    assert getattr(filed("petition", "x", listed), "rule", "") == "no_standing"


def test_a_share_of_seats_is_rounded_up_and_of_a_register_its_size() -> None:
    half = Who("body", "council", CHARTER.matters["petition"].standing[0].share)
    assert authority.needed(CHARTER, WORLD, half, NOON) == 3
    tenth = CHARTER.matters["petition"].standing[1]
    sized = replace(WORLD, registers={"people": 21})
    assert authority.needed(CHARTER, sized, tenth, NOON) == 3
    assert authority.needed(CHARTER, replace(WORLD, registers={"people": 1}), tenth, NOON) == 1
    assert authority.needed(CHARTER, WORLD, tenth, NOON) == authority.NEVER
    assert authority.needed(CHARTER, WORLD, Who("anyone"), NOON) == 1


def test_a_petition_opens_with_the_last_voice_it_needs_and_counts_nobody_twice() -> None:
    one = state("petition", "c0")
    assert one.phase == "gathering" and one.due_at is not None
    for by, phase in (("c1", "gathering"), ("r", "gathering"), ("c2", "open")):
        answer = decide(CHARTER, WORLD, one, events.Supported(by=by), NOON)
        assert isinstance(answer, State) and answer.phase == phase, by
        again = decide(CHARTER, WORLD, answer, events.Supported(by=by), NOON)
        assert isinstance(again, Refusal)
        one = answer
    standing = CHARTER.matters["petition"].standing
    enough = authority.enough(CHARTER, WORLD, standing, ["c0", "c0", "c1", "c1"], "", NOON)
    assert not enough
    assert authority.enough(CHARTER, WORLD, standing, ["c0", "c2", "c1"], "", NOON)
    assert not authority.enough(CHARTER, WORLD, (), ["c0"], "", NOON)


def test_the_applicant_may_join_where_the_charter_names_them() -> None:
    own = (Who("applicant"),)
    assert authority.may_join(CHARTER, WORLD, own, "r", "r", NOON)
    assert not authority.may_join(CHARTER, WORLD, own, "x", "r", NOON)
    assert not authority.may_join(CHARTER, WORLD, (), "r", "r", NOON)
    either = (Who("applicant"), Who("body", "council"))
    assert authority.may_join(CHARTER, WORLD, either, "c0", "r", NOON)


def test_earlier_matters_of_the_same_kind_within_the_time_are_summed() -> None:
    aggregate = CHARTER.matters["spend"].aggregates[0]
    year = timedelta(days=365)
    earlier = (
        Past("spend", NOON - year, {"amount": 7}),
        Past("spend", NOON - year - timedelta(microseconds=1), {"amount": 1000}),
        Past("weigh", NOON, {"amount": 5000}),
        Past("spend", NOON, {"amount": 20}),
    )
    world = replace(WORLD, earlier=earlier)
    assert world.total("spend", aggregate, {"amount": 3}, NOON) == 30
    assert state(world=world, amount=24).case == 1 and state(world=world, amount=23).case == 0
    same = replace(aggregate, same=("to",))
    marked = tuple(Past("spend", NOON, {"amount": 1, "to": to}) for to in ("a", "b", "a"))
    assert replace(WORLD, earlier=marked).total("spend", same, {"amount": 3, "to": "a"}, NOON) == 5
