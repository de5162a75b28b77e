"""Clocks: every wait has an end, and no two contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from divan.charter.check.findings import Finding, error
from divan.charter.model import Charter, Matter, Stage
from divan.charter.procedures.rule import Rule
from divan.charter.span import Span

WEEK = 7


def check_clocks(charter: Charter) -> Iterator[Finding]:
    never = not _working_days(charter)
    for matter in charter.matters.values():
        path = f"matters.{matter.name}" + ("" if matter.object == "decision" else ".route")
        for stage in matter.stages():
            yield from _stage(charter, stage, path, never=never)
        if matter.admit is not None and matter.admit.within.number == 0:
            yield error("zero_clock", matter.admit.mark, path, stage="admit")
        yield from _afterwards(charter, matter)


def _working_days(charter: Charter) -> int:
    weekend = charter.calendar.get("weekend")
    return WEEK - len(set(weekend)) if isinstance(weekend, list) else WEEK


def nominal(charter: Charter, span: Span) -> int:
    """Minutes of calendar time, where working days count with the weekends between them."""
    days = _working_days(charter)
    if span.unit == "day" and days:
        return -(-span.minutes * WEEK // days)
    return span.minutes


def _stage(charter: Charter, stage: Stage, path: str, *, never: bool) -> Iterator[Finding]:
    if isinstance(stage.procedure, Rule):
        return
    if stage.within is None:
        yield error("no_clock", stage.mark, path, stage=stage.id)
        return
    if stage.within.number == 0:
        yield error("zero_clock", stage.mark, path, stage=stage.id)
    if never and stage.within.working:
        yield error("never_open", stage.mark, path, stage=stage.id)
    consult = stage.consult.within
    if stage.consult.bodies and consult is None:
        yield error("consult_endless", stage.mark, path, stage=stage.id)
    elif consult is not None and nominal(charter, consult) >= nominal(charter, stage.within):
        yield error("consult_late", stage.mark, path, stage=stage.id, within=str(consult))
    yield from _ends(charter, stage, path)


def _ends(charter: Charter, stage: Stage, path: str) -> Iterator[Finding]:
    """A body that is dissolved before its time to decide is over."""
    body = charter.bodies[stage.body]
    found = re.fullmatch(r"([0-9]+) ([a-z]+?)s?", body.ends)
    if found is None or stage.within is None:
        return
    span = Span(int(found[1]), found[2])
    if nominal(charter, span) < nominal(charter, stage.within):
        figures = {"stage": stage.id, "body": body.name, "ends": body.ends}
        yield error("ends_first", stage.mark, path, **figures)


def _afterwards(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """Emergency decisions expire; a veto, a review and a ratification come in time."""
    path = f"matters.{matter.name}"
    veto, review, ratify = (matter.about.get(kind) for kind in ("veto", "review", "ratify"))
    if ratify is not None and matter.expires is None:
        yield error("no_expiry", ratify.mark, path)
    window = veto.window if veto else None
    after = review.window if review else None
    if review and after and window and nominal(charter, after) <= nominal(charter, window):
        yield error("review_before_force", review.mark, path)
    if matter.expires is None:
        return
    life = nominal(charter, matter.expires)
    if veto and window and life <= nominal(charter, window):
        yield error("expires_before_force", veto.mark, path, expires=str(matter.expires))
    if ratify is not None:
        [stage] = list(charter.matters[f"{matter.name}.ratify"].stages())
        if stage.within is not None and nominal(charter, stage.within) > life:
            figures = {"within": str(stage.within), "expires": str(matter.expires)}
            yield error("ratify_late", ratify.mark, path, **figures)
