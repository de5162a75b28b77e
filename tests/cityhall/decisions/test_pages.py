"""The pages of the counter: everyone reads, whoever must decide has the form for it."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from tests.cityhall.decisions.test_matters import decided, happen, overspend
from tests.divan.charter.city import FORUM, events

from cityhall.decisions import queries
from cityhall.decisions.models import Matter
from divan.charter import published


def client_of(hall, name: str) -> Client:
    client = Client()
    client.force_login(hall.by(name).person)
    return client


def page(client: Client, address: str, language: str = "fa") -> str:
    response = client.get(address, headers={"accept-language": language})
    assert response.status_code == 200, address
    return response.content.decode()


@pytest.mark.parametrize("language", ["fa", "en"])
def test_everyone_reads_the_list_a_matter_and_the_charter(hall, language) -> None:
    row = decided(hall)
    for address in ("/decisions/", f"/decisions/{row.pk}/", "/decisions/charter/"):
        text = page(Client(), address, language)
        assert "نام" not in text or "sana" not in text
    assert row.title in page(Client(), f"/decisions/{row.pk}/", language)
    assert client_of(hall, "mayor").get("/decisions/charter/1.yaml").status_code == 200


def test_a_matter_is_filed_on_a_page_and_admitted_on_its_own(hall) -> None:
    works = client_of(hall, "works")
    assert "spend" in page(works, "/decisions/new/")
    form = {
        "title": "آسفالت خیابان مهر",
        "field_amount": "۷٬۰۰۰٬۰۰۰٬۰۰۰",
        "field_supplier": "شرکت راه",
        "field_topic": "roads",
    }
    answer = works.post("/decisions/new/spend/", form)
    assert answer.status_code == 302, answer.content.decode()
    row = Matter.objects.get()
    deputy = client_of(hall, "deputy")
    assert "ببینید و تصمیم بگیرید" in page(deputy, "/")
    assert "ببینید و تصمیم بگیرید" not in page(works, "/")
    assert "/admit/" in page(deputy, answer.url)
    assert "/admit/" not in page(works, answer.url)
    assert deputy.post(f"{answer.url}admit/", {"answer": "yes"}).status_code == 302
    row.refresh_from_db()
    assert row.phase == "open"
    assert row.title in page(client_of(hall, FORUM[0]), "/decisions/inbox/")


def test_a_refusal_keeps_what_was_typed(hall) -> None:
    row = happen(hall, overspend(hall), "deputy", events.Admitted())
    answer = client_of(hall, "mayor").post(
        f"/decisions/{row.pk}/object/", {"stage": "table", "text": "سخن من"}
    )
    assert answer.status_code == 409
    assert "سخن من" in answer.content.decode()


@pytest.mark.parametrize(("language", "said"), [("fa", "دلیل بنویسید."), ("en", "Give reasons.")])
def test_a_refusal_of_the_engine_is_a_sentence(hall, language, said) -> None:
    row = happen(hall, overspend(hall), "deputy", events.Admitted())
    answer = client_of(hall, FORUM[0]).post(
        f"/decisions/{row.pk}/object/",
        {"stage": "table", "text": ""},
        headers={"accept-language": language},
    )
    assert answer.status_code == 409
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"title": "x" * 200},
        {"title": "آسفالت", "field_amount": "-5", "field_topic": "roads"},
        {"title": "آسفالت", "field_amount": "9" * 40, "field_topic": "nothing"},
    ],
)
def test_a_form_that_cannot_be_filed_says_so_at_its_fields(hall, form) -> None:
    answer = client_of(hall, "works").post("/decisions/new/spend/", form)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.content.decode()


def test_whoever_downloads_a_matter_replays_it(hall) -> None:
    row = decided(hall)
    answer = Client().get(f"/decisions/{row.pk}/replay.json")
    state = published.replay(published.decode(answer.content))
    assert state == queries.state(row)
    listed = json.loads(Client().get("/decisions/?format=json").content)
    assert listed["matters"][0]["replay"] == f"/decisions/{row.pk}/replay.json"


def test_the_page_of_a_matter_costs_a_fixed_number_of_queries(
    hall, django_assert_max_num_queries
) -> None:
    row = decided(hall)
    page(Client(), f"/decisions/{row.pk}/")
    with django_assert_max_num_queries(16):
        page(Client(), f"/decisions/{row.pk}/")
    with django_assert_max_num_queries(10):
        page(Client(), "/decisions/")
