"""Personal data in free text: found, and masked before the text is shown to everyone.

E-mail addresses, IBANs, bank cards, phones, national numbers, postal codes and number plates, in
Persian and English, in the digits of any script. Names and addresses of people cannot be told from
other words by rule; they are left to a person's eye.
"""

import re
from string import ascii_letters

from divan.language.checksums import iban_length, is_iban
from divan.language.digit_groups import BLANK, blanked
from divan.language.digits import Tongue, latin_digits, tongue_of
from divan.language.personal_numbers import Finding, Kind, personal_numbers

_MASKS: dict[Tongue, dict[Kind, str]] = {
    "fa": {
        "email": "[ایمیل]",
        "iban": "[شماره شبا]",
        "card": "[شماره کارت]",
        "phone": "[شماره تلفن]",
        "national_id": "[کد ملی]",
        "postal_code": "[کد پستی]",
        "plate": "[پلاک خودرو]",
    },
    "en": {
        "email": "[e-mail address]",
        "iban": "[IBAN]",
        "card": "[card number]",
        "phone": "[phone number]",
        "national_id": "[national number]",
        "postal_code": "[postal code]",
        "plate": "[number plate]",
    },
}


def find_personal(text: str) -> tuple[Finding, ...]:
    """Return what is personal in `text`, in order, without overlap; offsets are into `text`.

    A checksum alone is weak: one number in ten passes. So a number that a word names («کد ملی»),
    or whose form tells (a mobile phone, an Iranian bank card), has confidence "high"; any other
    that passes has "review", and one that stands after a word for the city's own books («پروانه»,
    «بودجه», "permit") or is a sum of money is not reported. A company's 11-digit identifier is
    public and never reported. Work is linear in the length of the text.
    """
    plain = _plain(text)
    if not _HINT.search(plain):
        return ()
    findings: list[Finding] = []
    for search in (_emails, _ibans, _plates, personal_numbers):
        found = search(plain)
        plain = blanked(plain, ((finding.start, finding.end) for finding in found))
        findings += found
    return tuple(sorted(findings, key=lambda finding: finding.start))


def mask(text: str, language: str) -> str:
    """Return `text` with everything `find_personal` finds replaced by what it is, in brackets.

    Raises:
        ValueError: for a language not spoken here.
    """
    words = _MASKS[tongue_of(language)]
    parts, end = [], 0
    for finding in find_personal(text):
        parts += [text[end : finding.start], words[finding.kind]]
        end = finding.end
    return "".join([*parts, text[end:]])


# Everything below reads and returns text of the same length, so that offsets hold.

_MASKED = re.compile(
    "|".join(re.escape(word) for words in _MASKS.values() for word in words.values())
)
_PLAIN: dict[int, str] = {
    **{ord(odd): usual for odd, usual in zip("يكـ＠．＋·•", "یک_@.+..", strict=True)},
    **{0xFEE0 + ord(letter): letter for letter in ascii_letters},
    **dict.fromkeys([*range(0x2010, 0x2016), 0x2043, 0x2212, 0xFE58, 0xFE63, 0xFF0D], "-"),
    **dict.fromkeys([*b"\0\t", 0xA0, 0xAD, 0x1680, *range(0x2000, 0x2010)], " "),
    **dict.fromkeys([*range(0x202A, 0x2030), *range(0x205F, 0x2070), 0x3000, 0xFEFF], " "),
}


def _plain(text: str) -> str:
    """Return `text` with one digit, one dash and one space, and what is masked already blank."""
    same = latin_digits(text).translate(_PLAIN)
    return _MASKED.sub(lambda found: BLANK * len(found[0]), same)


# Without a digit or an at sign there is nothing to find.
_HINT = re.compile(r"[0-9@]|[(\[]at[)\]]", re.IGNORECASE)

# Bounded and possessive repetition, and starts only where a word starts, keep these linear.
_OTHER_LETTER = r"[^\W\0-\x7f]"
_LOCAL_PART = (
    r"(?<![a-z0-9])[a-z0-9][a-z0-9._%+'-]{0,253}+"
    rf"|(?<!{_OTHER_LETTER}){_OTHER_LETTER}(?:{_OTHER_LETTER}|[0-9.+-]){{0,253}}+"
)
_AT = r" {0,2}(?:@|[(\[]at[)\]]) {0,2}"
_DOT = r"(?:\.| ?[(\[]dot[)\]] ?)"
_EMAIL = re.compile(
    rf"(?:{_LOCAL_PART}){_AT}"
    rf"(?:(?:[a-z0-9-]{{1,63}}{_DOT}){{1,8}}[a-z][a-z0-9-]{{1,62}}"
    rf"|(?:[\w-]{{1,63}}{_DOT}){{1,8}}[^\W\d_][\w-]{{1,62}})",
    re.IGNORECASE,
)


def _emails(text: str) -> list[Finding]:
    return [Finding(*found.span(), "email", "high") for found in _EMAIL.finditer(text)]


_IBAN_LIKE = re.compile(
    r"(?<![a-z0-9])(?=([a-z]{2})[ .:_-]{0,3}(\d ?\d(?:[ ./_-]{0,2}[a-z0-9]){11,30}))",
    re.IGNORECASE | re.ASCII,
)


def _ibans(text: str) -> list[Finding]:
    findings = []
    for found in _IBAN_LIKE.finditer(text):
        length = iban_length(found[1].upper())
        if length and (end := _end_of_code(text, found.start(2), length - 2)):
            code = "".join(filter(str.isalnum, text[found.start(1) : end]))
            if is_iban(code):
                findings.append(Finding(found.start(), end, "iban", "high"))
    return findings


def _end_of_code(text: str, start: int, length: int) -> int | None:
    """Return where the `length`th letter or digit from `start` ends, if a word ends there too."""
    place = start
    for place in range(start, min(start + 3 * length, len(text))):
        length -= text[place].isalnum()
        if not length:
            break
    following = text[place + 1 : place + 2]
    return None if length or (following.isascii() and following.isalnum()) else place + 1


_LETTER = "(?:الف|[بپتثجدزژسشصطعفقکگلمنوهی])"
_TO = r"[ |/-]{0,3}"
_PLATES = (
    rf"(?<!\d)\d\d ?{_LETTER} ?\d{{3}}{_TO}ایران{_TO}\d\d(?!\d)",
    rf"ایران{_TO}\d\d{_TO}\d\d ?{_LETTER} ?\d{{3}}(?!\d)",
    rf"(?<!\d)\d\d{_LETTER}\d{{3}}[ |/-]?\d\d(?!\d)",
)
# «پلاک ۱۲ و ۳۴۵» are two houses.
_NAMED_PLATES = (
    r"(?:پلاک|خودرو|ماشین|موتور)\D{0,20}?"
    rf"(\d\d ?(?!و){_LETTER} ?\d{{3}}(?:{_TO}(?:ایران{_TO})?\d\d)?)(?!\d)",
    r"\b(?:licen[cs]e|number|registration) plates?(?: (?:number|no\.?|is)){0,2}[: #]{0,3}"
    r"((?=[a-z-]{0,7}\d)[a-z0-9][a-z0-9-]{3,7})(?![a-z0-9])",
)
_PLATE = re.compile("|".join([*_PLATES, *_NAMED_PLATES]), re.IGNORECASE)


def _plates(text: str) -> list[Finding]:
    return [
        Finding(*found.span(found.lastindex or 0), "plate", "high")
        for found in _PLATE.finditer(text)
    ]
