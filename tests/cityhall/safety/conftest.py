"""The town of secrets, for the tests of who sees what."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.cityhall.kept import kept
from tests.cityhall.safety.walks import Walk, walk
from tests.cityhall.safety.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return kept(make_world)


@pytest.fixture
def walked(db: None) -> Callable[..., Walk]:
    """`walked("V", "en")`: the walk of a role through the world, and the world after it."""

    def after(role: str, language: str = "fa") -> Walk:
        return kept(walk, role, language)

    return after
