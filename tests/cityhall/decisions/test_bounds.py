"""What one person cannot do to the others: keep them busy for ever, or show what is private."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, queries
from cityhall.decisions.actions import Put, bounds
from cityhall.decisions.models import Seat
from cityhall.people.actor import Actor
from cityhall.people.models import Membership
from divan.charter import events

PHONE = "09121234567"


def put(**facts: object) -> Put:
    return Put(kind="plan", title="پیاده‌رو", fields={"topic": "roads"}, **facts)


def test_one_person_raises_ten_voices_in_a_matter_and_others_still_can(trial) -> None:
    one, other = (Actor(person=trial.people[name]) for name in ("resident", "table1"))
    row = actions.file_matter(put(), actor=other, at=NOW)
    for number in range(bounds.MOST_VOICES):
        actions.happen(row.pk, events.Voiced(), actor=one, at=NOW, words=f"پرسش {number}")
    with pytest.raises(Refused) as refused:
        actions.happen(row.pk, events.Voiced(), actor=one, at=NOW, words="یکی دیگر")
    assert refused.value.refusal.code == "many"
    actions.happen(row.pk, events.Voiced(), actor=other, at=NOW, words="پرسش من")
    row.refresh_from_db()
    assert len(queries.state(row).voices) == bounds.MOST_VOICES + 1


def test_one_person_has_twenty_matters_waiting_unless_they_hold_a_seat(trial) -> None:
    resident, seated = (Actor(person=trial.people[name]) for name in ("resident", "table1"))
    rows = []
    for who in (resident, seated):
        rows = [actions.file_matter(put(), actor=who, at=NOW) for _ in range(bounds.MOST_UNDECIDED)]
        assert {row.phase for row in rows} == {"open"}
    actions.file_matter(put(), actor=seated, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.file_matter(put(), actor=resident, at=NOW)
    assert refused.value.refusal.code == "many"
    first = queries.followed(resident)[-1]
    actions.happen(first.pk, events.Withdrawn(), actor=resident, at=NOW, words="دیگر نه")
    actions.file_matter(put(), actor=resident, at=NOW)


def test_a_title_is_one_line_so_that_it_adds_none_to_a_letter(trial) -> None:
    title = "پیاده‌رو\r\n\r\nSign in at https://evil.example/\u2028now"
    row = trial.file("resident", "plan", title=title, field_topic="roads")
    assert row.title.splitlines() == [row.title]
    assert row.title == "پیاده‌رو Sign in at https://evil.example/ now"


def test_a_phone_number_among_the_options_is_masked(trial) -> None:
    row = trial.file("resident", "site", options=f"میدان\nکنار خانهٔ من، {PHONE}")
    assert "میدان" in row.options
    assert PHONE not in json.dumps(row.options, ensure_ascii=False)
    assert PHONE not in trial.page("resident", row)


def test_the_words_of_a_field_cannot_be_guessed_from_the_record(trial) -> None:
    text = queries.in_force().text.replace(
        "  plan:\n    standing: any resident\n    fields: {",
        "  plan:\n    standing: any resident\n    fields: {who: {text: true}, ",
    )
    change = trial.file("council1", "amend", proposal=text)
    for n in (2, 3, 4, 5):
        trial.do(change, f"council{n}", "vote", stage="two_thirds", choice="yes")
    assert change.outcome == "approved"
    rows = [trial.file("resident", "plan", field_topic="roads", field_who=PHONE) for _ in range(2)]
    said = [queries.publication(row).events[0].event.fields["who"] for row in rows]
    assert all(said) and said[0] != said[1]
    guess = hashlib.sha256(PHONE.encode()).hexdigest()
    public = json.dumps([one.public for one in Act.objects.all()])
    assert said[0] in public and PHONE not in public and guess[:16] not in public


@pytest.mark.parametrize(
    ("start", "end", "sits"), [(0, None, True), (0, 5, True), (-9, 0, False), (5, None, False)]
)
def test_a_vote_is_passed_on_to_whoever_holds_the_post_on_that_day(trial, start, end, sits) -> None:
    held = Membership.objects.select_related("post", "person").first()
    today = date(2026, 11, 23)
    Membership.objects.filter(pk=held.pk).update(
        start_date=today + timedelta(days=start),
        end_date=None if end is None else today + timedelta(days=end),
    )
    Seat.objects.filter(body="council").first().delete()
    Seat.objects.create(body="council", post=held.post, since=NOW - timedelta(days=20))
    assert queries.may_carry("council", held.person_id, NOW) is sits
