"""The page about language says what the code does."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "language.md"


def test_every_example_on_the_page_comes_out_as_printed():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert tried > 20
    assert failed == 0
