"""Texts in several languages, and references by name."""

from __future__ import annotations

from collections.abc import Iterable

from divan.charter.model import Names
from divan.charter.source import Node

LANGUAGES = ("fa", "en", "ar")
LONGEST = 400


def names(node: Node | None) -> Names:
    """`{fa: شهرداری, en: Municipality}`, or one text for every language."""
    if node is None:
        return {}
    if isinstance(node.value, str):
        return {"": _short(node)}
    return {language: _short(one) for language, one in node.map(LANGUAGES).items()}


def known(node: Node, code: str, names: Iterable[str]) -> str:
    """A name that must be among others. Raises with all of them where it is not."""
    said, others = node.text(), list(names)
    if said not in others:
        raise node.fail(code, name=said[:40], known=", ".join(sorted(others)[:30]))
    return said


def _short(node: Node) -> str:
    said = node.text().strip()
    if not 0 < len(said) <= LONGEST:
        raise node.fail("wanted", value=said[:40], wanted=f"1 … {LONGEST}")
    return said
