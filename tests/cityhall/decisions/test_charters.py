"""The city office writes its charter, fills its seats, and anyone may ask which would fit."""

from __future__ import annotations

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from tests.cityhall.conftest import NOW, make_town
from tests.cityhall.decisions.test_matters import happen
from tests.divan.charter.city import COUNCIL, TEXT

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, drafts, queries
from cityhall.decisions.actions import Put, charters
from cityhall.decisions.models import Charter, Matter, Seat
from cityhall.decisions.queries import seating
from cityhall.people.actor import Actor
from divan.charter import events, load
from divan.charter.advise import QUESTIONS, advise
from divan.charter.check import check

STUDIO, SEATS, ADVISE = "/manage/charter/", "/manage/charter/seats/", "/decisions/advise/"
ANSWERS = {one.key: one.choices[-1].code for one in QUESTIONS}


@pytest.fixture
def office(hall: SimpleNamespace) -> Client:
    return signed_in(hall.town)


def signed_in(town: SimpleNamespace) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(town.persons["admin"])
    return client


# Writing


@pytest.mark.parametrize("name", drafts.SHIPPED)
def test_a_shipped_charter_is_shown_clean_drawn_and_explained(db, name) -> None:
    client = signed_in(make_town())
    answer = client.get(STUDIO, {"start": name, "format": "json"}).json()
    assert (answer["adoptable"], answer["findings"]) == (True, [])
    assert answer["drawings"][0]["svg"].startswith("<svg")
    page = client.get(STUDIO, {"start": name}).content.decode()
    assert page.count("<svg xmlns") == len(answer["drawings"])
    assert "Nothing is wrong" in page


def test_the_button_checks_without_a_script_and_json_says_the_same(office) -> None:
    text = TEXT.replace('quorum: ">= 2/3 of seats"', 'quorum: ">= 99 of seats"')
    page = office.post(STUDIO, {"text": text, "do": "check"}).content.decode()
    twin = office.post(STUDIO, {"text": text}, headers={"accept": "application/json"}).json()
    assert twin["errors"] >= 1
    assert not twin["adoptable"]
    assert all(one["text"].replace(">", "&gt;") in page for one in twin["findings"])
    first = twin["findings"][0]
    assert "99" in first["source"]
    assert first["source"] == text.splitlines()[first["line"] - 1].strip()


@pytest.mark.parametrize(
    "text", ["", "x", "charter: 1", "{", "a: &b [*b]", "\x00", "<script>", "۱", "- " * 5000]
)
def test_whatever_is_typed_is_answered(office, text) -> None:
    answer = office.post(STUDIO, {"text": text, "do": "check"})
    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.content.decode()
    twin = office.post(STUDIO, {"text": text}, headers={"accept": "application/json"})
    assert not json.loads(twin.content)["adoptable"]


def test_the_first_is_adopted_on_the_page_and_the_seats_come_next(db) -> None:
    client = signed_in(make_town())
    text = drafts.shipped("hybrid").replace("\n", "\r\n")  # as browsers send it
    answer = client.post(STUDIO, {"text": text, "do": "adopt"})
    assert (answer.status_code, answer.headers["Location"]) == (302, SEATS)
    assert Charter.objects.get().digest == load(drafts.shipped("hybrid")).digest
    page = client.get(SEATS).content.decode()
    assert "City council" in page
    assert "nobody" in page


BALLOTS = {
    "ranked": ("{choose: {ballot: ranked}}", "ranked"),
    "budget": ("{choose: {ballot: budget}}", "budget"),
    "secret": ('{vote: {pass: "> 1/2 of present", secret: true}}', "secret"),
}


@pytest.mark.parametrize("name", BALLOTS)
def test_ballots_that_nothing_counts_yet_are_refused_with_that_reason(db, name) -> None:
    """Also where something else is wrong: another ballot is the only way out."""
    client = signed_in(make_town())
    ways, word = BALLOTS[name]
    text = TEXT.replace("procedures:\n", f"procedures:\n  odd: {ways}\n", 1).replace(
        "by: council_vote, within: 30 days", "by: odd, within: 30 days", 1
    )
    answer = client.post(STUDIO, {"text": text, "do": "adopt"})
    assert answer.status_code == 422
    assert not Charter.objects.exists()
    said = answer.content.decode().partition('class="errors"')[2].partition("</section>")[0]
    assert word in said
    assert "cannot be adopted" in said


