"""Digits and numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.language import latin_digits, number, persian_digits


def test_digits_of_three_scripts_become_one():
    assert persian_digits("تلفن 09 ٠٩ ۰۹") == "تلفن ۰۹ ۰۹ ۰۹"
    assert latin_digits("تلفن 09 ٠٩ ۰۹ ०९ ０９") == "تلفن 09 09 09 09 09"


@given(st.text(st.characters(exclude_categories=())))
def test_offsets_into_a_text_hold_after_a_change_of_digits(text):
    assert len(latin_digits(text)) == len(persian_digits(text)) == len(text)


@given(st.integers())
def test_a_number_survives_its_digits(value):
    assert int(latin_digits(persian_digits(str(value)))) == value


@pytest.mark.parametrize(
    ("value", "persian", "english"),
    [
        (0, "۰", "0"),
        (12408, "۱۲٬۴۰۸", "12,408"),
        (-3, "\u200e−۳", "-3"),
        (10**9, "۱٬۰۰۰٬۰۰۰٬۰۰۰", "1,000,000,000"),
        (Fraction(1, 2), "۰٫۵", "0.5"),
        (Fraction(2, 3), "۰٫۶۷", "0.67"),
        (Fraction(-7, 2), "\u200e−۳٫۵", "-3.5"),
        (Fraction(4000), "۴٬۰۰۰", "4,000"),
        (Fraction(1, 1000), "۰", "0"),
        (Decimal("12.50"), "۱۲٫۵۰", "12.50"),
        (Decimal("1E+4"), "۱۰٬۰۰۰", "10,000"),
    ],
)
def test_a_number_reads_as_people_write_it(value, persian, english):
    assert number(value, "fa") == persian
    assert number(value, "en") == english


def test_digits_are_a_wish_apart_from_the_language():
    assert number(12408, "fa", digits="latin") == "12,408"
    assert number(12408, "en-GB", digits="fa") == "۱۲٬۴۰۸"


def test_a_fraction_is_rounded_half_to_even():
    assert [number(Fraction(n, 8), "en") for n in (1, 3)] == ["0.12", "0.38"]
    assert number(Fraction(1, 3), "en", places=0) == "0"


def test_what_is_no_exact_number_is_refused():
    with pytest.raises(TypeError, match="float"):
        number(0.5, "fa")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="NaN"):
        number(Decimal("NaN"), "fa")
    with pytest.raises(ValueError, match="'tlh'"):
        number(1, "tlh")
