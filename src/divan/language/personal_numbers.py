"""Phones, cards, national numbers and the like: which digits of a text are somebody's.

Of all the ways to read the digits, those that fit are kept; where they overlap, the longest wins.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from divan.language.checksums import is_card, is_iban, is_national_id
from divan.language.context import Context, contexts, is_titled
from divan.language.digit_groups import (
    BLANK,
    Reading,
    Span,
    blanked,
    digit_groups,
    readings,
    shape_and_gaps,
)

Kind = Literal["email", "iban", "card", "phone", "national_id", "postal_code", "plate"]
Confidence = Literal["high", "review"]
Verdict = tuple[Kind, Confidence]
Shape = tuple[int, ...]

_MOBILE = r"9\d{9}"
_LANDLINE = (
    "(?:11|13|17|21|23|24|25|26|28|31|34|35|38|41|44|45|51|54|56|58|61|66|71|74|76|77|81|83|84|86|87)"
    r"[2-9]\d{7}"
)
_IRANIAN_BANK = (
    "(?:502229|502806|502908|502910|502938|504172|504706|505416|505785|505801|507677|581874|585947"
    "|585983|589210|589463|603769|603770|603799|606256|606373|610433|621986|622106|627353|627381"
    "|627412|627488|627648|627760|627884|627961|628023|628157|636214|636795|636949|639194|639217"
    "|639346|639347|639370|639599|639607|991975)"
)
_FORM = re.compile(
    rf"(?P<card>{_IRANIAN_BANK}\d{{10}})"
    rf"|(?P<landline>0{_LANDLINE})"
    rf"|(?P<phone>(?:0|98){_MOBILE}|0098(?:{_MOBILE}|{_LANDLINE})|\+\d{{8,15}})"
    r"|(?P<american>1?[2-9]\d\d[2-9]\d{6})"
)
_AMERICAN_SHAPES = ((3, 3, 4), (1, 3, 3, 4))
_DATES = ((4, 2, 2), (2, 2, 4))
_LIKELY_FORM = re.compile(
    r"(?P<ten>\d{10})|(?P<iban>\d{24})"
    r"|(?P<card>[1-9]\d{15}|3[47]\d{13}|3[068]\d{12}|4\d{12}|(?:4|62)\d{17})"
)
_BARE_MOBILE = re.compile(r"9[0-39]\d{8}")
_UNMISTAKABLE = ((3, 6, 1), (4, 4, 4, 4))
_USUAL_SHAPES = ((3, 3, 4), (3, 7), (4, 6), (4, 3, 3), (4, 6, 5), (4, 6, 4))
_GOES_ON = re.compile(
    rf"[.٫](?:\d{{1,3}}(?!\d)|{BLANK})|[,٬](?:\d{{3}}(?!\d)|{BLANK})|[a-z_]", re.IGNORECASE
)
_WENT_BEFORE = re.compile(r"(?:(?<!\d)\d{1,3}[,٬]|[a-z_]/?)\Z", re.IGNORECASE)
# What belongs to a number though it stands before its digits.
_COUNTRY = re.compile(r"(?<![a-z0-9])ir[ :-]{0,3}\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """Personal data at `text[start:end]`; "review" asks a person whether it really is."""

    start: int
    end: int
    kind: Kind
    confidence: Confidence


def personal_numbers(text: str) -> list[Finding]:
    """Return the numbers that are somebody's, in a text with ASCII digits.

    First those whose form alone tells what they are. Once these are blank, so that they say nothing
    about their neighbours, those that the words before them name or that a check digit betrays.
    """
    groups = digit_groups(text)
    numbers = list(readings(text, groups))
    sure = _chosen(text, groups, ((number, _sure(text, groups, number)) for number in numbers))
    if sure:
        text = blanked(text, ((finding.start, finding.end) for finding in sure))
        groups = digit_groups(text)
        numbers = list(readings(text, groups))
    if not numbers:
        return sure
    named = contexts(text, groups)
    likely = ((number, _likely(text, groups, number, named[number.first])) for number in numbers)
    return sure + _chosen(text, groups, likely)


def _chosen(
    text: str, groups: Sequence[Span], judged: Iterable[tuple[Reading, Verdict | None]]
) -> list[Finding]:
    """Return findings without overlap: of those that do, the longest, then the surest."""
    findings: list[Finding] = []
    taken: set[int] = set()
    fitting = [(reading, verdict) for reading, verdict in judged if verdict]
    for reading, (kind, confidence) in sorted(fitting, key=_rank):
        own = range(reading.first, reading.last)
        if taken.isdisjoint(own):
            taken.update(own)
            start, end = groups[reading.first][0], groups[reading.last - 1][1]
            findings.append(Finding(_beginning(text, start, end, kind), end, kind, confidence))
    return findings


def _rank(fitting: tuple[Reading, Verdict]) -> tuple[int, bool, int]:
    reading, (_, confidence) = fitting
    return -len(reading.number), confidence != "high", reading.first


def _beginning(text: str, start: int, end: int, kind: Kind) -> int:
    """Return where a number begins with the bracket or country code that belongs to it."""
    if kind == "iban" and (country := _COUNTRY.search(text, max(start - 6, 0), start)):
        return country.start()
    bracket = kind == "phone" and text[start - 1 : start] == "(" and ")" in text[start:end]
    return start - 1 if bracket else start


def _sure(text: str, groups: Sequence[Span], reading: Reading) -> Verdict | None:
    form = _FORM.fullmatch(reading.number)
    if form is None:
        return None
    shape, gaps = shape_and_gaps(text, groups, reading)
    match form.lastgroup:
        case "card":
            fits = is_card(reading.number)
        case "landline":
            fits = not is_titled(text, groups[reading.first][0])
        case "american":
            # With spaces alone between them, ten digits prove little.
            fits = shape in _AMERICAN_SHAPES and gaps != {" "}
        case _:
            fits = True
    if not fits or not _spaced(shape, gaps):
        return None
    return ("card" if form.lastgroup == "card" else "phone"), "high"


def _spaced(shape: Shape, gaps: set[str]) -> bool:
    """Return whether the gaps are those of one number: no slash, no digit left over at the end."""
    return "/" not in "".join(gaps) and (shape[-1] > 1 or max(shape) == 1)


def _likely(
    text: str, groups: Sequence[Span], reading: Reading, context: Context | None
) -> Verdict | None:
    if context == "public" or not reading.number.isdecimal():
        return None
    named = _named(text, groups, reading, context) if context else None
    return named or _betrayed(text, groups, reading)


def _named(text: str, groups: Sequence[Span], reading: Reading, context: Context) -> Verdict | None:
    """Judge a number by the word before it; a wrong check digit leaves a doubt, not a pass."""
    digits, length = reading.number, len(reading.number)
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
        case "phone" if 7 <= length <= 13:
            shape, gaps = shape_and_gaps(text, groups, reading)
            decimal = "." in "".join(gaps) and (len(gaps) > 1 or len(shape) < 3)
            odd = decimal or shape in _DATES or not _spaced(shape, gaps)
            return None if odd else ("phone", "high")
    return None


def _betrayed(text: str, groups: Sequence[Span], reading: Reading) -> Verdict | None:
    """Judge a number that no word names by its length, its check digit and how it is written."""
    kind = _kind_by_check_digit(reading.number)
    if kind is None:
        return None
    shape, gaps = shape_and_gaps(text, groups, reading)
    end = groups[reading.last - 1][1]
    if not _is_usual(shape, gaps) or not _stands_alone(text, groups[reading.first][0], end):
        return None
    return kind, "review"


def _kind_by_check_digit(digits: str) -> Kind | None:
    """Return what digits may be; a bare mobile number has no check digit but few other readings."""
    form = _LIKELY_FORM.fullmatch(digits)
    match form and form.lastgroup:
        case "ten" if is_national_id(digits):
            return "national_id"
        case "ten" if _BARE_MOBILE.fullmatch(digits):
            return "phone"
        case "iban" if is_iban("IR" + digits):
            return "iban"
        case "card" if is_card(digits):
            return "card"
    return None


def _is_usual(shape: Shape, gaps: set[str]) -> bool:
    """Return whether groups are such as people make: alike, or known; with the same gap between."""
    if shape in _UNMISTAKABLE:
        return True
    if len(gaps) > 1 or "/" in "".join(gaps) or (gaps == {"."} and len(shape) < 3):
        return False
    alike = len(set(shape[:-1])) <= 1 and shape[-1] <= shape[0]
    return alike or shape in _USUAL_SHAPES


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Return whether text[start:end] is no part of a longer number or code."""
    before = _WENT_BEFORE.search(text, max(start - 5, 0), start)
    return not (before or _GOES_ON.match(text, end))
