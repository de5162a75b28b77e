"""What counters add to the pages and rules of the people room, which knows none of them.

A counter registers its functions when the apps are ready:

    hooks.dissolving.append(catalogue.may_lose)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cityhall.acts.refusals import Refusal
from cityhall.people.actor import Actor
from cityhall.people.models import Organization


@dataclass(frozen=True)
class Step:
    """One step on the way to a city that works: what, why, where, and what stands already."""

    title: str
    hint: str
    address: str
    count: int  # 0: still to do
    state: str  # the count in words
    optional: bool = False  # a city works without it


@dataclass(frozen=True)
class Item:
    title: str
    address: str
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A titled list on a page of this room; `more` leads to the whole of it."""

    title: str
    items: tuple[Item, ...]
    empty: str
    more: Item | None = None


dissolving: list[Callable[[Organization], Refusal | None]] = []
steps: list[Callable[[Actor], Step | None]] = []  # `None`: not this actor's to take
unit_panels: list[Callable[[Organization, Actor], Panel]] = []
own_panels: list[Callable[[Actor], Panel]] = []
