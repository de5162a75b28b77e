"""Each way to decide through its own pages, with plain forms: no script, no second click."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from cityhall.acts.mail import letter_of
from cityhall.acts.models import Message
from cityhall.decisions import clock, queries
from cityhall.decisions.models import Delegation, Matter

TEXT = Path(__file__).with_name("five.yaml").read_text(encoding="utf-8")
BODIES = {"council": 5, "court": 3, "mayor": 1, "clerk": 1, "table": 3}
DAY = timedelta(days=1)


def later(row: Matter, more: timedelta = timedelta()) -> Matter:
    """Let time pass until just after the next deadline of a matter, and a little more."""
    assert row.due_at is not None
    clock.keep_deadlines(row.due_at + more)
    row.refresh_from_db()
    return row


def test_rule_answers_at_once_with_its_line_and_a_person_may_always_be_asked(trial) -> None:
    form = trial.page("resident", "/decisions/new/permit/")
    assert 'name="title"' not in form
    assert "metres" in form.lower()
    row = trial.file("resident", "permit", field_metres="۲", field_place="north")
    assert (row.phase, row.outcome) == ("in_force", "approved")
    shown = trial.page("resident", row)
    assert "line 1 of the table" in shown
    assert f"/decisions/new/permit.appeal/?about={row.pk}" in shown
    appeal = trial.file("resident", "permit.appeal", f"?about={row.pk}")
    assert appeal.phase == "open"
    assert queries.state(appeal).open[0].stage == "appeal"


def test_what_no_line_covers_goes_to_a_person_who_may_stop_the_clock(trial) -> None:
    row = trial.file("resident", "permit", field_metres="9", field_place="south")
    shown = trial.page("resident", row)
    assert "no line of the table covers this" in shown and "Length in metres: 9" in shown
    assert row.title in trial.page("clerk1", "/decisions/inbox/")
    assert "it goes to mayor" in trial.page("clerk1", "/decisions/inbox/")
    trial.do(row, "clerk1", "stop", stage="person", text="نقشه کم است")
    assert "/resume/" in trial.page("resident", row)
    trial.do(row, "resident", "resume", stage="person")
    trial.do(row, "resident", "sign", 409, stage="person", outcome="approved", text="خودم")
    trial.do(row, "clerk1", "sign", stage="person", outcome="refused", text="راه را می‌بندد")
    assert (row.phase, row.outcome) == ("ended", "refused")


def plan(trial) -> Matter:
    return trial.file("resident", "plan", field_topic="roads")


def test_sign_needs_the_advice_asked_for_and_reasons_and_can_be_vetoed(trial) -> None:
    row = plan(trial)
    trial.do(row, "mayor1", "sign", 409, stage="signs", outcome="approved", text="خوب است")
    assert 'value="table"' in trial.page("table2", row)
    trial.do(row, "table2", "opine", stage="signs", body="table", text="نظر میز این است")
    assert "نظر میز این است" in trial.page("resident", row)
    trial.do(row, "mayor1", "sign", 409, stage="signs", outcome="approved")
    trial.do(row, "mayor1", "sign", stage="signs", outcome="approved", text="نظر میز درست است")
    assert row.phase == "decided"
    assert "plan.veto" in trial.page("court1", row)
    veto = trial.file("court1", "plan.veto", f"?about={row.pk}")
    for n in (1, 2, 3, 4, 5):
        trial.do(veto, f"council{n}", "vote", stage="veto", choice="yes", text="بازگردد")
    row.refresh_from_db()
    assert (row.phase, row.outcome) == ("ended", "vetoed")


def test_a_vote_is_called_in_passed_on_taken_back_and_counted_once(trial) -> None:
    row = plan(trial)
    assert "/call-in/" not in trial.page("table1", row)
    trial.do(row, "council1", "call-in", text="بزرگ‌تر از یک امضاست")
    assert queries.state(row).open[0].stage == "votes"
    for giver, to in (("council1", "council5"), ("council2", "council5"), ("council3", "council5")):
        data = {"body": "council", "council-to": trial.people[to].pk, "council-topic": ""}
        assert trial.as_(giver).post("/decisions/delegations/", data).status_code == 302
    narrow = {
        "body": "council",
        "council-to": trial.people["council4"].pk,
        "council-topic": "roads",
    }
    assert trial.as_("council2").post("/decisions/delegations/", narrow).status_code == 302
    assert "council5" in trial.page("council1", "/decisions/delegations/")
    given = Delegation.objects.get(person=trial.people["council3"])
    stranger = trial.as_("council1").post("/decisions/delegations/", {"revoke": given.pk})
    assert stranger.status_code == 404
    assert (
        trial.as_("council3").post("/decisions/delegations/", {"revoke": given.pk}).status_code
        == 302
    )
    trial.do(row, "council5", "vote", stage="votes", choice="yes", text="راه خراب است")
    trial.do(row, "council4", "vote", stage="votes", choice="no", text="پول نیست")
    trial.do(row, "council3", "vote", stage="votes", choice="no")
    later(row)
    step = queries.state(row).passed[-1]
    # council1 goes with council5; council2's narrower word for roads goes to council4.
    assert {key: step.figures[key] for key in ("yes", "no")} == {"yes": 2, "no": 3}
    assert row.outcome == "refused"
    shown = trial.page("resident", row)
    assert "راه خراب است" in shown and "پول نیست" in shown


@pytest.mark.parametrize(
    "data",
    [
        {"body": "nobody"},
        {"body": "council"},
        {"body": "council", "council-to": "999999"},
        {"body": "council", "council-to": "x", "council-topic": "moon"},
        {"revoke": "0x"},
    ],
)
def test_a_vote_passed_on_to_nobody_is_refused_at_its_field(trial, data) -> None:
    answer = trial.as_("council1").post("/decisions/delegations/", data)
    assert answer.status_code == 422
    assert not Delegation.objects.exists()


def test_consent_objection_tested_text_amended_second_round(trial) -> None:
    row = trial.file("resident", "pact")
    trial.do(row, "table1", "consent", stage="agrees")
    trial.do(row, "table2", "object", 409, stage="agrees")  # without reasons
    trial.do(row, "table2", "object", stage="agrees", text="به درختان زیان دارد")
    assert "/test/" in trial.page("court1", row)
    trial.do(row, "court1", "test", stage="agrees", objection=0, answer="yes", text="درست است")
    assert "/amend/" in trial.page("resident", row)
    trial.do(row, "resident", "amend", stage="agrees", text="متن تازه بی‌زیان")
    shown = trial.page("table3", row)
    assert "متن تازه بی‌زیان" in shown and "Round 2 of 2" in shown
    for n in (1, 2, 3):
        trial.do(row, f"table{n}", "consent", stage="agrees")
    assert (row.phase, row.outcome) == ("in_force", "approved")


def test_choose_among_options(trial) -> None:
    row = trial.file("resident", "site", options="میدان\nایستگاه\nبازار")
    assert "ایستگاه" in trial.page("council1", row)
    for n in (1, 2, 3):
        trial.do(row, f"council{n}", "choose", stage="chooses", option=["option_2", "option_3"])
    trial.do(row, "council4", "choose", 409, stage="chooses", option=["option_9"])
    trial.do(row, "council4", "choose", stage="chooses", option=["option_2"])
    trial.do(row, "council5", "choose", stage="chooses", option=["option_1"])
    assert row.outcome == "approved" and queries.state(row).chosen == ("option_2",)
    assert "chosen" in trial.page("resident", row)


def test_a_voice_is_answered_with_the_decision_and_its_author_hears_of_both(trial) -> None:
    row = plan(trial)
    trial.do(row, "table3", "voice", text="پارک چه می‌شود؟")
    trial.do(row, "table3", "voice", text="کی آغاز می‌شود؟")
    trial.do(row, "mayor1", "reply", voice=1, text="بهار")
    trial.do(row, "table3", "opine", stage="signs", body="table", text="نظر")
    assert row.title in trial.page("table3", "/decisions/inbox/")
    trial.do(row, "mayor1", "sign", stage="signs", outcome="approved", text="بله")
    assert row.phase == "answering"
    assert "/reply/" in trial.page("mayor1", row)
    trial.do(row, "table3", "reply", 409, voice=0, text="خودم پاسخ می‌دهم")
    trial.do(row, "mayor1", "reply", voice=0, text="پارک می‌ماند")
    assert row.phase == "decided"
    mails = list(
        Message.objects.filter(address="table3@hall.example").values_list("kind", flat=True)
    )
    assert mails == ["decisions.waiting", "decisions.answered", "decisions.decided"]
    letter = letter_of("decisions.decided", {"matter": row.pk}, "fa")
    assert letter is not None and row.title in letter.subject and "تأیید" in letter.text
    assert "پارک می‌ماند" in trial.page("resident", row)


def test_whoever_steps_aside_no_longer_decides(trial) -> None:
    row = plan(trial)
    trial.do(row, "council1", "call-in", text="به رأی شورا")
    trial.do(row, "council2", "recuse", text="خویشاوند فروشنده‌ام")
    assert 'name="choice"' not in trial.page("council2", row)
    trial.do(row, "council2", "vote", 409, stage="votes", choice="yes")
    assert "خویشاوند فروشنده‌ام" in trial.page("resident", row)


def test_a_review_comes_back_on_its_day_and_an_emergency_expires(trial) -> None:
    row = plan(trial)
    trial.do(row, "table1", "opine", stage="signs", body="table", text="نظر")
    trial.do(row, "mayor1", "sign", stage="signs", outcome="approved", text="بله")
    later(row)  # the time for a veto is over
    assert row.phase == "in_force"
    later(row, 7 * DAY)
    review = Matter.objects.get(kind="plan.review")
    assert review.about == row and review.phase == "open"
    alarm = trial.file("clerk1", "alarm")
    trial.do(alarm, "mayor1", "sign", stage="acts", outcome="approved", text="سیل")
    ratify = Matter.objects.get(kind="alarm.ratify")
    assert ratify.phase == "open" and ratify.applicant is None
    later(alarm, 30 * DAY)
    assert (alarm.phase, alarm.outcome) == ("ended", "expired")
