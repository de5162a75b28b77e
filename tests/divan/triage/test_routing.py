"""Routing rules: one answer whatever their order, and checks that agree with trying everything."""

from dataclasses import replace
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divan.triage import (
    Book,
    Case,
    Domain,
    Kind,
    Rule,
    RuleError,
    Span,
    contests,
    gaps,
    idle,
)

DOMAIN = Domain(
    kinds={
        "lamp": Kind("street"),
        "hole": Kind("street"),
        "leak": Kind("water"),
        "staff": Kind("office", confidential=True),
    },
    areas=("east", "west"),
)
CUTS = (0, 360, 480, 1320)
TOKENS = ("gas", "pipe", "dark")


PHRASES = tuple(frozenset(one) for one in (*combinations(TOKENS, 1), *combinations(TOKENS, 2)))


def case(kind="lamp", area="east", weekday=0, minute=600, month=9, tokens=()):
    return Case(kind, area, weekday, minute, month, frozenset(tokens))


def some(values, most=2):
    return st.frozensets(st.sampled_from(values), max_size=most)


RULES = st.lists(
    st.builds(
        Rule,
        name=st.just("to be named"),
        to=st.sampled_from(("lighting", "roads", "company")),
        post=st.sampled_from(("", "", "head")),
        kinds=some(tuple(DOMAIN.kinds)),
        groups=some(("street", "water"), 1),
        areas=some(DOMAIN.areas),
        weekdays=some((0, 4)),
        months=some((1, 9), 1),
        hours=st.lists(
            st.builds(Span, st.sampled_from(CUTS), st.sampled_from((*CUTS, 1440))), max_size=1
        ).map(tuple),
        words=some(PHRASES),
        confidential=st.sampled_from((None, None, None, True, False)),
        rank=st.sampled_from((0, 0, 0, 1)),
    ),
    max_size=6,
).map(lambda rules: [replace(rule, name="abcdef"[n]) for n, rule in enumerate(rules)])


def everything():
    """Each case that these rules can tell apart."""
    texts = chain.from_iterable(combinations(TOKENS, n) for n in range(len(TOKENS) + 1))
    cells = product(DOMAIN.kinds, (*DOMAIN.areas, None), (0, 1, 4), CUTS, (1, 2, 9), texts)
    return [Case(*cell[:5], frozenset(cell[5])) for cell in cells]


ALL = everything()


def claims(rule, one):
    """A rule by the letter of its conditions, without any mask."""
    kind = DOMAIN.kinds[one.kind]
    hours = [piece for span in rule.hours for piece in span.pieces()]
    return (
        (not (rule.kinds or rule.groups) or one.kind in rule.kinds or kind.group in rule.groups)
        and rule.confidential in (None, kind.confidential)
        and (not rule.areas or one.area in rule.areas)
        and (not rule.weekdays or one.weekday in rule.weekdays)
        and (not rule.months or one.month in rule.months)
        and (not hours or any(start <= one.minute < end for start, end in hours))
        and (not rule.words or any(phrase <= one.tokens for phrase in rule.words))
    )


def by_trying(rules):
    """Contested pairs and rules that stand, from every case; narrower is what claims less."""
    claimed = {rule.name: {i for i, one in enumerate(ALL) if claims(rule, one)} for rule in rules}

    def beats(a, b):
        if a.rank != b.rank:
            return a.rank > b.rank
        return claimed[a.name] < claimed[b.name]

    pairs, standing = set(), set()
    for i in range(len(ALL)):
        here = [rule for rule in rules if i in claimed[rule.name]]
        left = [b for b in here if not any(beats(a, b) for a in here)]
        standing |= {rule.name for rule in left}
        for a, b in combinations(sorted(left, key=lambda rule: rule.name), 2):
            if a.result != b.result:
                pairs.add((a.name, b.name))
    return pairs, standing


@given(RULES, st.randoms(use_true_random=False))
def test_the_order_of_rules_means_nothing(rules, random):
    shuffled = list(rules)
    random.shuffle(shuffled)
    one, other = Book(rules, DOMAIN), Book(shuffled, DOMAIN)
    for at in ALL[:: random.randint(7, 23)]:
        assert one.decide(at) == other.decide(at)
    assert contests(one) == contests(other)


@given(RULES)
@settings(max_examples=40)
def test_a_book_claims_what_its_rules_claim(rules):
    book = Book(rules, DOMAIN)
    for at in ALL[::5]:
        decision = book.decide(at)
        assert {rule.name for rule in decision.claims} == {r.name for r in rules if claims(r, at)}
        assert decision.rule is None or not decision.contested


