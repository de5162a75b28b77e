"""A charter with its people: each thing that is wrong with a roster is found, at its line."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from tests.divan.charter.city import TEXT

from divan.charter import CharterError, load
from divan.charter.check.people import check_roster
from divan.charter.roster import load_roster
from divan.cli.charter import command

CHARTER = load(TEXT)
DAY = date(2026, 11, 25)
PEOPLE = """\
roster: 1
registers: {electors: 120_000}
holders:
  council: [c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15]
  court: [p1, p2, p3, p4, p5, p6, p7]
  mayor: [{person: Sara, since: 2024-03-20, until: 2028-03-20}]
  first_deputy: [Reza]
  works: [Mina]
  forum: {government: [g1, g2, g3, g4], business: [b1, b2, b3], civil_society: [n1, n2, n3, n4, n5]}
"""


def found(text: str, charter: str = TEXT) -> list[tuple[str, int]]:
    read = load(charter)
    findings = check_roster(read, load_roster(text, read), DAY)
    assert all(one.line("fa") and one.line("en") for one in findings)
    return list(dict.fromkeys((one.code, one.fault.mark.line) for one in findings))


def test_a_full_city_is_clean() -> None:
    assert found(PEOPLE) == []


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("until: 2028-03-20", "until: 2026-03-20", ("term_over", 6)),
        ("[c1, c2,", "[{person: c1, since: 2020-01-01}, c2,", ("term_longer", 4)),
        ("c14, c15]", "c14, c14]", ("held_twice", 4)),
        ("c15]", "c15, c16]", ("too_many_people", 4)),
        ("[b1, b2, b3]", "[b1, b2, b3, b4]", ("too_many_people", 9)),
        ("p7]", "Mina]", ("person_not_independent", 5)),
        ("[Reza]", "[Sara]", ("stands_in_for_self", 6)),
        ("[Mina]", "[Sara]", ("above_self", 8)),
        ("p1, p2, p3, p4, p5, p6, p7", "p1, p2", ("nobody_there", 0)),
        (
            "c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15",
            "",
            ("nobody_there", 0),
        ),
    ],
)
def test_a_fault_in_the_roster_is_found(before: str, after: str, says: tuple[str, int]) -> None:
    assert PEOPLE.count(before) == 1
    said = found(PEOPLE.replace(before, after))
    if says[0] == "nobody_there":
        assert {code for code, _ in said} & {"nobody_there", "filled_too_few"}
    else:
        assert says in said


SMALL = """\
charter: 1
name: Small
bodies:
  council: {assembly: 5, filled_by: election}
  a: {office: 1, filled_by: council, deputy: b, reports_to: council}
  b: {office: 1, filled_by: council, deputy: a, reports_to: council}
  court: {panel: 3, filled_by: lot}
  people: {electorate: everybody}
procedures:
  sign: {decide: {}}
  two: {vote: {quorum: ">= 2 of seats", pass: "> 1/2 of present"}}
matters:
  chain:
    standing: anyone
    route:
      - stages:
          - {id: a1, body: a, by: sign, within: 1 days}
          - {id: b1, body: b, by: sign, within: 1 days}
    appeal: {standing: anyone, within: 5 days, to: court, by: two, decide_within: 5 days}
  both:
    standing: anyone
    route:
      - stages:
          - id: two
            all:
              - {id: a2, body: a, by: sign, within: 1 days}
              - {id: b2, body: b, by: sign, within: 1 days}
  poll:
    standing: anyone
    route: [{stages: [{id: asked, body: people, by: two, within: 1 days}]}]
"""


def small(a: str, b: str, court: str = "[x, y, z]", registers: str = "{people: 9}") -> set[str]:
    holders = f"{{council: [k, l, m, n, o], a: {a}, b: {b}, court: {court}}}"
    text = f"roster: 1\nregisters: {registers}\nholders: {holders}\n"
    return {code for code, _ in found(text, SMALL)}


def test_one_person_on_every_post_and_twice_side_by_side() -> None:
    assert small("[Ali]", "[Zahra]") == set()
    assert small("[Ali]", "[Ali]") >= {"one_person", "same_person", "stands_in_for_self"}


def test_one_person_through_a_deputy() -> None:
    said = small("[Ali]", "[]")
    assert {"one_person", "same_person", "absence_stops"} <= said


def test_an_empty_way_and_a_register_of_unknown_size() -> None:
    assert "nobody_there" in small("[]", "[]")
    assert "register_unknown" in small("[Ali]", "[Zahra]", registers="{}")


def test_a_quorum_that_the_filled_seats_cannot_meet() -> None:
    assert "filled_too_few" in small("[Ali]", "[Zahra]", "[x]")


def test_judges_who_signed_step_aside_and_too_few_are_left() -> None:
    assert "judges_aside" in small("[x]", "[y]", "[x, y, z]")
    assert "judges_aside" not in small("[x]", "[Ali]", "[x, y, z]")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("  mayor:", "  mayer:", "unknown_body"),
        ("business:", "busyness:", "unknown_sector"),
        ("until: 2028-03-20", "until: 2024-03-20", "wanted"),
        ("until: 2028-03-20", "until: ۱۴۰۷-۰۱-۰۱", "wanted"),
        ("electors:", "council:", "unknown_body"),
        ("120_000", "-1", "wanted"),
        ("roster: 1", "roster: 2", "wanted"),
    ],
)
def test_what_is_no_roster_is_refused_with_its_place(before: str, after: str, code: str) -> None:
    with pytest.raises(CharterError) as refused:
        load_roster(PEOPLE.replace(before, after), CHARTER)
    assert refused.value.fault.code == code and refused.value.fault.mark.line


def test_the_command_names_the_file_of_each_place(tmp_path) -> None:
    charter, people = tmp_path / "city.yaml", tmp_path / "people.yaml"
    charter.write_text(TEXT, encoding="utf-8")
    people.write_text(PEOPLE.replace("2028", "2026"), encoding="utf-8")
    run = CliRunner().invoke(
        command, ["check", str(charter), "--roster", str(people), "--on", "2026-11-25"]
    )
    assert run.exit_code == 1
    assert run.output.splitlines()[0].startswith("people.yaml:6:11: error: holders.mayor: ")
    people.write_text("roster: 1\nholders: []\n", encoding="utf-8")
    run = CliRunner().invoke(command, ["check", str(charter), "--roster", str(people)])
    assert run.exit_code != 0 and "people.yaml:2:10" in run.output and "Traceback" not in run.output
