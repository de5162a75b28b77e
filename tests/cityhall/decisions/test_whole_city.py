"""Who sits in the city's bodies is no matter of a unit's own personnel office."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.cityhall.conftest import NOW, make_town
from tests.divan.charter.city import TEXT

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions
from cityhall.decisions.actions import nodes
from cityhall.decisions.models import Seat
from cityhall.decisions.queries import circles
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Membership, Person, Post, Power

PAGES = ("/manage/charter/", "/manage/charter/seats/", "/manage/charter/seats/council/")


def chief_of(town: SimpleNamespace) -> Actor:
    """Somebody who manages the people of the lighting unit, and of nothing else."""
    post = Post.objects.create(
        code="chief",
        label={"fa": "رئیس روشنایی"},
        organization=town.lighting,
        powers=[Power.PEOPLE],
        sort_key="x",
    )
    person = Person.objects.create_user(email="chief@example.org", name="رئیس")
    Membership.objects.create(person=person, post=post, start_date=date(2025, 1, 1))
    return actor_for(person, on=date(2026, 11, 23))


def refuses(act, *given, **facts) -> None:
    before = Act.objects.count()
    with pytest.raises(Refused) as caught:
        act(*given, **facts, at=NOW)
    assert (caught.value.refusal.code, caught.value.refusal.status) == ("not_yours", 403)
    assert Act.objects.count() == before


def test_the_head_of_a_unit_adopts_no_charter(db: None) -> None:
    refuses(actions.adopt, TEXT, actor=chief_of(make_town()))


def test_the_head_of_a_unit_fills_and_ends_no_seat_and_confirms_no_organisation(hall) -> None:
    chief = chief_of(hall.town)
    assert chief.may(Power.PEOPLE)
    seat = Seat.objects.filter(body="council").first()
    refuses(actions.take_seat, "council", actor=chief, person=chief.person)
    refuses(actions.leave_seat, seat.pk, actor=chief)
    offer = nodes.Offer(["دوزندگی"])
    node = nodes.register_node("خیریه", "civil_society", offer, actor=hall.by("resident"), at=NOW)
    refuses(nodes.answer_node, node.pk, confirmed=True, actor=chief)
    assert circles.node(chief, node.pk) is None
    assert circles.node(hall.office, node.pk) == node


def test_the_pages_of_the_charter_are_not_theirs(hall) -> None:
    chief, admin = Client(), Client()
    chief.force_login(chief_of(hall.town).person)
    admin.force_login(hall.town.persons["admin"])
    for page in PAGES:
        assert (chief.get(page).status_code, admin.get(page).status_code) == (404, 200), page
    office = chief.get("/manage/").content.decode()
    assert "/manage/charter/" not in office
    assert "/manage/charter/" in admin.get("/manage/").content.decode()