def test_a_second_charter_is_proposed_as_the_matter_that_amends_the_first(hall) -> None:
    client = signed_in(hall.town)
    text = TEXT.replace("500_000_000", "400_000_000")
    refused = client.post(STUDIO, {"text": text, "do": "adopt"})
    assert refused.status_code == 422
    assert Charter.objects.filter(in_force=True).count() == 1
    made = client.post(STUDIO, {"text": text, "do": "propose", "title": "Lower"})
    assert made.status_code == 302, made.content.decode()
    row = Matter.objects.get()
    assert (row.kind, row.title) == ("amend", "Lower")
    assert row.proposal is not None


# Seats


def test_a_seat_is_filled_ended_and_remembered_with_an_act_each(hall, office) -> None:
    seat = Seat.objects.get(body="mayor")
    before = Act.objects.count()
    address = f"{SEATS}mayor/"
    assert office.post(address, {"do": "leave", "seat": seat.pk}).status_code == 302
    page = office.get(address).content.decode()
    assert "Before: 1" in page
    answer = office.post(address, {"do": "take", "email": "RESIDENT@hall.example"})
    assert answer.status_code == 302
    assert (
        Seat.objects.get(body="mayor", person__isnull=False, since__gt=seat.since).person.name
        == "resident"
    )
    verbs = list(Act.objects.order_by("pk").values_list("verb", flat=True))[before:]
    assert verbs == ["decisions.unseat", "decisions.seat"]
    assert "resident" not in str(Act.objects.order_by("pk").last().public)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ({}, "either a person or a post"),
        ({"email": "nobody@hall.example"}, "Nobody signs in"),
        ({"email": "resident@hall.example", "since": "nonsense"}, "since"),
        ({"email": "resident@hall.example", "until": "2020-01-01"}, "comes after"),
        ({"email": "resident@hall.example", "since": "2999-01-01"}, "too far"),
        ({"email": "resident@hall.example", "sector": "nothing"}, "valid choice"),
        ({"email": "resident@hall.example", "sector": "business"}, "filled"),
        ({"post": "nothing"}, "valid choice"),
    ],
)
def test_what_cannot_be_seated_is_refused_at_its_field(hall, office, data, word) -> None:
    form = {"do": "take", "sector": "business", **data}
    answer = office.post(f"{SEATS}forum/", form)
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_a_seat_to_come_and_one_with_an_end_count_only_in_their_time(hall) -> None:
    seat = Seat.objects.get(body="mayor")
    later, last = NOW + timedelta(days=10), NOW + timedelta(days=40)
    new = hall.people["council3"]
    with pytest.raises(Refused) as refused:
        actions.take_seat("mayor", actor=hall.office, at=NOW, person=new, since=later)
    assert refused.value.refusal.code == "full"
    actions.leave_seat(seat.pk, actor=hall.office, at=NOW, until=later)
    made = actions.take_seat(
        "mayor", actor=hall.office, at=NOW, person=new, since=later, until=last
    )
    holders = [
        [one.pk for one in queries.seats(at).get("mayor", [])]
        for at in (NOW, later - timedelta(seconds=1), later, last)
    ]
    assert holders == [[seat.pk], [seat.pk], [made.pk], []]
    sitting = [[pk for pk, _name in queries.members("mayor", at)] for at in (NOW, later, last)]
    assert sitting == [[seat.person_id], [new.pk], []]


def stops(hall: SimpleNamespace, body: str) -> set[tuple[str, str, str]]:
    charter = load(queries.in_force().text)
    found = next(one for one in seating.all_seats(charter, NOW) if one.body.name == body)
    return {(one.stage, one.outcome, one.deputy or one.to) for one in found.stops}


def test_a_vacancy_tells_whom_it_stops_as_the_engine_then_does(hall) -> None:
    assert stops(hall, "works") == set()
    actions.leave_seat(Seat.objects.get(body="works").pk, actor=hall.office, at=NOW)
    assert ("unit", "vacant", "first_deputy") in stops(hall, "works")
    actions.leave_seat(Seat.objects.get(body="first_deputy").pk, actor=hall.office, at=NOW)
    assert ("unit", "vacant", "mayor_signs") in stops(hall, "works")
    fields = {"amount": 5, "supplier": "a", "topic": "roads"}
    put = Put(kind="spend", title="آسفالت خیابان", fields=fields)
    row = actions.file_matter(put, actor=hall.by("mayor"), at=NOW)
    row = actions.pass_time(row.pk, at=row.due_at)  # silence admits it, nobody is at the unit,
    assert [one.stage for one in queries.state(row).open] == ["council"]  # and it is the mayor's


