"""The rooms beside the reports, as everyone who works or looks in them sees them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings as of_the_site
from django.urls import reverse
from playwright.sync_api import Page

from cityhall.acts.wishes import Ticket, reader_key
from cityhall.service.handover_keys import key_of
from divan.charter.advise import QUESTIONS

from ..cityhall.safety.world import World, make_world
from .conftest import no_violations

LAST_ANSWERS = {one.key: one.choices[-1].code for one in QUESTIONS}
pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("rooms")]


def rooms(world: World) -> Iterator[tuple[str, str]]:
    """Role and address, grouped by role; each page has something on it."""
    code, about = world.codes["open"], f"service.request:{world.reports['open'].pk}"
    ticket = Ticket(reader_key("zqmail1@example.org"), about=about).token
    yield from (
        ("V", address)
        for address in (
            reverse("record"),
            reverse("record_how"),
            reverse("record_entry", args=[0]),
            reverse("matters"),
            reverse("charter"),
            reverse("charter_advise"),
            reverse("charter_advise") + "?" + urlencode(LAST_ANSWERS),
            reverse("charter_advise") + "?" + urlencode({**LAST_ANSWERS, "simulate": "yes"}),
            reverse("matter", args=[world.matter.pk]),
            reverse("developers"),
            reverse("body_answer", args=[world.handover.pk, key_of(world.handover)]),
            reverse("news_choices", args=[ticket]),
            reverse("news_stop", args=[ticket]),
            reverse("tracked_news", args=[code]),
            reverse("take_over", args=[world.codes["assisted"]]),
        )
    )
    yield "R", reverse("own_news")
    yield "X", reverse("decisions_inbox")
    yield "X", reverse("delegations")
    yield "X", reverse("new_matter")
    yield "X", reverse("new_matter_of", args=["spend"])
    yield "X", reverse("matter", args=[world.matter.pk])
    handed = world.reports["handed"].pk
    yield "D", reverse("desk")  # the longest navigation that a post leads to
    yield "D", reverse("shift")
    yield "D", reverse("outside")
    yield "D", reverse("case", args=[handed])
    yield "D", reverse("case_body", args=[handed])
    yield "D", reverse("assisted")
    yield "F", reverse("field")
    yield "O", reverse("report_step", args=[world.helped.token, "contact"])
    for name in ("manage", "manage_routing", "new_rule", "routing_trial", "manage_bodies"):
        yield "A", reverse(name)
    for name in ("manage_partners", "new_key", "new_server", "new_webhook"):
        yield "A", reverse(name)
    for name in ("manage_keeping", "record_witnesses"):
        yield "A", reverse(name)
    for name in ("manage_charter", "charter_seats"):
        yield "A", reverse(name)
    yield "A", reverse("charter_body", args=["forum"])
    yield "A", reverse("edit_rule", args=[world.rule.pk])
    yield "A", reverse("edit_body", args=["water-company"])
    yield "A", reverse("manage_key", args=["app"])
    yield "A", reverse("manage_server", args=["province"])
    yield "A", reverse("manage_webhook", args=[world.partners.webhook.pk])
    yield "A", reverse("record_withhold", args=[0])


@pytest.fixture
def world(transactional_db: None, settings, tmp_path: Path) -> World:
    settings.MEDIA_ROOT = tmp_path
    return make_world()


@pytest.fixture
def town(world: World) -> Any:
    """What `open_page` stands on: the town of this world, not a second one."""
    return world.town


@pytest.mark.parametrize(("language", "screen"), [("fa", "phone"), ("en", "desk")])
def test_every_new_room_reads_well(
    language: str, screen: str, world: World, open_page: Callable[..., Page]
) -> None:
    pages: dict[str, Page] = {}
    faults = []
    for role, address in rooms(world):
        if role not in pages:
            pages[role] = page = open_page(language, screen)
            page.goto("/health")
            cookies = world.client(role, language=language).cookies
            given: list[Any] = [
                {"name": name, "value": morsel.value, "url": page.url}
                for name, morsel in cookies.items()
                if name in (of_the_site.SESSION_COOKIE_NAME, "browser")
            ]
            page.context.add_cookies(given)
        page = pages[role]
        answer = page.goto(address)
        assert answer is not None and answer.status == 200, f"{role} {address}: {answer}"
        try:
            no_violations(page)
        except AssertionError as fault:
            faults.append(f"{role} {fault}")
    assert not faults, "\n\n".join(faults)
