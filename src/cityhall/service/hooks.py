"""What counters above this one do with a report that goes to a body, and add to an officer's case.

A counter registers its functions when the apps are ready:

    hooks.carriers.append(Carrier(may_carry, carry, recall))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.service.models import Handover, Request


@dataclass(frozen=True)
class Carrier:
    """Takes handed-over reports into the systems of bodies. All of it is called inside the
    transaction of the handover, with the report locked."""

    may_carry: Callable[[Request, Organization], bool]
    carry: Callable[[Handover, datetime], None]
    recall: Callable[[Handover], None]  # the handover ends: what has not left stays here


@dataclass(frozen=True)
class Elsewhere:
    """A report in the system of another body, in words: how it stands there, and what is apart."""

    name: str
    number: str  # over there; empty until they gave one
    state: str
    tone: str
    notes: str = ""  # their own words
    trouble: str = ""  # what went wrong, or what they and we do not agree on
    address: str = ""  # where this officer can put it right
    link: str = ""
    answered: str = ""  # what their system said of it, as it came


@dataclass(frozen=True)
class Way:
    """A system to which an officer may send a report by hand."""

    code: str
    name: str
    address: str  # that the form is sent to


carriers: list[Carrier] = []
elsewhere: list[Callable[[Request, Actor], Sequence[Elsewhere]]] = []
ways: list[Callable[[Request, Actor], Sequence[Way]]] = []


def carrier_for(request: Request, body: Organization) -> Carrier | None:
    """Who takes this report into the system of this body, if anybody does."""
    return next((one for one in carriers if one.may_carry(request, body)), None)


def elsewhere_of(request: Request, actor: Actor) -> list[Elsewhere]:
    """Where a report is besides here, for an officer who handles it."""
    return [row for ask in elsewhere for row in ask(request, actor)]


def ways_of(request: Request, actor: Actor) -> list[Way]:
    """Where an officer may send this report by hand."""
    return [way for ask in ways for way in ask(request, actor)]