def test_two_who_take_the_last_seat_are_one(hall) -> None:
    seat = Seat.objects.filter(body="court").first()
    actions.leave_seat(seat.pk, actor=hall.office, at=NOW)
    one, other = hall.people["council0"], hall.people["council1"]
    actions.take_seat("court", actor=hall.office, at=NOW, person=one)
    with pytest.raises(Refused) as refused:
        actions.take_seat("court", actor=hall.office, at=NOW, person=other)
    assert refused.value.refusal.code == "full"


@pytest.mark.django_db(transaction=True)
def test_a_proposal_is_checked_for_whoever_may_file_it_and_while_others_may_write(
    trial, monkeypatch
) -> None:
    inside: list[bool] = []

    def watched(read):
        inside.append(connection.in_atomic_block)
        return check(read)

    def file(who: str, kind: str) -> Matter:
        put = Put(kind=kind, title="حد تازه", proposal=TEXT)
        return actions.file_matter(put, actor=Actor(person=trial.people[who]), at=NOW)

    monkeypatch.setattr(charters, "check", watched)
    for who, kind, code in (
        ("resident", "amend", "no_standing"),
        ("council1", "permit", "no_object"),
    ):
        with pytest.raises(Refused) as refused:
            file(who, kind)
        assert refused.value.refusal.code == code and not inside
    assert file("council1", "amend").phase == "open"
    assert inside == [False]


# The page for everyone


def test_the_charter_page_names_the_matter_that_adopted_each_version(hall) -> None:
    text = TEXT.replace("500_000_000", "400_000_000")
    put = Put(kind="amend", title="حد تازه", proposal=text)
    row = actions.file_matter(put, actor=hall.by(COUNCIL[0]), at=NOW)
    for one in COUNCIL[1:3]:
        row = happen(hall, row, one, events.Supported())
    for one in COUNCIL[1:]:  # nobody votes on their own matter
        if queries.state(row).phase != "open":
            break
        stage = queries.state(row).open[0].stage
        row = happen(hall, row, one, events.Voted(stage=stage, choice="yes"))
    assert queries.in_force().number == 2
    page = Client().get("/decisions/charter/").content.decode()
    assert f'href="/decisions/{row.pk}/"' in page
    twin = Client().get("/decisions/charter/?format=json").json()
    assert [one["matter"] for one in twin["versions"]] == [f"/decisions/{row.pk}/", None]
    assert {one["name"] for one in twin["bodies"]} == set(load(text).bodies)
    assert twin["bodies"][0]["held"] == twin["bodies"][0]["seats"] == 15


def test_no_query_is_asked_for_every_body_or_version(hall, django_assert_max_num_queries) -> None:
    client = signed_in(hall.town)
    for address in ("/decisions/charter/", SEATS, f"{SEATS}council/", STUDIO):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


# Choosing


def test_eight_questions_lead_one_after_the_other_to_a_charter(hall) -> None:
    client, given = Client(headers={"accept-language": "en"}), {}
    for number, question in enumerate(QUESTIONS, 1):
        page = client.get(ADVISE, given).content.decode()
        assert f"Question {number} of 8" in page
        assert question.text["en"] in page
        given[question.key] = ANSWERS[question.key]
    page = client.get(ADVISE, given).content.decode()
    for question in QUESTIONS:
        chosen = question.choice(ANSWERS[question.key])
        assert chosen.gives["en"] in page
        assert chosen.costs["en"] in page
    assert "The charter in force" in page
    twin = client.get(ADVISE, {**given, "format": "json"}).json()
    assert (twin["missing"], twin["charter"]) == ([], advise(ANSWERS).text)
    assert "Work on it" not in page
    office = signed_in(hall.town)
    assert "Work on it" in office.get(ADVISE, given).content.decode()
    started = office.get(STUDIO, {**given, "format": "json"}).json()
    assert started["adoptable"]


@pytest.mark.parametrize("query", ["size=x", "size=<b>", "size=small&size=large", "nothing=1"])
def test_what_is_no_answer_is_asked_again(db, query) -> None:
    make_town()
    answer = Client().get(f"{ADVISE}?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.content.decode()
