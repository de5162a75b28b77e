"""What a route asks of people, by counting: who decides, the fewest who can approve, the longest.

Facts of the charter alone, so two charters can be laid side by side without a simulation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

from divan.charter import route
from divan.charter.acceptance import acceptance
from divan.charter.check.bound import through
from divan.charter.model import ENDS, Body, Charter, Group, Matter, Stage, stages_of
from divan.charter.procedures import Choose, Consent, Rule, Vote
from divan.charter.procedures.vote import Count, passes
from divan.worktime import WorkCalendar

NONE = 10**9  # more people than a route can ask for: it never approves


@dataclass(frozen=True)
class Outlook:
    """One case of a route. `bodies`: who decides, if each stage answers, in order. `fewest`: the
    fewest people whose yes approves while all others are silent, `None` where none suffice.
    `say`: the seats of all bodies on that way. `latest`: when the case is over at the latest,
    if it is filed at the given moment and nobody hurries; gathering and voices left out.
    `passes`: the chance that it ends approved when each person says yes with the given chances,
    each independent of the others; `None` where a stage has no yes and no."""

    case: int
    when: str
    bodies: tuple[str, ...]
    fewest: int | None
    say: int
    latest: datetime
    passes: tuple[Fraction | None, ...] = ()


def outlook(
    charter: Charter,
    matter: Matter,
    filed: datetime,
    calendar: WorkCalendar,
    day: timedelta,
    chances: Sequence[Fraction] = (),
) -> list[Outlook]:
    """Every case of a matter. `day` is the working time of one working day; `chances` are those of
    a yes, for `passes`.

    Raises `ValueError` for a route that comes back to a step.
    """
    admitted = matter.admit.within.after(filed, calendar, day) if matter.admit else filed
    found = []
    for number, case in enumerate(matter.cases):
        way = _way(matter, case.steps[0].id)
        bodies = dict.fromkeys(
            stage.body for step in way for stage in stages_of(step) if stage.body
        )
        fewest = sum(_fewest(charter, step) for step in way)
        found.append(
            Outlook(
                case=number,
                when=case.when.text,
                bodies=tuple(bodies),
                fewest=fewest if fewest < NONE else None,
                say=sum(charter.bodies[name].seats or 0 for name in bodies),
                latest=through(matter, {case.steps[0].id: admitted}, calendar, day),
                passes=tuple(_passes(charter, matter, number, one) for one in chances),
            )
        )
    return found


def _passes(charter: Charter, matter: Matter, case: int, chance: Fraction) -> Fraction | None:
    try:
        return acceptance(charter, matter.name, chance, case=case)
    except ValueError:
        return None


def _way(matter: Matter, first: str) -> list[Stage | Group]:
    """The steps of a case when each approves; a rule is taken to refer onward."""
    found: list[Stage | Group] = []
    at = first
    while at not in ENDS and all(step.id != at for step in found):
        step = matter.steps[at]
        found.append(step)
        rule = isinstance(step, Stage) and isinstance(step.procedure, Rule)
        at = route.target(matter, at, "referred" if rule else "approved")
    return found


def _fewest(charter: Charter, step: Stage | Group) -> int:
    if isinstance(step, Group):
        return sum(sorted(_of_stage(charter, one) for one in step.stages)[: step.need])
    return _of_stage(charter, step)


def _of_stage(charter: Charter, stage: Stage) -> int:
    procedure = stage.procedure
    if isinstance(procedure, Rule):
        return 0
    body = charter.bodies[stage.body]
    if isinstance(procedure, Vote):
        return _of_vote(procedure, body)
    if isinstance(procedure, Consent | Choose) and procedure.quorum and body.seats:
        return procedure.quorum.least(body.seats)
    return 1


def _of_vote(vote: Vote, body: Body) -> int:
    """The fewest seats, the heaviest first, whose yes passes with every seat filled; in each
    sector where that is asked. A register is counted as one."""
    if body.seats is None:
        return 1
    weights = [
        (name, body.weights.get(name, 1)) for name, n in body.sectors.items() for _ in range(n)
    ]
    weights += [("", 1)] * (body.seats - len(weights))
    total = sum(weight for _name, weight in weights)
    if vote.in_each_sector and body.sectors:
        return _in_each(vote, body, total)
    yes = 0
    for number, weight in enumerate(sorted((one for _name, one in weights), reverse=True), 1):
        yes += weight
        if _holds(vote, [Count(yes, 0, 0, total)]):
            return number
    return NONE


def _in_each(vote: Vote, body: Body, total: int) -> int:
    """One yes after the other in the sector that lacks most, until all of it passes."""
    given = dict.fromkeys(body.sectors, 0)

    def counts() -> list[Count]:
        weight = {name: body.weights.get(name, 1) for name in given}
        yes = sum(weight[name] * many for name, many in given.items())
        parts = [
            Count(weight[name] * many, 0, 0, weight[name] * body.sectors[name])
            for name, many in given.items()
        ]
        return [Count(yes, 0, 0, total), *parts]

    while not _holds(vote, counts()):
        lacking = [name for name in given if given[name] < body.sectors[name]]
        if not lacking:
            return NONE
        fails = {
            name
            for name, count in zip(given, counts()[1:], strict=True)
            if not vote.threshold.holds(count.yes, count.base(vote.threshold.of, vote.abstain))
        }
        pick = next((name for name in lacking if name in fails), lacking[0])
        given[pick] += 1
    return sum(given.values())


def _holds(vote: Vote, counts: list[Count]) -> bool:
    whole, *sectors = counts
    present = whole.base("present", vote.abstain)
    enough = vote.quorum is None or vote.quorum.holds(present, whole.base("seats", vote.abstain))
    return enough and passes(vote, whole, sectors)
