"""Digits and numbers as people read them, in Persian and in English."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Digits = Literal["fa", "latin"]
Tongue = Literal["fa", "en"]

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
    if not _persian(language, digits):
        return text
    return persian_digits(text.translate(_SEPARATORS)).replace("-", _PERSIAN_MINUS)


def tongue_of(language: str) -> Tongue:
    """Return which of the two languages spoken here the tag `language` ("fa", "en-GB") means.

    Raises:
        ValueError: for any other language.
    """
    match language.partition("-")[0].lower():
        case "fa":
            return "fa"
        case "en":
            return "en"
    raise ValueError(f"language {language!r} is not spoken here; use 'fa' or 'en'")


def with_digits(text: str, language: str, digits: Digits | None) -> str:
    """Return `text`, written with Latin digits, with the digits wished for or of the language."""
    return persian_digits(text) if _persian(language, digits) else text


def _persian(language: str, digits: Digits | None) -> bool:
    tongue = tongue_of(language)
    return (digits or tongue) == "fa"


def _exact(value: int | Fraction | Decimal, places: int) -> Decimal:
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, Fraction):
        return _rounded(value, places)
    if not isinstance(value, Decimal):
        raise TypeError(f"number() takes int, Fraction or Decimal, not {type(value).__name__}")
    if not value.is_finite():
        raise ValueError(f"{value} is not a number to show")
    return value


def _rounded(value: Fraction, places: int) -> Decimal:
    scaled = round(value * 10**places)
    while places and scaled % 10 == 0:
        scaled, places = scaled // 10, places - 1
    return Decimal(f"{scaled}E-{places}")
