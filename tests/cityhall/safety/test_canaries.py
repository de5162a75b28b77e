"""What a reporter tells the city in confidence stays there: every page is searched for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.cityhall.safety import crawler, routes
from tests.cityhall.safety.crawler import Answer
from tests.cityhall.safety.leaky import LEAKS
from tests.cityhall.safety.walks import Walk, each
from tests.cityhall.safety.world import CANARIES, CSRF, MET, REVEALED, ROLES, World

from cityhall.acts import outbox
from cityhall.acts.models import Act, Message
from cityhall.service import uploads
from cityhall.service.models import Request


def secrets_of(world: World) -> dict[str, str]:
    """All secrets and who may be shown them; the tracking codes are the reporter's own, and that
    of the assisted report was shown to its writer for half an hour only."""
    codes = {code: "R" for name, code in world.codes.items() if name != "elsewhere"}
    return {**CANARIES, **codes, world.codes["assisted"]: ""}


def leaks(answers: Iterable[Answer], secrets: dict[str, str]) -> list[str]:
    """Every place where a secret was shown to a role that may not see it."""
    return [
        f"{answer.role} reads {canary} at {answer.address} ({where})"
        for answer in answers
        for canary, where in crawler.secrets_in(answer, secrets)
        if answer.role not in secrets[canary]
    ]


@pytest.mark.parametrize("role", each(ROLES))
def test_no_page_tells_a_role_more_than_the_table_allows(
    walked: Callable[..., Walk], role: str
) -> None:
    tells_no_more_than_it_may(walked(role), role)


@pytest.mark.parametrize("role", each("VO", "en"))
def test_no_page_in_english_tells_a_role_more_than_the_table_allows(
    walked: Callable[..., Walk], role: str
) -> None:
    tells_no_more_than_it_may(walked(role, "en"), role)


def tells_no_more_than_it_may(walk: Walk, role: str) -> None:
    world, answers = walk.world, walk.answers
    secrets = secrets_of(world)
    assert not leaks(answers, secrets)
    assert not [f"{one.status} {one.address}" for one in answers if one.status >= 500]
    # A walk that saw nothing would find nothing: what may be seen must have been.
    seen = {canary for one in answers for canary in crawler.find(one.text, (MET, *secrets))}
    shown = {canary for canary, roles in secrets.items() if role in roles}
    unread = {world.codes["elsewhere"]} | (shown - seen)
    assert MET in seen
    assert unread == {world.codes["elsewhere"]}, "secrets that this role should read, but did not"
    assert walk.logged, "nothing was logged: the search of the log is blind"
    assert not [line for line in walk.logged if crawler.find(line, CANARIES)]


@pytest.mark.parametrize("leak", [view.__name__ for view in LEAKS])
def test_the_crawler_finds_a_view_that_leaks(world: World, leak: str) -> None:
    """The control: without it, the tests above might pass because the walk is blind."""
    with override_settings(ROOT_URLCONF="tests.cityhall.safety.leaky"):
        assert reverse(f"leak_{leak}") in routes.addresses(world, "V")
        answers, _forms = crawler.crawl(world.client("V"), "V", [reverse(f"leak_{leak}")])
    assert leaks(answers, secrets_of(world)), f"the leak at {leak} was not found"


@pytest.mark.parametrize("role", "VNOA")
def test_no_search_finds_a_report_by_its_secrets(world: World, role: str) -> None:
    client = world.client(role)
    lists = reverse("request_list")
    for canary in CANARIES:
        found = client.get(lists, {"q": canary, "format": "json"}).json()
        assert found["requests"] == [], f"{role} finds a report by {canary}"
        page = client.get(reverse("search"), {"q": canary}).content.decode()
        assert f'href="{lists}' not in page.partition("<main")[2], f"{role} finds {canary}"
    assert len(client.get(lists, {"q": MET, "format": "json"}).json()["requests"]) >= 5


# Where the database itself may hold secrets. What is public, searched or on the record is not here.
MAY_HOLD = {
    "people_person",  # the account
    "account_emailaddress",
    "service_party",  # whoever reported
    "service_request",  # what they wrote, beside what is public of it
    "service_draft",
    "decisions_matter",  # what somebody put forward, beside what is public of it
    "decisions_happened",
    "partners_apikey",  # whose a key is; our own keys elsewhere are sealed
    "partners_subscription",
    "acts_sealed",  # the words of acts, with the keys of their commitments
    "acts_message",  # mails until they are sent
    "service_bodyterms",  # where a body outside gets its mail
    "service_routingrule",  # the words that a rule looks for
    "service_routingversion",
}
PUBLIC_COLUMNS = (
    "title",
    "public_text",
    "public_address",
    "public_latitude",
    "public_longitude",
    "explanation",
    "evidence",
    "search",
    "facets",
)


def test_the_database_keeps_secrets_apart_from_what_is_public(world: World) -> None:
    holding = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            text = "\n".join(str(row) for row in cursor.fetchall())
            if crawler.find(text, secrets_of(world)):
                holding.add(table)
    assert holding <= MAY_HOLD
    assert "service_party" in holding, "the search of the tables is blind"
    for row in Request.objects.values_list(*PUBLIC_COLUMNS):
        assert not crawler.find(str(row), CANARIES)


def test_no_entry_of_the_record_holds_a_secret(world: World) -> None:
    acts = list(Act.objects.all())
    assert len(acts) > 20
    for act in acts:
        assert not crawler.find(f"{act.leaf} {act.public}", secrets_of(world)), act.leaf


def test_a_mail_holds_nothing_but_a_code_for_its_own_reporter(world: World) -> None:
    assert outbox.send_due(timezone.now()) == Message.objects.count() > 5
    secrets = secrets_of(world)
    for letter in mail.outbox:
        (address,) = letter.to
        text = f"{letter.subject} {letter.body} {letter.extra_headers}"
        told = crawler.find(text, secrets)
        codes = {world.codes[name] for name in world.reports if world.codes[name] in told}
        assert told == codes, f"a mail to {address} tells {told - codes}"
        assert not codes or address == "zqmail1@example.org", f"a code went to {address}"
        assert len(codes) <= 1
    assert {letter.to[0] for letter in mail.outbox} == {
        "zqmail1@example.org",
        "zqmetoo1@example.org",
        "zqbody1@example.org",  # the body outside is asked for its answer
        "zqspeaker1@example.org",  # an organisation hears of its circle
        *(world.town.persons[name].email for name in ("dispatcher", "lamp", "crew")),
    }


@pytest.mark.parametrize("role", "DOF")
def test_an_officer_is_told_who_reported_once_and_only_for_a_reason(
    world: World, role: str
) -> None:
    client = world.client(role)
    address = reverse("case_act", args=[world.reports["open"].pk, "reveal"])
    refused = client.post(address, {"csrfmiddlewaretoken": CSRF})
    assert refused.status_code == 422
    assert not crawler.find(refused.content.decode(), REVEALED)
    told = client.post(address, {"csrfmiddlewaretoken": CSRF, "text": "برای تماس"})
    assert crawler.find(told.content.decode(), REVEALED) == set(REVEALED)
    assert "no-store" in told.headers["Cache-Control"]
    again = client.get(reverse("case", args=[world.reports["open"].pk])).content.decode()
    assert "برای تماس" in again, "that somebody asked, and why, stays for officers to read"
    assert not crawler.find(again, REVEALED)
    public = Client().get(reverse("request", args=[world.reports["open"].pk])).content.decode()
    assert "برای تماس" not in public


def test_a_hidden_place_is_on_no_map_and_in_no_data(world: World) -> None:
    row = world.reports["hidden"]
    client = world.client("V")
    page = client.get(reverse("request", args=[row.pk])).content.decode()
    assert 'class="map"' not in page
    facts = client.get(reverse("request", args=[row.pk]), {"format": "json"}).json()
    assert (facts["lat"], facts["long"], facts["address"]) == (None, None, None)
    open_one = client.get(reverse("request", args=[world.reports["open"].pk]), {"format": "json"})
    assert open_one.json()["lat"] == 35.62


def test_a_photo_has_nothing_but_its_pixels(world: World) -> None:
    for photo in world.photos.values():
        for size in uploads.SIZES:
            path = uploads.path_of(photo.pk, size)
            assert not crawler.find(path.read_bytes().decode("latin-1"), CANARIES)
            with Image.open(path) as image:
                assert not image.getexif()
                assert set(image.info) <= {
                    "jfif",
                    "jfif_version",
                    "jfif_unit",
                    "jfif_density",
                    "progressive",
                    "progression",
                }
