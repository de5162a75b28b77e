"""Pairs, intervals, Gini, voting power, and what is made of a report."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from itertools import product
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.divan.charter.simulate.small import JURY, SINGLE, charter, stream

from divan.ballots import banzhaf
from divan.charter import load as load_charter
from divan.charter.procedures.vote import Count, Vote, passes
from divan.charter.share import Share
from divan.charter.simulate import Kind, Matters, People, Profile, Spread, simulate
from divan.charter.simulate.compare import estimate, student
from divan.charter.simulate.export import data
from divan.charter.simulate.measures import MEASURES, gini
from divan.charter.simulate.phrases import MEASURES as WORDS
from divan.charter.simulate.picture import picture
from divan.charter.simulate.power import vote_powers
from divan.charter.simulate.table import table
from divan.charter.state import Seat

PEOPLE = People(Profile(competence=0.7, absence=0.1))


@pytest.fixture(scope="module")
def report():
    return simulate(
        {"one": SINGLE, "jury": JURY}, PEOPLE, stream(good=0.5, days=60), seeds=range(5)
    )


@pytest.mark.parametrize(
    ("freedom", "quantile"),
    [
        (1, 12.7062),
        (4, 2.7764),
        (9, 2.2622),
        (10, 2.2281),
        (19, 2.0930),
        (29, 2.0452),
        (99, 1.9842),
    ],
)
def test_students_t(freedom: int, quantile: float) -> None:
    assert student(freedom) == pytest.approx(quantile, abs=2e-4)


def test_an_interval_is_as_in_the_books() -> None:
    one = estimate([1.0, 2.0, 3.0, 4.0, float("nan")])
    half = 3.182446 * math.sqrt(5 / 3) / 2
    assert (one.mean, one.low, one.high) == pytest.approx((2.5, 2.5 - half, 2.5 + half))
    assert not estimate([1.0]).known


def test_nineteen_of_twenty_intervals_hold_the_mean() -> None:
    random = np.random.default_rng(5)
    found = [estimate(list(random.normal(3, 1, 12))) for _ in range(2000)]
    assert np.mean([one.low <= 3 <= one.high for one in found]) == pytest.approx(0.95, abs=0.02)


def test_the_same_charter_twice_does_not_differ_at_all() -> None:
    other = charter("[{id: v, body: jury, by: majority, within: 900 days}]", "# the same\n")
    made = simulate({"a": JURY, "b": other}, PEOPLE, stream(good=0.5, days=30), seeds=range(3))
    gaps = made.charters["b"].differences.values()
    assert all(not one.differs and one.mean in (0, pytest.approx(0)) for one in gaps if one.known)


def test_pairs_are_narrower_than_charters_apart(report) -> None:
    one, jury = report.charters["one"], report.charters["jury"]
    gap = jury.differences["hours"]
    apart = sum(each.values["hours"].high - each.values["hours"].mean for each in (one, jury))
    assert gap.high - gap.mean < apart


@pytest.mark.parametrize(
    ("amounts", "wanted"), [([1, 1, 1, 1], 0), ([0, 0, 0, 1], 0.75), ([1, 3], 0.25)]
)
def test_gini(amounts, wanted: float) -> None:
    assert gini(amounts) == pytest.approx(wanted)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=6), st.integers(1, 4))
def test_power_in_sectors_is_that_of_all_coalitions(sizes, need: int) -> None:
    seats = [Seat(f"{s}/{n}", str(s)) for s, size in enumerate(sizes) for n in range(size)][:9]
    vote = Vote(Share(Fraction(need, 4), "cast", False), in_each_sector=True)
    swings = [0] * len(seats)
    for yes in product((0, 1), repeat=len(seats)):
        for place, said in enumerate(yes):
            if not said:
                after = (*yes[:place], 1, *yes[place + 1 :])
                swings[place] += _wins(vote, seats, after) and not _wins(vote, seats, yes)
    total = sum(swings)
    wanted = [Fraction(one, total) if total else 0 for one in swings]
    assert list(vote_powers(vote, seats, len(seats))) == wanted


def _wins(vote: Vote, seats, yes) -> bool:
    whole = [0, 0]
    parts: dict[str, list[int]] = {}
    for seat, said in zip(seats, yes, strict=True):
        parts.setdefault(seat.sector, [0, 0])[1 - said] += 1
        whole[1 - said] += 1
    return passes(
        vote, Count(*whole, 0, len(seats)), [Count(*one, 0, sum(one)) for one in parts.values()]
    )


def test_power_of_a_plain_vote_is_banzhafs() -> None:
    seats = [Seat(str(weight), str(weight), weight) for weight in (50, 49, 1)]
    vote = Vote(Share(Fraction(1, 2), "seats", True))
    assert vote_powers(vote, seats, 100) == banzhaf(51, [50, 49, 1]) == (
        Fraction(3, 5), Fraction(1, 5), Fraction(1, 5),
    )  # fmt: skip


def test_where_coalitions_are_too_many_to_count_weights_stand_for_power() -> None:
    vote = Vote(Share(Fraction(1, 2), "seats", True))
    heavy = [Seat(str(weight), str(weight), weight) for weight in (3_000_000, 1_000_000)]
    assert vote_powers(vote, heavy, 4_000_000) == (Fraction(3, 4), Fraction(1, 4))
    wide = [Seat(f"{s}/{n}", str(s)) for s in range(4) for n in range(40)]
    each = Vote(Share(Fraction(1, 2), "cast", True), in_each_sector=True)
    assert set(vote_powers(each, wide, 160)) == {Fraction(1, 160)}


def test_a_city_without_seats_and_a_year_without_matters_are_no_fault() -> None:
    seatless = load_charter("""
