"""A charter with its people: who holds what on a day, and what that makes of its promises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from divan.charter.check.findings import Finding, error, warning
from divan.charter.check.posts import check_posts
from divan.charter.errors import Mark
from divan.charter.model import Charter
from divan.charter.roster import Roster
from divan.charter.world import Holding, World
from divan.worktime import WorkCalendar

Placed = Sequence[tuple[Holding, Mark]]


def check_roster(charter: Charter, roster: Roster, on: date) -> list[Finding]:
    """What stands against the people of a roster on a day; the places are those of its file.

    The charter alone is assumed to be clean by `check`.
    """
    at = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    placed = list(zip(roster.holdings, roster.marks, strict=True))
    world = World(
        WorkCalendar.always("UTC"), roster.holdings, timedelta(days=1), registers=roster.registers
    )
    found = [
        *_terms(charter, placed, at),
        *_seats(charter, placed, at),
        *_independence(charter, placed, at),
        *check_posts(charter, world, at),
    ]
    return sorted(found, key=lambda one: (not one.error, one.fault.mark))


def _terms(charter: Charter, placed: Placed, at: datetime) -> Iterator[Finding]:
    for one, mark in placed:
        path, body = f"holders.{one.body}", charter.bodies[one.body]
        figures = {"person": one.person, "body": one.body}
        if one.until is not None and one.until <= at:
            yield error("term_over", mark, path, **figures, until=one.until.date())
        elif body.term is not None and one.since is not None:
            longest = one.since + timedelta(minutes=body.term.minutes)
            if (one.until or at) > longest + timedelta(days=2):  # leap days
                yield error("term_longer", mark, path, **figures, term=str(body.term))


def _seats(charter: Charter, placed: Placed, at: datetime) -> Iterator[Finding]:
    for name, body in charter.bodies.items():
        here = [(one, mark) for one, mark in placed if one.body == name and one.at(at)]
        path = f"holders.{name}"
        if body.seats is None:
            continue
        met: set[str] = set()
        for one, mark in here:
            if one.person in met:
                yield error("held_twice", mark, path, person=one.person, body=name)
            met.add(one.person)
        if len(here) > body.seats:
            figures = {"body": name, "people": len(here), "seats": body.seats}
            yield error("too_many_people", here[body.seats][1], path, **figures)
        for sector, seats in body.sectors.items():
            inside = [mark for one, mark in here if one.sector == sector]
            if len(inside) > seats:
                figures = {"body": sector, "people": len(inside), "seats": seats}
                yield error("too_many_people", inside[seats], path, **figures)


def _independence(charter: Charter, placed: Placed, at: datetime) -> Iterator[Finding]:
    """Nobody sits in a body and in one it must be independent of, or above themselves, or stands
    in for themselves."""
    held: dict[str, set[str]] = {}
    for one, _ in placed:
        if one.at(at):
            held.setdefault(one.person, set()).add(one.body)
    for one, mark in placed:
        body, others = charter.bodies[one.body], held.get(one.person, set()) - {one.body}
        if not one.at(at):
            continue
        path = f"holders.{one.body}"
        for other in sorted(others):
            figures = {"person": one.person, "body": one.body, "other": other}
            chain = {other, *charter.superiors[other]}
            if not chain.isdisjoint(body.independent_of):
                yield error("person_not_independent", mark, path, **figures)
            elif body.deputy == other:
                yield error("stands_in_for_self", mark, path, **figures)
            elif other in charter.superiors[one.body]:
                yield warning("above_self", mark, path, **figures)
