"""The record: one act in one transaction, without gaps, in the order of commits."""

from __future__ import annotations

import json
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import Entry, Mail, forget, record, record_many
from cityhall.acts.models import Act, Message, Register, Sealed
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.models import Organization
from divan.record import canonical, commitment

CLERK = Actor(posts=(("lamp", 1),))


@pytest.fixture
def unit(db: None) -> Organization:
    return Organization.objects.create(
        code="lighting", name={"fa": "روشنایی"}, classification="unit", sort_key="x"
    )


def positions() -> list[int]:
    return list(Act.objects.order_by("position").values_list("position", flat=True))


def test_an_act_says_who_what_on_what_and_when(unit: Organization) -> None:
    act = record(CLERK, "people.open", unit, {"kind": "unit"}, at=NOW)
    assert json.loads(act.leaf) == {
        "v": 1,
        "n": 0,
        "at": "2026-11-23T08:30:00.000000Z",
        "by": "post:lamp",
        "verb": "people.open",
        "on": f"people.organization:{unit.pk}",
        "public": {"kind": "unit"},
        "sealed": None,
    }
    stored = Act.objects.get(position=0)
    assert (stored.by, stored.verb, stored.object_type, stored.object_id, stored.at) == (
        "post:lamp",
        "people.open",
        "people.organization",
        unit.pk,
        NOW,
    )
    assert stored.leaf == act.leaf
    assert stored.public == {"kind": "unit"}


def test_the_leaf_is_canonical(unit: Organization) -> None:
    act = record(SYSTEM, "people.open", unit, {"b": 1, "a": "«چراغ»"}, at=NOW)
    assert act.leaf.encode() == canonical(json.loads(act.leaf))


def test_words_are_sealed_and_can_be_checked_against_the_leaf(unit: Organization) -> None:
    act = record(CLERK, "people.open", unit, {}, "سارا خواست", at=NOW, words={"text": "محرمانه"})
    sealed = Sealed.objects.get(act=act)
    assert sealed.words == {"text": "محرمانه", "reason": "سارا خواست"}
    assert json.loads(act.leaf)["sealed"] == commitment(bytes(sealed.key), sealed.words)
    assert "محرمانه" not in act.leaf
    assert "سارا" not in act.leaf


def test_equal_words_have_unequal_commitments(unit: Organization) -> None:
    leaves = [
        json.loads(record(CLERK, "people.open", unit, {}, "yes", at=NOW).leaf) for _ in range(2)
    ]
    assert leaves[0]["sealed"] != leaves[1]["sealed"]


def test_forgetting_erases_words_and_key_and_leaves_the_leaf(unit: Organization) -> None:
    act = record(CLERK, "people.open", unit, {}, "secret", at=NOW)
    forget(act)
    assert not Sealed.objects.exists()
    assert Act.objects.get().leaf == act.leaf


def test_positions_begin_at_zero_and_have_no_gaps(unit: Organization) -> None:
    for _ in range(3):
        record(SYSTEM, "people.open", unit, {}, at=NOW)
    made = record_many(
        SYSTEM, [Entry("people.open", "people.organization", unit.pk, {})] * 4, at=NOW
    )
    assert made == [3, 4, 5, 6]
    assert positions() == [0, 1, 2, 3, 4, 5, 6]
    assert Register.objects.get().size == 7


def test_an_entry_may_tell_of_an_earlier_time(unit: Organization) -> None:
    earlier = NOW - timedelta(days=900)
    entry = Entry("people.open", "people.organization", unit.pk, {}, at=earlier)
    [position] = record_many(SYSTEM, [entry], at=NOW)
    act = Act.objects.get(pk=position)
    assert act.at == earlier
    assert json.loads(act.leaf)["at"].startswith("2024-06-06T")


def test_no_entries_are_no_acts(unit: Organization) -> None:
    assert record_many(SYSTEM, [], at=NOW) == []
    assert not Act.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_outside_a_transaction_is_refused() -> None:
    unit = Organization.objects.create(code="a", name={}, classification="unit", sort_key="a")
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(SYSTEM, "people.open", unit, {}, at=NOW)
    assert not Act.objects.exists()
    with transaction.atomic():
        record(SYSTEM, "people.open", unit, {}, at=NOW)
    assert positions() == [0]


