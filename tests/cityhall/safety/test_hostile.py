"""Whatever strangers send, the site answers with words: never with a fault of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cityhall.safety import crawler, hostile, routes
from tests.cityhall.safety.crawler import Form, content
from tests.cityhall.safety.hostile import LARGE, VALUES, Watch
from tests.cityhall.safety.walks import Walk, each
from tests.cityhall.safety.world import CSRF, World

from cityhall.web import limits

Some = Callable[[Iterable[Any], str], Iterable[Any]]
ROLES = "VROAN"
PLANTED = override_settings(ROOT_URLCONF="tests.cityhall.safety.fragile")


def send(client: Client, verb: str, *what: Any, **how: Any) -> HttpResponse:
    """One request and everything that it changed undone."""
    limits.forget()
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = getattr(client, verb)(*what, **how)
        transaction.set_rollback(True)
    if response.status_code == 302:
        cache.clear()  # an act may have changed what pages keep
    client.cookies = cookies
    return response


def faults(response: HttpResponse, what: str) -> Iterator[str]:
    """What is wrong with an answer: a fault of ours, or a refusal without a way out."""
    status = response.status_code
    if status >= 500:
        yield f"{status} {what}"
    elif status >= 400 and response.headers.get("Content-Type", "").startswith("text/html"):
        page = content(response).decode()
        if "<h1" not in page or 'href="' not in page.partition("<main")[2]:
            yield f"{status} without a way out: {what}"
        if status == 422 and not re.search(r'class="(error|errors|notice danger)"|aria-inv', page):
            yield f"422 without words at the field: {what}"


def every(trials: Iterable[Any], _place: str) -> Iterable[Any]:
    return trials


# Each role tries the forms that are first offered to it.
THEIRS = {
    "V": "/",
    "R": ("/account/", "/report/", "/reports/", "/track/"),
    "O": "/desk/",
    "A": "/manage/",
    "N": ("/decisions/nodes/", "/decisions/circles/"),
}


def forms_of(role: str, found: dict[str, list[Form]]) -> dict[object, Form]:
    """Every different form on the pages of a role: the fullest of those that lead to one view."""
    forms: dict[object, Form] = {}
    for page, form in ((page, form) for page, on_page in found.items() for form in on_page):
        form.action = hostile.address_of(page, form)
        path = form.action.partition("?")[0]
        if not path.startswith(THEIRS[role]):
            continue
        view = resolve(path)
        shape = (view.url_name, view.kwargs.get("step"), view.kwargs.get("verb"), form.method)
        shape += tuple(sorted(name for name in form.names if name == "do"))
        known = forms.get(shape)
        if known is None or len(known.names) < len(form.names):
            forms[shape] = form
    return forms


def tried(
    world: World, role: str, forms: dict[object, Form], some: Some = hostile.some
) -> tuple[list[str], int]:
    client = world.client(role, raise_request_exception=False)
    wrong, count = [], 0
    for form in forms.values():
        for label, data in some(hostile.trials(form), form.action):
            if form.method == "post":
                data["csrfmiddlewaretoken"] = CSRF
            address = form.action.partition("?")[0] if form.method == "get" else form.action
            response = send(client, form.method, address, data)
            wrong += faults(response, f"{form.method} {address}: {label}")
            count += 1
    return wrong, count


@pytest.mark.slow
@pytest.mark.parametrize("role", each(ROLES))
def test_every_field_of_every_form_takes_anything(walked: Callable[..., Walk], role: str) -> None:
    walk = walked(role)
    wrong, count = tried(walk.world, role, forms_of(role, walk.forms))
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:40])
    assert count > 400 / hostile.SHARE


def test_a_form_that_breaks_is_noticed(world: World) -> None:
    with PLANTED:
        _answers, found = crawler.crawl(world.client("V"), "V", ["/fragile/form/"])
        wrong, _count = tried(world, "V", forms_of("V", found), every)
    assert any("NUL in note" in one for one in wrong)


def parameters(world: World, role: str, starts: list[str], watch: Watch) -> dict[str, set[str]]:
    """What every address is seen to ask of its query; one address for each way to be addressed."""
    client = world.client(role, raise_request_exception=False)
    found: dict[str, set[str]] = {}
    for address in starts:
        path = address.partition("?")[0]
        watch.asked.clear()
        send(client, "get", path)
        found[path] = set(watch.asked) - {"csrfmiddlewaretoken"}
    return found


def asked(
    world: World, role: str, starts: list[str], watch: Watch, some: Some = hostile.some
) -> tuple[list[str], int]:
    client = world.client(role, raise_request_exception=False)
    wrong, count = [], 0
    for path, names in parameters(world, role, starts, watch).items():
        for name in sorted(names):
            for label, value in some(VALUES.items(), f"{path}?{name}"):
                raw = quote(value)
                for query in (f"{name}={raw}", f"{name}=1&{name}={raw}&{name}[]={raw}"):
                    response = send(client, "get", f"{path}?{query}")
                    wrong += faults(response, f"{path}?{name}: {label}")
                    count += 1
    return wrong, count


@pytest.mark.slow
@pytest.mark.parametrize("role", "VOA")
def test_every_parameter_that_a_page_reads_may_be_anything(
    world: World, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts = [*routes.plain(), f"/reports/{world.reports['open'].pk}/"]
    starts.append(f"/desk/{world.reports['open'].pk}/")
    watch = Watch(monkeypatch)
    wrong, count = asked(world, role, starts, watch)
    assert not wrong, f"{len(wrong)} of {count}:\n" + "\n".join(wrong[:40])
    assert count > 1000 / hostile.SHARE


def test_a_parameter_that_breaks_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    with PLANTED:
        wrong, _count = asked(world, "V", ["/fragile/"], Watch(monkeypatch), every)
    assert any("number: not a number" in one for one in wrong)


PARTS = [
    *("0", "00", "-1", "1e3", "2147483648", "9223372036854775807", "9223372036854775808"),
    *("9" * 30, "9" * 5000, "%00", "%FF%FE", "%ED%A0%80", "%E2%80%AE", "..%2F..%2Fetc", "%2e%2e"),
    *("%D8%A7" * 300, "a" * 5000, "%0d%0aSet-Cookie:a=b", "%3Cscript%3E", "%7B%7B7*7%7D%7D", "."),
    "00000000-0000-0000-0000-000000000000",
    "FFFFFFFF-FFFF-4FFF-BFFF-FFFFFFFFFFFF",
]


@pytest.mark.slow
@pytest.mark.parametrize("role", "VA")
def test_every_part_of_every_address_may_be_anything(world: World, role: str) -> None:
    client = world.client(role, raise_request_exception=False)
    wrong = []
    for _name, route in routes.patterns():
        for part in PARTS if "<" in route else ():
            path = "/" + re.sub(r"<[^>]+>", lambda _hole, part=part: part, route)
            for verb in ("get", "post"):
                response = send(client, verb, path, headers={"x-csrftoken": CSRF})
                wrong += faults(response, f"{verb} {path[:90]}")
    assert not wrong


BODIES = [
    ("application/json", b'{"text": "\\ud800", "a": [1, 2'),
    ("application/json", b"[" * 100_000),
    ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("text/plain", b"text=a"),
    ("", b"text=a"),
    ("nonsense/\xff", b"text=a"),
    ("multipart/form-data", b"text=a"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n--"),
    ("multipart/form-data; boundary=" + "b" * 300, b"--b\r\n"),
    ("multipart/form-data; boundary=b; charset=utf-7", b"--b\r\n\r\n+ADw-\r\n--b--"),
    (
        "multipart/form-data; boundary=b",
        b"--b\r\nContent-Disposition: form-data; name=text\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--b--",
    ),
    (
        "multipart/form-data; boundary=b",
        b'--b\r\nContent-Disposition: form-data; name="photos"; filename="a\x00b"\r\n\r\n\r\n--b',
    ),
    ("application/x-www-form-urlencoded; charset=utf-16", "text=چراغ".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=nonsense", b"text=a"),
    ("application/x-www-form-urlencoded", b"%ED%A0%80=%ff&text=%00&&&==&%=%zz"),
    ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % n for n in range(1000))),
    ("application/x-www-form-urlencoded", b"text=" + b"%00" * 1_000_000),
]


@pytest.mark.parametrize("role", "VA")
def test_bodies_of_any_kind_are_refused_in_words(world: World, role: str) -> None:
    client = world.client(role, raise_request_exception=False)
    addresses = [
        *routes.plain(),
        f"/reports/{world.reports['open'].pk}/me-too/",
        f"/track/{world.codes['waiting']}/answer/",
    ]
    wrong = []
    for address in addresses:
        for kind, body in BODIES:
            how = {"content_type": kind, "headers": {"x-csrftoken": CSRF}}
            response = send(client, "generic", "POST", address, body, **how)
            wrong += faults(response, f"{address} {kind[:50]} {body[:30]!r}")
    assert not wrong


HEADERS = [
    {"accept-language": "\x00,;q=,fa;q=x" + "a" * 5000},
    {"accept": "application/json;q=\x00, */*;q=nan"},
    {"referer": "http://[::1"},
    {"referer": "https://testserver/\x00\r\n//evil.example"},
    {"cookie": "session=\x00; csrftoken=\xff; browser=a:b:c; preferences=%00%ff&language=xx"},
    {"cookie": "preferences=" + "language%3Dfa%26" * 500},
    {"cookie": "messages=.eJx" + "A" * 3000},
    {"if-modified-since": "Mon, 31 Feb 9999 99:99:99 GMT", "if-none-match": "\x00"},
    {"range": "bytes=-1-,99999999999999999999-"},
    {"x-forwarded-for": "\x00, " * 1000},
    {"x-forwarded-proto": "javascript"},
    {"content-length": "-1"},
    {"x-requested-with": "XMLHttpRequest"},
    {"x-http-method-override": "DELETE"},
    {"user-agent": "\ud800" * 100},
]


@pytest.mark.parametrize("role", "VO")
def test_headers_of_any_kind_are_survived(world: World, role: str) -> None:
    client = world.client(role, raise_request_exception=False)
    addresses = [*routes.plain(), f"/reports/{world.reports['open'].pk}/", "/language/en/"]
    wrong = []
    for address in addresses:
        for headers in HEADERS:
            given = {
                f"HTTP_{key.upper().replace('-', '_')}": value for key, value in headers.items()
            }
            if "cookie" in headers:
                client.cookies.clear()
            response = send(client, "get", address, **given)
            wrong += faults(response, f"{address} {headers}")
    assert not wrong


def test_deep_and_long_addresses_are_not_found(client: Client, db: None) -> None:
    for path in (
        "/a" * 5000,
        "/" * 3000,
        "/reports/" + "1/" * 2000,
        "/%2e%2e/%2e%2e/etc/passwd",
        "/static/../../settings/__init__.py",
        "/static/%2e%2e/%2e%2e/settings/__init__.py",
        "/;/",
        "/reports//1//",
        "/\\evil.example/",
    ):
        assert send(client, "get", path).status_code == 404, path[:60]
    for letter in ("%00", "%0a", "%1f"):
        assert send(client, "get", f"/reports/{letter}/").status_code == 400


def test_ten_megabytes_are_too_many_and_the_answer_says_how_many_fit(world: World) -> None:
    client = world.client("V")
    for address, name in (
        ("/report/", "text"),
        ("/track/", "code"),
        ("/account/sign-in/", "login"),
    ):
        response = send(client, "post", address, {name: LARGE, "csrfmiddlewaretoken": CSRF})
        assert response.status_code == 413
        assert "۱۲" in response.content.decode()


WILD = st.text(st.characters(), max_size=300)  # every code point, surrogates too


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(q=WILD, after=WILD, status=WILD, count=WILD, service=WILD)
def test_lists_and_search_survive_any_text(
    world: World, q: str, after: str, status: str, count: str, service: str
) -> None:
    client = Client()
    asked = {"q": q, "after": after, "status": status, "count": count, "service": service}
    plain = {name: value.encode("utf-8", "surrogatepass") for name, value in asked.items()}
    for address in ("/reports/", "/reports/map/", "/search/", "/desk/"):
        for given_now in ({"q": plain["q"]}, plain):
            limits.forget()
            query = "&".join(f"{name}={quote(value)}" for name, value in given_now.items())
            assert client.get(f"{address}?{query}").status_code < 500


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(words=WILD)
def test_a_report_may_be_written_in_any_letters(world: World, words: str) -> None:
    """Whatever is typed, the report is filed and shown, or the field says what is wrong."""
    client = world.client("R")
    token = {"csrfmiddlewaretoken": CSRF}
    raw = words.encode("utf-8", "replace").decode()
    limits.forget()
    with transaction.atomic():
        begun = client.post("/report/", {"text": raw, "service": "pole", **token})
        assert begun.status_code in (302, 422)
        if begun.status_code == 302:
            step = begun.headers["Location"].rsplit("/", 2)[0]
            for name, data in (
                ("where", {"address": raw}),
                ("details", {"answer-more": raw}),
                ("contact", {"name": raw}),
                ("check", {"publish": "all"}),
            ):
                sent = client.post(f"{step}/{name}/", {**data, **token})
                assert sent.status_code in (302, 422), (name, sent.status_code)
        transaction.set_rollback(True)
