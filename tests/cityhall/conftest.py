"""A small town for tests: two districts, three units, posts, persons, a few kinds of report."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from functools import cache
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.core import cache as caches
from django.db import connections
from django.test import Client

from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import (
    Area,
    City,
    MapLayer,
    Membership,
    Organization,
    Person,
    Post,
    Power,
)
from cityhall.service.actions import Report, file_request
from cityhall.service.models import Request, Service, ServiceGroup
from divan import language

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)  # Monday noon in Tehran
PASSWORD = "a long password"


def square(west: float, south: float, east: float, north: float) -> dict:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


@cache
def _hashed() -> str:
    """Hashing is slow on purpose: once is enough for all tests."""
    return make_password(PASSWORD)


def make_town() -> SimpleNamespace:
    """Rows made directly, as a migration would: the acts under test start from here."""
    City.objects.create(
        name={"fa": "شهر آزمون", "en": "Testville"},
        zone="Asia/Tehran",
        work={"week": {day: ["07:30-14:30"] for day in ("sat", "sun", "mon", "tue", "wed")}},
        emergency_phone="137",
        second_factor=False,
    )
    caches.cache.clear()
    east = Area.objects.create(
        code="east",
        name={"fa": "ناحیهٔ خاوری", "en": "East"},
        geometry=square(51.05, 35.60, 51.10, 35.65),
        sort_key=language.sort_key("ناحیهٔ خاوری"),
    )
    west = Area.objects.create(
        code="west",
        name={"fa": "ناحیهٔ باختری", "en": "West"},
        geometry=square(51.00, 35.60, 51.05, 35.65),
        sort_key=language.sort_key("ناحیهٔ باختری"),
    )
    MapLayer.objects.create(
        kind="street",
        features={
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {
                        "class": "street",
                        "name": {"fa": "خیابان مهر", "en": "Mehr St"},
                    },
                    "geometry": {
                        "type": "LineString",
                        "coordinates": [[51.00, 35.62], [51.10, 35.63]],
                    },
                }
            ],
        },
    )

    def unit(code: str, fa: str, en: str, kind: str, parent: Organization | None) -> Organization:
        return Organization.objects.create(
            code=code,
            name={"fa": fa, "en": en},
            classification=kind,
            parent=parent,
            sort_key=language.sort_key(fa),
        )

    city = unit("city", "شهرداری", "City", "city", None)
    lighting = unit("lighting", "واحد روشنایی", "Lighting", "unit", city)
    roads = unit("roads", "واحد معابر", "Roads", "unit", city)

    def post(code: str, fa: str, en: str, where: Organization, *powers: str) -> Post:
        return Post.objects.create(
            code=code,
            label={"fa": fa, "en": en},
            organization=where,
            powers=list(powers),
            sort_key=language.sort_key(fa),
        )

    posts = {
        "dispatcher": post(
            "dispatcher", "مسئول پذیرش", "Dispatcher", city, Power.HANDLE, Power.DISPATCH
        ),
        "lamp": post("lamp", "کارشناس روشنایی", "Lighting officer", lighting, Power.HANDLE),
        "crew": post("crew", "اکیپ روشنایی", "Lighting crew", lighting, Power.FIELD),
        "road": post("road", "کارشناس معابر", "Roads officer", roads, Power.HANDLE),
        "admin": post("admin", "راهبر سامانه", "Administrator", city, Power.PEOPLE, Power.SERVICES),
    }

    def person(email: str, name: str, *held: str) -> Person:
        one = Person.objects.create(email=email, password=_hashed(), name=name)
        for code in held:
            Membership.objects.create(person=one, post=posts[code], start_date=date(2025, 3, 21))
        return one

    persons = {
        "resident": person("sara@example.org", "سارا ساکن"),
        "neighbour": person("navid@example.org", "نوید همسایه"),
        "dispatcher": person("dana@example.org", "دانا پذیرش", "dispatcher"),
        "lamp": person("roshan@example.org", "روشن چراغی", "lamp"),
        "crew": person("omid@example.org", "امید اکیپ", "crew"),
        "road": person("rahman@example.org", "رحمان راهی", "road"),
        "admin": person("azar@example.org", "آذر راهبر", "admin"),
    }
    group = ServiceGroup.objects.create(code="street", name={"fa": "خیابان", "en": "Street"})

    def service(code: str, fa: str, en: str, where: Organization, **more: object) -> Service:
        return Service.objects.create(
            service_code=code, name={"fa": fa, "en": en}, group=group, unit=where, **more
        )

    services = {
        "lamp": service(
            "street-light",
            "چراغ خاموش",
            "Street light out",
            lighting,
            questions=[
                {
                    "code": "count",
                    "datatype": "number",
                    "description": {"fa": "چند چراغ؟", "en": "How many lights?"},
                },
                {
                    "code": "since",
                    "datatype": "singlevaluelist",
                    "required": False,
                    "description": {"fa": "از کی؟", "en": "Since when?"},
                    "values": [
                        {"key": "today", "name": {"fa": "امروز", "en": "Today"}},
                        {"key": "week", "name": {"fa": "یک هفته", "en": "A week"}},
                    ],
                },
            ],
            keywords={"fa": ["چراغ", "تاریک"], "en": ["light", "lamp"]},
        ),
        "wire": service(
            "fallen-wire",
            "سیم افتاده",
            "Fallen wire",
            lighting,
            danger=True,
            round_the_clock=True,
            acknowledge_minutes=15,
            resolve_minutes=120,
        ),
        "hole": service("pothole", "چالهٔ خیابان", "Pothole", roads),
        "noise": service("noise", "سر و صدای همسایه", "Noise", roads, hide_place=True),
        "conduct": service(
            "conduct",
            "رفتار کارکنان",
            "Conduct of staff",
            roads,
            confidential=True,
            place_required=False,
        ),
    }
    return SimpleNamespace(
        city=city,
        lighting=lighting,
        roads=roads,
        east=east,
        west=west,
        posts=posts,
        persons=persons,
        services=services,
        group=group,
    )


@pytest.fixture
def town(db: None) -> SimpleNamespace:
    return make_town()


@pytest.fixture
def actor(town: SimpleNamespace) -> Callable[[str], Actor]:
    """`actor("dispatcher")`: the actor of a person of the town; "nobody" is an unknown browser."""

    def make(name: str, browser: str = "browser-1") -> Actor:
        person = town.persons.get(name)
        return actor_for(person, on=NOW.date(), browser="" if person else browser)

    return make


@pytest.fixture
def client_as(town: SimpleNamespace) -> Callable[..., Client]:
    """`client_as("dispatcher")`: a signed-in test client; `client_as()` is a visitor."""

    def make(name: str = "", language: str = "fa") -> Client:
        client = Client(headers={"accept-language": language})
        if name:
            client.force_login(town.persons[name])
        return client

    return make


@pytest.fixture
def filed(town: SimpleNamespace, actor: Callable[..., Actor]) -> Callable[..., Request]:
    """`filed("lamp", text="…")`: a report by an unknown browser, through the ordinary act."""

    def file(service: str = "lamp", *, by: Actor | None = None, **facts: object) -> Request:
        facts = {"text": "چراغ کوچه خاموش است.", "address": "خیابان مهر", **facts}
        at = facts.pop("at", NOW)
        report = Report(service=town.services[service], **facts)
        return file_request(report, actor=by or actor("nobody"), at=at)

    return file


@pytest.fixture
def at_once(transactional_db: None) -> Callable[..., list[object]]:
    """`at_once(jobs)`: run every job in a thread of its own, eight at a time, from one start.

    Answers what each job returned or raised, in the order of the jobs.
    """

    def run(jobs: Sequence[Callable[[], object]], threads: int = 8) -> list[object]:
        start = threading.Barrier(min(threads, len(jobs)))
        first = iter(range(start.parties))

        def one(job: Callable[[], object]) -> object:
            if next(first, None) is not None:
                start.wait(timeout=60)
            try:
                return job()
            except Exception as error:
                return error
            finally:
                connections.close_all()

        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(one, jobs))

    return run