@pytest.mark.django_db(transaction=True)
def test_a_rollback_leaves_neither_act_nor_gap() -> None:
    unit = Organization.objects.create(code="a", name={}, classification="unit", sort_key="a")

    def act(fail: bool) -> None:
        with transaction.atomic():
            Organization.objects.filter(pk=unit.pk).update(code="changed")
            record(SYSTEM, "people.open", unit, {}, "why", at=NOW, mails=[Mail("k", "a@b.c", "fa")])
            if fail:
                raise LookupError

    act(fail=False)
    Organization.objects.filter(pk=unit.pk).update(code="a")
    with pytest.raises(LookupError):
        act(fail=True)
    assert Organization.objects.get().code == "a"
    assert positions() == [0]
    assert Sealed.objects.count() == Message.objects.count() == Register.objects.get().size == 1
    act(fail=False)
    assert positions() == [0, 1]


def test_a_value_that_no_leaf_can_say_is_refused(unit: Organization) -> None:
    with pytest.raises(ValueError, match="float"):
        record(SYSTEM, "people.open", unit, {"share": 0.5}, at=NOW)


@pytest.mark.parametrize(
    "change", ["UPDATE acts_act SET leaf = 'x'", "UPDATE acts_act SET at = at"]
)
def test_the_database_refuses_to_change_an_act(unit: Organization, change: str) -> None:
    record(SYSTEM, "people.open", unit, {}, at=NOW)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute(change)
    assert Act.objects.get().leaf != "x"


def test_a_mail_goes_once_to_an_address(unit: Organization) -> None:
    twice = [Mail("kind", "a@example.org", "fa", {"x": 1}), Mail("kind", "a@example.org", "en")]
    act = record(SYSTEM, "people.open", unit, {}, at=NOW, mails=twice)
    message = Message.objects.get()
    assert (message.act, message.context, message.next_try_at) == (act, {"x": 1}, NOW)


def test_eight_threads_leave_no_gap_and_readers_never_see_one(at_once, transactional_db) -> None:
    unit = Organization.objects.create(code="a", name={}, classification="unit", sort_key="a")
    done, holes = threading.Event(), []

    def watch() -> None:
        while not done.is_set():
            seen = positions()
            if seen != list(range(len(seen))):
                holes.append(seen)
        connections.close_all()

    def work(number: int) -> None:
        with transaction.atomic():
            record(SYSTEM, "people.open", unit, {"job": number}, at=NOW)
            if number % 5 == 0:
                raise LookupError

    watcher = threading.Thread(target=watch)
    watcher.start()
    answers = at_once([lambda number=number: work(number) for number in range(80)])
    done.set()
    watcher.join()
    assert [type(answer) for answer in answers] == [
        LookupError if number % 5 == 0 else type(None) for number in range(80)
    ]
    assert positions() == list(range(64))
    assert not holes
    jobs = [act.public["job"] for act in Act.objects.all()]
    assert sorted(jobs) == [number for number in range(80) if number % 5]
    assert [json.loads(act.leaf)["n"] for act in Act.objects.all()] == list(range(64))


def test_a_counter_outside_the_transaction_would_leave_gaps(at_once, transactional_db) -> None:
    """The control: what the test above looks for is what a careless counter brings about."""
    unit = Organization.objects.create(code="a", name={}, classification="unit", sort_key="a")
    counter = iter(range(100))

    def careless(number: int) -> None:
        with transaction.atomic():
            position = next(counter)
            Act.objects.create(
                position=position,
                at=NOW,
                by="system",
                verb="x",
                object_type="x",
                object_id=unit.pk,
                leaf="{}",
            )
            if number % 5 == 0:
                raise LookupError

    at_once([lambda number=number: careless(number) for number in range(40)])
    assert positions() != list(range(32))