@given(RULES)
@settings(max_examples=60, deadline=None)
def test_the_static_checks_agree_with_trying_every_case(rules):
    book = Book(rules, DOMAIN)
    pairs, standing = by_trying(book.line)
    found = contests(book)
    assert {(one.one.name, one.other.name) for one in found} == pairs
    for contest in found:
        decision = book.decide(contest.witness)
        assert {contest.one, contest.other} <= set(decision.contested)
        assert decision.rule is None
    assert {rule.name for rule in idle(book)} == {rule.name for rule in rules} - standing


@given(RULES)
@settings(max_examples=60, deadline=None)
def test_gaps_are_where_no_rule_claims_a_text_without_its_words(rules):
    book = Book(rules, DOMAIN)
    named = {
        kind
        for rule, kinds in zip(book.line, book.kinds_of, strict=True)
        if rule.kinds or rule.groups
        for kind in kinds
    }
    free = {
        (at.kind, at.area)
        for at in ALL
        if not at.tokens and at.kind in named and not any(claims(rule, at) for rule in rules)
    }
    found = gaps(book)
    assert {(gap.kind, area) for gap in found for area in gap.areas} == free
    for gap in found:
        assert book.decide(gap.witness).claims == ()


def test_the_narrower_rule_wins_in_whatever_order():
    wide = Rule("wide", "roads", groups={"street"})
    narrow = Rule("narrow", "company", kinds={"hole"}, areas={"east"})
    for rules in ((wide, narrow), (narrow, wide)):
        book = Book(rules, DOMAIN)
        assert book.decide(case("hole", "east")).rule is narrow
        assert book.decide(case("hole", "west")).rule is wide
        assert contests(book) == []


def test_neither_of_two_that_overlap_decides_until_one_is_put_before():
    east = Rule("east", "company", areas={"east"})
    lamps = Rule("lamps", "lighting", kinds={"lamp"})
    book = Book((east, lamps), DOMAIN)
    decision = book.decide(case("lamp", "east"))
    assert decision.rule is None and decision.contested == (east, lamps)
    [contest] = contests(book)
    assert (contest.witness.kind, contest.witness.area) == ("lamp", "east")
    before = Rule("lamps", "lighting", kinds={"lamp"}, rank=1)
    settled = Book((east, before), DOMAIN)
    assert contests(settled) == [] and settled.decide(case("lamp", "east")).rule is before


def test_rules_that_agree_are_no_contest():
    rules = (Rule("a", "company", areas={"east"}), Rule("b", "company", kinds={"lamp"}))
    decision = Book(rules, DOMAIN).decide(case())
    assert decision.rule is rules[0] and decision.contested == ()


def test_a_third_rule_that_stands_before_both_settles_their_contest():
    rules = [
        Rule("east", "company", areas={"east"}),
        Rule("lamps", "lighting", kinds={"lamp"}),
        Rule("both", "roads", areas={"east"}, kinds={"lamp"}),
    ]
    book = Book(rules, DOMAIN)
    assert contests(book) == [] and book.decide(case()).rule is rules[2]


def test_hours_run_over_midnight():
    night = Rule("night", "safety", hours=(Span(1320, 360),))
    book = Book([night], DOMAIN)
    at = {minute: book.decide(case(minute=minute)).rule for minute in (1319, 1320, 0, 359, 360)}
    assert [rule is night for rule in at.values()] == [False, True, True, True, False]


def test_a_phrase_needs_all_its_words_and_a_rule_one_of_its_phrases():
    rule = Rule("gas", "company", words={frozenset({"gas", "smell"}), frozenset({"leak"})})
    book = Book([rule], DOMAIN)
    said = [({"gas"}, False), ({"gas", "smell", "x"}, True), ({"leak"}, True), (set(), False)]
    for tokens, taken in said:
        assert (book.decide(case(tokens=tokens)).rule is rule) is taken


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("to", {"to": ""}),
        ("weekdays", {"weekdays": frozenset({7})}),
        ("months", {"months": frozenset({0})}),
        ("hours", {"hours": (Span(-1, 5),)}),
        ("words", {"words": frozenset({frozenset()})}),
    ],
)
def test_a_rule_that_cannot_hold_is_refused_by_its_part(field, facts):
    with pytest.raises(RuleError) as raised:
        Rule(**{"name": "a", "to": "b", **facts})
    assert raised.value.field == field


def test_two_rules_of_one_name_are_refused():
    with pytest.raises(RuleError):
        Book([Rule("a", "x"), Rule("a", "y")], DOMAIN)
