"""What another kind would make of a report, for the officer who is about to say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from cityhall.acts.refusals import demand
from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.people.names import Names
from cityhall.people.queries import city
from cityhall.service import actions, rulebook
from cityhall.service.actions.changing import dates
from cityhall.service.actions.routing import Routed, was_handed_on, where_to
from cityhall.service.models import Request, Service
from cityhall.service.queries import Catalogue


@dataclass(frozen=True)
class Turn:
    """Where a report would lie under another kind, and until when that is promised.

    `stays`: somebody has handed it on, so no rule moves it.
    """

    service: Service
    routed: Routed
    due: datetime
    stays: bool


def would_turn(request: Request, service: Service, *, actor: Actor, at: datetime) -> Turn:
    """What `change_kind` would do. Raises `Refused` where that would refuse."""
    demand(actions.may_change_kind(request, service, actor=actor))
    routed = where_to(request, service, at=at)
    stays = Routed(request.unit, request.assignee)
    return Turn(service, routed or stays, dates(request, service)[1], routed is None)


def destinations(request: Request, known: Catalogue, *, at: datetime) -> dict[str, Names]:
    """Where the report would go under each kind, by its code; nothing for one that was handed on.

    Two queries, however many kinds and rules there are.
    """
    if was_handed_on(request):
        return {}
    rules = rulebook.rulebook()
    words = rulebook.tokens(request.description) if rules.book.with_words else frozenset()
    area = known.areas[request.area_id].code if request.area_id in known.areas else None
    case = rulebook.case_of("", area, at, city().timezone, words)
    found: dict[str, Names] = {}
    for kind in known.kinds.values():
        rule = rules.book.decide(replace(case, kind=kind.code)).rule if rules.rows else None
        to = rules.row(rule).to if rule is not None else None
        outside = to is not None and to.classification == Organization.Classification.OUTSIDE
        if to is None or (outside and not request.is_public):
            found[kind.code] = known.units[kind.unit_id].name
        else:
            found[kind.code] = to.name
    return found
