"""What changes between two charters: exact boxes of values, and every other rule as a sentence."""

from __future__ import annotations

from importlib import resources

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.divan.charter.city import TEXT

from divan.charter import boxes, load, route
from divan.charter.diff import diff
from divan.charter.regions import common_axes, merged, regions
from divan.cli.charter import command

CITY = load(TEXT)


def changed(*pairs: tuple[str, str]) -> str:
    text = TEXT
    for before, after in pairs:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def said(*pairs: tuple[str, str], language: str = "en") -> list[str]:
    return [one.text for one in diff(CITY, load(changed(*pairs)), language)]


def test_a_charter_and_itself_written_otherwise_differ_in_nothing() -> None:
    assert diff(CITY, CITY) == []
    assert said(("when: year_total <= 500_000_000", "when: not year_total > 500000000")) == []


def test_a_limit_that_moves_changes_the_route_of_exactly_the_amounts_between() -> None:
    pair = ("year_total <= 500_000_000", "year_total <= 700_000_000")
    assert said(pair) == [
        "spend with year_total 500,000,001..700,000,000: forum, then mayor → works"
    ]
    assert said(pair, language="fa") == [
        "«spend» با year_total از ۵۰۰٬۰۰۰٬۰۰۱ تا ۷۰۰٬۰۰۰٬۰۰۰: "
        "تا کنون forum، سپس mayor، از این پس works"
    ]


def test_a_choice_is_named_and_a_box_has_two_sides() -> None:
    pair = ("when: year_total <= 500_000_000", "when: year_total <= 500_000_000 and topic != water")
    assert said(pair) == [
        "spend with topic water, year_total 0..500,000,000: works → forum, then mayor"
    ]


def test_a_deadline_an_edge_and_a_quorum_are_sentences() -> None:
    assert said(("within: 5 days", "within: 6 days")) == [
        "spend, no longer: mayor signs within 5 working days.",
        "spend, now: mayor signs within 6 working days.",
    ]
    assert any(
        "timeout" not in one and "lapses" in one
        for one in said(("{timeout: council, vacant", "{vacant"))
    )
    assert any(
        "at least two thirds" in one
        for one in said(('quorum: ">= 1/2 of seats"', 'quorum: ">= 2/3 of seats"'))
    )


def test_bodies_standing_appeal_and_calendar() -> None:
    assert said(("council: {assembly: 15", "council: {assembly: 17"))[0] == (
        "council, no longer: council has 15 seats."
    )
    assert any(
        "any resident" in one for one in said(("standing: any office", "standing: any resident"))
    )
    assert any(
        "20" in one for one in said(("within: 15 days, to: court", "within: 20 days, to: court"))
    )
    assert said(("weekend: [thu, fri]", "weekend: [fri, sat]")) == [
        "calendar, weekend: thu, fri → fri, sat"
    ]


def test_another_name_is_one_change_however_often_the_body_is_named() -> None:
    assert said(("  mayor:   {office: 1", "  mayor:   {name: {en: The Mayor}, office: 1")) == [
        "mayor is now called The Mayor"
    ]


def test_what_is_new_and_what_is_gone() -> None:
    text = TEXT + "mandates:\n  - {from: works, to: mayor, matter: spend, when: year_total <= 5}\n"
    told = [one.text for one in diff(CITY, load(text))]
    assert told == [
        "mayor may decide spend in place of works (year_total <= 5, until further notice)"
    ]
    back = [one.kind for one in diff(load(text), CITY)]
    assert back == ["gone"]
    other = load(changed(("  amend:\n", "  amend_all:\n")))
    assert {one.kind for one in diff(CITY, other) if one.about.startswith("amend")} >= {
        "new",
        "gone",
    }


def test_another_bound_and_another_choice_compare_what_both_allow() -> None:
    wider = ("max: 900_000_000_000", "max: 100_000_000")
    assert not any("→" in one for one in said(wider))
    other = ("[roads, water, parks, lighting]", "[lighting, roads, trees]")
    assert not any("→" in one for one in said(other))


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 20), st.integers(0, 20), st.sampled_from(["roads", "water", "parks"]), st.data()
)
def test_every_point_lies_in_a_route_change_exactly_if_its_case_decides_otherwise(
    a, b, topic, data
):
    """A control by points: the boxes say of each point what the engine's own routing says."""

    def one(limit: int, word: str):
        return load(
            f"""
charter: 1
name: x
bodies: {{a: {{office: 1, filled_by: election}}, b: {{office: 1, filled_by: election}}}}
procedures: {{sign: {{decide: {{}}}}}}
matters:
  m:
    standing: anyone
    fields: {{x: {{days: true, max: 20}}, t: {{choice: [roads, water, parks]}}}}
    route:
      - when: "x <= {limit} and t {word} {topic}"
        stages: [{{id: s, body: a, by: sign, within: 1 days}}]
      - {{stages: [{{id: u, body: b, by: sign, within: 1 days}}]}}
"""
        ).matters["m"]

    old, new = one(a, "=="), one(b, "!=")
    axes = common_axes(old, new)
    before, after = regions(old, axes), regions(new, axes)
    moved = merged(
        [
            both
            for i, was in enumerate(before)
            for j, now in enumerate(after)
            if i != j
            for p in was
            for q in now
            if (both := boxes.intersect(p, q))
        ]
    )
    point = (data.draw(st.integers(0, 20)), data.draw(st.integers(0, 2)))
    codes = dict(zip(("x", "t"), point, strict=True))
    assert boxes.holds(moved, point) == (route.case_of(old, codes) != route.case_of(new, codes))


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_shipped_charters_can_be_compared(language: str) -> None:
    folder = resources.files("divan.charter") / "data"
    names = ("hierarchy", "hybrid", "network", "collaborative")
    made = [load((folder / f"{name}.yaml").read_bytes()) for name in names]
    for old in made:
        for new in made:
            changes = diff(old, new, language)
            assert bool(changes) == (old is not new)
            assert not any("{" in one.text for one in changes)


def test_the_command_says_the_changes_and_its_status_whether_there_are_any(tmp_path) -> None:
    old, new = tmp_path / "a.yaml", tmp_path / "b.yaml"
    old.write_text(TEXT, encoding="utf-8")
    new.write_text(changed(("within: 5 days", "within: 6 days")), encoding="utf-8")
    assert CliRunner().invoke(command, ["diff", str(old), str(old)]).exit_code == 0
    run = CliRunner().invoke(command, ["diff", str(old), str(new), "--lang", "fa"])
    assert run.exit_code == 1 and len(run.output.splitlines()) == 2
