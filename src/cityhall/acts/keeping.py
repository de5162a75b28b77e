"""For how long each kind of personal data is kept: rules that counters add, and that run on time.

A rule says what it forgets, how long that is kept at least, at most and by default, how many of
it would go, and how some of it is erased in the caller's transaction. The city sets the days;
`cityhall.upkeep` runs the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Due = Callable[[datetime], int]
Erase = Callable[[datetime, int], Mapping[str, int]]


@dataclass(frozen=True)
class Rule:
    """`title` and `hint` are lazy texts; `days` the default, between `least` and `most`.

    `due` counts what is older than a moment. `erase` forgets at most so many of those, oldest
    first, and says how many of what are gone: all zero once nothing is left.
    """

    code: str
    title: Any
    hint: Any
    days: int
    least: int
    most: int
    due: Due
    erase: Erase

    @property
    def is_fixed(self) -> bool:
        return self.least == self.most


RULES: dict[str, Rule] = {}


def keep(rule: Rule) -> Rule:
    """Add a rule. Raises `RuntimeError` where its code is taken."""
    if rule.code in RULES:
        raise RuntimeError(f"{rule.code}: this kind of data has a rule already")
    RULES[rule.code] = rule
    return rule
