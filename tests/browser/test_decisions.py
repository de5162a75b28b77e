"""A routine permit on a telephone in Persian, and the rooms of whoever sits in a body."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as of_the_site
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from cityhall.decisions import actions
from cityhall.decisions.models import Matter, Seat
from cityhall.people.actor import Actor, actor_for

from ..cityhall.conftest import NOW
from .conftest import no_violations

CHARTER = Path(__file__).parents[1] / "cityhall" / "decisions" / "five.yaml"
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("rooms")]


@pytest.fixture
def hall(town: SimpleNamespace) -> SimpleNamespace:
    office = actor_for(town.persons["admin"], on=date(2026, 11, 23))
    actions.adopt(CHARTER.read_text(encoding="utf-8"), actor=office, at=NOW)
    lamp = town.persons["lamp"]
    held = [("council", town.persons["resident"]), ("council", lamp), ("clerk", lamp)]
    Seat.objects.bulk_create(Seat(body=body, person=one, since=NOW) for body, one in held)
    put = actions.Put(kind="plan", title="نیمکت برای پارک", fields={"topic": "parks"})
    actions.file_matter(put, actor=Actor(person=lamp), at=timezone.now())
    return town


def signed_in(page: Page, town: SimpleNamespace) -> Page:
    client = Client()
    client.force_login(town.persons["resident"])
    page.goto("/health")
    value = client.cookies[of_the_site.SESSION_COOKIE_NAME].value
    cookie = {"name": of_the_site.SESSION_COOKIE_NAME, "value": value, "url": page.url}
    page.context.add_cookies([cookie])
    return page


def ask(page: Page, metres: str, place: str) -> None:
    """Fill in the form of a permit and send it, without a script."""
    page.goto("/decisions/new/permit/")
    no_violations(page)
    page.fill("[name=field_metres]", metres)
    page.select_option("[name=field_place]", place)
    page.locator("main form button").last.click()
    page.wait_for_url(re.compile(r"/decisions/[0-9]+/"))
    no_violations(page)


def test_a_permit_is_asked_for_and_answered_by_rule_on_a_telephone(
    hall: SimpleNamespace, open_page: Callable[..., Page]
) -> None:
    page = signed_in(open_page("fa", "phone", scripts=False), hall)
    ask(page, "۲", "north")
    assert Matter.objects.get(kind="permit").outcome == "approved"
    assert page.get_by_text("سطر ۱").count()
    ask(page, "۹", "south")
    assert page.get_by_text("هیچ سطر جدول این را ندارد").count()
    for address in ("/decisions/inbox/", "/decisions/delegations/"):
        page.goto(address)
        no_violations(page)
