"""Whatever is changed behind the record's back is found, and named where it is."""

from __future__ import annotations

import os
import random
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from tests.cityhall.conftest import NOW
from tests.cityhall.record import tampering
from tests.cityhall.record.tampering import Change
from tests.cityhall.record.test_witnesses import Paper

from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.record import actions, checking, integrator, witnesses
from cityhall.record.models import Cosignature, Integration, Seal, Witness
from cityhall.service.actions import Closing, claim, close, me_too, note, reopen

TIMES = int(os.environ.get("DIVAN_TAMPERINGS", "500"))  # bench/README.md: 10,000


class Undo(Exception):  # noqa: N818
    """Ends a tampering: the database is as it was."""


@pytest.fixture
def lived(town, filed, actor) -> None:
    """Some reports with their whole life, in more than one seal."""
    fixed = Closing("fixed", "درست شد", "دیدم")
    for number in range(4):
        report = filed("lamp", by=Actor(browser=f"b{number}"))
        claim(report.pk, actor=actor("lamp"), at=NOW)
        me_too(report.pk, actor=Actor(browser=f"c{number}"), at=NOW)
        note(report.pk, "یادداشت", actor=actor("lamp"), at=NOW)
        if number % 2:
            close(report.pk, fixed, actor=actor("lamp"), at=NOW)
        if number == 3:
            reopen(report.pk, "نشد", actor=Actor(browser="b3"), at=NOW)
        if number % 2:
            integrator.integrate(NOW)
    secret = filed("conduct")
    claim(secret.pk, actor=actor("road"), at=NOW)
    integrator.integrate(NOW)


def first_fault() -> str:
    return str(next(checking.check(), ""))


def done(change: Change, files: Path) -> str:
    """Do it, look, undo it; the first fault, or nothing."""
    if change.path:
        path = files / change.path
        before = path.read_bytes()
        path.write_bytes(change.data)
        try:
            return first_fault() if before != change.data else "nothing was changed"
        finally:
            path.write_bytes(before)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change.sql, change.values)
            fault = first_fault()
            raise Undo
    except Undo:
        return fault
    except IntegrityError as refused:  # a constraint of the row itself
        return f"{change.located[0]} refused: {refused}"


def test_the_untouched_city_passes(lived) -> None:
    assert list(checking.check()) == []
    filed_since = Act.objects.count()
    assert filed_since > 20


def test_every_tampering_is_found_and_located(lived, home) -> None:
    tampering.lift()
    files = home / "record"
    chance = random.Random(1405)
    done_so_far: Counter[str] = Counter()
    missed = []
    for change, _number in zip(tampering.changes(chance, files), range(TIMES), strict=False):
        fault = done(change, files)
        done_so_far[change.name] += 1
        if not fault or (change.located and not fault.startswith(change.located)):
            missed.append((change, fault))
    assert not missed, missed[:3]
    assert first_fault() == ""
    assert len(done_so_far) > 20
    assert min(done_so_far.values()) > 3


def test_a_checker_with_a_planted_fault_misses_some(lived, home, monkeypatch) -> None:
    """The control: were the checker blind to one column, the test above would see it."""
    tampering.lift()
    monkeypatch.setattr(checking, "may_hear", lambda *_any: True)
    change = Change("", "UPDATE acts_act SET audience = 'nobody' WHERE position = %s", (3,))
    assert done(change, home / "record") == ""


def test_insert_or_replace_is_refused_even_without_recursive_triggers(lived) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("INSERT OR REPLACE is SQLite's")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers=OFF")
        try:
            with pytest.raises(Exception, match="never replaced"), transaction.atomic():
                cursor.execute("INSERT OR REPLACE INTO acts_act SELECT * FROM acts_act LIMIT 1")
        finally:
            cursor.execute("PRAGMA recursive_triggers=ON")


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM acts_act", "never deleted"),
        ("UPDATE acts_act SET leaf = ''", "never changed"),
        ("UPDATE acts_register SET size = size - 1", "never gets shorter"),
        ("DELETE FROM acts_register", "never gets shorter"),
        ("UPDATE record_seal SET at = at", "never changed"),
        ("DELETE FROM record_seal", "never taken back"),
    ],
)
def test_guard_rails_refuse(lived, statement: str, message: str) -> None:
    with pytest.raises(Exception, match=message), transaction.atomic():
        connection.cursor().execute(statement)


def test_history_rewritten_with_the_citys_own_key_is_told_by_its_witness(
    lived, home, actor
) -> None:
    """Who holds database and key can make another log that verifies; the witness has the first."""
    paper = Paper()
    key, url = str(paper.key.public), "https://paper.example/"
    actions.add_witness(key, url, {"en": "Paper"}, actor=actor("admin"), at=NOW)
    integrator.integrate(NOW)
    assert witnesses.ask_all(NOW, paper) == 1
    tampering.lift()
    act = Act.objects.filter(by="post:lamp").first()
    act.by, act.leaf = "post:road", act.leaf.replace("post:lamp", "post:road")
    act.save()
    Cosignature.objects.all().delete()
    Seal.objects.all().delete()
    shutil.rmtree(home / "record")
    integrator.forget_edge()
    integrator.integrate(NOW)
    assert first_fault() == ""  # by itself the city cannot tell
    Witness.objects.update(size=0, ask_at=None)
    assert witnesses.ask_all(NOW, paper) == 0
    assert Integration.objects.get().alarm == "forked"
