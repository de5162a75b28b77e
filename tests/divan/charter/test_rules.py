"""Shares, spans, counts and tables at their edges: exactly enough, one less, one more."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from divan import worktime
from divan.charter import CharterError, stages
from divan.charter.boxes import Box
from divan.charter.condition import Condition
from divan.charter.procedures import Choose, Consent, Decide, Vote, choose, consent, decide, vote
from divan.charter.procedures.rule import Line, Rule
from divan.charter.procedures.rule import decide as by_rule
from divan.charter.procedures.vote import Count, count, outcome, passes
from divan.charter.share import Share, share
from divan.charter.source import Mark, Node
from divan.charter.span import Span, span


def node(text: str) -> Node:
    return Node(text, Mark(3, 7), "p")


# Shares


@pytest.mark.parametrize(
    ("text", "enough", "too_few", "base"),
    [
        ("> 1/2 of seats", 6, 5, 10),
        (">= 1/2 of seats", 5, 4, 10),
        ("> 1/2 of present", 6, 5, 11),
        (">= 2/3 of cast", 10, 9, 15),
        ("> 2/3 of cast", 11, 10, 15),
        (">= 60 % of cast", 9, 8, 15),
        (">= 1/1 of seats", 15, 14, 15),
        (">= 9 of seats", 9, 8, 15),
        ("> 9 of seats", 10, 9, 15),
        (">= 0/1 of seats", 0, -1, 5),
    ],
)
def test_a_share_holds_from_exactly_one_number_on(text, enough, too_few, base) -> None:
    one = share(node(text))
    assert one.holds(enough, base) and not one.holds(too_few, base)
    assert one.least(base) == max(1, enough)


def test_of_nothing_nothing_is_enough() -> None:
    one = share(node(">= 0/1 of seats"))
    assert not one.holds(0, 0) and not one.holds(1, -1) and one.holds(0, 1)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("> 1/2 of seats", Share(Fraction(1, 2), "seats", True)),
        (">= 1/1 of cast", Share(Fraction(1), "cast", False)),
        (">= 60 % of cast", Share(Fraction(3, 5), "cast", False)),
        (">= 100% of present", Share(Fraction(1), "present", False)),
        (">= 9 of seats", Share(Fraction(9), "seats", False, counted=True)),
        (">= 0/7 of seats", Share(Fraction(0), "seats", False)),
        ("> 1 of seats", Share(Fraction(1), "seats", True, counted=True)),
    ],
)
def test_a_share_is_read_and_says_itself(text, made) -> None:
    assert share(node(text)) == made
    assert share(node(str(made))) == made


def test_a_share_says_itself_as_the_file_does() -> None:
    assert str(share(node(">=  2 / 3 of seats"))) == ">= 2/3 of seats"
    assert str(share(node("> 9 of seats"))) == "> 9 of seats"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1/2", "bare_fraction"),
        ("> 50%", "bare_fraction"),
        ("0.5", "bare_fraction"),
        ("> 1/2 of people", "wanted"),
        ("> 1/0 of seats", "wanted"),
        ("> 3/2 of seats", "wanted"),
        (">= 101 % of cast", "wanted"),
        ("half of seats", "wanted"),
        ("> ۱/۲ of seats", "digits"),
        ("< 1/2 of seats", "wanted"),
    ],
)
def test_what_is_no_share_is_refused(text, code) -> None:
    with pytest.raises(CharterError) as refused:
        share(node(text))
    assert refused.value.fault.code == code and refused.value.fault.mark == Mark(3, 7)


def test_a_base_that_is_not_offered_is_refused() -> None:
    with pytest.raises(CharterError):
        share(node("> 1/2 of cast"), ("seats",))


def test_the_shown_text_is_cut_and_the_hint_names_the_first_base() -> None:
    with pytest.raises(CharterError) as refused:
        share(node("x" * 100), ("cast", "seats"))
    assert refused.value.fault.figures["value"] == "x" * 60
    assert str(refused.value.fault.figures["wanted"]).endswith(">= 9 of cast")
    with pytest.raises(CharterError) as refused:
        share(node("1" * 80))
    assert refused.value.fault.figures["value"] == "1" * 40
    for text in ("> 1/0 of seats" + " " * 9, "> 3/2 of seats"):
        with pytest.raises(CharterError) as refused:
            share(node(text))
        assert refused.value.fault.figures["value"] == text.strip()
    for end in ("1/00 of seats", "3/2 of seats"):
        with pytest.raises(CharterError) as refused:
            share(node(">" + " " * 90 + end))
        assert refused.value.fault.figures["value"] == ">" + " " * 59


def test_a_base_is_who_sits_who_answered_or_who_said_yes_or_no() -> None:
    one = Count(3, 2, 4, 15)
    assert [one.base(of, "counts") for of in ("seats", "present", "cast")] == [15, 9, 9]
    assert [one.base(of, "ignored") for of in ("seats", "present", "cast")] == [15, 9, 5]


# Spans

CALENDAR = worktime.load(
    {"zone": "UTC", "week": {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
)
DAY = timedelta(hours=8)
FRIDAY = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("30 minutes", FRIDAY + timedelta(minutes=30)),
        ("2 hours", datetime(2026, 11, 30, 9, 0, tzinfo=UTC)),
        ("1 day", datetime(2026, 11, 30, 15, 0, tzinfo=UTC)),
        ("2 days", datetime(2026, 12, 1, 15, 0, tzinfo=UTC)),
        ("1 week", FRIDAY + timedelta(days=7)),
        ("1 month", FRIDAY + timedelta(days=30)),
        ("2 years", FRIDAY + timedelta(days=730)),
    ],
)
def test_a_span_ends_at_exactly_this_moment(text, until) -> None:
    made = span(node(text))
    assert made.after(FRIDAY, CALENDAR, DAY) == until
    assert made.working == (made.unit in ("minute", "hour", "day"))
    assert span(node(str(made))) == made


def test_nominal_minutes_and_the_way_back() -> None:
    assert [
        Span(2, unit).minutes for unit in ("minute", "hour", "day", "week", "month", "year")
    ] == [
        2,
        120,
        2880,
        20_160,
        86_400,
        1_051_200,
    ]
    assert Span(1, "week").before(FRIDAY) == FRIDAY - timedelta(days=7)
    assert str(Span(1, "day")) == "1 day" and str(Span(2, "day")) == "2 days"
    assert str(Span(0, "day")) == "0 days"


@pytest.mark.parametrize("text", ["3", "days", "-1 days", "1.5 days", "3 fortnights", "۳ days"])
def test_what_is_no_span_is_refused(text) -> None:
    with pytest.raises(CharterError) as refused:
        span(node(text))
    assert refused.value.fault.code == ("digits" if text[0] == "۳" else "wanted")


def test_a_hundred_years_two_thousand_days_of_work_and_the_least() -> None:
    assert span(node("100 years")).number == 100
    for most, one_more in (("100 years", "101 years"), ("2000 days", "2001 days")):
        assert str(span(node(most))) == most
        with pytest.raises(CharterError) as refused:
            span(node(one_more))
        assert refused.value.fault.figures["value"] == one_more
    assert span(node("0 days")).number == 0 and span(node("1 days"), least=1).number == 1
    with pytest.raises(CharterError):
        span(node("0 days"), least=1)
    with pytest.raises(CharterError) as refused:
        span(node("x" * 90))
    assert refused.value.fault.figures["value"] == "x" * 40


# Votes


def rule_of(passing: str, quorum: str = "", **more: object) -> Vote:
    return Vote(share(node(passing)), share(node(quorum)) if quorum else None, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "counted", "says"),
    [
        (rule_of("> 1/2 of present", ">= 1/2 of seats"), Count(4, 3, 1, 15), "refused"),
        (rule_of("> 1/2 of present", ">= 1/2 of seats"), Count(5, 2, 1, 15), "approved"),
        (rule_of("> 1/2 of present", ">= 1/2 of seats"), Count(7, 0, 0, 15), "inquorate"),
        (rule_of("> 1/2 of present", ">= 1/2 of seats"), Count(0, 0, 0, 15), "timeout"),
        (rule_of("> 1/2 of present"), Count(1, 0, 0, 15), "approved"),
        (rule_of("> 1/2 of cast", abstain="ignored"), Count(2, 1, 9, 15), "approved"),
        (rule_of("> 1/2 of cast", abstain="counts"), Count(2, 1, 9, 15), "refused"),
        (rule_of("> 1/2 of cast", abstain="ignored"), Count(0, 0, 9, 15), "refused"),
        (rule_of(">= 2/3 of seats"), Count(10, 5, 0, 15), "approved"),
        (rule_of(">= 2/3 of seats"), Count(9, 0, 0, 15), "refused"),
        (rule_of("> 1/2 of present"), Count(3, 3, 0, 6), "refused"),
        (rule_of("> 1/2 of present"), Count(0, 1, 0, 6), "refused"),
    ],
)
def test_a_count_says_what_the_rule_makes_of_it(made, counted, says) -> None:
    assert outcome(made, counted) == says


def test_a_tie_goes_to_the_chair_only_where_it_is_a_tie_and_says_yes() -> None:
    made = rule_of("> 1/2 of present", tie="chair", chair="mayor")
    assert outcome(made, Count(3, 3, 0, 6), chair="yes") == "approved"
    assert outcome(made, Count(3, 3, 0, 6), chair="no") == "refused"
    assert outcome(made, Count(3, 3, 0, 6)) == "refused"
    assert outcome(made, Count(3, 4, 0, 7), chair="yes") == "refused"
    assert outcome(made, Count(0, 0, 4, 7), chair="yes") == "refused"
    assert outcome(made, Count(1, 1, 4, 7), chair="yes") == "approved"
    assert outcome(rule_of("> 1/2 of present"), Count(3, 3, 0, 6), chair="yes") == "refused"


def test_each_sector_must_pass_where_the_rule_says_so() -> None:
    sectors = [Count(2, 1, 0, 3), Count(1, 2, 0, 3)]
    made = rule_of("> 1/2 of cast", in_each_sector=True)
    assert not passes(made, Count(3, 3, 0, 6), sectors)
    assert not passes(made, Count(9, 3, 0, 12), sectors)
    assert passes(made, Count(9, 3, 0, 12), sectors[:1])
    assert passes(rule_of("> 1/2 of cast"), Count(9, 3, 0, 12), sectors)
    assert outcome(made, Count(9, 3, 0, 12), sectors) == "refused"


def test_ballots_are_counted_by_weight_and_strangers_weigh_nothing() -> None:
    said = {"a": "yes", "b": "no", "c": "abstain", "x": "yes"}
    assert count(said, {"a": 3, "b": 2, "c": 1, "d": 5}, 11) == Count(3, 2, 1, 11)
    assert count({}, {}, 4) == Count(0, 0, 0, 4)


def test_inquorate_is_an_outcome_only_with_a_quorum_and_referred_only_where_allowed() -> None:
    few = share(node(">= 2 of seats"))
    assert "inquorate" in rule_of("> 1/2 of cast", ">= 1/2 of seats").outcomes()
    assert "inquorate" not in rule_of("> 1/2 of cast").outcomes()
    assert set(rule_of("> 1/2 of cast").outcomes()) == {"approved", "refused", "timeout", "vacant"}
    assert "inquorate" in Consent(1, quorum=few).outcomes()
    assert set(Consent(1).outcomes()) == {"approved", "objected", "timeout", "vacant"}
    assert "inquorate" in Choose(quorum=few).outcomes()
    assert set(Choose().outcomes()) == {"approved", "refused", "timeout", "vacant"}
    assert (
        "referred" in Decide().outcomes() and "referred" not in Decide(may_refer=False).outcomes()
    )
    assert len(Decide().outcomes()) == 5


def test_procedures_are_read_with_their_defaults() -> None:
    def named(**said: str) -> Node:
        return Node({key: node(one) for key, one in said.items()}, Mark(1, 1), "p")

    assert decide.read(named()) == Decide() == decide.read(node(""))
    assert decide.read(named(may_refer="false")) == Decide(may_refer=False)
    assert vote.read(named(**{"pass": "> 1/2 of cast"})) == rule_of("> 1/2 of cast")
    full = vote.read(
        named(
            **{"pass": "> 1/2 of cast"},
            quorum=">= 1/3 of seats",
            delegable="true",
            cap="1",
            recused="stay",
        )
    )
    assert (full.delegable, full.cap, full.recused, full.secret) == (True, 1, "stay", False)
    assert consent.read(named(rounds="20")).rounds == 20
    assert consent.read(named(rounds="1")) == Consent(1)
    assert choose.read(named()) == Choose()
    assert choose.read(named(winners="100", tie="lot")) == Choose(winners=100, tie="lot")
    for reader, said in (
        (consent.read, {"rounds": "0"}),
        (consent.read, {"rounds": "21"}),
        (choose.read, {"winners": "0"}),
        (choose.read, {"winners": "101"}),
        (vote.read, {"pass": "> 1/2 of cast", "cap": "0"}),
        (vote.read, {"pass": "> 1/2 of cast", "tie": "chair"}),
        (vote.read, {}),
    ):
        with pytest.raises(CharterError):
            reader(named(**said))


# Rules


def test_a_rule_answers_with_its_line_and_refers_the_rest() -> None:
    def when(box: Box) -> Condition:
        return Condition("", (box,), ())

    table = Rule((Line(when(((0, 4),)), "approved"), Line(when(((5, 9),)), "referred")))
    assert by_rule(table, (4,)) == ("approved", 1)
    assert by_rule(table, (5,)) == ("referred", 2)
    assert by_rule(table, (10,)) == ("referred", 0)
    assert table.outcomes() == ("approved", "referred")
    refusing = Rule((Line(when(((0, 4),)), "refused"),), may_refuse=True)
    assert refusing.outcomes() == ("refused", "referred")
    assert Rule(()).outcomes() == ("referred",)


def test_a_lot_is_the_same_for_a_seed_and_another_for_another() -> None:
    options = [f"o{number}" for number in range(9)]
    assert stages.lot(options, "a") == stages.lot(reversed(options), "a")
    assert stages.lot(options, "a") != stages.lot(options, "b")
    assert sorted(stages.lot(options, "a")) == options
