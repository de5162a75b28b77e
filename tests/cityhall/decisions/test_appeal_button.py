"""From a closed report's own page to those who had no part in it, and the report shows it."""

from __future__ import annotations

from importlib import resources

import pytest
from django.test import Client
from django.urls import reverse
from tests.cityhall.conftest import NOW

from cityhall.decisions import actions
from cityhall.decisions.models import Matter, Seat
from cityhall.people.models import Person
from cityhall.service.actions import Closing, claim, close

HYBRID = (resources.files("divan.charter") / "data" / "hybrid.yaml").read_text(encoding="utf-8")
BUTTON = "Appeal this decision"


@pytest.fixture
def report(filed, actor):
    actions.adopt(HYBRID, actor=actor("admin"), at=NOW)
    people = Person.objects.bulk_create(
        Person(email=f"juror{number}@hall.example", name=f"juror{number}") for number in range(5)
    )
    Seat.objects.bulk_create(Seat(body="court", person=one, since=NOW) for one in people)
    row = filed("lamp")
    claim(row.pk, actor=actor("lamp"), at=NOW)
    return row


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_button_of_a_closed_report_leads_to_an_appeal_that_its_page_then_shows(
    town, report, actor
) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.persons["resident"])
    own = reverse("request", args=[report.pk])
    assert BUTTON not in page(client, own), "what is open is not appealed"
    close(report.pk, Closing("fixed", "درست شد", "دیدم"), actor=actor("lamp"), at=NOW)
    address = f"/decisions/new/closing/?subject={report.pk}"
    shown = page(client, own)
    assert BUTTON in shown
    assert f'href="{address}"' in shown
    assert report.title in page(client, address)
    answer = client.post(address, {"title": "چراغ روشن نشد", "text": "هنوز تاریک است."})
    row = Matter.objects.get()
    assert (answer.status_code, answer.url) == (302, f"/decisions/{row.pk}/")
    assert (row.kind, row.subject_type, row.subject_id) == ("closing", "request", report.pk)
    shown = page(Client(headers={"accept-language": "en"}), own)
    assert row.title in shown
    assert BUTTON not in shown, "one appeal at a time"
    again = client.post(address, {"title": "دوباره", "text": "دوباره"})
    assert again.status_code >= 400
    assert Matter.objects.count() == 1


def test_whoever_is_not_signed_in_is_asked_to_and_comes_back(report, actor) -> None:
    close(report.pk, Closing("fixed", "درست شد", "دیدم"), actor=actor("lamp"), at=NOW)
    answer = Client().get(f"/decisions/new/closing/?subject={report.pk}")
    assert answer.status_code == 302
    assert "subject" in answer.url
