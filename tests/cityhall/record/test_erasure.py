"""What was forgotten lies nowhere any more: every file is searched, and all still verifies."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.cityhall.conftest import NOW
from tests.conftest import missing

from cityhall.acts import outbox
from cityhall.acts.actions import forget_about
from cityhall.acts.keeping import RULES
from cityhall.acts.models import Act, Message, Sealed
from cityhall.database import erasing
from cityhall.record import checking, integrator
from cityhall.service import actions as service
from cityhall.service.models import Party, Request
from cityhall.upkeep.actions import EVERY, forget_on_time
from cityhall.upkeep.backup import back_up

SECRET = "qanarimahramaneh"
YEARS = timedelta(days=8000)


@pytest.fixture
def written(town, filed, actor, home, settings) -> Request:
    """A closed report with the canary in every place where a person may leave words."""
    settings.MEDIA_ROOT = home / "media"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = home / "mail"
    officer, someone = actor("lamp"), actor("nobody")
    report = filed(
        text=f"چراغ {SECRET}",
        name=SECRET,
        email=f"{SECRET}@example.org",
        phone="0912 111 0001",
        landmark=SECRET,
        publish="nothing",
    )
    service.note(report.pk, f"یادداشت {SECRET}", actor=officer, at=NOW)
    service.ask(report.pk, f"پرسش {SECRET}", actor=officer, at=NOW)
    service.answer(report.pk, f"پاسخ {SECRET}", actor=someone, at=NOW)
    service.me_too(report.pk, actor=actor("nobody", "b2"), at=NOW, email=f"v{SECRET}@example.org")
    service.close(report.pk, service.Closing("answered", "انجام شد"), actor=officer, at=NOW)
    service.start_draft(actor=someone, at=NOW, data={"text": SECRET})
    integrator.integrate(NOW)
    assert outbox.send_due(NOW + timedelta(days=1)) > 0
    return report


def holds(path: Path) -> bool:
    """Whether a file has the canary in it; a dump of PostgreSQL is unpacked first."""
    data = path.read_bytes()
    if path.suffix == ".pgdump":
        command = ["pg_restore", "--file", "-", str(path)]
        data = subprocess.run(command, check=True, capture_output=True).stdout
    # Letters are written in transfer encodings: what they say is looked for in their bytes, too.
    return SECRET.encode() in data or SECRET.encode() in data.replace(b"=\n", b"")


def places(home: Path) -> list[str]:
    """Where it still is: backup, tiles, mails, SQLite's file, its log and what else it keeps."""
    files = [path for path in home.rglob("*") if path.is_file()]
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        files += [one for one in Path(name).parent.glob(f"{Path(name).name}*") if one.is_file()]
    return sorted(
        {
            path.relative_to(home).parts[0] if home in path.parents else path.name
            for path in files
            if holds(path)
        }
    )


def backed_up(home: Path, at: object) -> None:
    if connection.vendor == "postgresql" and shutil.which("pg_dump") is None:
        missing("postgres", "pg_dump is not installed")
    back_up(home / "backups", at=at)  # type: ignore[arg-type]


@pytest.mark.django_db(transaction=True)
def test_what_is_forgotten_on_time_is_nowhere_and_the_record_verifies(
    written, home, caplog
) -> None:
    caplog.set_level("DEBUG")
    backed_up(home, NOW)
    held = places(home)
    assert {"backups", "mail"} <= set(held)  # the search does find what is there
    assert len(held) > 2 or connection.vendor != "sqlite"  # in the database's own files, too
    published = integrator.folder().published()
    shutil.rmtree(home / "backups")  # as its own days do
    later = NOW + YEARS
    while forget_on_time(later):  # what the worker does every ten minutes
        pass
    integrator.integrate(later)
    backed_up(home, later)
    assert places(home) == []
    assert SECRET not in caplog.text
    assert list(checking.check()) == []
    assert integrator.folder().published() != published  # the record went on
    assert Act.objects.filter(verb="upkeep.forget", public__rule="words").exists()
    assert not Sealed.objects.filter(act__object_id=written.pk, words__icontains=SECRET).exists()
    assert not Message.objects.filter(address__icontains=SECRET).exists()
    assert not Party.objects.exclude(email="").exists()


@pytest.mark.django_db(transaction=True)
def test_forgetting_one_thing_at_once_leaves_its_leaves(written, home) -> None:
    assert forget_about("service.request", [written.pk]) > 3
    integrator.integrate(NOW)
    assert list(checking.check()) == []
    assert not Sealed.objects.filter(act__object_id=written.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_the_index_of_words_forgets_what_no_row_says(filed, home) -> None:
    report = filed(text=f"چراغ {SECRET}")
    for number in range(3):
        filed(text=f"چراغ {number}")
    Request.objects.filter(pk=report.pk).update(search="", title="", public_text="", description="")
    forget_about("service.request", [report.pk])
    if connection.vendor == "sqlite":
        assert places(home)  # the index has only noted that the word is gone
    assert erasing.settle()
    assert places(home) == []


@pytest.mark.django_db
def test_what_cannot_be_settled_now_is_not_said_to_be(town) -> None:
    assert not erasing.settle()  # inside a transaction


@pytest.mark.django_db(transaction=True)
def test_a_days_forgetting_is_settled_once(town, monkeypatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(erasing, "settle", lambda: asked.append(1))
    while forget_on_time(NOW):
        pass
    assert asked == [1]
    forget_on_time(NOW + EVERY / 2)
    assert asked == [1]
    assert len(RULES) > 5
