"""Forty kinds of report that an Open311 server can offer, and the offices that get them."""

from __future__ import annotations

import re

import pytest

from cityhall.demo.kinds import GROUPS, KINDS, kind
from cityhall.demo.offices import DUTIES, OFFICES, OFFICIALS, RESIDENT, UNITS, posts
from cityhall.demo.services import DATATYPES, Words, one_of, words

PERSIAN = re.compile(r"[\u0600-\u06ff]")


def every_word() -> list[Words]:
    found = [group.name for group in GROUPS]
    for each in KINDS:
        found += [each.name, each.description]
        for question in each.questions:
            found += [question.description, *(value.name for value in question.values)]
            found += [question.hint] if question.hint else []
    return found


def test_there_are_forty_kinds_in_nine_groups():
    assert len(KINDS) == len({each.code for each in KINDS}) == 40
    assert {each.group for each in KINDS} == {group.code for group in GROUPS}
    assert len(GROUPS) == 9


def test_everything_is_said_in_both_languages():
    for said in every_word():
        assert PERSIAN.search(said.fa), said
        assert not PERSIAN.search(said.en), said
        assert said.en[0].isupper(), said
        assert not re.search("[يك]", said.fa), said


def test_every_kind_goes_to_a_unit_and_has_keywords_in_both_languages():
    units = {unit.code for unit in UNITS}
    for each in KINDS:
        assert each.unit in units
        assert len(each.keywords_fa) >= 4
        assert len(each.keywords_en) >= 4


def test_questions_are_open311_attributes():
    for each in KINDS:
        codes = [question.code for question in each.questions]
        assert len(codes) == len(set(codes))
        for question in each.questions:
            assert question.datatype in DATATYPES
            keys = [value.key for value in question.values]
            assert len(keys) == len(set(keys))
            assert (len(keys) >= 2) == question.datatype.endswith("valuelist")
    used = {question.datatype for each in KINDS for question in each.questions}
    assert used == set(DATATYPES)


def test_targets_are_in_order_and_dangers_run_round_the_clock():
    for each in KINDS:
        assert 0 < each.acknowledge < each.resolve
        assert each.round_the_clock or not each.danger
    assert [each.code for each in KINDS if each.danger] == [
        "gas", "wire", "manhole", "fallen-tree", "wall",
    ]  # fmt: skip
    assert [each.code for each in KINDS if each.confidential] == ["staff"]
    assert [each.code for each in KINDS if each.hide_place] == ["noise"]


def test_an_unknown_kind_is_a_key_error():
    with pytest.raises(KeyError):
        kind("unicorns")


def test_a_pair_without_its_second_language_is_refused():
    with pytest.raises(ValueError, match="unpack"):
        words("فقط فارسی")
    with pytest.raises(ValueError, match="unpack"):
        one_of("x", "پرسش | Question", "only-a-key")


def test_every_post_is_held_and_every_official_holds_one():
    codes = [post.code for post in posts()]
    assert len(codes) == len(set(codes))
    held = [code for official in OFFICIALS for code in official.posts]
    assert set(held) == set(codes)
    assert {post.duty for post in posts()} == set(DUTIES)
    assert {post.office for post in posts()} <= {office.code for office in OFFICES}


def test_officials_have_names_of_their_own():
    everybody = (*OFFICIALS, RESIDENT)
    assert len(OFFICIALS) >= 45
    for names in ([o.fa for o in everybody], [o.en for o in everybody], [o.key for o in everybody]):
        assert len(names) == len(set(names))
    assert all(official.email.endswith(".example") for official in everybody)


def test_a_unit_with_reports_has_a_supervisor_and_a_crew():
    duties = {(post.office, post.duty) for post in posts()}
    for unit in {each.unit for each in KINDS}:
        assert (unit, "supervisor") in duties
        assert (unit, "field") in duties
