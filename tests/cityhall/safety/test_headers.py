"""What every answer says to the browser, and what it never lets a stranger choose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.cityhall.conftest import PASSWORD
from tests.cityhall.safety.crawler import Answer, Reader, content
from tests.cityhall.safety.matrix import TABLE
from tests.cityhall.safety.walks import Walk, each
from tests.cityhall.safety.world import CSRF, World

from cityhall.service.handover_keys import key_of
from cityhall.web import limits

CSRF_FIELD = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
ROOT = Path(__file__).parents[3]
ELSEWHERE = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "http:///evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/%09/evil.example",
    "\t//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "/\x00/evil.example",
)


INLINE = re.compile(
    r"""<[a-z][^>]*\s(?:style|on[a-z]+)\s*=|<style|<script(?![^>]*\ssrc=)|javascript:""",
    re.IGNORECASE,
)


PRIVATE = ("/account/", "/desk/", "/manage/", "/track/", "/report/")


def unsafe(answer: Answer) -> Iterator[str]:
    """What an answer lacks: for browsers that show it, for caches that keep it, for its forms."""
    said, kept = answer.where, answer.where.get("Cache-Control", "")
    policy = said.get("Content-Security-Policy", "")
    if "default-src 'none'" not in policy or "frame-ancestors 'none'" not in policy:
        yield "no policy"
    if "unsafe" in policy or "*" in policy:
        yield f"a policy that lets in too much: {policy}"
    if said.get("X-Content-Type-Options") != "nosniff":
        yield "its kind may be guessed"
    referrer = "strict-origin" if answer.address.startswith("/track/") else "same-origin"
    if said.get("Referrer-Policy") != referrer:
        yield f"tells others where a reader came from: {said.get('Referrer-Policy')}"
    if answer.kind.startswith(("text/html", "application/")):
        if "public" in kept or "Cookie" not in said.get("Vary", ""):
            yield f"shared caches may keep it: {kept}, {said.get('Vary')}"
        if answer.address.startswith(PRIVATE) and answer.status == 200 and "no-store" not in kept:
            yield f"private, but may be kept: {kept!r}"
    if not answer.kind.startswith("text/html"):
        return
    if INLINE.search(answer.text):
        yield "code or style within the page"
    for form in Reader(answer.text).forms:
        if "//" in form.action:
            yield f"a form leaves the site: {form.action}"
        if form.method == "post" and "csrfmiddlewaretoken" not in form.names:
            yield f"a form without a token: {form.action}"


@pytest.mark.parametrize("role", each("VROA"))
def test_every_answer_is_safe_to_show_and_to_keep(walked: Callable[..., Walk], role: str) -> None:
    seen = walked(role)
    faults = [
        f"{one.status} {one.address}: {fault}" for one in seen.answers for fault in unsafe(one)
    ]
    assert not faults
    assert sum(one.kind.startswith("text/html") for one in seen.answers) > 50
    assert sum(form.method == "post" for page in seen.forms.values() for form in page) > 5


def test_a_page_that_its_address_opens_tells_nobody_and_still_takes_its_form(world: World) -> None:
    """With `no-referrer` browsers send `Origin: null`, and the check against forged forms refuses
    every answer."""
    client = Client(enforce_csrf_checks=True)
    address = reverse("body_answer", args=[world.handover.pk, key_of(world.handover)])
    shown = client.get(address)
    assert shown.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in shown.headers["Cache-Control"]
    assert "noindex" in shown.headers["X-Robots-Tag"]
    token = {"csrfmiddlewaretoken": CSRF_FIELD.search(shown.content.decode())[1]}
    for origin, status in (("null", 403), ("http://testserver", 302)):
        form = {"answer": "take", "number": "12", **token}
        assert client.post(address, form, headers={"origin": origin}).status_code == status


def test_inline_code_would_be_seen() -> None:
    """The control of the test above."""
    for bad in (
        '<p style="color:red">',
        "<img src=x onerror=alert(1)>",
        "<style>p{}</style>",
        "<script>alert(1)</script>",
        '<script type="module">x</script>',
        '<a href="javascript:alert(1)">',
    ):
        assert INLINE.search(bad), bad
    for good in ('<script src="/static/a.js" defer></script>', "<p>on a street</p>"):
        assert not INLINE.search(good), good


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    client = Client(headers={"accept-language": "en"})
    answers = [
        client.get(reverse("account_login")),
        client.get(reverse("language", args=["fa"])),
        client.post(reverse("preferences"), {"language": "en"}),
        client.post(reverse("report"), {"text": "a dark lamp", "service": "pole"}),
        client.post(reverse("me_too", args=[world.reports["open"].pk])),
    ]
    _sign_in(world, client, answers)
    set_ = {name: morsel for one in answers for name, morsel in one.cookies.items()}
    assert {"csrftoken", "preferences", "browser", "session", "messages"} <= set(set_)
    for name, morsel in set_.items():
        if not morsel.value:
            continue  # a cookie that is taken back
        assert morsel["httponly"] is True, name
        assert morsel["samesite"] == "Lax", name
        assert not morsel["domain"], name


def test_over_https_cookies_are_secure_and_browsers_are_told_to_stay(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    code = (
        "import django; django.setup(); from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 10**7,"
        " s.CSRF_TRUSTED_ORIGINS, s.SECURE_PROXY_SSL_HEADER)"
    )
    variables = {
        **os.environ,
        "DIVAN_HOME": str(tmp_path),
        "DIVAN_ORIGIN": "https://city.example",
        "DIVAN_PROXIES": "1",
    }
    run = subprocess.run(
        [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=True
    )
    expected = "True True True ['https://city.example'] ('HTTP_X_FORWARDED_PROTO', 'https')"
    assert run.stdout.strip() == expected


def _sign_in(world: World, client: Client, answers: list[HttpResponse]) -> None:
    person = world.town.persons["neighbour"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    given = {"login": person.email, "password": PASSWORD}
    answers.append(client.post(reverse("account_login"), given))
    assert answers[-1].status_code == 302


def test_the_session_changes_its_name_at_sign_in_and_ends_at_sign_out(world: World) -> None:
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    planted = client.cookies["session"].value if "session" in client.cookies else ""
    answers: list[HttpResponse] = []
    _sign_in(world, client, answers)
    mine = client.cookies["session"].value
    assert mine and mine != planted
    if planted:
        thief = Client()
        thief.cookies["session"] = planted
        assert thief.get(reverse("account")).status_code == 302
    assert client.get(reverse("account")).status_code == 200
    client.post(reverse("account_logout"))
    again = Client()
    again.cookies["session"] = mine
    assert again.get(reverse("account")).status_code == 302


# A key or the ticket in the address says who sends there, not a cookie.
NO_COOKIE_ASKED = ("open311_", "news_stop", "news_sms")


def test_every_form_needs_the_token_of_its_own_site(world: World) -> None:
    """Every address that takes a form, without a token, with a wrong one, from another site."""
    tried = 0
    for name, rows in TABLE.items():
        for row in rows:
            if row.post.strip() == "405" or name.startswith(NO_COOKIE_ASKED):
                continue
            address = reverse(name, args=row.arguments(world))
            data = row.data(world) if callable(row.data) else row.data
            for role in "RDA":
                limits.forget()
                client = world.client(role, enforce_csrf_checks=True)
                for token in ("", "wrong" * 8, CSRF[:-1] + "d"):
                    answer = client.post(address, {**data, "csrfmiddlewaretoken": token})
                    assert answer.status_code == 403, (name, role, token)
                foreign = {"origin": "https://evil.example"}
                sent = {**data, "csrfmiddlewaretoken": CSRF}
                assert client.post(address, sent, headers=foreign).status_code == 403, name
                tried += 1
    assert tried > 100


@pytest.mark.parametrize("target", ELSEWHERE)
def test_no_redirect_leaves_the_site(world: World, target: str) -> None:
    person = world.town.persons["neighbour"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    stranger, member = Client(), world.client("N")
    given = {"login": person.email, "password": PASSWORD, "next": target}
    answers = [
        stranger.post(reverse("account_login"), given),
        Client().post(reverse("account_login") + f"?next={target}", given),
        stranger.post(reverse("account_logout"), {"next": target}),
        Client().get(reverse("account_login"), {"next": target}),
        Client().get(reverse("account_request_login_code"), {"next": target}),
        member.get(reverse("account_login"), {"next": target}),
        member.get(reverse("account_reauthenticate"), {"next": target}),
        member.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": target}),
        Client().get(reverse("language", args=["en"]), headers={"referer": target}),
        Client().get(
            reverse("language", args=["en"]), headers={"referer": f"http://testserver/{target}"}
        ),
        Client().get(reverse("language", args=["en"]), {"next": target}),
        Client().post(reverse("preferences"), {"language": "en", "next": target}),
    ]
    for answer in answers:
        assert answer.status_code in (200, 302), answer.request["PATH_INFO"]
        place = answer.headers.get("Location", "/")
        path = place.partition("?")[0]
        assert re.match(r"/(?![/\\])", path), f"{answer.request['PATH_INFO']} leads to {place!r}"
        for link in Reader(content(answer).decode()).links:
            assert "evil.example" not in link.partition("?")[0], link


def test_mails_and_codes_carry_the_citys_own_address_whatever_the_host_says(
    world: World, settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    settings.ORIGIN = "https://city.example"
    forged = {"host": "evil.example", "x-forwarded-host": "evil.example"}
    client = Client(headers=forged)
    person = world.town.persons["neighbour"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    client.post(reverse("account_login"), {"login": person.email})
    client.post(reverse("account_reset_password"), {"email": person.email})
    client.post(reverse("account_signup"), {"email": "new@example.org"})
    assert len(mail.outbox) == 3
    for letter in mail.outbox:
        assert "evil" not in letter.subject + letter.body
    feed = client.get(reverse("request_list"), {"format": "atom"}).content.decode()
    assert "evil" not in feed and "https://city.example/reports/" in feed
    page = world.client("R").get(reverse("tracked", args=[world.codes["open"]]), headers=forged)
    assert b"evil" not in page.content


@pytest.mark.parametrize(
    ("proxies", "header", "expected"),
    [
        (0, "", "10.0.0.9"),
        (0, "1.2.3.4", "10.0.0.9"),  # nobody declared a proxy: the header is a stranger's word
        (1, "1.2.3.4", "1.2.3.4"),
        (1, "6.6.6.6, 1.2.3.4", "1.2.3.4"),  # what the visitor wrote stands before
        (2, "6.6.6.6, 1.2.3.4, 10.0.0.1", "1.2.3.4"),
        (2, "1.2.3.4", "10.0.0.9"),  # fewer hops than declared: somebody went around a proxy
    ],
)
def test_whose_address_counts_is_said_by_declared_proxies_only(
    settings, proxies: int, header: str, expected: str
) -> None:
    settings.PROXIES = proxies
    headers = {"x-forwarded-for": header} if header else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="10.0.0.9")
    assert limits.address_of(request) == expected


def test_a_stranger_cannot_escape_a_limit_by_inventing_addresses(world: World) -> None:
    statuses = [
        Client()
        .post(reverse("track"), {"code": "00000-00000"}, headers={"x-forwarded-for": f"1.1.1.{n}"})
        .status_code
        for n in range(40)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_too_many_tries_are_told_when_to_come_back(world: World) -> None:
    for _ in range(60):
        answer = Client().post(reverse("track"), {"code": "00000-00000"})
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_sign_in_says_the_same_to_known_and_unknown_addresses(world: World) -> None:
    person = world.town.persons["neighbour"]
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    for name, field in (
        ("account_login", "login"),
        ("account_reset_password", "email"),
        ("account_signup", "email"),
    ):
        said = []
        for address in (person.email, "stranger@example.org"):
            client = Client(headers={"accept-language": "en"})
            answer = client.post(reverse(name), {field: address}, follow=True)
            text = re.sub(r'value="[^"]+"', "", answer.content.decode()).replace(address, "·")
            said.append((answer.status_code, answer.redirect_chain, text))
        assert said[0] == said[1], name
    assert not get_user_model().objects.filter(email="stranger@example.org", is_active=None)
