"""Quorums and thresholds that can be met: exact, also when somebody steps aside."""

from __future__ import annotations

from collections.abc import Iterator

from divan.charter.check.findings import Finding, error, warning
from divan.charter.model import Body, Charter, Matter, Stage
from divan.charter.procedures import Choose, Consent, Procedure, Vote
from divan.charter.procedures.vote import Count, passes
from divan.charter.share import Share


def check_numbers(charter: Charter) -> Iterator[Finding]:
    for matter in charter.matters.values():
        for stage in matter.stages():
            if stage.body and charter.bodies[stage.body].seats is not None:
                yield from _stage(charter, matter, stage)
            elif stage.body and isinstance(stage.procedure, Vote):
                yield from _register(charter, matter, stage, stage.procedure)


def _register(charter: Charter, matter: Matter, stage: Stage, vote: Vote) -> Iterator[Finding]:
    """How many are on it nobody knows beforehand; sectors it has none."""
    path = f"matters.{matter.name}.{stage.id}"
    if vote.in_each_sector:
        yield error("no_sectors", stage.mark, path, body=stage.body)
    if vote.tie == "chair" and vote.chair:
        yield from _chair(charter, vote, stage, path)


def weight(body: Body) -> int:
    """The weight of all seats."""
    named = sum(count * body.weights.get(sector, 1) for sector, count in body.sectors.items())
    assert body.seats is not None  # noqa: S101 - registers are not counted here
    return named + body.seats - sum(body.sectors.values())


def _quorum(procedure: Procedure) -> Share | None:
    return procedure.quorum if isinstance(procedure, Vote | Consent | Choose) else None


def _stage(charter: Charter, matter: Matter, stage: Stage) -> Iterator[Finding]:
    body, procedure = charter.bodies[stage.body], stage.procedure
    path = f"matters.{matter.name}.{stage.id}"
    size = weight(body) if isinstance(procedure, Vote) else (body.seats or 0)
    quorum = _quorum(procedure)
    if quorum is not None and quorum.least(size) > size:
        yield error("quorum_never", stage.mark, path, quorum=str(quorum), seats=size)
        return
    if not isinstance(procedure, Vote):
        return
    everybody = Count(size, 0, 0, size)
    sectors = [Count(count, 0, 0, count) for count in body.sectors.values()]
    if procedure.in_each_sector and not body.sectors:
        yield error("no_sectors", stage.mark, path, body=body.name)
    elif procedure.in_each_sector and 0 in body.sectors.values():
        empty = next(name for name, count in body.sectors.items() if count == 0)
        yield error("sector_empty", stage.mark, path, sector=empty)
    elif not passes(procedure, everybody, sectors):
        yield error(
            "threshold_never", stage.mark, path, threshold=str(procedure.threshold), seats=size
        )
    else:
        yield from _recused(body, procedure, stage, path, size)
        yield from _few(procedure, stage, path, size)
    if procedure.tie == "chair" and procedure.chair:
        yield from _chair(charter, procedure, stage, path)


def _recused(body: Body, vote: Vote, stage: Stage, path: str, size: int) -> Iterator[Finding]:
    """One member is the applicant and steps aside: can the rest still decide?"""
    if size <= 1:
        return
    base = size if vote.recused == "stay" else size - 1
    present = size - 1
    if vote.quorum is not None and vote.quorum.least(base) > present:
        yield error("quorum_recused", stage.mark, path, quorum=str(vote.quorum), seats=size)
    elif vote.threshold.of == "seats" and vote.threshold.least(base) > present:
        yield error(
            "threshold_recused", stage.mark, path, threshold=str(vote.threshold), seats=size
        )
    elif vote.quorum is not None and vote.recused == "stay":
        for sector, count in body.sectors.items():
            gone = count * body.weights.get(sector, 1)
            if vote.quorum.least(size) > size - gone:
                figures = {"sector": sector, "quorum": str(vote.quorum), "seats": size}
                yield error("quorum_sector", stage.mark, path, **figures)
    if vote.in_each_sector:
        for sector, count in body.sectors.items():
            if count == 1:
                yield error("sector_of_one", stage.mark, path, sector=sector)


def _few(vote: Vote, stage: Stage, path: str, size: int) -> Iterator[Finding]:
    """How few yes votes can carry a decision of a large body."""
    present = vote.quorum.least(size) if vote.quorum else 1
    if vote.threshold.of == "seats":
        fewest = vote.threshold.least(size)
    elif vote.threshold.of == "present" or vote.abstain == "counts":
        fewest = vote.threshold.least(present)
    else:
        fewest = 1
    if size >= 5 and fewest * 5 <= size:
        yield warning("few_decide", stage.mark, path, votes=fewest, seats=size)


def _chair(charter: Charter, vote: Vote, stage: Stage, path: str) -> Iterator[Finding]:
    chair = charter.bodies[vote.chair]
    if not chair.one_seat:
        yield error("chair_of_many", stage.mark, path, body=chair.name)
