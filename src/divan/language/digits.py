"""Digits and numbers as people read them, in Persian and in English."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Digits = Literal["fa", "latin"]

_PERSIAN = str.maketrans("0123456789٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹" * 2)
_SEPARATORS = str.maketrans(",.", "٬٫")
_FOREIGN_DIGITS = re.compile(r"[^\D0-9]+")
# CLDR's Persian minus: the mark keeps the sign on the number's left in right-to-left text.
_PERSIAN_MINUS = "\u200e−"


def persian_digits(text: str) -> str:
    """Return `text` with Latin and Arabic digits as Persian ones; its length stays."""
    return text.translate(_PERSIAN)


def latin_digits(text: str) -> str:
    """Return `text` with the decimal digits of every script as 0-9; its length stays."""
    if text.isascii():
        return text
    return _FOREIGN_DIGITS.sub(
        lambda run: "".join(str(unicodedata.decimal(digit)) for digit in run[0]), text
    )


def number(
    value: int | Fraction | Decimal, language: str, *, digits: Digits | None = None, places: int = 2
) -> str:
    """Return `value` grouped by thousands: «۱۲٬۴۰۸», '12,408', «۰٫۵».

    A Decimal keeps its own decimal places; a Fraction is rounded half to even to `places` at most.
    `digits` follows the language where it is None.

    Raises:
        TypeError: for a float, which cannot say what it means.
        ValueError: for a Decimal that is no number, or a language not spoken here.
    """
    text = f"{_exact(value, places):,f}"
    if not in_persian(language, digits):
        return text
    return persian_digits(text.translate(_SEPARATORS)).replace("-", _PERSIAN_MINUS)


def speaks_persian(language: str) -> bool:
    """Return whether the language tag `language` is Persian; English is the other.

    Raises:
        ValueError: for a language that is neither.
    """
    tongue = language.partition("-")[0].lower()
    if tongue not in ("fa", "en"):
        raise ValueError(f"language {language!r} is not spoken here; use 'fa' or 'en'")
    return tongue == "fa"


def in_persian(language: str, digits: Digits | None) -> bool:
    """Return whether numbers in `language` stand in Persian digits, by wish or else by language."""
    persian = speaks_persian(language)
    return persian if digits is None else digits == "fa"


def _exact(value: int | Fraction | Decimal, places: int) -> int | Decimal:
    if isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError(f"{value} is not a number to show")
        return value
    if isinstance(value, Fraction):
        return _rounded(value, places)
    raise TypeError(f"number() takes int, Fraction or Decimal, not {type(value).__name__}")


def _rounded(value: Fraction, places: int) -> Decimal:
    scaled = round(value * 10**places)
    while places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    return Decimal(f"{scaled}E-{places}")
