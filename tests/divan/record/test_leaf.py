"""The leaf: one JSON text for one act, the same as RFC 8785's, and nothing said by accident."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Any

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from divan.record import canonical, commitment, leaf
from divan.record.leaf import LARGEST_INTEGER, MOST_BYTES

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAMES = st.text(st.characters(max_codepoint=127), max_size=12)
WHOLE = st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=25,
)
OBJECTS = st.dictionaries(NAMES, VALUES, max_size=8)
MOMENT = datetime(2026, 11, 23, 10, 42, 11, 250, tzinfo=UTC)


def a_leaf(**changes: Any) -> dict[str, Any]:
    facts: dict[str, Any] = {
        "position": 7,
        "at": MOMENT,
        "by": "post:lamp",
        "verb": "service.close",
        "on": "service.request:4063",
        "public": {"status": "done", "photos": 2, "area": None},
        "sealed": None,
    }
    return dict(leaf(**{**facts, **changes}))


@given(OBJECTS)
@example({'\x00\x1f\x7f\b\t\n\f\r"\\/': '\x00\x1f\x7f\b\t\n\f\r"\\/\u2028\u2029'})
@example({"b": 1, "B": 2, "": 3, "a b": [True, False, None, [], {}], "~": -LARGEST_INTEGER})
@example({"fa": "کوچهٔ نسترن «۲»", "beyond": "\U0001f4a1\U00010000\uffff"})
def test_canonical_text_is_rfc_8785_s_own(value: dict[str, Any]) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@given(OBJECTS)
def test_canonical_text_reads_back_as_what_was_said(value: dict[str, Any]) -> None:
    assert json.loads(canonical(value)) == value


@given(OBJECTS)
def test_order_of_members_does_not_matter(value: dict[str, Any]) -> None:
    assert canonical(dict(reversed(value.items()))) == canonical(value)


def test_a_leaf_is_this_text_for_ever() -> None:
    assert (
        canonical(a_leaf(public={"unit": "روشنایی", "outcome": "fixed"}))
        == (
            '{"at":"2026-11-23T10:42:11.000250Z","by":"post:lamp","n":7,'
            '"on":"service.request:4063","public":{"outcome":"fixed","unit":"روشنایی"},'
            '"sealed":null,"v":1,"verb":"service.close"}'
        ).encode()
    )
    digest = hashlib.sha256(canonical(a_leaf())).hexdigest()
    assert digest == "88c2f66bc2839df84f4045538ce09fa48f434ae6ec6cf5c040489c00ff5fc7f5"


def test_time_is_said_in_utc_with_microseconds() -> None:
    tehran = timezone(timedelta(hours=3, minutes=30))
    assert a_leaf(at=MOMENT.astimezone(tehran))["at"] == "2026-11-23T10:42:11.000250Z"
    assert a_leaf(at=MOMENT.replace(microsecond=0))["at"] == "2026-11-23T10:42:11.000000Z"


def test_early_years_keep_four_digits() -> None:
    assert a_leaf(at=datetime(33, 4, 3, tzinfo=UTC))["at"] == "0033-04-03T00:00:00.000000Z"


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="at="):
        a_leaf(at=MOMENT.replace(tzinfo=None))


def test_a_position_below_zero_is_refused() -> None:
    assert a_leaf(position=0)["n"] == 0
    with pytest.raises(ValueError, match="position=-1"):
        a_leaf(position=-1)


class Word(StrEnum):
    DONE = "done"


class Count(IntEnum):
    TWO = 2


def test_named_words_and_numbers_are_said_by_their_value() -> None:
    assert canonical({"status": Word.DONE, "n": Count.TWO}) == b'{"n":2,"status":"done"}'


def test_any_mapping_is_an_object() -> None:
    frozen: Mapping[str, Any] = MappingProxyType({"b": MappingProxyType({"c": 1}), "a": 2})
    assert canonical(frozen) == b'{"a":2,"b":{"c":1}}'


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"x": 1.0}, r"\$\.x=1\.0: float"),
        ({"x": float("nan")}, r"\$\.x=nan"),
        ({"x": [0, LARGEST_INTEGER + 1]}, r"\$\.x\[1\]=9007199254740992"),
        ({"x": -LARGEST_INTEGER - 1}, r"\$\.x=-9007199254740992"),
        ({"x": b"bytes"}, r"\$\.x=b'bytes': bytes"),
        ({"x": {"y": (1, 2)}}, r"\$\.x\.y=\(1, 2\): tuple"),
        ({"x": MOMENT}, r"\$\.x=datetime"),
        ({"خیابان": 1}, "not ASCII"),
        ({1: "one"}, "not ASCII"),
        ({"x": "\ud800"}, "not valid Unicode"),
    ],
)
def test_what_has_no_one_text_is_refused_by_its_place(value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        canonical(value)


def test_the_largest_numbers_are_taken() -> None:
    assert canonical([LARGEST_INTEGER, -LARGEST_INTEGER]) == (
        b"[9007199254740991,-9007199254740991]"
    )


def test_a_leaf_fits_in_an_entry_of_a_tile() -> None:
    room = MOST_BYTES - len(canonical({"x": ""}))
    assert len(canonical({"x": "a" * room})) == MOST_BYTES
    with pytest.raises(ValueError, match="65536 bytes"):
        canonical({"x": "a" * (room + 1)})
    with pytest.raises(ValueError, match="bytes"):
        canonical({"x": "چ" * (room // 2 + 1)})  # bytes are counted, not letters


KEY, OTHER_KEY = b"k" * 32, b"l" * 32


@given(OBJECTS)
def test_a_commitment_is_hmac_of_the_canonical_text(value: dict[str, Any]) -> None:
    made = commitment(KEY, value)
    assert made == hmac.new(KEY, rfc8785.dumps(value), "sha256").hexdigest()
    assert commitment(OTHER_KEY, value) != made


@given(OBJECTS, NAMES, VALUES)
def test_a_commitment_holds_to_every_word(value: dict[str, Any], name: str, other: object) -> None:
    changed = {**value, name: other}
    same = canonical(changed) == canonical(value)
    assert (commitment(KEY, changed) == commitment(KEY, value)) is same


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_of_another_length_is_refused(length: int) -> None:
    with pytest.raises(ValueError, match=f"a key of {length} bytes"):
        commitment(b"k" * length, {"text": "…"})
