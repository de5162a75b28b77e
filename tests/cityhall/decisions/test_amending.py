"""The charter amended from its page to its effect: never one that would lock the city out, never
under a matter that is already on its way."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone
from tests.cityhall.conftest import NOW
from tests.cityhall.decisions.conftest import TRIAL

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, queries
from cityhall.decisions.actions import Put
from cityhall.decisions.models import Charter, Matter, Seat
from divan.charter import load

AMEND = TRIAL[TRIAL.index("  amend:\n") : TRIAL.index("words:\n")]
TO_THE_COURT = "body: court, by: {vote: {quorum: '>= 2 of seats', pass: '> 1/2 of present'}}"
TO_THE_ELDERS = "body: elders, by: {vote: {quorum: '>= 2/3 of seats', pass: '> 1/2 of seats'}}"
ELDERS = "bodies:\n  elders: {assembly: 3, filled_by: election}\n"
LOCKED = {
    "no way to amend": TRIAL.replace(AMEND, ""),
    "a quorum nobody reaches": TRIAL.replace('quorum: ">= 2/3 of', 'quorum: ">= 99 of'),
    "only unanimously": TRIAL.replace('pass: ">= 2/3 of seats"}', 'pass: ">= 5 of seats"}'),
}
REASON = {
    "no way to amend": "nothing says how this charter is amended",
    "a quorum nobody reaches": "99 of seats",
    "only unanimously": "5 of seats cannot be reached",
}


def amended(to: str) -> str:
    """The trial's charter with another body that amends it."""
    old = AMEND[AMEND.index("body: council") : AMEND.index(", within")]
    return TRIAL.replace(old, to)


def vote(trial: SimpleNamespace, row: Matter, *, voters: range = range(2, 6)) -> Matter:
    for n in voters:
        trial.do(row, f"council{n}", "vote", stage="two_thirds", choice="yes")
    assert row.outcome == "approved"
    return row


def sit(trial: SimpleNamespace, body: str, *names: str) -> None:
    Seat.objects.bulk_create(
        Seat(body=body, person=trial.people[name], since=NOW) for name in names
    )


def undone(row: Matter) -> str:
    """Why nothing followed, as the record has it; "" where the charter took effect."""
    act = Act.objects.get(verb="decisions.effect", object_id=row.pk)
    assert act.public["done"] is (act.public["why"] == "")
    return act.public["why"]


# Locked out


@pytest.mark.parametrize("name", LOCKED)
def test_a_charter_that_could_not_amend_itself_is_not_even_filed(trial, name) -> None:
    form = {"title": "منشور تازه", "text": "متن", "proposal": LOCKED[name]}
    answer = trial.as_("council1").post(
        "/decisions/new/amend/", form, headers={"accept-language": "en"}
    )
    assert answer.status_code == 422
    assert REASON[name] in answer.content.decode()
    assert not Matter.objects.exists()
    assert Charter.objects.count() == 1


@pytest.mark.parametrize("name", LOCKED)
def test_nor_takes_effect_when_it_was_proposed_before_the_check_knew_that(trial, name) -> None:
    row = trial.file("council1", "amend", proposal=TRIAL.replace("metres <= 3", "metres <= 4"))
    said = load(LOCKED[name])
    row.proposal = Charter.objects.create(
        digest=said.digest, name=dict(said.name), text=said.source, proposed_at=NOW
    )
    row.save()
    vote(trial, row)
    assert undone(row) == "faulty"
    assert queries.in_force().text == TRIAL
    assert "The new charter has errors; the old one stands." in trial.page("resident", row)


@pytest.mark.parametrize("filled", [0, 3])
def test_nor_one_that_empty_seats_would_have_to_amend(trial, filled) -> None:
    text = amended(TO_THE_ELDERS).replace("bodies:\n", ELDERS)
    row = trial.file("council1", "amend", proposal=text)
    sit(trial, "elders", *["table1", "table2", "table3"][:filled])
    vote(trial, row)
    page, record = trial.page("resident", row), trial.page("resident", "/record/")
    if filled:
        assert undone(row) == ""
        assert queries.in_force().text.strip() == text.strip()
        assert "the old one stands" not in page
    else:
        assert undone(row) == "locked_out"
        assert queries.in_force().text == TRIAL
        assert "nobody could amend the new charter; the old one stands" in page
        assert "nobody could amend the new charter; the old one stands" in record


@pytest.mark.parametrize(("left", "why"), [(1, "locked_out"), (2, "")])
def test_seats_count_on_the_day_it_takes_effect(trial, left, why) -> None:
    """Its quorum is of two seats: three were held when it was filed, some fall vacant before."""
    row = trial.file("council1", "amend", proposal=amended(TO_THE_COURT))
    for seat in Seat.objects.filter(body="court")[left:]:
        Seat.objects.filter(pk=seat.pk).update(until=timezone.now())
    assert undone(vote(trial, row)) == why
    assert queries.in_force().number == (1 if why else 2)


@pytest.mark.parametrize(("standing", "why"), [("elders", "locked_out"), ("mayor", "")])
def test_somebody_must_be_there_who_may_file_the_next_one(trial, standing, why) -> None:
    text = TRIAL.replace("standing: council 1/5", f"standing: {standing}")
    row = trial.file("council1", "amend", proposal=text.replace("bodies:\n", ELDERS))
    assert undone(vote(trial, row)) == why


