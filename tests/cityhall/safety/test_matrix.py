"""Every address, asked by every role with every verb, answers as the table says."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from tests.cityhall.safety import routes
from tests.cityhall.safety.matrix import NOBODY, TABLE, Row
from tests.cityhall.safety.world import CSRF, ROLES, World

from cityhall.people.models import City
from cityhall.web import limits

VERBS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH")
# HEAD asks what GET asks, and the others are refused before they ask anything of the database:
# they are tried on SQLite.
if connection.vendor != "sqlite":
    VERBS = ("GET", "POST")


def ask(world: World, client: Client, name: str, row: Row, verb: str) -> tuple[int, bytes]:
    """One request, and everything that it changed undone."""
    cookies = client.cookies.copy()
    address = reverse(name, args=row.arguments(world))
    if row.query:
        address += f"?{row.query}"
    data = row.data(world) if callable(row.data) else row.data
    limits.forget()
    cache.clear()
    with transaction.atomic():
        send = getattr(client, verb.lower())
        given = {"csrfmiddlewaretoken": CSRF, **data} if verb == "POST" else {}
        response = send(address, given, headers={"x-csrftoken": CSRF})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    client.cookies = cookies
    return response.status_code, body


def test_every_address_has_a_row() -> None:
    for name, route in routes.patterns():
        assert name in TABLE, (
            f"the address /{route} has no row: add "
            f'"{name}": [Row(get, post)] to tests/cityhall/safety/matrix.py, with the status that '
            "each role is given"
        )
    assert not set(TABLE) - {name for name, _route in routes.patterns()}, (
        "rows for addresses that there are not"
    )


@pytest.mark.parametrize("role", ROLES)
def test_answers_are_those_of_the_table(world: World, role: str) -> None:
    client = world.client(role, enforce_csrf_checks=True, raise_request_exception=False)
    wrong = []
    for name, rows in TABLE.items():
        for number, row in enumerate(rows):
            for verb in VERBS if number == 0 else VERBS[:3]:
                status, body = ask(world, client, name, row, verb)
                expected = row.expected(verb, role)
                if status != expected:
                    wrong.append(f"{verb} {name} {row.about}: {status}, not {expected}")
                if verb == "HEAD" and body:
                    wrong.append(f"HEAD {name} {row.about}: has a body")
    assert not wrong, f"as {role}:\n" + "\n".join(wrong)


HIDDEN = [  # what is asked of the confidential report, and the same of a number that there is not
    ("GET", "request", ()),
    ("GET", "case", ()),
    ("POST", "me_too", ()),
    ("POST", "answer", ()),
    ("POST", "solved", ()),
    ("POST", "not_solved", ()),
    ("POST", "case_act", ("note",)),
    ("POST", "case_act", ("reveal",)),
]


@pytest.mark.parametrize("role", [role for role in ROLES if role not in "RDO"])
def test_what_is_hidden_answers_as_if_it_were_not_there(world: World, role: str) -> None:
    client = world.client(role)
    hidden = world.reports["secret"].pk
    for verb, name, more in HIDDEN:
        for query in ("", "?format=json"):
            said = []
            for number in (hidden, NOBODY):
                address = reverse(name, args=[number, *more])
                response = getattr(client, verb.lower())(address + query)
                said.append((response.status_code, response.content.replace(address.encode(), b"")))
            assert said[0] == said[1], f"{verb} {name} {query} as {role}"
    for size in ("large", "thumb"):
        photos = (world.photos["secret"].pk, world.photos["words"].pk, routes.UNKNOWN_PHOTO)
        answers = [client.get(reverse("photo", args=[photo, size])) for photo in photos]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
        assert len({answer.content for answer in answers}) == 1


STILL_OPEN = ("/account/", "/language/", "/preferences/", "/accent.css", "/health")


@pytest.mark.parametrize("role", "OA")
def test_officers_reach_nothing_before_their_second_factor(world: World, role: str) -> None:
    """The session of an officer without it leads to enrolment, whatever it asks for."""
    City.objects.update(second_factor=True)
    cache.clear()
    client = world.client(role)
    asked = 0
    for name, rows in TABLE.items():
        for row in rows:
            address = reverse(name, args=row.arguments(world))
            if address.startswith(STILL_OPEN):
                continue
            for send in (client.get, client.post):
                response = send(address)
                assert response.status_code == 302, address
                enrolment = reverse("mfa_activate_totp") + "?next="
                assert response.headers["Location"].startswith(enrolment), address
                asked += 1
    assert asked > 100
