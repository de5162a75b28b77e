"""Many rows at once stand as Django would have written them, and sums add up."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.database import bulk
from cityhall.people.models import Person
from cityhall.service.models import Photo, Request, Tally

TEHRAN = timezone(timedelta(hours=3, minutes=30))
NAMES = ("position", "at", "by", "verb", "object_type", "object_id", "audience", "public", "leaf")


def act(position: int, at: datetime = NOW) -> tuple[object, ...]:
    facts = {"نام": "چراغ", "n": [1, None, True]}
    return (position, at, "import", "service.import", "x.y", 7, "public", facts, "{}")


def raw(model: type, key: object) -> tuple[object, ...]:
    """A row as it stands, without what Django makes of it."""
    with connection.cursor() as cursor:
        table, column = model._meta.db_table, model._meta.pk.column
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s", [key])
        return cursor.fetchone()


@pytest.mark.parametrize("count", [0, 1, 443, 444, 445, 1000])
def test_every_row_goes_in_whether_or_not_it_fills_a_statement(db, count):
    bulk.insert(Act, NAMES, (act(n) for n in range(count)))
    assert list(Act.objects.values_list("position", flat=True)) == list(range(count))


@pytest.mark.parametrize("at", [NOW, NOW.astimezone(TEHRAN), datetime(2026, 1, 1, tzinfo=UTC)])
def test_a_row_stands_as_django_writes_it(db, at):
    bulk.insert(Act, NAMES, [act(1, at)])
    Act.objects.create(**dict(zip(NAMES, act(2, at), strict=True)))
    assert raw(Act, 1)[1:] == raw(Act, 2)[1:]


def test_what_is_left_out_takes_its_default(town):
    [key] = bulk.reserve_keys(Request, 1)
    given = {"id": key, "nonce": uuid.uuid4(), "service": town.services["hole"].pk}
    given |= {"unit": town.roads.pk, "requested_at": NOW, "updated_at": NOW}
    bulk.insert(Request, list(given), [list(given.values())])
    other = Request.objects.create(
        service=town.services["hole"], unit=town.roads, requested_at=NOW, updated_at=NOW
    )
    apart = {"id", "nonce"}
    places = [n for n, f in enumerate(Request._meta.concrete_fields) if f.name not in apart]
    one, two = raw(Request, key), raw(Request, other.pk)
    assert [one[n] for n in places] == [two[n] for n in places]
    assert Request.objects.get(pk=key).nonce == given["nonce"]


def test_reserved_keys_follow_the_last_and_are_taken_once(town):
    made = Request.objects.create(
        service=town.services["hole"], unit=town.roads, requested_at=NOW, updated_at=NOW
    )
    keys = bulk.reserve_keys(Request, 3)
    assert keys == [made.pk + 1, made.pk + 2, made.pk + 3]


def test_one_bad_row_leaves_none_of_them(town):
    rows = [act(n) for n in range(600)] + [act(0)]
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.insert(Act, NAMES, rows)
    assert not Act.objects.exists()


def test_sums_add_to_what_is_there_and_begin_where_nothing_is(town):
    lamp, hole = town.services["lamp"].pk, town.services["hole"].pk
    Tally.objects.create(service_id=lamp, area=0, status="seen", count=5)
    for _ in range(2):
        bulk.add_up(
            Tally,
            ["service", "area", "status"],
            "count",
            {(lamp, 0, "seen"): 2, (hole, town.east.pk, "done"): 3},
        )
    found = Tally.objects.values_list("service", "area", "status", "count")
    assert set(found) == {(lamp, 0, "seen", 9), (hole, town.east.pk, "done", 6)}
    bulk.add_up(Tally, ["service", "area", "status"], "count", {})
    assert Tally.objects.count() == 2


def test_text_in_a_value_is_never_read_as_sql(db):
    Person.objects.create(email="a@example.org", name="Robert'); DROP TABLE people_person;--")
    bulk.insert(Act, NAMES, [(*act(1)[:2], "%s'); DELETE FROM people_person;--", *act(1)[3:])])
    assert Person.objects.count() == 1
    assert Act.objects.get().by.startswith("%s')")


def test_ids_of_photos_stand_as_django_writes_them(town):
    draftless = {"width": 1, "height": 1, "size": 1, "created_at": NOW}
    request = Request.objects.create(
        service=town.services["hole"], unit=town.roads, requested_at=NOW, updated_at=NOW
    )
    key = uuid.uuid4()
    given = {"id": key, "request": request.pk, **draftless}
    bulk.insert(Photo, list(given), [list(given.values())])
    assert Photo.objects.get(pk=key).request_id == request.pk
