"""The checker walks by the engine's own edges: each fault is found, the city is clean."""

from __future__ import annotations

import pytest
from tests.divan.charter.city import TEXT

from divan.charter import load
from divan.charter.check import check


def codes(text: str) -> set[str]:
    return {one.code for one in check(load(text))}


def changed(before: str, after: str) -> str:
    assert TEXT.count(before) == 1, f"{TEXT.count(before)} times: {before}"
    return TEXT.replace(before, after)


def test_the_city_is_clean() -> None:
    assert check(load(TEXT)) == []


MAYOR = (
    "{id: mayor_signs, body: mayor, by: sign, within: 5 days, "
    "then: {timeout: council, vacant: council}}"
)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("when: year_total <= 500_000_000\n", "when: year_total < 0\n", "empty_case"),
        ("when: year_total <= 10_000_000_000", "when: year_total <= 400_000_000", "dead_case"),
        (
            "      - stages: [{id: council",
            "      - when: amount > 5\n        stages: [{id: council",
            "gap",
        ),
        (MAYOR, MAYOR.replace("timeout: council", "timeout: table"), "ring"),
        (MAYOR, MAYOR.replace("within: 5 days, ", ""), "no_clock"),
        (MAYOR, MAYOR.replace("5 days", "0 days"), "zero_clock"),
        (MAYOR, MAYOR.replace(", vacant: council", ""), "self_approval"),
        (
            "{id: council, body: council, by: council_vote",
            "{id: council, body: council, by: sign",
            "cannot_sign",
        ),
        ('quorum: ">= 1/2 of seats"', 'quorum: ">= 16 of seats"', "quorum_never"),
        ('pass: ">= 2/3 of seats"', 'pass: ">= 15 of seats"', "threshold_recused"),
        ("tested_by: court", "tested_by: forum", "tests_itself"),
        ("to: court, by: court_vote", "to: council, by: council_vote", "appeal_to_decider"),
        (
            "deputy: first_deputy, reports_to: mayor}",
            "deputy: works, reports_to: mayor}",
            "own_deputy",
        ),
    ],
)
def test_a_fault_put_into_the_city_is_found(before, after, code) -> None:
    assert code in codes(changed(before, after))
    assert code not in codes(TEXT)


def test_a_witness_names_the_values_nobody_decides() -> None:
    text = changed(
        "      - stages: [{id: council", "      - when: amount > 5\n        stages: [{id: council"
    )
    gap = next(one for one in check(load(text)) if one.code == "gap")
    assert gap.witness == "amount = 0, topic = roads, year_total = 10,000,000,001"
    assert gap.fault.mark.line > 0
