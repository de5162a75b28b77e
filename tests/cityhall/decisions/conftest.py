"""A small city hall under the charter of the tests: council, mayor, deputy, works, forum, court."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from tests.cityhall.conftest import NOW, make_town
from tests.divan.charter.city import HOLDINGS, TEXT

from cityhall.decisions import actions
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Person


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    """The town, with every seat of the charter's bodies held by a person of its own."""
    town = make_town()
    office = actor_for(town.persons["admin"], on=date(2026, 11, 23))
    actions.adopt(TEXT, actor=office, at=NOW)
    people: dict[str, Person] = {}
    for one in HOLDINGS:
        person = Person.objects.create(email=f"{one.person}@hall.example", name=one.person)
        people[one.person] = person
        actions.take_seat(one.body, actor=office, at=NOW, person=person, sector=one.sector)
    resident = Person.objects.create(email="resident@hall.example", name="resident")

    def by(name: str) -> Actor:
        return Actor(person={**people, "resident": resident}[name])

    return SimpleNamespace(town=town, office=office, by=by, people=people)
