"""What is wrong with an installation, in plain words, and how to mend it.

Each check is a function that yields faults; a counter or a later room adds its own to `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """`what` is wrong and how to `mend` it. `code` is for programs and never changes.

    An "error" loses something or shuts somebody out; a "warning" will, one day.
    """

    code: str
    what: str
    mend: str
    level: Literal["error", "warning"] = "error"


Check = Callable[[datetime], Iterator[Fault]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Add a check."""
    CHECKS.append(function)
    return function


def run(at: datetime) -> list[Fault]:
    """Every fault that is found. A check that cannot be done is a fault of its own."""
    from cityhall.upkeep.checks import backups, city, database, folder, network

    first = [database.answers]  # without a database the others cannot be asked
    found = [fault for one in first for fault in one(at)]
    without_database = [*folder.ALL, *network.ALL, *backups.ALL]
    rest = without_database if found else [*without_database, *database.ALL, *city.ALL, *CHECKS]
    for one in rest:
        try:
            found += one(at)
        except Exception as error:
            name = getattr(one, "__name__", repr(one))
            found.append(
                Fault(
                    "check-failed",
                    f"The check “{name}” could not be done: {type(error).__name__}: {error}",
                    "Mend the other faults first; if it stays, report it to whoever made this.",
                )
            )
    return found
