"""Two small city halls: under the charter of the tests, and under one with every way to decide."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from tests.cityhall.conftest import NOW, make_town
from tests.cityhall.kept import kept
from tests.divan.charter.city import HOLDINGS, TEXT

from cityhall.decisions import actions
from cityhall.decisions.models import Matter, Seat
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Person

ASKING = {  # what the trial's charter is amended by, to ask everybody
    "bodies:\n": "bodies:\n  people: {electorate: residents 18 and over, name: مردم}\n",
    "procedures:\n": """procedures:
  all: {vote: {quorum: ">= 1/2 of seats", pass: "> 1/2 of cast", abstain: ignored}}
  carried: {vote: {pass: "> 1/2 of cast", delegable: true}}
  pick: {choose: {ballot: approval, quorum: ">= 1/4 of seats", tie: lot}}
""",
    "matters:\n": """matters:
  road:
    standing: any resident
    route: [{stages: [{id: asks, body: people, by: all, within: 10 days}]}]
  trust:
    standing: any resident
    fields: {topic: {choice: [roads, parks]}}
    route: [{stages: [{id: asks, body: people, by: carried, within: 10 days}]}]
  place:
    standing: any resident
    route: [{stages: [{id: asks, body: people, by: pick, within: 10 days}]}]
""",
}
TRIAL = Path(__file__).with_name("five.yaml").read_text(encoding="utf-8")
BODIES = {"council": 5, "court": 3, "mayor": 1, "clerk": 1, "table": 3}


def make_hall() -> SimpleNamespace:
    """The town, with every seat of the charter's bodies held by a person of its own."""
    town = make_town()
    office = actor_for(town.persons["admin"], on=date(2026, 11, 23))
    actions.adopt(TEXT, actor=office, at=NOW)
    names = [*(one.person for one in HOLDINGS), "resident", "neighbour"]
    rows = [Person(email=f"{name}@hall.example", name=name) for name in names]
    people = {person.name: person for person in Person.objects.bulk_create(rows)}
    Seat.objects.bulk_create(  # rows made directly, as the seats of an earlier day
        Seat(body=one.body, person=people[one.person], sector=one.sector, since=NOW)
        for one in HOLDINGS
    )

    return SimpleNamespace(town=town, office=office, people=people)


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    made = kept(make_hall)

    def by(name: str) -> Actor:
        return Actor(person=made.people[name])

    return SimpleNamespace(**vars(made), by=by)


def make_asking() -> dict[str, Person]:
    """The trial's hall once its council has amended the charter: four residents, `r1` to `r4`,
    and the applicant `resident` are on the register."""
    trial = trial_of(make_trial())
    text = TRIAL
    for old, new in ASKING.items():
        text = text.replace(old, new, 1)
    row = trial.file("council1", "amend", proposal=text)
    for n in (2, 3, 4, 5):
        trial.do(row, f"council{n}", "vote", stage="two_thirds", choice="yes")
    assert row.outcome == "approved"
    names = ["r1", "r2", "r3", "r4"]
    rows = [Person(email=f"{n}@hall.example", name=n, confirmed_at=NOW) for n in names]
    trial.people.update({person.name: person for person in Person.objects.bulk_create(rows)})
    resident = trial.people["resident"]
    resident.confirmed_at = NOW
    resident.save()
    return trial.people


@pytest.fixture
def asking(db: None) -> SimpleNamespace:
    return trial_of(kept(make_asking))


def make_trial() -> dict[str, Person]:
    """The persons of a hall under the charter of the trial."""
    town = make_town()
    office = actor_for(town.persons["admin"], on=date(2026, 11, 23))
    actions.adopt(TRIAL, actor=office, at=NOW)
    names = [f"{body}{n}" for body, count in BODIES.items() for n in range(1, count + 1)]
    rows = [Person(email=f"{name}@hall.example", name=name) for name in [*names, "resident"]]
    people = {person.name: person for person in Person.objects.bulk_create(rows)}
    Seat.objects.bulk_create(
        Seat(body=name.rstrip("0123456789"), person=people[name], since=NOW) for name in names
    )
    return people


@pytest.fixture
def trial(db: None) -> SimpleNamespace:
    return trial_of(kept(make_trial))


def trial_of(people: dict[str, Person]) -> SimpleNamespace:
    """What is done in the hall of the trial: `as_("council1")` is a signed-in client."""

    def as_(name: str) -> Client:
        client = Client()
        client.force_login(people[name])
        return client

    def do(row: Matter, who: str, verb: str, wanted: int = 302, **data: object) -> str:
        answer = as_(who).post(f"/decisions/{row.pk}/{verb}/", data)
        text = answer.content.decode()
        assert answer.status_code == wanted, f"{who} {verb}: {text[text.find('role=') :][:300]}"
        row.refresh_from_db()
        return text

    def file(who: str, kind: str, query: str = "", **data: object) -> Matter:
        form = {"title": "پروندهٔ آزمون", "text": "متن پیشنهاد", **data}
        answer = as_(who).post(f"/decisions/new/{kind}/{query}", form)
        assert answer.status_code == 302, answer.content.decode()
        return Matter.objects.get(pk=int(answer.url.strip("/").split("/")[-1]))

    def actor(who: str) -> Actor:
        return Actor(person=people[who])

    def page(who: str, row: Matter | str, language: str = "en") -> str:
        address = row if isinstance(row, str) else f"/decisions/{row.pk}/"
        answer = as_(who).get(address, headers={"accept-language": language})
        assert answer.status_code == 200
        return answer.content.decode()

    return SimpleNamespace(people=people, as_=as_, actor=actor, do=do, file=file, page=page)
