"""Check a charter before it is adopted: what can go wrong by its own words, each with the place.

Who holds which seat is no part of it: the charter is checked alone.
"""

from __future__ import annotations

from divan.charter.check.cases import check_cases
from divan.charter.check.findings import Finding
from divan.charter.check.numbers import check_numbers
from divan.charter.check.power import check_power
from divan.charter.check.routes import check_routes, longest
from divan.charter.model import Charter

__all__ = ["Finding", "check", "longest"]


def check(charter: Charter) -> list[Finding]:
    """All findings, errors first, in the order of the file. None that is an error: it may be
    adopted."""
    found = [
        *check_cases(charter),
        *check_routes(charter),
        *check_numbers(charter),
        *check_power(charter),
    ]
    return sorted(_once(found), key=lambda one: (not one.error, one.fault.mark))


def _once(found: list[Finding]) -> list[Finding]:
    """The same sentence at the same place is said once."""
    seen: dict[tuple[str, object, str], Finding] = {}
    for one in found:
        seen.setdefault((one.fault.line(), one.fault.mark, one.witness), one)
    return list(seen.values())
