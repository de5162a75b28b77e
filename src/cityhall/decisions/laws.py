"""The charter in force, read once and kept: reading YAML takes longer than deciding by it."""

from __future__ import annotations

from functools import lru_cache

from cityhall.decisions.models import Charter
from cityhall.web.preferences import page_language
from divan.charter import model
from divan.charter.reading import load


def in_force() -> Charter | None:
    return Charter.objects.filter(in_force=True).first()


def law(charter: Charter) -> model.Charter:
    """What a version says. A version never changes, so it is read once in a process."""
    return _read(charter.digest, charter.text)


@lru_cache(maxsize=16)
def _read(digest: str, text: str) -> model.Charter:
    return load(text)


def title(names: model.Names, fallback: str) -> str:
    """A name of the charter in the page's language, or its code where it has none."""
    return model.name_of(names, fallback, page_language())
