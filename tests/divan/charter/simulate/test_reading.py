"""A stream of matters is read with places in errors, and hostile ones are one clear line."""

from __future__ import annotations

import pytest
from tests.divan.charter.simulate.small import charter

from divan.charter import CharterError
from divan.charter import load as load_charter
from divan.charter.simulate import load, simulate
from divan.charter.simulate.stream import DAY

GOOD = """
matters: 1
name: {en: A town}
begins: 2026-04-06
days: 100
people:
  shared_error: 10 %
  away: 3 days
  everyone: {competence: 70 %, hours: 6 per week}
  own: {office: {hours: 4 per day, bias: -5 %}}
kinds:
  k:
    rate: 2 per week
    good: 80 %
    reading: 90 minutes
    as: {one: {}}
"""
FIELDS = """
charter: 1
name: Fields
bodies: {a: {office: 1}, b: {assembly: 3}}
procedures: {sign: {decide: {}}}
matters:
  one:
    standing: a
    fields:
      money: {money: IRR, max: 1000}
      kind: {choice: [x, y]}
      many: {days: true, max: 9}
      when: {date: true, from: 2026-01-01, until: 2026-12-31}
      yes_no: {flag: true}
      who: {party: true}
      words: {text: true}
    route: [{when: money < 900, stages: [{id: s, body: a, by: sign, within: 1 days}]}, {stages: [{id: t, body: a, by: sign, within: 1 days}]}]
  change: {object: charter, standing: a, route: [{stages: [{id: c, body: a, by: sign, within: 1 days}]}]}
  closed: {standing: b 2/3, fields: {}, route: [{stages: [{id: d, body: a, by: sign, within: 1 days}]}]}
  gap: {standing: a, fields: {flag: {flag: true}}, route: [{when: flag, stages: [{id: e, body: a, by: sign, within: 1 days}]}]}
"""  # noqa: E501
ALL = "money: 1 .. 999, kind: [x, y], many: 3, when: 2026-02-01 .. 2026-03-01, yes_no: 50 %, who: 9"


