"""What other counters show beside a report: they stand on this one, which knows none of them."""

from __future__ import annotations

from collections.abc import Callable

from cityhall.people.actor import Actor
from cityhall.people.hooks import Panel
from cityhall.service.models import Request

# Asked with the reader and a report that the reader may read; a fixed number of queries each.
PANELS: list[Callable[[Actor, Request], Panel | None]] = []


def panels(actor: Actor, row: Request) -> list[Panel]:
    """The lists that other counters have for this report."""
    return [panel for one in PANELS if (panel := one(actor, row)) is not None]
