"""Every combination of answers makes a charter that may be adopted; its trade-offs are counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from importlib import resources
from itertools import combinations

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.divan.charter.city import CALENDAR, CHARTER, HOUR, NOON

from divan.charter import load
from divan.charter.advise import QUESTIONS, advise, every
from divan.charter.check import check
from divan.charter.explain import explain
from divan.charter.model import Charter
from divan.charter.outlook import outlook
from divan.charter.procedures import Vote
from divan.charter.procedures.vote import Count
from divan.charter.procedures.vote import outcome as vote_outcome
from divan.charter.simulate import Spread, fit, simulate, volume
from divan.charter.simulate import load as load_matters
from divan.cli.charter import command

ALL = list(every())
DATA = resources.files("divan.charter") / "data"
FIRST = {one.key: one.choices[0].code for one in QUESTIONS}


def fault_of(answers: dict[str, str]) -> list[str]:
    return [one.line() for one in check(load(advise(answers).text))]


@pytest.mark.slow
def test_all_864_combinations_pass_the_check_without_a_warning() -> None:
    assert len(ALL) == 864
    assert {str(one): said for one in ALL if (said := fault_of(one))} == {}


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ALL))
def test_any_combination_passes_the_check_and_reads_in_both_languages(answers) -> None:
    charter = load(advise(answers).text)
    assert check(charter) == []
    for language in ("fa", "en"):
        told = " ".join(one.text for one in explain(charter, language))
        assert not any(code in told for code in ("council_votes", "near_signs"))


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.key)
def test_every_answer_changes_the_charter(question) -> None:
    texts = {advise({**FIRST, question.key: one.code}).text for one in question.choices}
    bare = {text.split("\n", 1)[1] for text in texts}  # without the line that names the answers
    assert len(bare) == len(question.choices)


def test_every_sentence_stands_in_both_languages() -> None:
    for question in QUESTIONS:
        for one in question.choices:
            for said in (question.text, one.label, one.part, one.gives, one.costs):
                assert set(said) == {"fa", "en"}
                assert all(said.values())


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({}, "size"),
        ({**FIRST, "size": "huge"}, "small | middle | large"),
        ({**FIRST, "colour": "red"}, "colour"),
    ],
)
def test_what_is_no_answer_is_named(answers, named) -> None:
    with pytest.raises(ValueError, match=named.replace("|", r"\|")):
        advise(answers)


def test_the_command_writes_the_charter_and_says_what_it_costs() -> None:
    run = CliRunner().invoke(command, ["advise", *(f"{k}={v}" for k, v in FIRST.items())])
    assert run.exit_code == 0
    assert run.stdout == advise(FIRST).text
    assert "size=small" in run.stderr
    asked = CliRunner().invoke(command, ["advise", "--lang", "fa"]).stdout
    assert all(one.text["fa"] in asked for one in QUESTIONS)
    for wrong in (["size"], ["size=small", "size=small"], ["size=huge"]):
        assert CliRunner().invoke(command, ["advise", *wrong]).exit_code != 0


# What a route asks of people


def look(charter: Charter, matter: str) -> list[tuple[tuple[str, ...], int | None]]:
    found = outlook(charter, charter.matters[matter], NOON, CALENDAR, 8 * HOUR)
    return [(one.bodies, one.fewest) for one in found]


def test_the_fewest_who_can_approve_are_counted_along_the_way() -> None:
    assert look(CHARTER, "spend") == [(("works",), 1), (("forum", "mayor"), 2), (("council",), 8)]


def test_the_longest_way_takes_every_clock_to_its_end() -> None:
    """Two days to admit, 3 for the unit, 5 for the mayor, 30 for the council: 8 weeks of 5 days."""
    small, _middle, large = outlook(CHARTER, CHARTER.matters["spend"], NOON, CALENDAR, 8 * HOUR)
    assert small.latest == NOON + timedelta(weeks=8)
    assert large.latest == CALENDAR.add(NOON, 32 * 8 * HOUR)


def text_of(body: str, vote: str) -> str:
    return (
        "charter: 1\nname: {en: x}\nbodies:\n"
        f"  board: {body}\nprocedures: {{v: {{vote: {vote}}}}}\n"
        "matters: {m: {standing: anyone, route: [{stages: [{id: s, body: board, by: v, "
        "within: 1 days}]}]}}\n"
    )


@given(
    st.lists(st.tuples(st.integers(1, 2), st.integers(1, 4)), min_size=1, max_size=3),
    st.sampled_from(["> 1/2 of seats", ">= 2/3 of seats", "> 1/2 of present", ">= 2 of cast"]),
    st.booleans(),
)
@settings(max_examples=60, deadline=None)
def test_the_fewest_are_those_of_trying_every_group(sectors, share, each) -> None:
    names = [f"s{number}" for number in range(len(sectors))]
    seats = ", ".join(f"{name}: {n}" for name, (n, _w) in zip(names, sectors, strict=True))
    weights = ", ".join(f"{name}: {w}" for name, (_n, w) in zip(names, sectors, strict=True))
    said = f'{{pass: "{share}", in_each_sector: {str(each).lower()}}}'
    charter = load(text_of(f"{{table: {{{seats}}}, weights: {{{weights}}}}}", said))
    procedure = charter.procedures["v"]
    assert isinstance(procedure, Vote)
    people = [(name, w) for name, (n, w) in zip(names, sectors, strict=True) for _ in range(n)]

    def passes(group: tuple[tuple[str, int], ...]) -> bool:
        def count(name: str | None) -> Count:
            mine = [w for sector, w in group if name in (None, sector)]
            whole = [w for sector, w in people if name in (None, sector)]
            return Count(sum(mine), 0, 0, sum(whole))

        parts = [count(name) for name in names]
        return vote_outcome(procedure, count(None), parts) == "approved"

    sizes = (n for n in range(1, len(people) + 1) if any(map(passes, combinations(people, n))))
    assert look(charter, "m")[0][1] == next(sizes, None)


def test_any_composed_charter_takes_the_stream_of_the_town_and_of_its_own_year() -> None:
    people, town = load_matters((DATA / "town.matters.yaml").read_bytes())
    present = load((DATA / "hybrid.yaml").read_bytes())
    year = volume(present, {"spend": 900, "nothing": 5}, {("spend", "amount"): (10, 90)}, most=40)
    assert year is not None
    assert year.kinds[0].ways["spend"]["amount"] == Spread(10, 90)
    assert year.kinds[0].ways["spend"]["supplier"].high > 1
    assert year.kinds[0].rate * year.days <= 40 + 1
    assert volume(present, {"nothing": 5}, {}, most=40) is None
    small = replace(town, days=5)
    for answers in ALL[::173]:
        composed = load(advise(answers).text)
        for stream in (small, replace(year, days=3)):
            own = {"now": fit(stream, present), "new": fit(stream, composed)}
            report = simulate(
                {"now": present, "new": composed}, people, stream, seeds=(1, 2), fitted=own
            )
            assert report.charters["new"].values["days_mean"].known
            assert {name for one in own["new"].kinds for name in one.ways} <= set(composed.matters)


def test_a_kind_that_names_a_type_keeps_it_and_urgent_work_stays_urgent() -> None:
    _, town = load_matters((DATA / "town.matters.yaml").read_bytes())
    assert fit(town, load((DATA / "hybrid.yaml").read_bytes())) == town
    composed = load(advise({**FIRST, "urgency": "often", "money": "yes"}).text)
    by_name = {one.name: one for one in fit(town, composed).kinds}
    assert list(by_name["urgent"].ways) == ["urgent"]
    assert list(by_name["repair"].ways) == ["decision"]
    assert by_name["repair"].ways["decision"]["amount"] == town.kinds[0].ways["spend"]["amount"]
    other = load(advise({**FIRST, "money": "no"}).text)
    assert by_name.keys() == {one.name for one in fit(fit(town, composed), other).kinds}
    again = fit(fit(town, composed), other).kinds[0].ways["decision"]
    assert set(again) == {"reach"}, "the same name with other fields is fitted anew"


def test_the_command_sets_it_beside_another_and_refuses_in_one_line() -> None:
    said = [f"{key}={code}" for key, code in FIRST.items()]
    made = CliRunner().invoke(command, ["advise", *said, "--beside", "hybrid", "--seeds", "2"])
    assert made.exit_code == 0
    assert load(made.stdout).matters
    assert "Half are over within" in made.stderr
    assert "no ranking" in made.stderr
    wrong = CliRunner().invoke(command, ["advise", *said, "--beside", "nowhere.yaml"])
    assert wrong.exit_code != 0
    assert "nowhere.yaml" in wrong.stderr
