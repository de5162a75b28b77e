"""Attacks that once had a chance: each is tried here as its author would."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people.contact import cleaned_email
from cityhall.service import actions
from cityhall.service.actions import Closing
from cityhall.service.models import Draft, Party, Request
from cityhall.service.views import steps
from cityhall.web import limits

pytestmark = pytest.mark.django_db

REPORTER = "mina@example.org"


@pytest.fixture(autouse=True)
def still(monkeypatch) -> None:
    """The clock of the limits stands still, so that no token grows back during a test."""
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: 0.0))


def english() -> Client:
    return Client(headers={"accept-language": "en"})


def say_me_too(request: Request, email: str = "", client: Client | None = None):
    visitor = client or english()
    address = f"/reports/{request.pk}/me-too/"
    return visitor.post(address, {"email": email} if email else {}, follow=True)


# Who reported?


def test_me_too_does_not_tell_whose_address_is_among_the_people_of_a_report(filed) -> None:
    answers = set()
    for address in (REPORTER, "somebody@example.org"):
        request = filed(email=REPORTER)
        page = say_me_too(request, address).content.decode()
        voices = Request.objects.get(pk=request.pk).voices
        answers.add(("already counts" in page, "was added" in page, voices))
    assert answers == {(False, True, 1)}


def test_a_person_who_reported_with_their_own_address_is_still_not_counted(
    filed, client_as, town
) -> None:
    request = filed(email=town.persons["resident"].email)
    page = say_me_too(request, client=client_as("resident", "en")).content.decode()
    assert "already counts" in page


# Whose words, and who keeps them?


@pytest.mark.parametrize("datatype", ["number", "singlevaluelist", "multivaluelist", "datetime"])
def test_free_words_stay_hidden_when_their_question_becomes_another(filed, town, datatype) -> None:
    def ask(**facts: object) -> None:
        question = {"code": "who", "description": {"en": "Who?"}, **facts}
        town.services["lamp"].questions = [question]
        town.services["lamp"].save()

    ask(datatype="string")
    request = filed(answers={"who": "my neighbour zqahmadi"})
    values = [{"key": key, "name": {"en": key}} for key in "ab"]
    ask(datatype=datatype, **({"values": values} if "list" in datatype else {}))
    for twin in ("", "?format=json"):
        page = english().get(f"/reports/{request.pk}/{twin}")
        assert page.status_code == 200
        assert "zqahmadi" not in page.content.decode()


def test_a_phone_number_in_a_field_for_numbers_is_not_public(filed) -> None:
    request = filed(answers={"count": "09121112233"})
    counted = filed(answers={"count": "12"})
    assert english().get(f"/reports/{request.pk}/?format=json").json()["answers"] == []
    [shown] = english().get(f"/reports/{counted.pk}/?format=json").json()["answers"]
    assert shown["answer"] == "12"


@pytest.mark.parametrize("address", ["/", "/reports/{}/", "/reports/{}/?format=json", "/reports/"])
def test_no_cache_keeps_what_somebody_read_who_had_signed_in(filed, client_as, actor, address):
    request = filed("conduct", by=actor("resident"))
    page = client_as("resident").get(address.format(request.pk))
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]


def test_no_cache_keeps_a_report_as_its_own_browser_reads_it(town) -> None:
    client = english()
    client.post("/report/", {"text": "a lamp is out", "service": "street-light"})
    draft = Draft.objects.get()
    client.post(f"/report/{draft.token}/where/", {"address": "Mehr St"})
    client.post(f"/report/{draft.token}/check/", {"publish": "all"})
    address = f"/reports/{Request.objects.get().pk}/"
    assert "no-store" in client.get(address).headers["Cache-Control"]
    assert "no-store" in client.get(f"{address}?format=json").headers["Cache-Control"]
    assert "no-store" not in english().get(address).headers.get("Cache-Control", "")


# Codes


def test_asking_for_the_head_of_a_page_costs_a_guess_like_any_other(db) -> None:
    guesses = {Client().head("/track/AAAAA-AAAAA/").status_code for _ in range(80)}
    assert guesses == {404, 429}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:0:ffff:1:2:3", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("192.0.2.1", "192.0.2.2", False),
        ("unix:", "unix:", True),
    ],
)
def test_an_ipv6_network_has_one_limit_however_its_addresses_are_written(one, other, same) -> None:
    assert (limits.network_of(one) == limits.network_of(other)) is same


def test_a_picture_of_a_code_holds_the_code_alone_however_long_the_address(db) -> None:
    plain = Client().get("/track/ABCDE-FGHJK/qr.svg")
    padded = Client().get(f"/track/ABCDEFGHJK{'-' * 6000}/qr.svg")
    assert (plain.status_code, padded.status_code) == (200, 200)
    assert plain.content == padded.content


# Other people's mailboxes


def test_strangers_cannot_fill_a_mailbox_through_me_too(filed) -> None:
    statuses = [say_me_too(filed(), "victim@example.org").status_code for _ in range(12)]
    assert statuses == [200] * 5 + [429] * 7
    assert Party.objects.filter(email="victim@example.org").count() == 5
    assert say_me_too(filed()).status_code == 200  # without an address it goes on
    assert say_me_too(filed(), "another@example.org").status_code == 200


def test_whoever_proved_the_address_follows_as_much_as_they_like(filed, client_as, town) -> None:
    own = town.persons["resident"].email
    client = client_as("resident", "en")
    assert {say_me_too(filed(), own, client).status_code for _ in range(12)} == {200}


def test_strangers_cannot_fill_a_mailbox_with_reports(town) -> None:
    def leave(address: str) -> int:
        client = english()
        said = {"text": "a lamp is out", "service": "street-light"}
        client.post("/report/", said)
        token = Draft.objects.latest("pk").token
        there = f"/report/{token}/contact/"
        first = client.post(there, {"email": address}).status_code
        again = client.post(there, {"email": address}).status_code  # the same draft: no new mail
        assert first == again or first == 302
        return first

    assert [leave("victim@example.org") for _ in range(8)] == [302] * 5 + [422] * 3
    assert leave("") == 302


def test_a_mailbox_gets_few_codes_for_a_new_password(town) -> None:
    for _ in range(5):
        english().post("/account/password/new/", {"email": town.persons["resident"].email})
    assert len(mail.outbox) == 3


def test_an_address_longer_than_its_column_is_refused() -> None:
    label = "a" * 60
    longest = f"{'b' * 9}@{label}.{label}.{label}.{label}"
    assert len(longest) == 253
    assert cleaned_email(longest) == longest
    with pytest.raises(Refused):
        cleaned_email(f"{'b' * 50}@{label}.{label}.{label}.{label}")


# The record


def test_a_confidential_report_stays_sealed_when_its_kind_is_opened(town, filed, actor) -> None:
    request = filed("conduct", text="the clerk wanted money")
    town.services["conduct"].confidential = False
    town.services["conduct"].save()
    closing = Closing("answered", "we have spoken with them")
    actions.close(request.pk, closing, actor=actor("road"), at=NOW)
    act = Act.objects.latest("position")
    assert (act.verb, act.audience, act.public) == ("service.close", "parties", {})
    assert "answered" not in act.leaf


def test_a_public_report_stays_open_when_its_kind_becomes_confidential(town, filed, actor) -> None:
    request = filed("hole")
    town.services["hole"].confidential = True
    town.services["hole"].save()
    actions.claim(request.pk, actor=actor("road"), at=NOW)
    assert Act.objects.latest("position").public == {"status": "in_progress"}


# Memory and time


def test_views_of_the_map_push_out_nothing_but_each_other(town) -> None:
    caches["default"].set("a-limit", 5)
    before = len(caches["default"]._cache)
    client = english()
    for step in range(20):
        client.get(f"/map.svg?lat=35.6{step:02}&lon=51.05&zoom=14")
    assert len(caches["default"]._cache) <= before + 2  # the city and its areas
    assert len(caches["drawings"]._cache) == 20


def test_the_map_is_not_drawn_without_end_for_one_visitor(town, monkeypatch) -> None:
    monkeypatch.setattr("cityhall.people.drawing.layers", lambda *_: "")
    for _ in range(598):
        limits.allow("map", "127.0.0.1", per_minute=300, burst=600)
    assert [english().get("/map.svg").status_code for _ in range(4)] == [200, 200, 429, 429]


def test_photos_beyond_the_sixth_are_not_even_opened(town, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(
        steps.actions, "add_photo", lambda *given, **more: opened.append(given[1].name)
    )
    client = english()
    client.post("/report/", {"text": "a lamp is out", "service": "street-light"})
    token = Draft.objects.latest("pk").token
    files = [SimpleUploadedFile(f"{n}.jpg", b"x", "image/jpeg") for n in range(20)]
    client.post(f"/report/{token}/details/", {"photos": files, "more": "1"})
    assert opened == [f"{n}.jpg" for n in range(6)]
