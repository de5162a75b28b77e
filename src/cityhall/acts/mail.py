"""The words of the messages that acts cause: one writer for each kind, added by its counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils import translation


class Letter(NamedTuple):
    """A mail in words: the subject is one line, the text is plain; `link` stands in digests."""

    subject: str
    text: str
    link: str = ""


@dataclass(frozen=True)
class Topic:
    """What a reader may have at once, daily, weekly or never."""

    code: str
    label: Callable[[], str]
    staff: bool = False  # only officers get such news


Context = Mapping[str, Any]
Writer = Callable[[Context, str], Letter | None]
Texter = Callable[[Context, str], str | None]
WRITERS: dict[str, Writer] = {}
TEXTERS: dict[str, Texter] = {}  # the same news in a short message
URGENT: set[str] = set()  # kinds that never wait for a digest
TOPICS: dict[str, Topic] = {}
EVERYTHING = "*"  # the topic of a wish that is about all news


def writes(kind: str, *, urgent: bool = False) -> Callable[[Writer], Writer]:
    """Make a function the writer of a kind of mail; it is called with the facts and the language.

    The facts also hold `calendar` and `digits` where the reader has chosen them. A writer answers
    `None` when there is nothing left to say, such as about a forgotten report. What is `urgent`
    goes out at once also to whoever reads a daily letter.
    """

    def register(writer: Writer) -> Writer:
        if kind in WRITERS:
            raise RuntimeError(f"{kind}: this kind of mail has a writer already")
        WRITERS[kind] = writer
        if urgent:
            URGENT.add(kind)
        return writer

    return register


def texts(kind: str) -> Callable[[Texter], Texter]:
    """Make a function the writer of the short message (SMS) of a kind."""

    def register(texter: Texter) -> Texter:
        if kind in TEXTERS:
            raise RuntimeError(f"{kind}: this kind of short message has a writer already")
        TEXTERS[kind] = texter
        return texter

    return register


def topic(code: str, label: Callable[[], str], *, staff: bool = False) -> None:
    """Add a topic to the page on which readers choose."""
    TOPICS[code] = Topic(code, label, staff)


def letter_of(kind: str, context: Context, language: str) -> Letter | None:
    """The mail in its reader's language. Raises `KeyError` for a kind without a writer."""
    with translation.override(language):
        letter = WRITERS[kind](context, language)
    if letter is None:
        return None
    return Letter(" ".join(letter.subject.split()), letter.text, letter.link)


def text_of(kind: str, context: Context, language: str) -> str | None:
    """The short message in its reader's language; none where this kind is not sent so."""
    if kind not in TEXTERS:
        return None
    with translation.override(language):
        text = TEXTERS[kind](context, language)
    return None if text is None else " ".join(text.split())
