"""The second factor: nobody works without it, codes are taken once, and it can be got back."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cityhall.acts.models import Act
from cityhall.people import second_factor
from cityhall.people.models import City, Person
from divan import language

committed = pytest.mark.django_db(transaction=True)  # enrolling is done at the commit
PASSWORD = "a long password"
STAFF = ("admin", "dispatcher", "lamp", "crew")


@pytest.fixture
def strict(town: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The town, where whoever holds a post needs a second factor; its clock stands still."""
    now = time.time() // 30 * 30 + 10
    monkeypatch.setattr(time, "time", lambda: now)
    City.objects.update(second_factor=True)
    cache.clear()
    for person in town.persons.values():
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return town


def sign_in(client: Client, person: Person) -> str:
    """Sign in by password; where that leads."""
    answer = client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert answer.status_code == 302, answer.content
    return answer.url


def code_at(secret: str, ahead: int = 0) -> str:
    step = int(time.time()) // 30 + ahead
    return totp.format_hotp_value(totp.hotp_value(secret, step))


def enrol(client: Client) -> str:
    """Enrol the signed-in person; the secret of their app."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = client.session["mfa.totp.secret"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_at(secret)})
    assert answer.status_code == 302, answer.content
    return secret


def works(client: Client) -> bool:
    """Whether the session may use its person's posts."""
    return client.get(reverse("manage")).status_code == 200


def sign_in_with_code(client: Client, person: Person, code: str) -> None:
    assert sign_in(client, person) == reverse("mfa_authenticate")
    client.post(reverse("mfa_authenticate"), {"code": code})


def staff_addresses() -> list[str]:
    """Every address that only officers reach, with made-up arguments."""
    found = []

    def walk(patterns: list[URLPattern | URLResolver], prefix: str) -> None:
        for one in patterns:
            route = prefix + str(one.pattern)
            if isinstance(one, URLResolver):
                walk(one.url_patterns, route)
            elif route.startswith(("desk/", "manage/")):
                found.append("/" + re.sub(r"<int:\w+>", "1", re.sub(r"<\w+:\w+>", "lamp", route)))

    walk(get_resolver().url_patterns, "")
    return sorted(found)


def test_there_are_addresses_to_guard() -> None:
    assert {"/desk/", "/manage/", "/manage/city/", "/manage/services/"} <= set(staff_addresses())


@pytest.mark.parametrize("role", STAFF)
def test_every_officers_address_leads_to_enrolment_first(
    strict: SimpleNamespace, role: str
) -> None:
    client = Client()
    client.force_login(strict.persons[role])
    for address in staff_addresses():
        for answer in (client.get(address), client.post(address)):
            assert answer.status_code == 302, address
            assert answer.url.startswith(reverse("mfa_activate_totp")), address


@pytest.mark.parametrize("address", ["/", "/reports/", "/search/", "/report/", "/photos/x/y.jpg"])
def test_an_officer_without_it_gets_only_the_enrolment_page(
    strict: SimpleNamespace, address: str
) -> None:
    client = Client()
    client.force_login(strict.persons["lamp"])
    assert client.get(address).url.startswith(reverse("mfa_activate_totp"))


def test_an_officer_without_it_can_enrol_leave_and_change_language(
    strict: SimpleNamespace,
) -> None:
    client = Client()
    client.force_login(strict.persons["lamp"])
    sign_in(Client(), strict.persons["lamp"])
    for name in ("account", "mfa_index", "account_logout"):
        assert client.get(reverse(name)).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get("/account/").status_code == 302


def test_the_actor_of_an_unproven_session_carries_no_post(strict: SimpleNamespace) -> None:
    client = Client()
    client.force_login(strict.persons["admin"])
    actor = client.get(reverse("account")).wsgi_request.actor
    assert actor.unproven
    assert not actor.is_staff
    assert not actor.units
    assert actor.signature == "resident"


def test_residents_are_asked_for_nothing(strict: SimpleNamespace) -> None:
    client = Client()
    assert sign_in(client, strict.persons["resident"]) == "/"
    assert client.get(reverse("account")).status_code == 200


