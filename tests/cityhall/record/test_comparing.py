"""The city compares its database with its record by itself, and says in public what it found."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.db import connection
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.record import comparing, integrator
from cityhall.record.models import Comparison
from cityhall.service.models import Request
from cityhall.upkeep import metrics
from cityhall.upkeep.checks.city import as_recorded


@pytest.fixture
def report(town, filed) -> Request:
    made = filed("lamp", by=Actor(browser="b"))
    integrator.integrate(NOW)
    return made


def found() -> list[str]:
    return [fault.place for fault in comparing.compare(NOW, wait=0)]


def said() -> list[tuple[str, dict]]:
    rows = Act.objects.filter(verb__in=("record.differs", "record.agrees")).order_by("position")
    return list(rows.values_list("verb", "public"))


def test_a_row_changed_past_the_record_goes_on_record_once(report, client) -> None:
    assert found() == []
    assert said() == []
    place = f"service.request:{report.pk}"
    Request.objects.filter(pk=report.pk).update(voices=99)
    assert set(found()) == {place}
    assert set(found()) == {place}
    told = {"count": 1, "places": [place]}
    assert said() == [("record.differs", told)]
    integrator.integrate(NOW)
    page = client.get("/record/", headers={"accept-language": "en"}).content.decode()
    assert "The database differs from the record" in page
    assert place in page
    compared = client.get("/record/?format=json").json()["compared"]
    assert (compared["differences"], compared["places"]) == (1, [place])
    assert [fault.code for fault in as_recorded(NOW)] == ["record-differs"]
    assert b"divan_record_differences 1.0" in metrics.text()
    home = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert "There is an alarm over it." in home

    Request.objects.filter(pk=report.pk).update(voices=report.voices)
    assert found() == []
    assert [verb for verb, _public in said()] == ["record.differs", "record.agrees"]
    page = client.get("/record/", headers={"accept-language": "en"}).content.decode()
    assert "The database differs from the record" not in page
    assert list(as_recorded(NOW)) == []


def test_what_is_said_in_public_holds_no_words_of_anybody(report) -> None:
    Request.objects.filter(pk=report.pk).update(explanation="شمارهٔ من ۰۹۱۲۱۱۱۱۱۱۱ است")
    assert found()
    assert "۰۹۱۲" not in str(said())


def test_a_difference_that_passes_is_none(report, monkeypatch) -> None:
    looks = iter([[comparing.Fault("checkpoint", "it is of another seal")], []])
    monkeypatch.setattr(comparing.checking, "check", lambda: iter(next(looks)))
    assert found() == []
    assert said() == []


def test_a_leaf_changed_alone_is_served_as_it_is_now(report, client) -> None:
    before = client.get("/record/tile/entries/000.p/2").content
    assert before
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER acts_act_no_update")
        else:
            cursor.execute("ALTER TABLE acts_act DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE acts_act SET leaf = replace(leaf, 'file', 'fill') WHERE position = 0"
        )
    after = client.get("/record/tile/entries/000.p/2").content
    assert before != after
    assert b"service.fill" in after


def test_it_is_done_by_one_process_when_it_is_due(report) -> None:
    assert not comparing._take_turn(NOW)  # the city has only just started
    due = NOW + comparing.PAUSE
    assert comparing._take_turn(due)
    assert not comparing._take_turn(due)  # it is being done
    comparing.compare(due, wait=0)
    row = Comparison.objects.get()
    assert row.next_at >= due + comparing.PAUSE
    assert not comparing._take_turn(due + timedelta(minutes=9))
    assert comparing._take_turn(due + timedelta(minutes=11))


def test_one_that_takes_long_comes_seldom(report, monkeypatch) -> None:
    comparing._keep([], 5, NOW, seconds=3600.0)
    assert Comparison.objects.get().next_at == NOW + timedelta(hours=comparing.SHARE)


def test_a_stopped_server_takes_its_comparison_with_it(report, monkeypatch) -> None:
    Comparison.objects.create(next_at=NOW + timedelta(days=36_500))  # it is being done
    monkeypatch.setattr(comparing, "_CHECK", "import time; time.sleep(600)")
    stop = threading.Event()
    stop.set()
    comparing._in_a_process(stop)
    assert Comparison.objects.get().next_at < NOW + timedelta(days=36_500)  # by the next one
