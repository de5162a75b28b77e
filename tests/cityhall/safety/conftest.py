"""The town of secrets, for the tests of who sees what."""

from __future__ import annotations

import pytest
from tests.cityhall.kept import kept
from tests.cityhall.safety.world import World, make_world


@pytest.fixture
def world(db: None) -> World:
    return kept(make_world)
