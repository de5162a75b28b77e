"""The tutorials keep to the language: whole charters are clean, parts can be read and are known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from divan.charter import load
from divan.charter.check import check
from divan.charter.model import ABOUT, OUTCOMES, PRESETS
from divan.charter.procedures import KINDS
from divan.charter.reading import KEYS
from divan.charter.source import read

DOCS = Path(__file__).parents[3] / "docs"
PERSIAN = (DOCS / "charter.fa.md").read_text(encoding="utf-8")
BLOCKS = [
    (name, block)
    for name in ("charter.md", "charter.fa.md")
    for block in re.findall(
        r"^```yaml\n(.*?)^```", (DOCS / name).read_text(encoding="utf-8"), re.M | re.S
    )
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