charter: 1
name: Rule and people
bodies: {all: {electorate: everyone}}
procedures: {people: {vote: {quorum: ">= 1/10 of seats", pass: "> 1/2 of cast"}}}
matters:
  one:
    standing: anyone
    fields: {small: {flag: true}}
    route: [{stages: [{id: r, by: {rule: {lines: [{when: small, then: approved}]}}, then: {approved: approved}},
      {id: v, body: all, by: people, within: 10 days}]}]
""")  # noqa: E501
    half = {"one": {"small": Spread(chance=0.5)}}
    year = Matters((Kind("k", 1, 0.5, 60, half),), 60)
    made = simulate({"x": seatless}, PEOPLE, year, seeds=range(3)).charters["x"]
    assert made.values["hours"].mean > 10 and not made.values["gini"].known
    assert 4 < made.values["days_mean"].mean < 6
    nothing = Matters((Kind("k", 1e-9, 0.5, 60, half),), 60)
    made = simulate({"x": seatless}, PEOPLE, nothing, seeds=range(3)).charters["x"]
    assert not any(one.known for one in made.values.values())


@pytest.mark.parametrize("seeds", [[1], [1, 1], []])
def test_a_mean_of_one_drawing_is_refused(seeds) -> None:
    with pytest.raises(ValueError, match=r"^seeds="):
        simulate({"one": SINGLE}, PEOPLE, stream(), seeds=seeds)
    with pytest.raises(ValueError, match=r"^charters"):
        simulate({}, PEOPLE, stream())


def test_its_json_holds_every_measure_and_assumption(report) -> None:
    made = json.loads(json.dumps(data(report), allow_nan=False))
    assert set(WORDS) == set(MEASURES) == set(made["charters"]["jury"]["values"])
    assert made["assumed"]["profiles"]["everyone"]["competence"] == 0.7
    assert made["charters"]["one"]["differences"] == {}
    assert made["charters"]["jury"]["voting_power"] == {"one.v": {"jury": 0.2}}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_its_table_and_picture_say_every_measure_for_every_charter(report, language: str) -> None:
    lines = list(table(report, language))
    texts = [
        one for one in ElementTree.fromstring(picture(report, language)).iter()
        if one.tag.endswith("}text")
    ]  # fmt: skip
    assert {one.get("direction") for one in texts} == {"rtl" if language == "fa" else "ltr"}
    drawn = " ".join(one.text or "" for one in texts)
    for unit, *words in WORDS.values():
        assert unit and words[language == "fa"] in lines
        assert words[language == "fa"].split()[0] in drawn
    if language == "fa":
        assert not any(letter in line for line in lines for letter in "0123456789%")
    assert not any("nan" in line for line in lines)


def test_what_never_came_is_said_and_not_drawn_as_nothing() -> None:
    rare = Matters((Kind("k", 2, 1, 60, {"one": {}}), Kind("never", 1e-9, 1, 60, {"one": {}})), 20)
    made = simulate({"one": SINGLE, "jury": JURY}, PEOPLE, rare, seeds=range(3))
    said = "\n".join(table(made, "en"))
    assert said.count("nothing of the kind came") == 4  # no bad proposals, no matter of a kind
    assert "nothing of the kind came" in picture(made, "en")
    assert data(made)["charters"]["one"]["values"]["wrong_approvals"] is None


def test_a_name_with_signs_of_markup_is_text_in_the_picture() -> None:
    odd = charter("[{id: v, body: a, by: sign, within: 9 days}]")
    object.__setattr__(odd, "name", {"en": '<script>"&'})
    made = simulate({"x": odd}, PEOPLE, stream(days=20), seeds=range(2))
    root = ElementTree.fromstring(picture(made, "en"))
    assert any(one.text == '<script>"&' for one in root.iter())
