"""What the words around a number say it is: a person's, or one from the city's own books."""

import re
from collections.abc import Sequence
from typing import Literal, cast

from divan.language.digit_groups import BLANK, Span

Context = Literal["national_id", "phone", "card", "iban", "postal_code", "public"]
_REACH = 60
_PERSIAN_BOOKS = """
    پروانه پرونده مجوز بودجه اعتبار مبلغ هزینه قیمت درآمد ردیف قرارداد مناقصه پروژه فاکتور قبض کنتور
    اشتراک نوسازی رهگیری پیگیری سریال بارکد مصوبه حواله سفارش
"""
_ENGLISH_BOOKS = """
    permit license licence case file budget amount cost total price contract tender project invoice
    receipt bill order ticket tracking reference ref docket parcel serial meter
"""
_WORDS: dict[Context, tuple[str, ...]] = {
    "national_id": (
        r"(?:کد|کارت|شماره\u0654?|ش\.?) ?(?:ی )?ملی",
        r"\bmelli\b",
        r"\bnational (?:id|code|number|card|identity)",
    ),
    "postal_code": (r"کد ?پستی", r"\bpost(?:al)? ?code", r"\bzip ?code"),
    "iban": ("شبا", "آیبان", r"\biban", r"\bsheba\b", r"(?<![a-z])ir[ :-]{0,3}\Z"),
    "phone": (
        *(
            "تلفن",
            "موبایل",
            "همراه",
            "تماس",
            "واتس ?اپ",
            "تلگرام",
            "پیامک",
            "زنگ",
            "فکس",
            "دورنگار",
        ),
        *(r"\b(?:tele)?phone", r"\btel\b", r"\bmobile", r"\bcell\b", r"\bcall", r"\bcontact"),
        *(r"\bwhats ?app", r"\bfax\b", r"\btext\b"),
    ),
    "card": (r"(?<!\w)کارت", r"\bcard\b"),
    "public": (
        *_PERSIAN_BOOKS.split(),
        r"(?<!\w)(?:ثبت|ثبتی|نامه|سند|چک|حکم)(?!\w)",
        # A company's «شناسهٔ ملی» is public, but people write it for their own number too.
        r"شناسه(?!\u0654? ?(?:ی )?ملی)",
        rf"\b(?:{'|'.join(_ENGLISH_BOOKS.split())})\b",
    ),
}
_CONTEXT = re.compile(
    "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _WORDS.items()), re.IGNORECASE
)
_MONEY_AFTER = re.compile(
    r" ?(?:هزار|میلیون|میلیارد|ریال|تومان|دلار|یورو"
    r"|(?:rial|toman|dollar|euro|million|billion|usd|eur|irr)s?\b)",
    re.IGNORECASE,
)
_MONEY_BEFORE = ("$", "€", "£", "﷼")
_ALSO = re.compile(r" ?[،,]? ?(?:و|یا|تا|الی|and|or|to|&) ?", re.IGNORECASE)
_BESIDE = re.compile(r" ?[،,;؛]? {0,2}")
_JOINED = re.compile(r"[-/._()]{1,3}")
_TITLED = re.compile(
    rf"(?:{'|'.join(_WORDS['public'])})"
    r"[ \u0654ی:#.]{0,3}(?:شماره\u0654?|no|number)?[ :#.]{0,3}\Z",
    re.IGNORECASE,
)


def contexts(text: str, numbers: Sequence[Span]) -> list[Context | None]:
    """Return for each of `numbers`, spans in order, what the words near it call it.

    The nearest word before it counts, when no other number stands between; parts of one number and
    the numbers of a list («پروانه‌های ۱۲۳ و ۴۵۶») share theirs. A sum of money is public.
    """
    named: list[Context | None] = []
    before = (0, 0)
    for start, end in numbers:
        context = _word_between(text, before[1], start)
        if context is None and named and _go_together(text, before, (start, end)):
            context = named[-1]
        named.append("public" if context is None and _is_money(text, start, end) else context)
        before = (start, end)
    return named


def is_titled(text: str, start: int) -> bool:
    """Return whether a word for the city's books stands right before `start`: «پرونده شماره …»."""
    return _TITLED.search(text, max(start - _REACH, 0), start) is not None


def _word_between(text: str, low: int, high: int) -> Context | None:
    context = None
    for found in _CONTEXT.finditer(text, max(low, high - _REACH), high):
        context = cast(Context, found.lastgroup)
    return context


def _go_together(text: str, first: Span, second: Span) -> bool:
    """Return whether two numbers are parts of one, or like members of a list."""
    if BLANK in (text[first[0]], text[second[0]]):
        return False
    between = first[1], second[0]
    alike = first[1] - first[0] == second[1] - second[0]
    return bool(
        _JOINED.fullmatch(text, *between)
        or _ALSO.fullmatch(text, *between)
        or (alike and _BESIDE.fullmatch(text, *between))
    )


def _is_money(text: str, start: int, end: int) -> bool:
    sign_before = text[max(start - 2, 0) : start].rstrip().endswith(_MONEY_BEFORE)
    return sign_before or _MONEY_AFTER.match(text, end) is not None