def test_every_value_is_read_in_its_unit() -> None:
    people, matters = load(GOOD)
    (kind,) = matters.kinds
    assert (kind.rate, kind.good, kind.reading) == (0.4, 0.8, 5400)
    assert (people.shared_error, people.away) == (0.1, 3 * DAY)
    office = people.own["office"]
    assert (office.hours, office.competence, office.bias) == (20, 0.7, -0.05)
    assert people.everyone.hours == pytest.approx(6)
    assert matters.origin.isoformat() == "2026-04-06T08:00:00+00:00"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("matters: 1", "matters: 2", "2:10: matters: matters: 2 is not known"),
        ("2026-04-06", "9999-12-31", "'9999-12-31' is not 2000-01-01 … 2100-01-01"),
        ("days: 100", "days: 0", "5:7: days: '0' is not 1 … 2500"),
        ("days: 100", "days: ۱۰۰", "in Latin digits it is 100"),
        ("days: 100", "days: 100\ndays: 9", "6:1: 'days' stands twice; it stood first in line 5"),
        ("10 %", "10", "7:17: people.shared_error: '10' is not 0 % … 99 %"),
        ("10 %", "100 %", "'100 %' is not 0 % … 99 %"),
        ("70 %", "۷۰ %", "in Latin digits it is 70 %"),
        ("6 per week", "41 per week", "'41 per week' is not 0.1 … 40 per week"),
        ("6 per week", "0 per week", "'0 per week' is not"),
        ("3 days", "3 weeks", "'3 weeks' is not 90 minutes | 2 hours | 5 days"),
        ("2 per week", "twice", "'twice' is not 8 per week"),
        ("2 per week", "999999 per day", "'999999 per day' is not"),
        ("good: 80 %", "good: 80 %\n    bad: 1", "'bad' is not known here"),
        ("    good: 80 %\n", "", "kinds.k: 'good' is missing"),
        ("as: {one: {}}", "as: {one: []}", "write named values here"),
        ("as: {one: {}}", "as: {one: {a: 9 .. 1}}", "'9 .. 1' is not 1 .. 900"),
        ("as: {one: {}}", "as: {one: {a: 2026-13-01}}", "'2026-13-01' is not 2026-11-25"),
        ("as: {one: {}}", "as: {one: {a: []}}", "'[]' is not [roads, water]"),
        ("as: {one: {}}", "as: {one: &x {}}", "anchors and aliases"),
        ("as: {one: {}}", "as: !!python/object:os.system {}", "tags"),
        ("as: {one: {}}", "as: " + "{a: " * 30 + "1" + "}" * 30, "levels of nesting"),
        ("  k:", "  кк:", "only looks Latin"),
        ("rate: 2 per week", "rate: 99999 per day", "at most 1,000,000"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(before: str, after: str, said: str) -> None:
    assert before in GOOD
    with pytest.raises(CharterError) as caught:
        load(GOOD.replace(before, after, 1))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.fault.text("fa")


@pytest.mark.parametrize("text", ["", "[]", "a", b"\xff\xfe", "matters: 1", "{" * 500])
def test_what_is_no_stream_at_all_is_refused(text) -> None:
    with pytest.raises(CharterError):
        load(text)


def run(way: str, text: str = FIELDS) -> None:
    stream = GOOD.replace("as: {one: {}}", f"as: {way}").replace("days: 100", "days: 50")
    people, matters = load(stream)
    simulate({"x": load_charter(text)}, people, matters, seeds=range(2))


def test_more_seats_than_can_be_simulated_are_refused() -> None:
    with pytest.raises(CharterError, match="seats in one charter, at most 5,000"):
        run("{one: {}}", FIELDS.replace("assembly: 3", "assembly: 5000"))


def test_every_kind_of_field_can_be_drawn() -> None:
    run(f"{{one: {{{ALL}}}}}")
    run(f"{{one: {{{ALL}, words: 1}}}}")
    run("{other: {x: 1}, closed: {}}")  # the first that the charter has; joined by others


@pytest.mark.parametrize(
    ("way", "said"),
    [
        (
            "{other: {}}",
            "'Fields' has no matter for 'k'; name one of its matters under 'as': one, closed, gap",
        ),
        ("{change: {}}", "change is about the charter or a decision"),
        ("{one: {}}", "one needs the field 'money'"),
        (f"{{one: {{{ALL}, nothing: 1}}}}", "no field is called 'nothing'"),
        (f"{{one: {{{ALL}}}}}".replace("999", "1001"), "money takes 0 .. 1,000"),
        (f"{{one: {{{ALL}}}}}".replace("[x, y]", "[x, z]"), "kind takes x, y"),
        (f"{{one: {{{ALL}}}}}".replace("[x, y]", "3"), "kind takes x, y"),
        (f"{{one: {{{ALL}}}}}".replace("50 %", "1"), "yes_no takes 10 %"),
        (f"{{one: {{{ALL}}}}}".replace("many: 3", "many: [x]"), "many takes 1 .. 900"),
        (f"{{one: {{{ALL}}}}}".replace("2026-03-01", "2027-03-01"), "when takes 2026-01-01 .."),
        ("{gap: {flag: 50 %}}", "no case of gap covers flag = false"),
    ],
)
def test_what_a_charter_cannot_take_is_said(way: str, said: str) -> None:
    with pytest.raises(CharterError) as caught:
        run(way)
    assert said in str(caught.value)
    assert "kinds.k.as" in str(caught.value)
    assert caught.value.fault.text("fa")


def test_a_charter_in_which_nobody_may_file_is_refused() -> None:
    text = charter("[{id: v, body: a, by: sign, within: 1 days}]").source
    text = text.replace("standing: anyone", "standing: empty").replace(
        "  a: {office: 1}", "  a: {office: 1}\n  empty: {assembly: 2, filled_by: lot}"
    )
    run("{one: {}}", text)
    register = text.replace("empty: {assembly: 2, filled_by: lot}", "empty: {electorate: all}")
    run("{one: {}}", register)
    with pytest.raises(CharterError, match="may file one"):
        run("{one: {}}", text.replace("standing: empty", "standing: applicant"))
