"""Who hears that a matter waits for them, and that it is decided; in what words and pace."""

from __future__ import annotations

from datetime import timedelta

from django.core import mail
from django.utils import timezone
from tests.cityhall.conftest import NOW

from cityhall.acts import wishes
from cityhall.acts.mail import letter_of
from cityhall.acts.models import Act, Message
from cityhall.acts.outbox import send_due
from cityhall.decisions import clock
from cityhall.decisions.models import Seat, Waiting

WAITING = "decisions.waiting"


def told(kind: str = WAITING) -> list[str]:
    rows = Message.objects.filter(kind=kind).order_by("pk")
    return sorted(address.partition("@")[0] for address in rows.values_list("address", flat=True))


def test_whoever_a_matter_begins_to_wait_for_hears_it_once_for_each_task(trial) -> None:
    row = trial.file("resident", "plan", field_topic="roads")
    assert told() == ["mayor1", "table1", "table2", "table3"]
    trial.do(row, "table3", "opine", stage="signs", body="table", text="نظر")
    trial.do(row, "council1", "voice", text="و پارک؟")
    assert told() == ["mayor1", "table1", "table2", "table3"], "who waits already is left alone"
    clock.keep_deadlines(row.due_at)
    row.refresh_from_db()
    assert told()[:5] == [f"council{number}" for number in range(1, 6)]
    trial.do(row, "council1", "vote", stage="votes", choice="yes")
    assert len(told()) == 9


def test_two_tasks_at_once_are_one_letter_that_names_both(trial) -> None:
    Seat.objects.create(body="table", person=trial.people["mayor1"], since=NOW)
    row = trial.file("resident", "plan", field_topic="roads")
    assert told().count("mayor1") == 1
    message = Message.objects.get(kind=WAITING, address="mayor1@hall.example")
    assert sorted(message.context["tasks"]) == ["decide", "opinion"]
    letter = letter_of(WAITING, message.context, "en")
    assert letter is not None
    assert "Sign with reasons" in letter.text
    assert "Give the opinion of your body" in letter.text
    assert letter.text.count(f"/decisions/{row.pk}/") == 1


def test_an_account_that_is_closed_is_written_to_no_more(trial) -> None:
    trial.people["table2"].is_active = False
    trial.people["table2"].save()
    trial.file("resident", "plan", field_topic="roads")
    assert "table2" not in told()
    assert "table1" in told()


def test_the_letter_says_what_until_when_and_what_silence_brings(trial) -> None:
    row = trial.file("resident", "plan", field_topic="roads")
    facts = {"matter": row.pk, "person": trial.people["mayor1"].pk, "tasks": ["decide"]}
    english = letter_of(WAITING, facts, "en")
    assert english is not None
    assert english.subject == f"Waits for you: {row.title}"
    assert "Sign with reasons" in english.text
    assert "Until " in english.text
    assert "it goes to council" in english.text
    assert english.link.endswith(f"/decisions/{row.pk}/")
    persian = letter_of(WAITING, facts, "fa")
    assert persian is not None
    assert "با دلیل" in persian.text
    assert persian.subject == f"منتظر شماست: {row.title}"
    assert "مهلت: " in persian.text


def test_a_task_that_is_done_is_not_written_about_any_more(trial) -> None:
    row = trial.file("resident", "pact")
    trial.do(row, "table1", "consent", stage="agrees")
    send_due(timezone.now() + timedelta(minutes=1), only=["email"])
    reached = {one.to[0].partition("@")[0] for one in mail.outbox}
    assert reached == {"table2", "table3"}


def test_a_percent_sign_in_a_title_is_only_a_sign(trial) -> None:
    row = trial.file("resident", "pact", title="۱۰% و 5%(title)s کمتر")
    facts = {"matter": row.pk, "person": trial.people["table1"].pk, "tasks": ["consent"]}
    letter = letter_of(WAITING, facts, "en")
    assert letter is not None
    assert "5%(title)s" in letter.subject


def test_a_daily_letter_gathers_what_waits_and_never_is_never(trial) -> None:
    for name, pace in (("table1", "daily"), ("table2", "never")):
        key = wishes.reader_key(f"{name}@hall.example")
        wishes.choose(key, at=NOW, topics={"decisions.mine": pace})
    trial.file("resident", "pact")
    trial.file("resident", "pact")
    send_due(timezone.now() + timedelta(minutes=1), only=["email"])
    assert [one.to[0] for one in mail.outbox] == ["table3@hall.example"] * 2
    send_due(timezone.now() + timedelta(days=1), only=["email"])
    [digest] = mail.outbox[2:]
    assert digest.to == ["table1@hall.example"]
    assert digest.body.count("/decisions/") >= 2


def test_who_follows_hears_of_the_decision_and_nobody_stands_on_the_record(trial) -> None:
    row = trial.file("resident", "pact")
    trial.do(row, "council5", "voice", text="بپذیرید")
    trial.do(row, "table1", "reply", voice=0, text="شنیدیم")
    for number in (1, 2, 3):
        trial.do(row, f"table{number}", "consent", stage="agrees")
    assert told("decisions.decided") == ["council5", "resident"]
    assert not Waiting.objects.filter(matter=row).exists()
    for act in Act.objects.filter(object_type="decisions.matter"):
        assert "@" not in act.leaf
        assert '"person"' not in act.leaf
