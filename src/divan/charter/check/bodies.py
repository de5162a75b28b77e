"""Who answers to whom: no rings, nobody unanswerable, nobody unused, panels that can be drawn."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from divan.charter.check.findings import Finding, error, warning
from divan.charter.model import Body, Charter, Matter

ROOTS = ("election", "lot", "membership", "ex_officio")  # what itself gives authority


def check_bodies(charter: Charter) -> Iterator[Finding]:
    yield from _chain(charter)
    yield from _used(charter)
    yield from _drawn(charter)


def _chain(charter: Charter) -> Iterator[Finding]:
    for name, body in charter.bodies.items():
        trail, at = [name], body.reports_to
        while at and at not in trail:
            trail.append(at)
            at = charter.bodies[at].reports_to
        if at == name and name == min(trail):
            found = error("reports_in_ring", body.mark, f"bodies.{name}", body=name)
            lines = [f"{one}:{charter.bodies[one].mark.line}" for one in (*trail, name)]
            yield dataclasses.replace(found, trace=tuple(lines))
        if body.deputy == name:
            yield error("own_deputy", body.mark, f"bodies.{name}", body=name)
        elif body.deputy and not charter.bodies[body.deputy].one_seat:
            other = body.deputy
            yield error("deputy_of_many", body.mark, f"bodies.{name}", body=name, other=other)
        for other in body.independent_of:
            if other in charter.superiors[name] or body.filled_by == other:
                yield error("not_independent", body.mark, f"bodies.{name}", body=name, other=other)


def answerable(charter: Charter) -> frozenset[str]:
    """The bodies whose authority comes, in the end, from an election, a lot, a membership or a
    register: directly, through whoever fills them, or through those they report to."""
    found = {
        name
        for name, body in charter.bodies.items()
        if body.seats is None or (body.filled_by in ROOTS and body.preset != "circle")
    }
    while True:
        more = {
            name
            for name, body in charter.bodies.items()
            if name not in found and not found.isdisjoint({body.filled_by, body.reports_to})
        }
        if not more:
            return frozenset(found)
        found |= more


def _used(charter: Charter) -> Iterator[Finding]:
    used = {stage.body for matter in charter.matters.values() for stage in matter.stages()}
    used |= {one.to for one in charter.mandates}
    named = {one.giver for one in charter.mandates}
    for matter in charter.matters.values():
        named |= _named(matter)
    for body in charter.bodies.values():
        named |= {body.deputy, body.reports_to, body.drawn_from, body.filled_by}
        named |= set(body.independent_of)
    grounded = answerable(charter)
    for name, body in charter.bodies.items():
        path = f"bodies.{name}"
        if name not in used | named:
            yield warning("unused", body.mark, path, body=name)
        elif name in used and name not in grounded and not _in_ring(charter, name):
            yield error("unaccountable", body.mark, path, body=name)


def _in_ring(charter: Charter, name: str) -> bool:
    """Whether a body's chain of reports ends in a ring, which is a finding of its own."""
    met, at = {name}, charter.bodies[name].reports_to
    while at and at not in met:
        met.add(at)
        at = charter.bodies[at].reports_to
    return bool(at)


def _drawn(charter: Charter) -> Iterator[Finding]:
    for name, body in charter.bodies.items():
        source = charter.bodies[body.drawn_from].seats if body.drawn_from else None
        if source is not None and body.seats is not None and source < body.seats:
            figures = {"body": name, "seats": body.seats, "of": source}
            yield error("panel_too_large", body.mark, f"bodies.{name}", **figures)


def _named(matter: Matter) -> set[str]:
    """The bodies that a matter names without letting them decide."""
    named = {who.body for who in matter.standing}
    if matter.admit is not None:
        named.add(matter.admit.body)
    for stage in matter.stages():
        named |= set(stage.consult.bodies)
        named |= {getattr(stage.procedure, key, "") for key in ("tested_by", "chair")}
    for about in matter.about.values():
        named |= {who.body for who in about.who}
    return named


def bodies_of(charter: Charter, matter: Matter) -> list[Body]:
    """The bodies that decide somewhere on a route."""
    names = dict.fromkeys(stage.body for stage in matter.stages() if stage.body)
    return [charter.bodies[name] for name in names]
