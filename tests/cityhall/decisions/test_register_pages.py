"""The ballot of a resident on the matter's page, in the inbox and in other hands; hostile forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from tests.cityhall.decisions.test_registers import cast, figures, refused, sound
from tests.cityhall.decisions.test_ways import later

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, queries
from cityhall.decisions.models import Ballot
from cityhall.people.actor import Actor
from cityhall.people.models import Person

INBOX, HANDS = "/decisions/inbox/", "/decisions/delegations/"


def test_a_resident_votes_changes_it_and_reads_that_it_counted(asking) -> None:
    row = asking.file("resident", "road")
    shown = asking.page("r1", row)
    assert "A vote of مردم" in shown and "Nothing is counted or shown before" in shown
    assert "5 people" in shown and "Cast my ballot" in shown
    asking.do(row, "r1", "cast", stage="asks", said="no")
    asking.do(row, "r1", "cast", stage="asks", said="yes")
    shown = asking.page("r1", row)
    assert "Your ballot: Yes." in shown and "Change my ballot" in shown
    entry = Ballot.objects.get().entry
    assert f"/record/{entry}/" in shown
    assert asking.as_("r1").get(f"/record/{entry}/").status_code == 200
    others = asking.page("r2", row)
    assert "Your ballot" not in others and "1 yes" not in others
    for who in ("r2", "r3"):
        asking.do(row, who, "cast", stage="asks", said="abstain")
    later(row)
    shown = asking.page("r1", row)
    assert "Your ballot was counted: Yes." in shown
    assert "3 of 5 took part." in shown and "Cast my ballot" not in shown
    assert "Your ballot" not in asking.page("r4", row)


def test_options_are_ticked_and_the_winner_shown(asking) -> None:
    row = asking.file("resident", "place", options="پل\nبوستان")
    assert 'type="checkbox" name="said" value="option_1"' in asking.page("r1", row)
    asking.do(row, "r1", "cast", stage="asks", said=["option_1", "option_2"])
    asking.do(row, "r2", "cast", stage="asks", said=["option_2"])
    assert 'value="option_2" checked' in asking.page("r2", row)
    asking.do(row, "r3", "cast", stage="asks", said=[])
    assert "Your ballot: none." in asking.page("r3", row)
    later(row)
    shown = asking.page("r1", row)
    assert "3 of 5 chose" in shown
    assert '<bdi>بوستان</bdi> <span class="badge done">chosen</span>' in shown


def test_who_is_not_signed_in_is_told_how_and_who_may_not_is_told_why(asking) -> None:
    row = asking.file("resident", "road")
    address = f"/decisions/{row.pk}/"
    stranger = Client(headers={"accept-language": "en"})
    shown = stranger.get(address).content.decode()
    assert "Sign in to vote" in shown and f"next={address}" in shown
    assert stranger.post(f"{address}cast/", {"stage": "asks", "said": "yes"}).status_code == 302
    assert not Ballot.objects.exists()
    assert "you do not vote on it" in asking.page("resident", row)
    Person.objects.filter(pk=asking.people["r4"].pk).update(confirmed_at=None)
    assert "The register was closed" in asking.page("r4", row)
    for who in ("resident", "r4"):
        assert "Cast my ballot" not in asking.page(who, row)
        asking.do(row, who, "cast", 409 if who == "resident" else 403, stage="asks", said="yes")
    fa = asking.page("r1", row, "fa")
    assert "رأی می‌دهم" in fa and "با این پیشنهاد موافقید؟" in fa


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"stage": "asks"},
        {"stage": "nothing", "said": "yes"},
        {"stage": "asks", "said": "YES"},
        {"stage": "asks", "said": ["yes", "no"]},
        {"stage": "asks", "said": ["yes"] * 40},
        {"stage": "asks", "said": "<script>" * 100},
        {"stage": "asks\x00", "said": "yes"},
        {"stage": "a" * 5000, "said": "y\u202ees"},
    ],
)
def test_what_is_no_ballot_is_refused_and_leaves_nothing(asking, form) -> None:
    row = asking.file("resident", "road")
    before = Act.objects.count()
    answer = asking.as_("r1").post(f"/decisions/{row.pk}/cast/", form)
    assert answer.status_code == 409
    assert "<script>" not in answer.content.decode()
    assert (Act.objects.count(), Ballot.objects.count()) == (before, 0)


def test_a_seat_in_a_body_is_no_second_ballot(asking) -> None:
    row = asking.file("resident", "road")
    asking.do(row, "council1", "vote", 409, stage="asks", choice="yes")
    asking.do(row, "council1", "cast", 403, stage="asks", said="yes")  # not on the register


def test_what_waits_for_a_voter_is_in_the_inbox_until_the_ballot_is_in(asking) -> None:
    row = asking.file("resident", "road")
    for who, waits in (("r1", True), ("resident", False), ("council1", False)):
        assert (row.title in asking.page(who, INBOX).split("What I follow")[0]) is waits
        assert ('badge waiting">1<' in asking.page(who, "/decisions/")) is waits
    asking.do(row, "r1", "cast", stage="asks", said="yes")
    waits, followed = asking.page("r1", INBOX).split("What I follow")
    assert row.title not in waits and row.title in followed
    later(row)
    assert row.title not in asking.page("r2", INBOX)


def test_the_record_tells_that_somebody_voted_and_not_what(asking) -> None:
    row = asking.file("resident", "road")
    cast(asking, row, "r1", "no")
    shown = asking.page("r2", f"/record/?on=decisions.matter:{row.pk}")
    assert "Somebody on the register cast a ballot" in shown
    assert "r1" not in shown.replace("r1/", "")


def test_where_only_a_register_decided_the_applicant_is_asked_to_answer_voices(asking) -> None:
    row = asking.file("resident", "road")
    asking.do(row, "r1", "voice", text="چرا حالا؟")
    for who in ("r1", "r2", "r3"):
        cast(asking, row, who, "yes")
    later(row)
    assert row.phase == "answering"
    assert "Answer a voice" in asking.page("resident", INBOX)
    asking.do(row, "resident", "reply", voice="0", text="چون بودجه رسید.")
    assert row.phase == "in_force"
    assert "Answer a voice" not in asking.page("resident", INBOX)
    sound(row)


# Passed on


def test_a_vote_is_passed_on_by_code_followed_at_the_close_and_taken_back(asking) -> None:
    row = asking.file("resident", "trust", field_topic="roads")
    code = queries.code_of(asking.people["r1"])
    assert code in asking.page("r1", HANDS)
    assert "r1@hall" not in asking.page("r2", HANDS)
    for who in ("r2", "r3"):
        form = {"body": "people", "people-to": code, "people-topic": ""}
        assert asking.as_(who).post(HANDS, form).status_code == 302
    cast(asking, row, "r1", "yes")
    cast(asking, row, "r4", "no")
    cast(asking, row, "r3", "no")  # in person: the vote is their own again
    later(row)
    assert (figures(row)["yes"], figures(row)["no"]) == (2, 2)
    sound(row)
    given = asking.people["r2"].delegations.get()
    assert asking.as_("r2").post(HANDS, {"revoke": given.pk}).status_code == 302
    second = asking.file("resident", "trust", field_topic="roads")
    cast(asking, second, "r1", "yes")
    later(second)
    assert figures(second)["yes"] == 1 + 1  # of r3 who still passes it on


def test_a_vote_passed_on_after_the_deadline_or_off_the_register_does_not_count(asking) -> None:
    row = asking.file("resident", "trust", field_topic="roads")
    cast(asking, row, "r1", "yes")
    to, hour = asking.people["r1"].pk, timedelta(hours=1)
    late = Person.objects.create(
        email="late@hall.example", name="late", confirmed_at=row.filed_at + hour
    )
    for who, at in ((late, row.filed_at + 2 * hour), (asking.people["r2"], row.due_at + hour)):
        actions.delegate("people", to, actor=Actor(person=who), at=at)
    later(row, 2 * hour)
    assert figures(row)["yes"] == 1
    sound(row)


@pytest.mark.parametrize(
    "code", ["", "1", "1-", "-", "x-y", "1-aaaaaaaaaa", "9" * 40 + "-a", "۱-الف", "own"]
)
def test_a_code_of_nobody_passes_nothing_on(asking, code) -> None:
    giver = asking.people["r2"]
    typed = queries.code_of(giver) if code == "own" else code
    answer = asking.as_("r2").post(HANDS, {"body": "people", "people-to": typed})
    assert answer.status_code == 422
    assert not giver.delegations.exists()
    council = Actor(person=asking.people["council1"])
    with pytest.raises(Refused):
        actions.delegate("people", giver.pk, actor=council, at=queries.in_force().adopted_at)


def test_a_later_amendment_leaves_an_open_vote_as_it_was(asking) -> None:
    row = asking.file("resident", "road")
    cast(asking, row, "r1", "yes")
    half, fifth = '>= 1/2 of seats", pass: "> 1/2 of cast', '>= 1/5 of seats", pass: "> 1/2 of cast'
    text = queries.in_force().text.replace(half, fifth)
    change = asking.file("council1", "amend", proposal=text)
    for n in (2, 3, 4, 5):
        asking.do(change, f"council{n}", "vote", stage="two_thirds", choice="yes")
    assert queries.in_force().number == 3
    assert refused(asking, row, "r2", "perhaps") == "no_outcome"
    later(row)
    assert queries.state(row).passed[-1].outcome == "inquorate"
