"""What is stored and what is searched."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from divan.language import clean, fold

EVERYTHING = st.characters(exclude_categories=())
ARABIC_AND_MARKS = st.characters(min_codepoint=0x600, max_codepoint=0x6FF) | st.sampled_from(
    "eàﷺﷲﻻﹱ\u0301\u0323\u0345ΐßİ½№\u200c\u200d\u202e\x00\x1f\x85"
)
TEXTS = st.text(EVERYTHING) | st.text(ARABIC_AND_MARKS)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("پارك", "پارک"),
        ("شهرداري", "شهرداری"),
        ("مصطفى", "مصطفی"),
        ("مدرسة", "مدرسه"),
        ("کوچۀ", "کوچه"),
        ("کوچهٔ", "کوچه"),
        ("أحمد إبراهيم ٱلله آب", "احمد ابراهیم الله اب"),
        ("مسؤول مسئول", "مسوول مسیول"),
        ("كِتَابٌ", "کتاب"),
        ("رحمٰن", "رحمن"),
        ("مـــحله", "محله"),
        ("منطقهٔ ۵ و ٦ and 7", "منطقه 5 و 6 and 7"),
        ("خیابان‌ها", "خیابان ها"),
        ("  خیابان \n\t بهار ", "خیابان بهار"),
        ("Straße STREET", "strasse street"),
        ("ﻻله ﭘارک", "لاله پارک"),
        ("سوء", "سوء"),
        ("", ""),
    ],
)
def test_fold_leaves_one_spelling(written, folded):
    assert fold(written) == folded


@given(TEXTS)
@example("e\u0640\u0301")
@example("eﹱ\u0301")
@example("\u03b1\u0345")
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXTS)
def test_a_folded_text_can_be_stored_anywhere(text):
    folded = fold(text)
    folded.encode()
    assert "\0" not in folded
    assert folded == " ".join(folded.split())


@given(TEXTS)
def test_what_is_stored_is_found_as_it_was_typed(text):
    assert fold(clean(text)) == fold(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("شهرداري كرج", "شهرداری کرج"),
        ("می‌روم", "می‌روم"),
        ("يك\r\nدو\rسه\u2028چهار", "یک\nدو\nسه\nچهار"),
        ("a\x00b\ud800c\x07d", "abcd"),
        ("بها: \u202e\u2066123\u2069\u202c تومان", "بها: 123 تومان"),
        ("جدول\tدو ستون", "جدول\tدو ستون"),
        ("e\u0301 ا\u0653ب", "é آب"),
        ("رئیس مؤسسهٔ قرآن ۱۲٣", "رئیس مؤسسهٔ قرآن ۱۲٣"),
        ("👨‍👩‍👧 \u200fراست", "👨‍👩‍👧 \u200fراست"),
    ],
)
def test_clean_changes_nothing_a_reader_would_see(typed, stored):
    assert clean(typed) == stored


@given(TEXTS)
def test_cleaning_twice_changes_nothing(text):
    assert clean(clean(text)) == clean(text)


@given(TEXTS)
def test_a_clean_text_is_composed_and_without_controls(text):
    stored = clean(text)
    stored.encode()
    assert unicodedata.is_normalized("NFC", stored)
    assert not {"\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"} & set(stored)
    assert {char for char in stored if unicodedata.category(char) == "Cc"} <= {"\n", "\t"}


@given(st.text())
def test_clean_keeps_every_zwnj(text):
    assert clean(text).count("\u200c") == text.count("\u200c")
