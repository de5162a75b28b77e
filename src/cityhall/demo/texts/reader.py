"""Reads the chapters of text that ``texts`` holds; the form is described there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

MODULES = (
    "danger", "light", "street", "waste", "water", "green", "traffic", "calm", "health", "common",
)  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A question of an officer and the answers reporters give to it."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """All texts of one kind, or of a group: lines by section, and questions apart.

    ``module`` is the group's code.
    """

    module: str
    lines: Mapping[str, tuple[str, ...]]
    asks: Mapping[str, tuple[Ask, ...]]

    def of(self, section: str) -> tuple[str, ...]:
        """The lines of a section; none where it is missing."""
        return self.lines.get(section, ())


@lru_cache(maxsize=1)
def chapters() -> dict[str, Chapter]:
    """Chapters by code of the kind, by ``<group> group`` and, for everyone, ``common``."""
    found: dict[str, Chapter] = {}
    for name in MODULES:
        text = import_module(f"{__package__}.{name}").TEXT
        for code, body in _parts(text, "== "):
            key = f"{name} group" if code == "group" else code
            found[key] = _chapter(name, body)
    return found


def _chapter(module: str, body: str) -> Chapter:
    lines: dict[str, tuple[str, ...]] = {}
    asks: dict[str, tuple[Ask, ...]] = {}
    for section, text in _parts(body, "# "):
        if section.startswith("ask"):
            asks[section] = _asks(text)
        else:
            lines[section] = tuple(text.splitlines())
    return Chapter(module, lines, asks)


def _asks(text: str) -> tuple[Ask, ...]:
    found = []
    for block in text.split("? ")[1:]:
        question, *answers = block.splitlines()
        found.append(Ask(question, tuple(answer.removeprefix("> ") for answer in answers)))
    return tuple(found)


def _parts(text: str, mark: str) -> list[tuple[str, str]]:
    """Split at lines that begin with ``mark``: (rest of that line, what follows it)."""
    found: list[tuple[str, str]] = []
    for block in f"\n{text.strip()}".split(f"\n{mark}")[1:]:
        title, _, body = block.partition("\n")
        found.append((title.strip(), body.strip()))
    return found