# Of another charter


def test_an_amendment_of_a_charter_that_was_replaced_meanwhile_is_filed_anew(trial) -> None:
    """Else the second would silently undo the first, by a rule that is no longer in force."""
    texts = [TRIAL.replace("metres <= 3", f"metres <= {n}") for n in (4, 5)]
    first, second = (trial.file("council1", "amend", proposal=text) for text in texts)
    assert undone(vote(trial, first)) == ""
    assert undone(vote(trial, second)) == "superseded"
    assert queries.in_force().text.strip() == texts[0].strip()
    assert "is no longer in force" in trial.page("resident", second)
    anew = trial.file("council1", "amend", proposal=texts[1])
    assert undone(vote(trial, anew)) == ""
    assert queries.in_force().text.strip() == texts[1].strip()


def test_only_a_matter_about_the_charter_brings_another_one(trial) -> None:
    row = trial.file("resident", "permit", field_metres="10", field_place="north")
    trial.do(row, "clerk1", "sign", stage="person", outcome="refused", text="دلیل")
    for who, kind, about in (
        ("resident", "permit.appeal", row.pk),
        ("council1", "amend", row.pk),
        ("resident", "site", None),
    ):
        put = Put(kind=kind, title="اعتراض", about=about, proposal=TRIAL.replace("<= 3", "<= 4"))
        with pytest.raises(Refused) as refused:
            actions.file_matter(put, actor=trial.actor(who), at=timezone.now())
        assert refused.value.refusal.code == "no_object"
    assert Charter.objects.count() == 1


# Under way


def test_matters_under_way_keep_their_route_clock_and_appeal(trial) -> None:
    """The new charter knows no sites and no appeals, and gives the clerk nine days, not two."""
    new = TRIAL
    start, end = TRIAL.index("  site:\n"), TRIAL.index("  alarm:\n")
    new = new.replace(TRIAL[start:end], "").replace("within: 2 days, stop", "within: 9 days, stop")
    line = next(one for one in TRIAL.splitlines() if "appeal: {standing: applicant, " in one)
    new = new.replace(f"{line}\n", "")
    site = trial.file("resident", "site", options="پارک\nمدرسه")
    permit = trial.file("resident", "permit", field_metres="10", field_place="north")
    due = permit.due_at
    signed = trial.file("resident", "permit", field_metres="10", field_place="south")
    vote(trial, trial.file("council1", "amend", proposal=new))
    assert queries.in_force().number == 2

    for n in range(1, 6):
        trial.do(site, f"council{n}", "choose", stage="chooses", option="option_1")
    assert (site.outcome, site.charter.number) == ("approved", 1)

    trial.do(signed, "clerk1", "sign", stage="person", outcome="refused", text="دلیل")
    appeal = trial.file("resident", "permit.appeal", f"?about={signed.pk}")
    assert appeal.charter.number == 1
    for n in range(1, 4):
        trial.do(appeal, f"court{n}", "vote", stage="appeal", choice="yes")
    signed.refresh_from_db()
    assert signed.outcome == "reversed"

    permit.refresh_from_db()
    assert permit.due_at == due
    permit = actions.pass_time(permit.pk, at=due)
    assert [one.stage for one in queries.state(permit).open] == ["deputy"]

    fresh = trial.file("resident", "permit", field_metres="10", field_place="north")
    assert (fresh.charter.number, fresh.due_at > due + timedelta(days=6)) == (2, True)
    trial.do(fresh, "clerk1", "sign", stage="person", outcome="refused", text="دلیل")
    gone = trial.as_("resident").get(f"/decisions/new/permit.appeal/?about={fresh.pk}")
    assert gone.status_code == 404
    assert trial.as_("resident").get("/decisions/new/site/").status_code == 404


def test_a_review_that_nobody_can_hold_comes_back(trial) -> None:
    row = trial.file("resident", "plan", field_topic="roads")
    trial.do(row, "table1", "opine", stage="signs", body="table", text="نظر")
    trial.do(row, "mayor1", "sign", stage="signs", outcome="approved", text="دلیل")
    row = actions.pass_time(row.pk, at=row.due_at)
    Seat.objects.filter(body="council").update(until=timezone.now())
    day = queries.state(row).review_at
    row = actions.pass_time(row.pk, at=day)
    assert Matter.objects.get(kind="plan.review").outcome == "lapsed"
    row.refresh_from_db()
    assert (row.phase, queries.state(row).about) == ("in_force", {})
    assert queries.state(row).review_at > day


def test_an_appeal_that_nobody_can_hear_is_over_for_the_decision_too(trial) -> None:
    row = trial.file("resident", "permit", field_metres="10", field_place="north")
    trial.do(row, "clerk1", "sign", stage="person", outcome="refused", text="دلیل")
    Seat.objects.filter(body="court").update(until=timezone.now())
    appeal = trial.file("resident", "permit.appeal", f"?about={row.pk}")
    assert (appeal.phase, appeal.outcome) == ("ended", "lapsed")
    row.refresh_from_db()
    assert queries.state(row).about == {}