def test_without_the_citys_rule_officers_work_at_once(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    assert works(client_as("admin"))


@committed
def test_enrolling_opens_the_office_and_gives_recovery_codes(strict: SimpleNamespace) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    assert not works(client)
    enrol(client)
    assert works(client)
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert len(re.findall(r">\d{8}<", page)) == 10
    assert mail.outbox[-1].to == [strict.persons["admin"].email]


def test_the_picture_of_the_key_is_drawn_without_script_or_style(strict: SimpleNamespace) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    assert "<script" not in page
    assert " style=" not in page


@committed
def test_a_wrong_code_does_not_enrol(strict: SimpleNamespace) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    client.get(reverse("mfa_activate_totp"))
    assert client.post(reverse("mfa_activate_totp"), {"code": "000000"}).status_code == 200
    assert not Authenticator.objects.exists()


@committed
def test_signing_in_takes_the_code_as_well(strict: SimpleNamespace) -> None:
    admin = strict.persons["admin"]
    first, second = Client(), Client()
    sign_in(first, admin)
    secret = enrol(first)
    assert sign_in(second, admin) == reverse("mfa_authenticate")
    assert second.get(reverse("account")).status_code == 302  # not signed in before the code
    second.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not works(second)
    typed = language.persian_digits(code_at(secret, ahead=1))
    second.post(reverse("mfa_authenticate"), {"code": typed})
    assert works(second)


@committed
def test_a_code_of_the_app_is_taken_once(strict: SimpleNamespace) -> None:
    """Also when the memory of other processes does not know that it was taken."""
    admin = strict.persons["admin"]
    first = Client()
    sign_in(first, admin)
    secret = enrol(first)
    code = code_at(secret, ahead=1)
    second, third = Client(), Client()
    sign_in_with_code(second, admin, code)
    assert works(second)
    cache.clear()
    sign_in_with_code(third, admin, code)
    assert not works(third)


@committed
def test_the_code_that_enrolled_does_not_sign_in(strict: SimpleNamespace) -> None:
    admin = strict.persons["admin"]
    first, second = Client(), Client()
    sign_in(first, admin)
    secret = enrol(first)
    used = code_at(secret)
    sign_in_with_code(second, admin, used)
    assert not works(second)


@committed
def test_a_code_of_the_app_runs_out(
    strict: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = strict.persons["admin"]
    first, second = Client(), Client()
    sign_in(first, admin)
    secret = enrol(first)
    code, real = code_at(secret, ahead=1), time.time
    monkeypatch.setattr(time, "time", lambda: real() + 120)
    sign_in_with_code(second, admin, code)
    assert not works(second)


@committed
def test_a_recovery_code_works_once(strict: SimpleNamespace) -> None:
    admin = strict.persons["admin"]
    first = Client()
    sign_in(first, admin)
    enrol(first)
    page = first.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.search(r">(\d{8})<", page)[1]
    second, third = Client(), Client()
    sign_in_with_code(second, admin, code)
    assert works(second)
    sign_in_with_code(third, admin, code)
    assert not works(third)


@committed
def test_enrolling_ends_the_sessions_that_were_open_before(strict: SimpleNamespace) -> None:
    admin = strict.persons["admin"]
    stolen, own = Client(), Client()
    sign_in(stolen, admin)
    sign_in(own, admin)
    enrol(own)
    assert works(own)
    assert stolen.get(reverse("account")).status_code == 302


@committed
def test_a_session_from_before_does_not_work_by_itself(strict: SimpleNamespace) -> None:
    """Whoever has a second factor but a session without it is asked for the code."""
    admin = strict.persons["admin"]
    first, second = Client(), Client()
    sign_in(first, admin)
    secret = enrol(first)
    second.force_login(Person.objects.get(pk=admin.pk))
    answer = second.get(reverse("manage"))
    assert answer.url.startswith(reverse("mfa_reauthenticate"))
    answer = second.post(answer.url, {"code": code_at(secret, ahead=1)})
    assert answer.url == reverse("manage")
    assert works(second)


@committed
def test_officers_cannot_turn_it_off(strict: SimpleNamespace) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    enrol(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert second_factor.has_one(strict.persons["admin"])


@committed
def test_residents_turn_it_on_and_off(strict: SimpleNamespace) -> None:
    sara = strict.persons["resident"]
    client = Client()
    sign_in(client, sara)
    enrol(client)
    assert second_factor.has_one(sara)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=sara).exists()
    strict.posts["lamp"].memberships.create(person=sara, start_date="2026-01-01")
    assert client.get("/desk/").url.startswith(reverse("mfa_activate_totp"))


@committed
def test_the_secret_is_not_stored_as_it_is(strict: SimpleNamespace) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    secret = enrol(client)
    kept = Authenticator.objects.get(type="totp").data["secret"]
    assert secret not in kept
    assert second_factor.Adapter().decrypt(kept) == secret


def test_a_secret_of_another_installation_opens_nothing(
    strict: SimpleNamespace, settings: object
) -> None:
    kept = second_factor.Adapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another secret of another installation"
    opened = {second_factor.Adapter().decrypt(kept) for _ in range(2)}
    assert "JBSWY3DPEHPK3PXP" not in opened
    assert len(opened) == 2  # a new one that nobody knows, each time


@committed
def test_an_administrator_takes_it_off_for_an_officer_who_lost_the_phone(
    strict: SimpleNamespace,
) -> None:
    admin, lamp = Client(), Client()
    sign_in(admin, strict.persons["admin"])
    enrol(admin)
    sign_in(lamp, strict.persons["lamp"])
    enrol(lamp)
    held = strict.persons["lamp"].memberships.get()
    answer = admin.post(reverse("reset_second_factor", args=[held.pk]))
    assert answer.status_code == 302
    assert not second_factor.has_one(strict.persons["lamp"])
    assert lamp.get(reverse("account")).status_code == 302
    act = Act.objects.get(verb="people.reset_second_factor")
    assert act.public == {"post": "lamp"}


@committed
def test_the_code_is_limited(strict: SimpleNamespace) -> None:
    admin = strict.persons["admin"]
    first, second = Client(), Client()
    sign_in(first, admin)
    secret = enrol(first)
    sign_in(second, admin)
    for _ in range(6):
        second.post(reverse("mfa_authenticate"), {"code": "000000"})
    second.post(reverse("mfa_authenticate"), {"code": code_at(secret, ahead=1)})
    assert not works(second)


@pytest.mark.parametrize("value", ["", "x" * 5000, "\x00", "٣٤٥", "🙂"])
def test_hostile_codes_are_refused_calmly(strict: SimpleNamespace, value: str) -> None:
    client = Client()
    sign_in(client, strict.persons["admin"])
    client.get(reverse("mfa_activate_totp"))
    page = client.post(reverse("mfa_activate_totp"), {"code": value})
    assert page.status_code == 200
    assert not Authenticator.objects.exists()


def test_the_city_says_plainly_when_officers_go_without(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    for address in ("/manage/", "/manage/city/"):
        page = client_as("admin", "en").get(address).content.decode()
        assert "without a second factor" in page
    City.objects.update(is_demo=True)
    cache.clear()
    assert "made-up city" in client_as("admin", "en").get("/manage/city/").content.decode()
