"""A body outside takes a report, refuses it or is silent: what everyone sees, whose clock runs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.cityhall.conftest import NOW

from cityhall.acts.mail import letter_of
from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.people.models import Organization
from cityhall.service import actions, handover_keys
from cityhall.service.actions import Closing
from cityhall.service.models import BodyTerms, Handover

DAY = timedelta(days=1)


@pytest.fixture
def company(town):
    body = Organization.objects.create(
        code="water-company",
        name={"fa": "شرکت آب", "en": "Water company"},
        classification="outside",
        parent=town.city,
        sort_key="a",
    )
    BodyTerms.objects.create(organization=body, email="water@example.org", answer_minutes=420)
    return body


@pytest.fixture
def handed(town, filed, actor, company):
    """A report that the dispatcher handed to the water company."""
    row = filed(email="reporter@example.org")
    made = actions.hand_over(row.pk, company, actor=actor("dispatcher"), at=NOW)
    made.request.refresh_from_db()
    return made


@pytest.mark.django_db
class TestHandingOver:
    def test_their_clock_runs_and_the_citys_stands_still(self, town, handed):
        row = handed.request
        assert (row.body.code, row.unit, handed.channel) == (
            "water-company",
            town.lighting,
            "email",
        )
        assert handed.answer_by == NOW + DAY  # seven working hours: one day of this office
        assert row.due_at > handed.city_due_at

    def test_they_are_asked_by_mail_with_the_address_of_their_answer(self, handed):
        message = Message.objects.get(address="water@example.org")
        letter = letter_of(message.kind, message.context, "fa")
        assert handover_keys.address(handed) in letter.text
        assert "چراغ کوچه" not in letter.text  # facts and a link, never anybody's words

    def test_what_was_left_of_the_citys_time_is_left_when_it_comes_back(self, handed, actor):
        before = handed.city_due_at
        back = NOW + 2 * DAY  # two days of their clock
        actions.body_refuses(handed.pk, "مال ما نیست", actor=actor("dispatcher"), at=back)
        handed.request.refresh_from_db()
        assert handed.request.due_at == before + 4 * DAY  # Thursday and Friday the office rests

    def test_a_refusal_is_the_citys_again_and_everyone_reads_who_and_why(
        self, handed, company, client, town
    ):
        who = actions.body_actor(company)
        actions.body_refuses(handed.pk, "لوله مال شهرداری است. 09121112233", actor=who, at=NOW)
        row = handed.request
        row.refresh_from_db()
        assert (row.body, row.assignee, row.is_open) == (None, None, True)
        act = Act.objects.get(verb="service.body_refuses")
        assert act.by == "body:water-company" and "لوله" not in act.leaf
        page = client.get(f"/reports/{row.pk}/").content.decode()
        assert "شرکت آب" in page and "لوله مال شهرداری است" in page
        assert "09121112233" not in page
        told = Message.objects.filter(kind="service.body_refused")
        assert [one.address for one in told] == ["dana@example.org"]

    def test_taking_it_shows_until_when(self, handed, company):
        who = actions.body_actor(company)
        made = actions.body_accepts(handed.pk, actor=who, at=NOW, number="W-17")
        assert (made.state, made.external_id) == ("taken", "W-17")
        with pytest.raises(Refused) as refused:
            actions.body_accepts(handed.pk, actor=who, at=NOW)
        assert refused.value.refusal.code == "taken"

    def test_another_body_cannot_answer_for_it(self, handed, town, actor):
        other = Organization(code="gas-company", classification="outside")
        for who in (actions.body_actor(other), actor("nobody"), actor("road")):
            with pytest.raises(Refused):
                actions.body_refuses(handed.pk, "نه", actor=who, at=NOW)

    def test_silence_is_said_once_and_only_when_their_time_is_over(self, handed):
        assert actions.say_who_is_silent(handed.answer_by - timedelta(minutes=1)) == 0
        assert actions.say_who_is_silent(handed.answer_by + 7 * DAY) == 1
        assert actions.say_who_is_silent(handed.answer_by + 8 * DAY) == 0
        assert Act.objects.filter(verb="service.body_silent").count() == 1

    def test_who_answered_is_not_silent(self, handed, company):
        actions.body_accepts(handed.pk, actor=actions.body_actor(company), at=NOW)
        assert actions.say_who_is_silent(handed.answer_by + DAY) == 0

    def test_closing_a_report_ends_it_there_too(self, handed, actor):
        closing = Closing("fixed", "لوله عوض شد", "بازدید شد")
        actions.close(handed.request_id, closing, actor=actor("dispatcher"), at=NOW)
        handed.refresh_from_db()
        assert (handed.state, handed.request.body) == ("ended", None)
        with pytest.raises(Refused) as refused:
            actions.body_refuses(handed.pk, "نه", actor=actor("dispatcher"), at=NOW)
        assert refused.value.refusal.code in ("over", "closed")

    def test_it_cannot_be_in_two_hands(self, handed, company, actor):
        with pytest.raises(Refused) as refused:
            actions.hand_over(handed.request_id, company, actor=actor("dispatcher"), at=NOW)
        assert refused.value.refusal.code == "elsewhere"
        facts = {"body": company, "handed_at": NOW, "answer_by": NOW}
        with pytest.raises(IntegrityError), transaction.atomic():
            Handover.objects.create(request_id=handed.request_id, **facts)

    def test_what_is_confidential_stays_in_the_city(self, filed, company, actor):
        with pytest.raises(Refused) as refused:
            actions.hand_over(filed("conduct").pk, company, actor=actor("dispatcher"), at=NOW)
        assert refused.value.refusal.code == "confidential"

    def test_the_address_in_the_mail_answers_and_no_other_does(self, handed, client):
        address = handover_keys.address(handed)
        assert client.get(address).status_code == 200
        wrong = address[:-3] + ("00/" if not address.endswith("00/") else "11/")
        assert client.get(wrong).status_code == 404
        assert client.post(wrong, {"answer": "take"}).status_code == 404
        assert client.post(address, {"answer": "refuse", "text": ""}).status_code == 422
        assert client.post(address, {"answer": "dance"}).status_code == 422
        assert client.post(address, {"answer": "take", "number": "7"}).status_code == 302
        handed.refresh_from_db()
        assert (handed.state, handed.external_id) == ("taken", "7")

    def test_the_desk_shows_what_needs_somebody(self, handed, company, client_as):
        page = client_as("dispatcher").get("/desk/outside/").content.decode()
        assert f"/desk/{handed.request_id}/outside/" in page
        assert f"/desk/{handed.request_id}/" not in (
            client_as("road").get("/desk/outside/").content.decode()
        )

    def test_an_officer_hands_over_and_notes_the_answer_on_pages(
        self, town, filed, company, client_as
    ):
        row, client = filed(), client_as("lamp")
        address = f"/desk/{row.pk}/outside/"
        assert client.get(address).status_code == 200
        assert client.post(address, {"do": "hand", "body": "none"}).status_code == 422
        assert client.post(address, {"do": "hand", "body": company.code}).status_code == 302
        assert client.post(address, {"do": "refuses", "text": ""}).status_code == 422
        assert client.post(address, {"do": "refuses", "text": "مال ما نیست"}).status_code == 302
        assert client.post(address, {"do": "takes"}).status_code == 409
        act = Act.objects.get(verb="service.body_refuses")
        assert act.by == "post:lamp" and act.public["body"] == company.code


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_mail_is_written_in_its_readers_language(handed, language):
    number, stamp = handed.request_id, handed.answer_by.isoformat()
    about = {"request": number, "body": handed.body.name, "deadline": stamp, "reporter": False}
    kinds = ("body_refused", "body_silent", "handed_over", "body_took", "body_refused_party")
    asked = [
        ("body_asked", {"handover": handed.pk}),
        *((kind, about) for kind in kinds),
        *(("escalated", {**about, "clock": clock}) for clock in ("due", "acknowledge")),
    ]
    other = "[A-Za-z]{3,}" if language == "fa" else "[آ-ی]"
    for kind, context in asked:
        letter = letter_of(f"service.{kind}", context, language)
        plain = re.sub(r"https?://\S+", "", letter.subject + letter.text)
        plain = plain.replace("خیابان مهر", "")  # the place is as it was written
        assert not re.search(other, plain), (kind, plain)
        assert "%(" not in plain and "/" in letter.text


@pytest.mark.django_db(transaction=True)
def test_of_taking_and_refusing_at_once_one_happens(handed, company, at_once):
    who = actions.body_actor(company)
    said = at_once(
        [
            lambda: actions.body_accepts(handed.pk, actor=who, at=NOW),
            lambda: actions.body_refuses(handed.pk, "نه", actor=who, at=NOW),
        ]
        * 3
    )
    assert sum(not isinstance(one, Exception) for one in said) in (1, 2)  # took, then refused
    handed.refresh_from_db()
    assert handed.state in ("taken", "refused")
    acts = Act.objects.filter(verb__in=("service.body_takes", "service.body_refuses"))
    assert acts.filter(verb="service.body_refuses").count() <= 1
    assert acts.filter(verb="service.body_takes").count() <= 1


@pytest.mark.django_db(transaction=True)
def test_two_who_hand_a_report_over_at_once_hand_it_once(filed, company, actor, at_once):
    row, who = filed(), actor("dispatcher")
    said = at_once([lambda: actions.hand_over(row.pk, company, actor=who, at=NOW)] * 4)
    assert sum(isinstance(one, Handover) for one in said) == 1
    assert all(isinstance(one, Handover | Refused) for one in said)
    assert Handover.objects.count() == 1
