"""What the mission says of hierarchies, tables and networks, shown from the mechanism.

Ordinal claims only: on the shipped charters where they meet the sample town, and on twins of
three people where one thing alone is different.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from importlib import resources

import pytest
from tests.divan.charter.simulate.small import JURY, SERIES, SINGLE, charter, sign, stream

from divan.charter import Charter
from divan.charter import load as load_charter
from divan.charter.simulate import People, Profile, Report, load, simulate

FOLDER = resources.files("divan.charter") / "data"
NAMES = ("hierarchy", "collaborative", "network", "hybrid")
WEEK = ", within: 5 days"


def values(report: Report, measure: str) -> dict[str, float]:
    return {name: one.values[measure].mean for name, one in report.charters.items()}


def more(report: Report, measure: str, name: str) -> bool:
    """Whether a charter has more of it than the first, beyond the interval."""
    gap = report.charters[name].differences[measure]
    return gap.differs and gap.mean > 0


def less(report: Report, measure: str, name: str) -> bool:
    gap = report.charters[name].differences[measure]
    return gap.differs and gap.mean < 0


def beside(charters: Mapping[str, Charter], people: People, **how: float) -> Report:
    return simulate(charters, people, stream(**how), seeds=range(4))


@pytest.fixture(scope="module")
def town() -> Report:
    people, matters = load((FOLDER / "town.matters.yaml").read_bytes())
    charters = {name: load_charter((FOLDER / f"{name}.yaml").read_bytes()) for name in NAMES}
    return simulate(charters, people, dataclasses.replace(matters, days=120), seeds=range(6))


def test_a_hierarchy_is_quick_and_cheap_but_few_have_a_say_and_one_decides_most(town) -> None:
    for other in ("collaborative", "hybrid"):
        assert more(town, "days_median", other)
        assert more(town, "hours", other)
        assert more(town, "say", other)
        assert less(town, "gini", other)
    assert less(town, "strongest", "collaborative")


def test_a_table_is_slowest_and_widest(town) -> None:
    days, say, hours = (values(town, one) for one in ("days_mean", "say", "hours"))
    for found in (days, say, hours):
        assert max(found, key=found.__getitem__) == "collaborative"


def test_a_network_answers_what_is_urgent_first(town) -> None:
    days = {name: one.kinds["urgent"]["days_mean"].mean for name, one in town.charters.items()}
    assert min(days, key=days.__getitem__) == "network"


def test_a_hybrid_lies_between_its_parents(town) -> None:
    for measure in ("days_mean", "say", "hours", "gini"):
        found = values(town, measure)
        low, high = sorted((found["hierarchy"], found["collaborative"]))
        assert low < found["hybrid"] < high


STRICT = charter(f"[{sign('a', within='5 days')}]")
SPARE = charter(f"[{{id: g, any: [{sign('a', within='5 days')}, {sign('b', within='5 days')}]}}]")
HANDED = charter(f"[{sign('a', 'timeout: s_b', within='5 days')}, {sign('b', within='5 days')}]")
CAREFUL = People(Profile(competence=0.75, hours=40, attention=0.97, absence=0.05), concerned=20)


def test_where_all_hangs_on_one_an_absence_stops_everything_and_a_network_goes_on() -> None:
    report = beside({"one": STRICT, "net": SPARE, "up": HANDED}, CAREFUL, rate=2)
    lost = values(report, "absence_lapses")
    assert lost["one"] > 0.8 and lost["net"] < 0.1
    assert lost["up"] < 0.1, "handed upwards it is not lost"
    assert values(report, "absence_days")["up"] > 2, "but it waits for the deadline first"


def test_two_signatures_refuse_more_of_everything_and_two_doors_approve_more() -> None:
    """Sah and Stiglitz 1986, ordinally, with deadlines, absences and queues."""
    doors = charter(f"[{{id: g, any: [{sign('a')}, {sign('b')}]}}]")
    report = simulate(
        {"one": SINGLE, "series": SERIES, "doors": doors}, CAREFUL, stream(good=0.5), seeds=range(4)
    )
    assert less(report, "wrong_approvals", "series") and more(report, "wrong_refusals", "series")
    assert more(report, "wrong_approvals", "doors") and less(report, "wrong_refusals", "doors")


def test_many_heads_are_wiser_than_one_until_they_read_the_same_paper() -> None:
    gains = []
    for shared in (0.0, 0.3):
        people = dataclasses.replace(CAREFUL, shared_error=shared)
        found = values(
            simulate({"one": SINGLE, "five": JURY}, people, stream(good=0.5), seeds=range(4)),
            "wrong_approvals",
        )
        gains.append(found["one"] - found["five"])
    assert gains[0] > 2 * gains[1] > 0


def test_one_desk_drowns_in_a_load_that_a_rule_takes_off_it() -> None:
    rule = "{rule: {lines: [{when: small, then: approved}]}}"
    routine = f"[{{id: r, by: {rule}, then: {{approved: approved}}}}, {sign('a')}]"
    text = SINGLE.source.replace("    route:", "    fields: {small: {flag: true}}\n    route:")
    with_rule = load_charter(text.replace(f"[{sign('a')}]", routine))
    plain = load_charter(text)
    load_of = (
        "{matters: 1, days: 100, people: {everyone: {hours: 20 per week}}, kinds: {k: {rate: "
        "7 per day, good: 90 %, reading: 40 minutes, as: {one: {small: 60 %}}}}}"
    )
    people, matters = load(load_of)
    report = simulate({"desk": plain, "rule": with_rule}, people, matters, seeds=range(3))
    assert values(report, "days_mean")["desk"] > 10 * values(report, "days_mean")["rule"]
    assert more(report, "lowest", "rule") or values(report, "lowest")["rule"] == 1


def test_a_second_level_costs_time_and_hours_and_no_ranking_is_made() -> None:
    report = beside({"one": SINGLE, "two": SERIES}, CAREFUL)
    assert more(report, "days_mean", "two") and more(report, "hours", "two")
    assert list(report.charters) == ["one", "two"]
    assert not report.charters["one"].differences
