"""The words of the mails that acts cause: one writer for each kind, added by its counter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils import translation


class Letter(NamedTuple):
    """A mail in words: the subject is one line, the text is plain."""

    subject: str
    text: str


Context = Mapping[str, Any]
Writer = Callable[[Context, str], Letter | None]
WRITERS: dict[str, Writer] = {}


def writes(kind: str) -> Callable[[Writer], Writer]:
    """Make a function the writer of a kind of mail; it is called with the facts and the language.

    A writer answers `None` when there is nothing left to say, such as about a forgotten report.
    """

    def register(writer: Writer) -> Writer:
        if kind in WRITERS:
            raise RuntimeError(f"{kind}: this kind of mail has a writer already")
        WRITERS[kind] = writer
        return writer

    return register


def letter_of(kind: str, context: Context, language: str) -> Letter | None:
    """The mail in its reader's language. Raises `KeyError` for a kind without a writer."""
    with translation.override(language):
        letter = WRITERS[kind](context, language)
    if letter is None:
        return None
    return Letter(" ".join(letter.subject.split()), letter.text)
