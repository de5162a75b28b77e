"""Phones, cards, national numbers and the like: which digits of a text are somebody's.

Of all the ways to read the digits, those that fit are kept; where they overlap, the surest and
longest wins.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from divan.language.checksums import is_card, is_iban, is_national_id
from divan.language.context import Context, contexts
from divan.language.digit_groups import BLANK, Number, digit_groups, readings

Kind = Literal["email", "iban", "card", "phone", "national_id", "postal_code", "plate"]
Confidence = Literal["high", "review"]
Verdict = tuple[Kind, Confidence]

_AREAS = (
    "11|13|17|21|23|24|25|26|28|31|34|35|38|41|44|45|51|54|56|58|61|66|71|74|76|77|81|83|84|86|87"
)
_IRANIAN_PHONE = re.compile(rf"9\d{{9}}|(?:{_AREAS})[2-9]\d{{7}}")
_BARE_MOBILE = re.compile(r"9[0-39]\d{8}")
_AMERICAN_PHONE = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_AMERICAN_SHAPES = ((3, 3, 4), (1, 3, 3, 4))
_DATE_SHAPES = ((4, 2, 2), (2, 2, 4))
_IRANIAN_BANK = re.compile(
    "502229|502806|502908|502910|502938|504172|504706|505416|505785|505801|507677|581874|585947"
    "|585983|589210|589463|603769|603770|603799|606256|606373|610433|621986|622106|627353|627381"
    "|627412|627488|627648|627760|627884|627961|628023|628157|636214|636795|636949|639194|639217"
    "|639346|639347|639370|639599|639607|991975"
)
_CARD_BRAND = re.compile(r"[1-9]\d{15}|3[47]\d{13}|3[068]\d{12}|4\d{12}|(?:4|62)\d{17}")
_USUAL_SHAPES = ((3, 6, 1), (3, 3, 4), (3, 7), (4, 6), (4, 3, 3), (4, 6, 5), (4, 6, 4))
_GOES_ON = re.compile(
    rf"[.٫](?:\d{{1,3}}(?!\d)|{BLANK})|[,٬](?:\d{{3}}(?!\d)|{BLANK})|[a-z_]", re.IGNORECASE
)
_WENT_BEFORE = re.compile(r"(?:(?<!\d)\d{1,3}[,٬]|[a-z_])\Z", re.IGNORECASE)
_PREFIXES = {
    "phone": re.compile(r"(?:\+ ?\(?|\()\Z"),
    "iban": re.compile(r"(?<![a-z])ir[ :-]{0,3}\Z", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `text[start:end]`; "review" asks a person whether it really is."""

    start: int
    end: int
    kind: Kind
    confidence: Confidence


def sure_numbers(text: str) -> list[Finding]:
    """Return the numbers whose form alone tells what they are."""
    numbers = readings(text, digit_groups(text))
    return _chosen((number, verdict) for number in numbers if (verdict := _sure(number)))


def likely_numbers(text: str) -> list[Finding]:
    """Return the numbers that the words before them name, or that a check digit betrays."""
    groups = digit_groups(text)
    named = contexts(text, groups)
    return _chosen(
        (number, verdict)
        for number in readings(text, groups)
        if (verdict := _likely(number, named[number.first]))
    )


def _chosen(fitting: Iterable[tuple[Number, Verdict]]) -> list[Finding]:
    """Return findings without overlap, the surest and then the longest first."""
    findings: list[Finding] = []
    taken: set[int] = set()
    for number, (kind, confidence) in sorted(fitting, key=_rank):
        groups = range(number.first, number.last)
        if taken.isdisjoint(groups):
            taken.update(groups)
            findings.append(Finding(_beginning(number, kind), number.end, kind, confidence))
    return findings


def _rank(fitting: tuple[Number, Verdict]) -> tuple[bool, int, int]:
    number, (_, confidence) = fitting
    return confidence != "high", -len(number.digits), number.first


