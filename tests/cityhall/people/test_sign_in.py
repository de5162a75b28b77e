"""Signing in and up as a person does it: through the pages, with the code from the mail."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cityhall.acts.models import Act
from cityhall.people.models import Membership, Person, Post
from cityhall.people.queries import on_register
from divan import language

PASSWORD = "a long password"
CODE = re.compile(r"\d{4}-\d{4}")
WRONG = "0000-0000"


def code_of(letter: mail.EmailMessage) -> str:
    return CODE.search(letter.body)[0]


def verified(person: Person) -> Person:
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def ask_for_code(client: Client, email: str) -> str:
    """Ask for a code and read it out of the mail."""
    answer = client.post(reverse("account_login"), {"login": email, "password": ""})
    assert answer.status_code == 302, answer.content
    return code_of(mail.outbox[-1])


def signed_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """Let the clock of sign-in stand later."""
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + seconds)


@pytest.fixture
def sara(town: SimpleNamespace) -> Person:
    return verified(town.persons["resident"])


def test_a_code_from_the_mail_signs_in(sara: Person, client: Client) -> None:
    code = ask_for_code(client, sara.email)
    assert mail.outbox[-1].extra_headers["Message-ID"].endswith("@127.0.0.1>")
    answer = client.post(reverse("account_confirm_login_code"), {"code": code})
    assert answer.status_code == 302
    assert signed_in(client)


def test_a_code_is_read_with_persian_digits_and_without_its_hyphen(
    sara: Person, client: Client
) -> None:
    typed = language.persian_digits(ask_for_code(client, sara.email).replace("-", " "))
    client.post(reverse("account_confirm_login_code"), {"code": typed})
    assert signed_in(client)


def test_a_code_works_once(sara: Person, client: Client) -> None:
    code = ask_for_code(client, sara.email)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    client.post(reverse("account_logout"))
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)


def test_a_code_works_only_in_the_browser_that_asked_for_it(sara: Person, client: Client) -> None:
    code = ask_for_code(client, sara.email)
    other = Client()
    ask_for_code(other, sara.email)
    other.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(other)


def test_a_code_runs_out(sara: Person, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = ask_for_code(client, sara.email)
    later(monkeypatch, 601)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)


def test_three_wrong_codes_end_the_attempt(sara: Person, client: Client) -> None:
    code = ask_for_code(client, sara.email)
    for _ in range(3):
        client.post(reverse("account_confirm_login_code"), {"code": WRONG})
    client.post(reverse("account_confirm_login_code"), {"code": code})
    assert not signed_in(client)


def test_a_new_code_makes_the_old_one_worthless(sara: Person, client: Client) -> None:
    old = ask_for_code(client, sara.email)
    client.post(reverse("account_confirm_login_code"), {"action": "resend"})
    new = code_of(mail.outbox[-1])
    assert new != old
    client.post(reverse("account_confirm_login_code"), {"code": old})
    assert not signed_in(client)
    client.post(reverse("account_confirm_login_code"), {"code": new})
    assert signed_in(client)


def test_a_password_signs_in(sara: Person, client: Client) -> None:
    answer = client.post(reverse("account_login"), {"login": sara.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert signed_in(client)
    assert not mail.outbox


def test_a_wrong_password_is_answered_with_the_way_out(sara: Person, client: Client) -> None:
    answer = client.post(
        reverse("account_login"),
        {"login": sara.email, "password": "not it"},
        headers={"accept-language": "en"},
    )
    assert "leave the password empty" in answer.content.decode()
    assert not signed_in(client)


def test_signing_in_changes_the_session(sara: Person, client: Client) -> None:
    ask_for_code(client, sara.email)
    before = client.session.session_key
    client.post(reverse("account_confirm_login_code"), {"code": code_of(mail.outbox[-1])})
    assert client.session.session_key != before


def test_signing_out_takes_a_post(sara: Person, client: Client) -> None:
    client.force_login(sara)
    client.get(reverse("account_logout"))
    assert signed_in(client)
    client.post(reverse("account_logout"))
    assert not signed_in(client)


def test_a_stranger_is_led_back_to_where_they_wanted_to_go(sara: Person, client: Client) -> None:
    answer = client.get(reverse("account"))
    assert answer.url == "/account/sign-in/?next=/account/"
    facts = {"login": sara.email, "password": PASSWORD, "next": "/account/"}
    assert client.post(reverse("account_login"), facts).url == "/account/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", r"\\evil.example", "javascript:alert(1)"],
)
def test_nobody_is_led_elsewhere(sara: Person, client: Client, elsewhere: str) -> None:
    facts = {"login": sara.email, "password": PASSWORD, "next": elsewhere}
    assert client.post(reverse("account_login"), facts).url == "/"


def test_whoever_has_a_post_arrives_at_their_work(town: SimpleNamespace, client: Client) -> None:
    mayor = Person.objects.create(email="mayor@example.org", password=town.persons["lamp"].password)
    post = Post.objects.create(
        code="mayor", label={"fa": "شهردار"}, organization=town.city, powers=[]
    )
    Membership.objects.create(person=mayor, post=post, start_date=date(2026, 1, 1))
    town.persons["mayor"] = mayor
    arrivals = {"lamp": "desk", "crew": "field", "admin": "manage", "mayor": "home"}
    for name, address in arrivals.items():
        person = verified(town.persons[name])
        facts = {"login": person.email, "password": PASSWORD}
        assert client.post(reverse("account_login"), facts).url == reverse(address)
        client.post(reverse("account_logout"))


def test_known_and_unknown_addresses_are_answered_alike(sara: Person) -> None:
    """The same pages, words and cookies; only the mail tells, and only its owner reads that."""
    pages = {}
    for email in (sara.email, "nobody@example.org"):
        client = Client()
        first = client.post(reverse("account_login"), {"login": email, "password": ""})
        second = client.get(first.url)
        third = client.post(first.url, {"code": WRONG})
        pages[email] = [
            (page.status_code, sorted(page.cookies), _without_tokens(page, email))
            for page in (first, second, third)
        ]
    known, unknown = pages.values()
    assert known == unknown
    assert CODE.search(mail.outbox[0].body)
    assert not CODE.search(mail.outbox[1].body)
    assert reverse("account_signup") in mail.outbox[1].body


def test_signing_up_tells_nobody_who_has_an_account(sara: Person) -> None:
    pages = {}
    for email in (sara.email, "new@example.org"):
        client = Client()
        first = client.post(reverse("account_signup"), {"email": email})
        second = client.get(first.url)
        third = client.post(first.url, {"code": WRONG})
        pages[email] = [
            (page.status_code, sorted(page.cookies), _without_tokens(page, email))
            for page in (first, second, third)
        ]
    known, unknown = pages.values()
    assert known == unknown
    assert Person.objects.filter(email=sara.email).count() == 1


def test_a_wrong_password_says_nothing_about_the_address(sara: Person) -> None:
    pages = []
    for email in (sara.email, "nobody@example.org"):
        page = Client().post(reverse("account_login"), {"login": email, "password": "not it"})
        pages.append((page.status_code, _without_tokens(page, email)))
    assert pages[0] == pages[1]


def test_a_new_password_tells_nobody_who_has_an_account(sara: Person) -> None:
    pages = {}
    for email in (sara.email, "nobody@example.org"):
        client = Client()
        first = client.post(reverse("account_reset_password"), {"email": email})
        second = client.get(first.url)
        pages[email] = [
            (page.status_code, _without_tokens(page, email)) for page in (first, second)
        ]
    known, unknown = pages.values()
    assert known == unknown


def test_signing_up_takes_an_address_and_its_code(town: SimpleNamespace, client: Client) -> None:
    answer = client.post(
        reverse("account_signup"), {"email": "Mina@Example.org", "name": " مينا\u202e  نو "}
    )
    client.post(answer.url, {"code": code_of(mail.outbox[-1])})
    assert signed_in(client)
    person = Person.objects.get(email="mina@example.org")
    assert person.name == "مینا  نو"
    assert person.language == "fa"
    assert not person.has_usable_password()
    assert EmailAddress.objects.get(user=person).verified
    assert person in on_register(timezone.now())
    assert person not in on_register(person.joined_at - timedelta(seconds=1))


def test_an_account_without_its_code_signs_nobody_in(town: SimpleNamespace, client: Client) -> None:
    client.post(reverse("account_signup"), {"email": "mina@example.org"})
    assert not signed_in(client)
    assert not on_register(timezone.now()).exists()


def test_an_account_leaves_nothing_in_the_record(town: SimpleNamespace, client: Client) -> None:
    answer = client.post(reverse("account_signup"), {"email": "mina@example.org"})
    client.post(answer.url, {"code": code_of(mail.outbox[-1])})
    client.post(reverse("account"), {"name": "مینا", "phone": "09121234567", "language": "en"})
    assert not Act.objects.exists()


def test_a_new_password_is_chosen_with_a_code_that_works_once(sara: Person, client: Client) -> None:
    other = Client()
    other.force_login(sara)
    client.post(reverse("account_reset_password"), {"email": sara.email})
    code = code_of(mail.outbox[-1])
    client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    words = "a quite different sentence"
    client.post(
        reverse("account_complete_password_reset"), {"password1": words, "password2": words}
    )
    sara.refresh_from_db()
    assert sara.check_password(words)
    assert signed_in(client)
    assert not signed_in(other)
    assert "changed" in mail.outbox[-1].subject or "عوض" in mail.outbox[-1].subject
    client.post(reverse("account_logout"))
    answer = client.post(reverse("account_confirm_password_reset_code"), {"code": code})
    assert answer.url == reverse("account_login")


def test_the_address_changes_once_the_new_one_is_confirmed(sara: Person, client: Client) -> None:
    client.post(reverse("account_login"), {"login": sara.email, "password": PASSWORD})
    facts = {"email": "sara.new@example.org", "action_add": "1"}
    client.post(reverse("account_email"), facts)
    sara.refresh_from_db()
    assert sara.email == "sara@example.org"
    client.post(reverse("account_email_verification_sent"), {"code": code_of(mail.outbox[-1])})
    sara.refresh_from_db()
    assert sara.email == "sara.new@example.org"
    assert mail.outbox[-1].to == ["sara@example.org"]  # the old address hears of it


def test_who_signed_in_long_ago_proves_it_before_changing_the_address(
    sara: Person, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.post(reverse("account_login"), {"login": sara.email, "password": PASSWORD})
    later(monkeypatch, 601)
    facts = {"email": "sara.new@example.org", "action_add": "1"}
    answer = client.post(reverse("account_email"), facts)
    assert answer.url.startswith(reverse("account_reauthenticate"))
    client.post(answer.url, {"password": "not it"})
    assert not mail.outbox
    client.post(answer.url, {"password": PASSWORD})
    assert mail.outbox[-1].to == ["sara.new@example.org"]


def test_a_short_password_is_refused_in_words(sara: Person, client: Client) -> None:
    sara.set_unusable_password()
    sara.save()
    client.force_login(sara)
    page = client.post(
        reverse("account_set_password"),
        {"password1": "short", "password2": "short"},
        headers={"accept-language": "en"},
    )
    assert "too short" in page.content.decode()
    sara.refresh_from_db()
    assert not sara.has_usable_password()


def test_signing_out_everywhere_else_leaves_this_session(sara: Person, client: Client) -> None:
    other = Client()
    for one in (client, other):
        one.force_login(sara)
    client.post(reverse("end_other_sessions"))
    assert signed_in(client)
    assert not signed_in(other)


def test_a_closed_account_does_not_open(sara: Person, client: Client) -> None:
    Person.objects.filter(pk=sara.pk).update(is_active=False)
    answer = client.post(reverse("account_login"), {"login": sara.email, "password": PASSWORD})
    assert answer.url == reverse("account_inactive")
    assert client.get(answer.url).status_code == 200
    assert not signed_in(client)


def test_sign_in_is_limited_by_address_and_by_account(sara: Person) -> None:
    facts = {"login": sara.email, "password": "not it"}
    said = [Client().post(reverse("account_login"), facts) for _ in range(7)]
    assert (
        "Too many tries"
        in Client()
        .post(reverse("account_login"), facts, headers={"accept-language": "en"})
        .content.decode()
    )
    assert said[0].status_code == 200
    many = [Client().post(reverse("account_login"), facts).status_code for _ in range(40)]
    assert many[-1] == 429
    right = Client().post(
        reverse("account_login"),
        {"login": sara.email, "password": PASSWORD},
        REMOTE_ADDR="203.0.113.9",
    )
    assert right.status_code == 200  # the account rests, wherever the try comes from


def test_codes_are_limited_by_address(sara: Person) -> None:
    for _ in range(3):
        ask_for_code(Client(), sara.email)
    answer = Client().post(reverse("account_login"), {"login": sara.email, "password": ""})
    assert answer.status_code == 200
    assert len(mail.outbox) == 3


def test_a_mail_that_cannot_be_sent_is_said_in_words(
    sara: Person, client: Client, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = client.post(reverse("account_login"), {"login": sara.email, "password": ""})
    assert answer.status_code == 503
    assert sara.email not in caplog.text


HOSTILE = ["", "x" * 5000, "a\x00b@example.org", "<script>alert(1)</script>", "🙂@🙂", "' OR 1=1--"]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("account_login", "login"),
        ("account_signup", "email"),
        ("account_signup", "name"),
        ("account_reset_password", "email"),
    ],
)
def test_hostile_words_are_refused_calmly(
    town: SimpleNamespace, client: Client, name: str, field: str, value: str
) -> None:
    facts = {"login": "a@example.org", "email": "a@example.org", "name": "", field: value}
    page = client.post(reverse(name), facts)
    assert page.status_code < 500
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_facts_of_ones_own_are_refused_at_their_field(
    sara: Person, client: Client, value: str
) -> None:
    client.force_login(sara)
    for field in ("name", "phone", "language"):
        facts = {"name": "", "phone": "", "language": "fa", field: value}
        page = client.post(reverse("account"), facts)
        assert page.status_code in (302, 422)
        assert b"<script>alert" not in client.get(reverse("account")).content


def test_ones_own_facts_are_kept(sara: Person, client: Client) -> None:
    client.force_login(sara)
    facts = {"name": "سارا نو", "phone": "۰۹۱۲ ۱۲۳ ۴۵۶۷", "language": "en"}
    assert client.post(reverse("account"), facts).status_code == 302
    sara.refresh_from_db()
    assert (sara.name, sara.phone, sara.language) == ("سارا نو", "0912 123 4567", "en")


@pytest.mark.parametrize("words", ["fa", "en"])
def test_every_page_of_sign_in_can_be_read(
    sara: Person, client_as: Callable[..., Client], words: str
) -> None:
    for name in ("account_login", "account_signup", "account_reset_password", "account_inactive"):
        assert client_as("", words).get(reverse(name)).status_code == 200
    own = client_as("resident", words)
    for name in (
        "account",
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
    ):
        assert own.get(reverse(name)).status_code == 200, name


def _without_tokens(page: object, email: str) -> str:
    """A page without what differs by nature: the form's token and the address typed."""
    body = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1", page.content.decode())
    return body.replace(email, "…")
