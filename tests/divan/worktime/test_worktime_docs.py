"""The concept page tells the truth."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "worktime.md"


def test_the_examples_of_the_page_give_what_it_says():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried > 5) == (0, True)
