"""Acceptance curves: the published values, exactly; and one charter's own routes."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divan.charter import Charter, load
from divan.charter.acceptance import acceptance

HEAD = """
charter: 1
name: {{en: Test}}
bodies:
{bodies}
procedures: {{sign: {{decide: {{}}}}}}
matters:
  one:
    standing: anyone
    route: [{{stages: {stages}}}]
"""


def route(stages: str, bodies: str = "") -> Charter:
    offices = "".join(f"  b{number}: {{office: 1}}\n" for number in range(6))
    return load(HEAD.format(bodies=offices + bodies, stages=stages))


def sign(number: int) -> str:
    return f"{{id: s{number}, body: b{number}, by: sign, within: 1 days}}"


def jury(seats: int, by: str = '{vote: {pass: "> 1/2 of cast"}}') -> Charter:
    stage = f"[{{id: jury, body: jury, by: {by}, within: 9 days}}]"
    return route(stage, f"  jury: {{assembly: {seats}}}\n")


SERIES = route(f"[{sign(0)}, {sign(1)}]")
PARALLEL = route(f"[{{id: g, any: [{sign(0)}, {sign(1)}]}}]")


@pytest.mark.parametrize(
    ("p", "series", "parallel"),
    [
        ("0.3", "0.09", "0.51"),
        ("0.5", "0.25", "0.75"),
        ("0.6", "0.36", "0.84"),
        ("0.9", "0.81", "0.99"),
    ],
)
def test_hierarchy_and_polyarchy_of_two_after_sah_and_stiglitz_1986(p, series, parallel) -> None:
    assert acceptance(SERIES, "one", Fraction(p)) == Fraction(series)
    assert acceptance(PARALLEL, "one", Fraction(p)) == Fraction(parallel)


@pytest.mark.parametrize(
    ("need", "of", "good", "bad"),
    [
        (2, 3, "0.648", "0.216"),
        (3, 5, "0.68256", "0.16308"),
        (1, 3, "0.936", "0.657"),
        (3, 3, "0.216", "0.027"),
    ],
)
def test_committees_of_k_of_n_after_sah_and_stiglitz_1988(need, of, good, bad) -> None:
    group = f"[{{id: g, of: {need}, stages: [{', '.join(map(sign, range(of)))}]}}]"
    vote = f'{{vote: {{pass: ">= {need} of seats"}}}}'
    for charter in (route(group), jury(of, vote)):
        assert acceptance(charter, "one", Fraction("0.6")) == Fraction(good)
        assert acceptance(charter, "one", Fraction("0.3")) == Fraction(bad)


def test_two_hierarchies_in_parallel_and_two_polyarchies_in_series() -> None:
    """Christensen and Knudsen 2010: the same algebra, with the golden section as fixed points."""
    pair = "[{id: s0, body: b0, by: sign, within: 1 days, then: {refused: s2, approved: s1}}, "
    pair += (
        "{id: s1, body: b1, by: sign, within: 1 days, then: {approved: approved, refused: s2}}, "
    )
    pair += f"{sign(2)}, {sign(3)}]"
    parallel = route(pair)
    assert acceptance(parallel, "one", Fraction("0.6")) == Fraction("0.5904")
    assert acceptance(parallel, "one", Fraction("0.3")) == Fraction("0.1719")
    series = route(
        f"[{{id: g, any: [{sign(0)}, {sign(1)}]}}, {{id: h, any: [{sign(2)}, {sign(3)}]}}]"
    )
    assert acceptance(series, "one", Fraction("0.6")) == Fraction("0.7056")
    assert acceptance(series, "one", Fraction("0.3")) == Fraction("0.2601")
    for charter, point in ((parallel, (5**0.5 - 1) / 2), (series, (3 - 5**0.5) / 2)):
        assert acceptance(charter, "one", point) == pytest.approx(point, abs=1e-12)


CONDORCET = {
    3: (".514998", ".574750", ".648", ".784", ".896", ".972"),
    5: (".518745", ".593127", ".682560", ".836920", ".942080", ".991440"),
    7: (".521866", ".608288", ".710208", ".873964", ".966656", ".997272"),
    9: (".524596", ".621421", ".733432", ".901191", ".980419", ".999109"),
    11: (".527052", ".633123", ".753498", ".921775", ".988346", ".999704"),
    21: (".536952", ".679003", ".825622", ".973610", ".999030", ".999999"),
    51: (".557070", ".764071", ".926471", ".998636", ".999999", "1"),
    101: (".579852", ".843755", ".979103", ".999987", "1", "1"),
}


@pytest.mark.parametrize("seats", CONDORCET)
def test_condorcets_jury(seats: int) -> None:
    points = np.array([0.51, 0.55, 0.6, 0.7, 0.8, 0.9])
    wanted = np.array([float(one) for one in CONDORCET[seats]])
    assert np.abs(acceptance(jury(seats), "one", points) - wanted).max() < 1.1e-6


def test_a_jury_is_exact_where_p_is() -> None:
    assert acceptance(jury(3), "one", Fraction(3, 5)) == Fraction(81, 125)


@pytest.mark.parametrize(
    ("seats", "values"),
    [
        (3, (0.646579, 0.635345, 0.618092, 0.608, 0.600253)),
        (11, (0.743121, 0.684971, 0.633900, 0.613336, 0.600376)),
        (51, (0.881008, 0.721034, 0.641012, 0.615323, 0.600415)),
    ],
)
def test_correlated_votes_after_ladha_and_berg(seats: int, values) -> None:
    for shared, value in zip((0.01, 0.1, 0.3, 0.5, 0.9), values, strict=True):
        got = acceptance(jury(seats), "one", 0.6, shared=shared)
        assert got == pytest.approx(value, abs=1e-6)


def test_a_large_jury_with_shared_error_is_hardly_better_than_a_small_one() -> None:
    got = acceptance(jury(501), "one", 0.6, shared=0.1)
    assert got == pytest.approx(0.734379, abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(
    st.fractions(0, 1, max_denominator=40), st.fractions(0, Fraction(39, 40), max_denominator=40)
)
def test_three_correlated_votes_in_closed_form(p: Fraction, rho: Fraction) -> None:
    both = p * (p * (1 - rho) + rho)
    three = both * (p * (1 - rho) + 2 * rho) / (1 + rho)
    assert acceptance(jury(3), "one", p, shared=rho) == 3 * both - 2 * three


def test_quorum_counts_those_who_stay_away() -> None:
    charter = jury(3, '{vote: {quorum: ">= 2 of seats", pass: "> 1/2 of present"}}')
    half = Fraction(1, 2)
    got = acceptance(charter, "one", Fraction(1), turnout=half)
    assert got == Fraction(1, 8) + Fraction(3, 8)  # all three, or two of them


def test_a_vote_in_each_sector_is_the_product_of_its_sectors() -> None:
    body = "  table: {table: {a: 3, b: 1}}\n"
    by = '{vote: {pass: "> 1/2 of cast", in_each_sector: true}}'
    charter = route(f"[{{id: v, body: table, by: {by}, within: 1 days}}]", body)
    assert acceptance(charter, "one", Fraction(3, 5)) == Fraction(81, 125) * Fraction(3, 5)


def test_weights_decide() -> None:
    body = "  board: {assembly: 3, weights: {a: 50, b: 49, c: 1}}\n"
    by = '{vote: {pass: ">= 51 of seats"}}'
    charter = route(f"[{{id: v, body: board, by: {by}, within: 1 days}}]", body)
    p = Fraction(1, 3)
    assert acceptance(charter, "one", p) == p * (1 - (1 - p) ** 2)


def test_consent_is_broken_by_one_objection_and_a_round_more_helps() -> None:
    body = "  table: {assembly: 4}\n"
    once, twice = (
        route(
            f"[{{id: c, body: table, by: {{consent: {{rounds: {rounds}}}}}, within: 1 days}}]", body
        )
        for rounds in (1, 2)
    )
    p = Fraction(9, 10)
    assert acceptance(once, "one", p) == p**4
    assert acceptance(twice, "one", p) == 1 - (1 - p**4) ** 2
    assert acceptance(once, "one", p, upheld=Fraction(1, 2)) == Fraction(95, 100) ** 4


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 1), st.floats(0, 1))
def test_curves_rise_with_p(low: float, high: float) -> None:
    low, high = sorted((low, high))
    for charter in (SERIES, PARALLEL, jury(5)):
        a, b = acceptance(charter, "one", np.array([low, high]))
        assert 0 <= a <= b + 1e-12 <= 1 + 2e-12


@pytest.mark.parametrize(
    "asked", [{"p": 1.5}, {"p": Fraction(-1, 2)}, {"turnout": 2}, {"shared": 1}, {"case": 4}]
)
def test_what_is_no_probability_is_refused(asked) -> None:
    with pytest.raises(ValueError, match=f"^{next(iter(asked))}="):
        acceptance(SERIES, "one", **{"p": Fraction(1, 2), **asked})
    with pytest.raises(ValueError, match=r"^matter="):
        acceptance(SERIES, "none", Fraction(1, 2))