def _beginning(number: Number, kind: Kind) -> int:
    """Return where a number begins with the plus, bracket or country code before its digits."""
    prefix = _PREFIXES.get(kind)
    found = prefix and prefix.search(number.text, max(number.start - 5, 0), number.start)
    if not found or (found[0].endswith("(") and ")" not in "".join(number.gaps)):
        return number.start
    return found.start()


def _sure(number: Number) -> Verdict | None:
    digits = number.digits
    if _is_phone(number):
        return "phone", "high"
    if len(digits) == 16 and _IRANIAN_BANK.match(digits) and is_card(digits) and _spaced(number):
        return "card", "high"
    return None


def _is_phone(number: Number) -> bool:
    """Return whether digits can only be a phone: Iranian, with a plus, or in American groups."""
    digits = number.digits
    plus = number.text[max(number.start - 2, 0) : number.start].rstrip(" (").endswith("+")
    if plus or digits.startswith("0098") or (len(digits) == 12 and digits.startswith("989")):
        local = digits.removeprefix("00").removeprefix("98").removeprefix("0")
        fits = bool(_IRANIAN_PHONE.fullmatch(local)) or (plus and 8 <= len(digits) <= 15)
    elif digits.startswith("0"):
        fits = bool(_IRANIAN_PHONE.fullmatch(digits[1:]))
    else:
        fits = _is_american(number) and number.gaps != {" "}
    return fits and _spaced(number)


def _is_american(number: Number) -> bool:
    digits = number.digits
    return bool(_AMERICAN_PHONE.fullmatch(digits)) and number.shape in _AMERICAN_SHAPES


def _spaced(number: Number) -> bool:
    """Return whether the gaps are those of one number: no slash, no digit left over at the end."""
    shape = number.shape
    return "/" not in "".join(number.gaps) and (shape[-1] > 1 or max(shape) == 1)


def _likely(number: Number, context: Context | None) -> Verdict | None:
    if context == "public":
        return None
    if context and (named := _named(number, context)):
        return named
    betrayed = _betrayed(number)
    return betrayed if betrayed and _stands_alone(number) else None


def _named(number: Number, context: Context) -> Verdict | None:
    """Judge a number by the word before it; a wrong check digit leaves a doubt, not a pass."""
    digits, length = number.digits, len(number.digits)
    match context:
        case "national_id" if 8 <= length <= 10 and is_national_id(digits.zfill(10)):
            return "national_id", "high"
        case "national_id" if length == 10 and len(set(digits)) > 1:
            return "national_id", "review"
        case "card" if 13 <= length <= 19 and is_card(digits):
            return "card", "high"
        case "card" if length == 16:
            return "card", "review"
        case "iban" if length == 24:
            return "iban", "high" if is_iban("IR" + digits) else "review"
        case "postal_code" if length == 10:
            return "postal_code", "high"
        case "phone" if 7 <= length <= 13 and number.shape not in _DATE_SHAPES:
            return ("phone", "high") if _spaced(number) else None
    return None


def _betrayed(number: Number) -> Verdict | None:
    """Judge a number that no word names by its length and check digit."""
    digits, length = number.digits, len(number.digits)
    if length == 24:
        return ("iban", "review") if is_iban("IR" + digits) else None
    if length == 10 and is_national_id(digits):
        return "national_id", "review"
    if _BARE_MOBILE.fullmatch(digits) or _is_american(number):
        return "phone", "review"
    if _CARD_BRAND.fullmatch(digits) and is_card(digits):
        return "card", "review"
    return None


def _stands_alone(number: Number) -> bool:
    """Return whether digits are written as one number, and are no part of something longer."""
    gaps, shape = number.gaps, number.shape
    if len(gaps) > 1 or "/" in "".join(gaps) or (gaps == {"."} and len(shape) < 3):
        return False
    even = len(set(shape[:-1])) <= 1 and shape[-1] <= shape[0]
    if not even and shape not in _USUAL_SHAPES:
        return False
    before = max(number.start - 5, 0)
    return not (
        _GOES_ON.match(number.text, number.end)
        or _WENT_BEFORE.search(number.text, before, number.start)
    )
