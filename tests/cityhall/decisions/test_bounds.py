"""What one person cannot do to the others: keep them busy for ever, or show what is private."""

from __future__ import annotations

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, queries
from cityhall.decisions.actions import Put, bounds
from cityhall.people.actor import Actor
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
