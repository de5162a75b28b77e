"""The kinds of report that Mehrshahr takes: shapes here, the forty of them in ``kinds``.

Names of fields follow Open311 GeoReport v2: a service has a code, a group, keywords and typed
attributes, which the house calls questions. Targets are minutes of working time, or of the clock
on the wall where ``round_the_clock`` is set.
"""

from __future__ import annotations

from dataclasses import dataclass, field

DATATYPES = ("string", "number", "datetime", "text", "singlevaluelist", "multivaluelist")

HOUR = 60
DAY = 7 * HOUR
"""Minutes in a working day, 7:30 to 14:30."""


@dataclass(frozen=True)
class Words:
    """The same thing said in both languages."""

    fa: str
    en: str

    def as_dict(self) -> dict[str, str]:
        return {"fa": self.fa, "en": self.en}


@dataclass(frozen=True)
class Choice:
    """One value of a list: its key, and the words a resident sees."""

    key: str
    name: Words


@dataclass(frozen=True)
class Question:
    """An Open311 attribute: ``datatype`` one of ``DATATYPES``; its order is its place in the list.

    ``values`` is filled for the two list datatypes and empty for the others.
    """

    code: str
    datatype: str
    description: Words
    required: bool = False
    hint: Words | None = None
    values: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Group:
    """A group of kinds, in the order of the page that lists them."""

    code: str
    name: Words


@dataclass(frozen=True)
class Kind:
    """A kind of report (Open311: service).

    ``unit`` is the code of the office that gets it, ``acknowledge`` and ``resolve`` its targets in
    minutes. ``danger``: shown first, with the number to phone. ``confidential``: never public.
    ``hide_place``: the public sees the district only. ``keywords`` suggest the kind from a
    sentence.
    """

    code: str
    group: str
    unit: str
    name: Words
    description: Words
    keywords_fa: tuple[str, ...]
    keywords_en: tuple[str, ...]
    acknowledge: int
    resolve: int
    questions: tuple[Question, ...] = ()
    round_the_clock: bool = field(default=False, kw_only=True)
    danger: bool = field(default=False, kw_only=True)
    confidential: bool = field(default=False, kw_only=True)
    hide_place: bool = field(default=False, kw_only=True)
    place_required: bool = field(default=True, kw_only=True)


def words(pair: str) -> Words:
    """Read ``فارسی | English`` into a pair."""
    fa, en = pair.split("|")
    return Words(fa.strip(), en.strip())


def listed(text: str) -> tuple[str, ...]:
    """Read words with commas (Persian or Latin) between them."""
    return tuple(part.strip() for part in text.replace("،", ",").split(",") if part.strip())


def one_of(code: str, ask: str, *values: str, required: bool = False) -> Question:
    """A question with one answer from a list; a value is ``key | فارسی | English``."""
    return _choice("singlevaluelist", code, ask, values, required)


def any_of(code: str, ask: str, *values: str, required: bool = False) -> Question:
    """A question with any number of answers from a list."""
    return _choice("multivaluelist", code, ask, values, required)


def open_question(
    datatype: str, code: str, ask: str, hint: str = "", *, required: bool = False
) -> Question:
    """A question with an answer of one's own: string, number, datetime or text."""
    return Question(code, datatype, words(ask), required, words(hint) if hint else None)


def yes_no(code: str, ask: str, *, required: bool = False) -> Question:
    """A question to be answered yes, no, or do not know."""
    return one_of(
        code, ask, "yes | بله | Yes", "no | نه | No", "unknown | نمی‌دانم | I do not know",
        required=required,
    )  # fmt: skip


def _choice(
    datatype: str, code: str, ask: str, values: tuple[str, ...], required: bool
) -> Question:
    choices = []
    for value in values:
        key, name = value.split("|", 1)
        choices.append(Choice(key.strip(), words(name)))
    return Question(code, datatype, words(ask), required, values=tuple(choices))
