"""The sentences of this law in English and Persian, by code."""

from __future__ import annotations

from divan.charter.wording import checks, diff, engine, people, reading, simulating

SENTENCES = {
    **reading.SENTENCES,
    **engine.SENTENCES,
    **checks.SENTENCES,
    **people.SENTENCES,
    **diff.SENTENCES,
    **simulating.SENTENCES,
}


def say(code: str, language: str = "en", **figures: object) -> str:
    """The sentence of a code. Raises `KeyError` for a code without one."""
    english, persian = SENTENCES[code]
    return (persian if language == "fa" else english).format(**figures)
