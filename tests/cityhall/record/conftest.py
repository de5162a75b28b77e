"""A record of its own for every test: files under a folder that nobody else sees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import record
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.models import Organization
from cityhall.record import integrator

CLERK = Actor(posts=(("lamp", 1),))


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> Path:
    settings.HOME = tmp_path
    integrator.forget_edge()
    return tmp_path


@pytest.fixture
def acts(db: None) -> Callable[[int], None]:
    """`acts(5)`: that many acts more, each with facts and sealed words."""
    unit = Organization.objects.create(code="unit", name={}, classification="unit", sort_key="u")
    count = iter(range(10**9))

    def make(many: int) -> None:
        with transaction.atomic():
            for _ in range(many):
                number = next(count)
                record(
                    CLERK if number % 2 else SYSTEM,
                    "people.rename_unit",
                    unit,
                    {"unit": "unit", "number": number},
                    "چون چنین باید",
                    at=NOW + timedelta(seconds=number),
                )

    return make
