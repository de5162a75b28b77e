"""The tutorials keep to the language: whole charters are clean, parts can be read and are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from divan.charter import load
from divan.charter.check import check
from divan.charter.explain import explain
from divan.charter.model import ABOUT, OUTCOMES, PRESETS
from divan.charter.procedures import KINDS
from divan.charter.reading import KEYS
from divan.charter.source import read

DOCS = Path(__file__).parents[3] / "docs"
PERSIAN = (DOCS / "charter.fa.md").read_text(encoding="utf-8")
PAGES = sorted((DOCS / "charter").glob("*.md"))


def blocks(page: Path, kind: str) -> list[str]:
    text = page.read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```", text, re.M | re.S)


BLOCKS = [
    (page.name, block)
    for page in (DOCS / "charter.md", DOCS / "charter.fa.md", *PAGES)
    for block in blocks(page, "yaml")
]


@pytest.mark.parametrize(("name", "block"), BLOCKS)
def test_what_is_shown_can_be_read(name: str, block: str) -> None:
    if block.startswith("charter:"):
        assert [one.line() for one in check(load(block)) if one.error] == []
    else:
        assert set(read(block).map()) <= set(KEYS)


@pytest.mark.parametrize("word", [*PRESETS, *KINDS, *OUTCOMES, *ABOUT])
def test_every_primitive_stands_in_the_persian_tutorial(word: str) -> None:
    assert f"`{word}`" in PERSIAN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_shows_a_clean_charter_and_what_is_said_of_it(page: Path) -> None:
    language = "fa" if page.name.endswith(".fa.md") else "en"
    [charter], [told] = blocks(page, "yaml"), blocks(page, "text")
    assert [one.line() for one in check(load(charter))] == []
    said = ["   " * one.depth + one.text for one in explain(load(charter), language)]
    assert told.rstrip("\n") in "\n".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_has_its_other_language_and_stands_in_the_tutorial(page: Path) -> None:
    name = page.name.removesuffix(".md").removesuffix(".fa")
    english, persian = (page.with_name(f"{name}{end}") for end in (".md", ".fa.md"))
    assert blocks(english, "yaml") == blocks(persian, "yaml")
    assert f"charter/{page.name})" in (DOCS / f"charter{page.name.removeprefix(name)}").read_text()
