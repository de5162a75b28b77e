"""Founds Mehrshahr: its facts, map, units, posts, officials and kinds of report, by the actions."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from cityhall.people import actions as people
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import City, Organization, Person, Power
from cityhall.people.queries import today
from cityhall.service import actions as service
from cityhall.service.models import Service, ServiceGroup

from .kinds import GROUPS, KINDS
from .offices import CITY, OFFICIALS, OUTSIDE, RESIDENT, UNITS, Official, Post, posts
from .places import City as Map
from .replies import make_ready
from .services import Kind, Question
from .worktimes import WORK, ZONE

PASSWORD = "mehrshahr-1405"  # noqa: S105  of a made-up city, said aloud when it is built
NAME = {"fa": "شهرداری مهرشهر", "en": "Mehrshahr"}
EMERGENCY = "125"
BEFORE = timedelta(days=366)
"""How long before now the city was founded: as far back as an appointment may reach."""

_POWERS = {
    "dispatcher": (Power.DISPATCH, Power.HANDLE),
    "head": (Power.HANDLE, Power.SERVICES),
    "supervisor": (Power.HANDLE,),
    "field": (Power.FIELD,),
}
_LAYERS = ("water", "park", "street", "landmark")


@dataclass(frozen=True)
class Founded:
    """Who and what there is, by the keys of ``offices`` and ``kinds``."""

    people: dict[str, Person]
    units: dict[str, Organization]
    services: dict[str, Service]


@transaction.atomic
def found(drawn: Map, now: datetime) -> Founded:
    """Make the city on an empty database, as of ``BEFORE`` ``now``."""
    at = now - BEFORE
    persons = {
        each.key: people.account_of(each.email, name=each.fa, verified=True)
        for each in (*OFFICIALS, RESIDENT)
    }
    # One hash for all: each would take a third of a second.
    Person.objects.update(password=make_password(PASSWORD), language="fa", confirmed_at=at)
    administrator = next(each for each in OFFICIALS if "administrator" in each.posts)
    person = people.first_administrator(administrator.email, at=at)
    actor = actor_for(person, on=today())
    people.change_city(
        name=NAME, zone=ZONE.key, work=WORK, emergency_phone=EMERGENCY, second_factor=False,
        actor=actor, at=at,
    )  # fmt: skip
    City.objects.update(is_demo=True)  # no act: nothing official is said by it
    _draw_map(drawn, actor, at)
    units = _make_units(actor, at)
    actor = actor_for(person, on=today())  # now reaches the new units
    for post in posts():
        _make_post(post, units, actor, at)
    for official in OFFICIALS:
        _appoint(official, today() - BEFORE, actor, at)
    kinds = _define_kinds(units, actor, at)
    make_ready(units, actor, at)
    return Founded(persons, units, kinds)


def _draw_map(drawn: Map, actor: Actor, at: datetime) -> None:
    layers = drawn.layers()
    people.set_areas(_bytes(layers["district"]), actor=actor, at=at)
    for kind in _LAYERS:
        people.set_layer(kind, _bytes(layers[kind]), actor=actor, at=at)


def _bytes(layer: dict[str, object]) -> bytes:
    return json.dumps(layer, ensure_ascii=False).encode()


def _make_units(actor: Actor, at: datetime) -> dict[str, Organization]:
    root = Organization.objects.get(code=CITY.code)
    units = {CITY.code: root}
    for office in (*UNITS, *OUTSIDE):
        units[office.code] = people.create_unit(
            name={"fa": office.fa, "en": office.en}, parent=root, code=office.code,
            phone=office.phone, outside=office.outside, actor=actor, at=at,
        )  # fmt: skip
    return units


def _make_post(post: Post, units: dict[str, Organization], actor: Actor, at: datetime) -> None:
    if post.duty == "administrator":
        return  # made with the first administrator
    people.create_post(
        unit=units[post.office], label={"fa": post.fa, "en": post.en},
        powers=_POWERS[post.duty], code=post.code, actor=actor, at=at,
    )  # fmt: skip


def _appoint(official: Official, start: date, actor: Actor, at: datetime) -> None:
    for code in official.posts:
        if code != "administrator":
            people.appoint(code, email=official.email, start=start, actor=actor, at=at)


def _define_kinds(units: dict[str, Organization], actor: Actor, at: datetime) -> dict[str, Service]:
    groups = {
        group.code: service.create_group(group.name.as_dict(), code=group.code, actor=actor, at=at)
        for group in GROUPS
    }
    return {
        each.code: service.define_service(
            _as_kind(each, units, groups), code=each.code, actor=actor, at=at
        )
        for each in KINDS
    }


def _as_kind(
    each: Kind, units: dict[str, Organization], groups: dict[str, ServiceGroup]
) -> service.Kind:
    return service.Kind(
        name=each.name.as_dict(),
        unit=units[each.unit],
        group=groups[each.group],
        description=each.description.as_dict(),
        keywords={"fa": each.keywords_fa, "en": each.keywords_en},
        questions=[_as_question(question) for question in each.questions],
        acknowledge_minutes=each.acknowledge,
        resolve_minutes=each.resolve,
        round_the_clock=each.round_the_clock,
        danger=each.danger,
        confidential=each.confidential,
        hide_place=each.hide_place,
        place_required=each.place_required,
    )


def _as_question(question: Question) -> dict[str, object]:
    made: dict[str, object] = {
        "code": question.code,
        "datatype": question.datatype,
        "description": question.description.as_dict(),
        "required": question.required,
        "values": [{"key": each.key, "name": each.name.as_dict()} for each in question.values],
    }
    if question.hint:
        made["hint"] = question.hint.as_dict()
    return made
