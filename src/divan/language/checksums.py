"""Check digits of the numbers that identify a person or an account. All take ASCII text."""

import re
from operator import mul
from string import ascii_uppercase

_CARD_DOUBLED = str.maketrans("0123456789", "0246813579")

_LETTER_VALUES = {ord(letter): str(int(letter, 36)) for letter in ascii_uppercase}

_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")

# Length of an IBAN by country: SWIFT's IBAN registry.
_IBAN_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FO GL NL SD FK",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH CR HR LI LV",
        22: "BG BH DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IR IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}


def is_national_id(digits: str) -> bool:
    """Return whether ten digits are an Iranian national number (check digit modulo 11).

    A tenth of all ten-digit numbers pass, so this alone proves little.
    """
    if len(digits) != 10 or digits == digits[0] * 10:
        return False
    rest: int = sum(map(mul, map(int, digits[:9]), range(10, 1, -1))) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)


def is_card(digits: str) -> bool:
    """Return whether digits end in a Luhn check digit (ISO/IEC 7812-1) and are not all alike."""
    doubled = digits[-2::-2].translate(_CARD_DOUBLED)
    total = sum(map(int, digits[-1::-2])) + sum(map(int, doubled))
    return total % 10 == 0 and digits != digits[0] * len(digits)


def iban_length(country: str) -> int | None:
    """Return how many characters an IBAN of `country` (two capitals) has, if it has any."""
    return _IBAN_LENGTHS.get(country)


def is_iban(code: str) -> bool:
    """Return whether letters and digits without spaces are an IBAN (ISO 13616, modulo 97)."""
    code = code.upper()
    if len(code) != iban_length(code[:2]) or not _IBAN.fullmatch(code):
        return False
    return int((code[4:] + code[:4]).translate(_LETTER_VALUES)) % 97 == 1
