"""Check a charter before it is adopted: what can go wrong by its own words, each with the place.

Who holds which seat is no part of it: the charter is checked alone.
"""

from __future__ import annotations

from divan.charter.check.amendment import check_amendment
from divan.charter.check.bodies import check_bodies
from divan.charter.check.bound import latest
from divan.charter.check.cases import check_cases
from divan.charter.check.clocks import check_clocks
from divan.charter.check.findings import Finding, error
from divan.charter.check.mandates import check_mandates
from divan.charter.check.numbers import check_numbers
from divan.charter.check.power import check_power
from divan.charter.check.routes import LONGEST, check_routes, too_long
from divan.charter.check.walk import check_walks
from divan.charter.effort import TooMuchError, at_most
from divan.charter.errors import NOWHERE
from divan.charter.model import Charter

__all__ = ["Finding", "check", "latest"]

CHECKS = (
    check_cases,
    check_routes,
    check_clocks,
    check_numbers,
    check_bodies,
    check_power,
    check_mandates,
    check_amendment,
)
MOST_STEPS = 3_000_000  # a second or two; the large charter of bench/ takes half a million


def check(charter: Charter) -> list[Finding]:
    """All findings, errors first, in the order of the file. None that is an error: it may be
    adopted. What is too intricate to be checked in bounded time is one error, and no other."""
    for matter in charter.matters.values():
        if too_long(matter):
            return [error("route_long", matter.mark, f"matters.{matter.name}.route", most=LONGEST)]
    try:
        with at_most(MOST_STEPS):
            return _all(charter)
    except TooMuchError:
        first = min((one.mark for one in charter.matters.values()), default=NOWHERE)
        return [error("too_intricate", first, "matters")]


def _all(charter: Charter) -> list[Finding]:
    found = [one for each in CHECKS for one in each(charter)]
    faulty = {one.fault.path.split(".route")[0] for one in found if one.error}
    found += [
        one for one in check_walks(charter) if one.code != "never_approved" or _new(one, faulty)
    ]
    return sorted(_once(found), key=lambda one: (not one.error, one.fault.mark))


def _new(found: Finding, faulty: set[str]) -> bool:
    """A route that cannot approve for a reason already given is not reported again."""
    matter = found.fault.path.split(".route")[0]
    return not any(one == matter or one.startswith(f"{matter}.") for one in faulty)


def _once(found: list[Finding]) -> list[Finding]:
    """The same sentence at the same place is said once."""
    seen: dict[tuple[str, object, str], Finding] = {}
    for one in found:
        seen.setdefault((one.fault.line(), one.fault.mark, one.witness), one)
    return list(seen.values())
