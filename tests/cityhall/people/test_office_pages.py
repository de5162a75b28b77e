"""The pages of the city office: who gets in, what they show, what their forms do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from cityhall.acts.models import Act
from cityhall.people import queries
from cityhall.people.models import City, Membership, Organization, Person, Post, Power

CITY_ONLY = ["/manage/city/", "/manage/areas/"]
PEOPLE = [
    "/manage/units/",
    "/manage/units/new/",
    "/manage/units/lighting/",
    "/manage/posts/new/",
    "/manage/posts/lamp/",
    "/manage/people/",
]
OFFICE = ["/manage/", *CITY_ONLY, *PEOPLE]


@pytest.fixture
def chief(town: SimpleNamespace) -> Client:
    """A client of somebody who manages people in the lighting unit only."""
    post = Post.objects.create(
        code="chief",
        label={"fa": "رئیس روشنایی", "en": "Head of lighting"},
        organization=town.lighting,
        powers=[Power.HANDLE, Power.PEOPLE],
        sort_key="x",
    )
    person = Person.objects.create_user(email="chief@example.org", name="رئیس")
    Membership.objects.create(person=person, post=post, start_date=date(2025, 1, 1))
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    return client


@pytest.mark.parametrize("words", ["fa", "en"])
@pytest.mark.parametrize("address", OFFICE)
def test_an_administrator_reads_every_page(
    client_as: Callable[..., Client], address: str, words: str
) -> None:
    page = client_as("admin", words).get(address)
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert b" style=" not in page.content
    assert b"<script" not in page.content


@pytest.mark.parametrize("address", OFFICE)
@pytest.mark.parametrize("role", ["resident", "dispatcher", "lamp", "crew"])
def test_others_are_kept_out(client_as: Callable[..., Client], role: str, address: str) -> None:
    client = client_as(role)
    assert client.get(address).status_code == 403
    assert client.post(address, {"do": "rename"}).status_code in (403, 405)


@pytest.mark.parametrize("address", OFFICE)
def test_strangers_are_asked_to_sign_in(client_as: Callable[..., Client], address: str) -> None:
    answer = client_as().get(address)
    assert answer.status_code == 302
    assert answer.url == f"/account/sign-in/?next={address}"


def test_a_head_of_a_unit_sees_that_unit_only(town: SimpleNamespace, chief: Client) -> None:
    assert chief.get("/manage/units/lighting/").status_code == 200
    assert chief.get("/manage/posts/lamp/").status_code == 200
    outside = ["/manage/units/roads/", "/manage/units/city/", "/manage/posts/road/", *CITY_ONLY]
    held = Membership.objects.get(post__code="road")
    outside.append(reverse("end_membership", args=[held.pk]))
    for address in outside:
        assert chief.get(address).status_code == 404, address
        assert chief.post(address, {"do": "dissolve"}).status_code == 404, address
    assert chief.post(reverse("reset_second_factor", args=[held.pk])).status_code == 404
    listed = chief.get("/manage/units/").content.decode()
    assert "Lighting" in listed
    assert "Roads" not in listed
    people = chief.get("/manage/people/").content.decode()
    assert "roshan@example.org" in people
    assert "rahman@example.org" not in people
    index = chief.get("/manage/").content.decode()
    assert "/manage/units/" in index
    assert "/manage/city/" not in index
    assert not Act.objects.exists()


def test_an_empty_city_is_led_step_by_step(db: None) -> None:
    from django.utils import timezone

    from cityhall.people import actions

    person = actions.first_administrator("mina@example.org", at=timezone.now())
    City.objects.update(second_factor=False)
    cache.clear()
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    page = client.get("/manage/").content.decode()
    assert "0 of 5 steps" in page
    assert page.count("to do") == 5
    for address in OFFICE[:5]:
        if "lighting" not in address:
            assert client.get(address).status_code == 200


def test_a_city_of_ones_own_in_a_few_forms(db: None) -> None:
    """From nothing to a city that takes reports, through the pages alone."""
    from django.utils import timezone

    from cityhall.people import actions

    person = actions.first_administrator("mina@example.org", at=timezone.now())
    City.objects.update(second_factor=False)
    cache.clear()
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)

    def send(address: str, **facts: object) -> str:
        answer = client.post(address, facts)
        cache.clear()
        assert answer.status_code == 302, answer.content.decode()
        return answer.url

    send("/manage/city/", name_en="Littleton", zone="Europe/London", mon="9-17", accent="")
    unit = send("/manage/units/new/", name_en="Street lights", parent="city")
    post = send(
        "/manage/posts/new/", name_en="Officer", unit="street-lights", powers=["service.handle"]
    )
    send(post, do="appoint", email="sam@example.org", name="Sam")
    send(
        "/manage/services/new/",
        name_en="Dark lamp",
        unit="street-lights",
        group_en="Light",
        acknowledge_amount="1",
        acknowledge_unit="days",
        resolve_amount="3",
        resolve_unit="days",
        active="on",
    )
    assert unit == "/manage/units/street-lights/"
    page = client.get("/manage/").content.decode()
    assert "4 of 5 steps" in page
    assert "Littleton" in page


def test_a_unit_is_renamed_on_its_page(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    facts = {"do": "rename", "name_fa": "واحد نور", "name_en": "Light", "phone": "121"}
    assert client.post("/manage/units/lighting/", facts).status_code == 302
    unit = Organization.objects.get(code="lighting")
    assert (unit.name, unit.phone) == ({"fa": "واحد نور", "en": "Light"}, "121")
    assert client.post("/manage/units/lighting/", facts | {"phone": "x"}).status_code == 422


def test_a_unit_says_why_it_cannot_go(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "en")
    assert (
        "Somebody still holds a post here" in client.get("/manage/units/lighting/").content.decode()
    )
    page = client.post("/manage/units/lighting/", {"do": "dissolve"}, follow=True)
    assert "Somebody still holds a post here" in page.content.decode()
    assert Organization.objects.get(code="lighting").dissolved_on is None


def test_an_empty_unit_is_dissolved(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    client.post("/manage/units/new/", {"name_en": "Passing", "parent": "city"})
    assert client.post("/manage/units/passing/", {"do": "dissolve"}).status_code == 302
    assert client.get("/manage/units/passing/").status_code == 404


def test_a_post_is_changed_appointed_ended_and_abolished(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "en")
    facts = {"do": "change", "name_en": "Lamps", "powers": ["service.handle", "service.field"]}
    assert client.post("/manage/posts/lamp/", facts).status_code == 302
    assert Post.objects.get(code="lamp").powers == ["service.handle", "service.field"]

    start = queries.today() + timedelta(days=2)
    facts = {
        "do": "appoint",
        "email": "mina@example.org",
        "name": "Mina",
        "start": start.isoformat(),
    }
    assert client.post("/manage/posts/lamp/", facts).status_code == 302
    page = client.get("/manage/posts/lamp/").content.decode()
    assert "mina@example.org" in page

    for held in Membership.objects.filter(post__code="lamp"):
        address = reverse("end_membership", args=[held.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"end": queries.today().isoformat()}).status_code == 302
    assert client.post("/manage/posts/lamp/", {"do": "abolish"}).status_code == 302
    assert client.get("/manage/posts/lamp/").status_code == 404


def test_days_are_typed_in_the_readers_calendar(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "fa")
    facts = {"do": "appoint", "email": "mina@example.org", "start": "روزی"}
    assert client.post("/manage/posts/lamp/", facts).status_code == 422
    page = client.get("/manage/posts/lamp/").content.decode()
    from cityhall.people.forms import day_as_typed
    from divan import language

    shown = language.persian_digits(day_as_typed(queries.today(), "jalali"))
    assert f'value="{shown}"' in page
    assert client.post("/manage/posts/lamp/", facts | {"start": shown}).status_code == 302
    assert Membership.objects.get(person__email="mina@example.org").start_date == queries.today()


def test_a_refusal_stands_at_its_field(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "en")
    page = client.post("/manage/units/new/", {"name_en": "X", "parent": "city", "code": "roads"})
    assert page.status_code == 422
    assert 'id="id_code_error"' in page.content.decode()
    page = client.post("/manage/posts/admin/", {"do": "change", "name_en": "A", "powers": []})
    assert page.status_code == 422
    assert "without an administrator" in page.content.decode()


HOSTILE = ["x" * 3000, "\x00", "<script>alert(1)</script>", "٪s%n{{7*7}}", "🙂" * 200]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    ("address", "facts"),
    [
        ("/manage/units/new/", {"name_en": "X", "parent": "city", "code": "", "phone": ""}),
        ("/manage/units/lighting/", {"do": "rename", "name_en": "X", "phone": ""}),
        ("/manage/posts/new/", {"name_en": "X", "unit": "city", "powers": "service.handle"}),
        ("/manage/posts/lamp/", {"do": "change", "name_en": "X", "powers": "service.handle"}),
        ("/manage/posts/lamp/", {"do": "appoint", "email": "a@b.example", "name": "", "start": ""}),
        ("/manage/memberships/1/end/", {"end": ""}),
    ],
)
def test_hostile_words_never_break_a_page(
    town: SimpleNamespace,
    client_as: Callable[..., Client],
    address: str,
    facts: dict[str, str],
    value: str,
) -> None:
    held = Membership.objects.get(post__code="crew").pk
    client = client_as("admin")
    for field in facts:
        page = client.post(address.replace("/1/", f"/{held}/"), facts | {field: value})
        assert page.status_code < 500
        assert b"<script>alert" not in page.content
    for shown in ("/manage/units/", "/manage/people/", "/manage/"):
        assert b"<script>alert" not in client.get(shown).content


@pytest.mark.parametrize(
    "words", ["", "روشن", "%", "x" * 5000, "\x00", "<script>alert(1)</script>"]
)
def test_the_search_takes_any_words(client_as: Callable[..., Client], words: str) -> None:
    page = client_as("admin").get("/manage/people/", {"q": words})
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize(
    "address", ["/manage/memberships/99999/end/", "/manage/memberships/0/end/"]
)
def test_an_unknown_appointment_is_not_found(
    client_as: Callable[..., Client], address: str
) -> None:
    assert client_as("admin").get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/manage/units/", "/manage/units/city/", "/manage/people/", "/manage/posts/lamp/"]
)
def test_pages_cost_as_many_queries_with_many_rows(
    town: SimpleNamespace, client_as: Callable[..., Client], address: str
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as("admin")
    client.get(address)

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address).status_code == 200
        return len(caught)

    few = cost()
    for number in range(25):
        unit = Organization.objects.create(
            code=f"u{number}",
            name={"en": f"Unit {number}"},
            classification="unit",
            parent=town.city,
            sort_key=str(number),
        )
        for where, code in ((unit, "a"), (town.city, "b")):
            post = Post.objects.create(
                code=f"{code}{number}",
                label={"en": "P"},
                organization=where,
                powers=[],
                sort_key="p",
            )
            person = Person.objects.create(email=f"{code}{number}@example.org")
            for held in (post, town.posts["lamp"]):
                Membership.objects.create(person=person, post=held, start_date=date(2025, 1, 1))
    assert cost() == few


def test_my_page_lists_posts_and_reports(client_as: Callable[..., Client]) -> None:
    page = client_as("lamp", "en").get("/account/").content.decode()
    assert "Lighting officer" in page
    assert "You have not reported anything yet" in page
