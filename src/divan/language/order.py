"""Persian alphabetical order as a string, so that any database sorts names rightly."""

import re
import unicodedata
from string import ascii_lowercase

from divan.language.digits import latin_digits

# Letters that stand at the same place in the alphabet share a group, as in CLDR's Persian collation
# (hamza on any seat is a letter after alef); letters of neighbouring languages join the nearest.
_ALPHABET = """
    آ اٱ ءأإؤئ ب پ تٹټ ث ج چ ح خ دڈډ ذ رڕڑ ز ژ س ش ص ض ط ظ ع غ فڤ ق کكڪ گ لڵ م نں وۆ هةۀەہۃھ
    یىيێۍےې
"""
_BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"
_DIGIT_RUN = re.compile(r"(\d+)")
# Weights begin with 0 (gap), 1 (number), a (Persian), e (Latin) or x (other scripts), and the
# first character says how long the weight is, so a key never reads two ways.
_GAP = "00"
_WEIGHTS = {
    " ": " ",
    **dict.fromkeys("ـ\u200c", ""),
    **{letter: "a" + _BASE36[i] for i, same in enumerate(_ALPHABET.split()) for letter in same},
    **{letter: "e" + letter for letter in ascii_lowercase},
}


def sort_key(text: str) -> str:
    """Return a string of 0-9 and a-z that sorts `text` in Persian alphabetical order.

    To be compared by code point ("C" or BINARY collation). A space comes before any letter, so
    «پارک لاله» stands before «پارکبان»; numbers go by value, so «منطقه ۵» stands before
    «منطقه ۱۲»; Persian before Latin before other scripts. Texts that differ only in case, vowel
    signs, ZWNJ or punctuation share a key.

    Agrees with ICU's collation "fa" (numeric, primary level) on Persian words and numbers.
    """
    parts = _DIGIT_RUN.split(unicodedata.normalize("NFKC", text).casefold())
    parts[1::2] = map(_number, parts[1::2])
    parts[::2] = ["".join(map(_weight, part)) for part in parts[::2]]
    return _GAP.join("".join(parts).split())


def _number(digits: str) -> str:
    value = latin_digits(digits).lstrip("0")
    return "1" + _BASE36[min(len(value), 35)] + value


def _weight(char: str) -> str:
    if char in _WEIGHTS:
        return _WEIGHTS[char]
    base = unicodedata.normalize("NFKD", char)[0]
    if base in ascii_lowercase:
        return _WEIGHTS[base]
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    return "x" + _code(ord(char)) if char.isalnum() else " "


def _code(point: int) -> str:
    """Return `point` as four digits of base 36, enough for every code point."""
    return "".join(_BASE36[point // 36**place % 36] for place in (3, 2, 1, 0))
