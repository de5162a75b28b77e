"""A decided matter forgets its residents on time; the decision and its replay stay as they are."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from cityhall.acts.models import Sealed
from cityhall.decisions import actions, queries
from cityhall.decisions.actions.forgetting import forget_residents
from cityhall.decisions.models import Ballot, Delegation, Happened
from cityhall.people.actor import Actor
from divan.charter import published

PHONE = "09121234567"


def decided(asking, name: str = "resident"):
    """A matter that a register decided, with a voice and an answer."""
    row = asking.file(name, "road", text=f"زنگ بزنید {PHONE}")
    asking.do(row, "r1", "voice", text=f"پرسش، {PHONE}")
    asking.do(row, name, "reply", voice="0", text="پاسخ")
    for voter in ("r1", "r2", "r3"):
        asking.do(row, voter, "cast", stage="asks", said="yes")
    row = actions.pass_time(row.pk, at=row.due_at)
    assert row.outcome == "approved"
    return row


def test_what_is_over_for_so_long_names_no_resident_and_still_replays(asking) -> None:
    row = decided(asking)
    before = published.replay(queries.publication(row))
    page = asking.page("council1", row)
    gone = forget_residents(row.updated_at + timedelta(days=1), 100)
    assert gone["matters"] >= 1 and gone["ballots"] == 3
    row.refresh_from_db()
    assert (row.key, row.applicant) == (None, None)
    seats = {one for one in asking.people if one.rstrip("0123456789") != "r" and one != "resident"}
    acted = {one.person.name for one in Happened.objects.exclude(person=None)}
    assert acted <= seats
    assert not Ballot.objects.exists()
    typed = [row.text, *Happened.objects.values_list("words", flat=True)]
    assert not [one for one in typed if PHONE in one]
    assert published.replay(queries.publication(row)) == before
    again = asking.page("council1", row)
    assert row.title in again
    assert page.count("<li") == again.count("<li")
    assert row.title not in asking.page("r1", "/decisions/inbox/")


def test_what_is_not_decided_or_not_old_enough_forgets_nobody(asking) -> None:
    open_, over = asking.file("r1", "road"), decided(asking)
    forget_residents(over.updated_at, 100)
    over.refresh_from_db()
    assert over.key is not None and over.applicant is not None
    forget_residents(over.updated_at + timedelta(days=1), 100)
    open_.refresh_from_db()
    assert open_.key is not None and open_.applicant == asking.people["r1"]


def test_a_vote_that_was_taken_back_is_forgotten_and_one_that_stands_is_not(asking) -> None:
    now = timezone.now()
    giver, to = Actor(person=asking.people["r1"]), asking.people["r2"]
    first = actions.delegate("people", to.pk, actor=giver, at=now)
    kept = actions.delegate("people", to.pk, actor=giver, at=now + timedelta(minutes=1))
    sealed = Sealed.objects.filter(act__object_type="decisions.delegation")
    assert sealed.count() == 2
    forget_residents(now + timedelta(days=1), 100)
    assert list(Delegation.objects.all()) == [kept] and first.pk != kept.pk
    assert [one.act.object_id for one in sealed] == [kept.pk]
