"""Whether those who sit could amend a charter, each rule with the seats that are just enough."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import pytest
from tests.divan.charter.city import HOLDINGS, NOON, TEXT, WORLD

from divan.charter import load
from divan.charter.check.lockout import amendable
from divan.charter.world import Holding, World

SHIPPED = ("hierarchy", "collaborative", "network", "hybrid")
STANDING = "standing: council 1/5 or electors 1/100"
VOTE = 'body: council, by: {vote: {quorum: ">= 2/3 of seats", pass: ">= 2/3 of seats"}}'
AMEND = f"{{id: two_thirds, {VOTE}, within: 60 days, then: {{timeout: lapsed}}}}"


def possible(*changes: tuple[str, str], electors: int = 0, **bodies: int) -> bool:
    """Whether the charter of the tests, changed, is amendable with the first of each body. Bodies
    that are not named are empty."""
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    held = [
        one
        for body, many in bodies.items()
        for one in [each for each in HOLDINGS if each.body == body][:many]
    ]
    world = replace(WORLD, holdings=tuple(held), registers={"electors": electors})
    return amendable(load(text), world, NOON)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_charter_is_amendable_once_its_seats_are_filled_and_not_before(name) -> None:
    text = files("divan.charter").joinpath(f"data/{name}.yaml").read_text(encoding="utf-8")
    charter = load(text)
    names = {one.name: one.sectors or {"": one.seats or 0} for one in charter.bodies.values()}
    held = tuple(
        Holding(body, f"{body}{sector}{seat}", sector=sector)
        for body, sectors in names.items()
        for sector, seats in sectors.items()
        for seat in range(seats)
    )
    registers = {name: 100 for name, body in charter.bodies.items() if body.seats is None}
    world = World(WORLD.calendar, held, registers=registers)
    assert amendable(charter, world, NOON)
    assert not amendable(charter, World(WORLD.calendar), NOON)


def test_as_many_must_be_there_as_must_join_in() -> None:
    """A fifth of fifteen seats: also where fewer are held."""
    assert [possible(council=many) for many in (0, 2, 3)] == [False, False, True]
    assert possible(council=1, electors=100)
    assert not possible(electors=100)


def test_a_register_can_begin_it_when_somebody_is_on_it() -> None:
    change = (STANDING, "standing: electors 1/100")
    assert [possible(change, council=9, electors=many) for many in (0, 1)] == [False, True]


def test_an_office_can_begin_it_when_one_is_held() -> None:
    change = (STANDING, "standing: any office")
    assert not possible(change, council=9)
    assert possible(change, council=9, works=1)


@pytest.mark.parametrize(("silence", "open_to"), [("refused", False), ("admitted", True)])
def test_a_gatekeeper_who_is_not_there_keeps_it_out_where_silence_does(silence, open_to) -> None:
    admit = f"admit: {{by: works, within: 2 days, silence: {silence}}}"
    change = (STANDING, f"{STANDING}\n    {admit}")
    assert possible(change, council=9) is open_to
    assert possible(change, council=9, works=1)
    assert possible(change, council=9, first_deputy=1)  # the deputy acts


def test_a_counted_quorum_or_threshold_is_of_the_seats_that_are_held() -> None:
    for counted in ('quorum: ">= 5 of seats"', 'pass: ">= 5 of seats"'):
        old = counted.replace("5", "2/3")
        assert [possible((old, counted), council=many) for many in (4, 5)] == [False, True]


def test_another_way_out_of_an_empty_body_counts() -> None:
    first = "{id: asks, body: court, by: sign_all, within: 9 days, then: {vacant: two_thirds}}, "
    first = first.replace("sign_all", "{consent: {rounds: 1, after: refused}}")
    assert possible((AMEND, first + AMEND), council=9)
    assert not possible((AMEND, first.replace("two_thirds", "refused") + AMEND), council=9)


@pytest.mark.parametrize(
    ("way", "least"),
    [
        ('{vote: {quorum: ">= 50 of seats", pass: "> 1/2 of cast"}}', 50),
        ('{vote: {pass: "> 1/2 of cast"}}', 1),
        ('{choose: {ballot: approval, quorum: ">= 50 of seats", tie: lot}}', 50),
    ],
)
def test_a_register_that_decides_must_be_as_large_as_its_rule(way, least) -> None:
    change = (VOTE, f"body: electors, by: {way}")
    assert not possible(change, council=9, electors=least - 1)
    assert possible(change, council=9, electors=least)


@pytest.mark.parametrize("way", ["{consent: {rounds: 1, after: refused}}", "{decide: {}}"])
def test_a_body_that_signs_or_consents_needs_somebody(way) -> None:
    change = (VOTE, f"body: works, by: {way}")
    assert not possible(change, council=9)
    assert possible(change, council=9, works=1)


def test_a_body_that_chooses_is_asked_as_well() -> None:
    change = (VOTE, "body: council, by: {choose: {ballot: approval, tie: lot}}")
    assert not possible(change, electors=100, council=0, mayor=1)
    assert possible(change, council=9)


def test_one_way_that_is_open_is_enough() -> None:
    other = "  amend_2: {object: charter, standing: any resident, route: [{stages: [STAGE]}]}\n"
    stage = "{id: signs, body: mayor, by: sign, within: 60 days}"
    change = ("  amend:\n", other.replace("STAGE", stage) + "  amend:\n")
    assert [possible(change, council=many) for many in (0, 9)] == [False, True]
    assert possible(change, mayor=1)


def test_one_case_that_is_open_is_enough() -> None:
    route = f"route: [{{stages: [{AMEND}]}}]"
    signs = "{id: signs, body: mayor, by: sign, within: 60 days}"
    cases = f"route: [{{when: large == true, stages: [{signs}]}}, "
    field = "fields: {large: {flag: true}}\n    "
    change = (route, field + cases + route.removeprefix("route: ["))
    assert [possible(change, council=many) for many in (0, 9)] == [False, True]
    assert possible(change, council=9, mayor=1)
