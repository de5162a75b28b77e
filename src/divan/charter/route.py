"""Where a matter goes: the case that holds, and the edge that each outcome takes.

The engine and the checker both walk by these functions, so what is proved is what runs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from divan.charter import boxes
from divan.charter.model import ENDS, Group, Matter, Stage

# Where an outcome leads when the charter does not say. "next" is the following step of the case.
DEFAULTS = {
    "approved": "next",
    "refused": "refused",
    "referred": "next",
    "timeout": "lapsed",
    "objected": "refused",
    "inquorate": "lapsed",
    "vacant": "lapsed",
}


def case_of(matter: Matter, codes: Mapping[str, int]) -> int:
    """The number of the first case whose condition holds, from 0; -1 where none does."""
    point = tuple(codes[one.name] for one in matter.deciding)
    for number, case in enumerate(matter.cases):
        if boxes.holds(case.when.boxes, point):
            return number
    return -1


def target(matter: Matter, step: str, outcome: str) -> str:
    """The step or end to which an outcome leads. A referral from a last stage lapses."""
    one = matter.steps[step]
    to = one.then.get(outcome) or DEFAULTS[outcome]
    if to != "next":
        return to
    following = matter.following[step]
    return "lapsed" if outcome == "referred" and following in ENDS else following


def outcomes_of(step: Stage | Group) -> tuple[str, ...]:
    """What can come of a step."""
    return ("approved", "refused") if isinstance(step, Group) else step.procedure.outcomes()


def group_outcome(group: Group, done: Mapping[str, str]) -> str:
    """Approved as soon as enough have approved, refused as soon as they cannot; else ""."""
    yes = sum(outcome == "approved" for outcome in done.values())
    if yes >= group.need:
        return "approved"
    left = len(group.stages) - len(done)
    return "refused" if yes + left < group.need else ""


def reachable(matter: Matter, starts: Iterable[str]) -> list[str]:
    """Every step that can be reached from these, themselves included, in breadth-first order."""
    found = [one for one in starts if one not in ENDS]
    for step in found:
        for outcome in outcomes_of(matter.steps[step]):
            to = target(matter, step, outcome)
            if to not in ENDS and to not in found:
                found.append(to)
    return found
