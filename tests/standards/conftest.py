"""The town of the building's tests, served on loopback for the clients of others."""

from __future__ import annotations

from tests.cityhall.conftest import (  # noqa: F401 - fixtures are found by name
    actor,
    at_once,
    client_as,
    filed,
    town,
)
