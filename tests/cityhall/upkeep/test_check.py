"""Each fault is found, said in plain words, and comes with its way out; a sound city has none."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from click.testing import CliRunner
from django.db import connection
from django.utils import timezone
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Message
from cityhall.database import journal
from cityhall.people.models import City, Membership, Organization
from cityhall.people.queries import city
from cityhall.record.models import Integration
from cityhall.service.models import Service
from cityhall.upkeep import actions, checks, serving
from cityhall.upkeep.backup import back_up
from cityhall.upkeep.checks import backups, database, folder, network
from cityhall.upkeep.checks import city as of_city


def codes(*some: Callable, at=NOW) -> set[str]:
    found = [fault for one in some for fault in one(at)]
    for fault in found:  # whatever it is, it is said in words and with a way out
        assert fault.what.endswith((".", "]")) or ":" in fault.what, fault
        assert len(fault.mend) > 10, fault
    return {fault.code for fault in found}


@pytest.fixture
def home(tmp_path: Path, settings) -> Path:
    settings.HOME, settings.BACKUPS = tmp_path, tmp_path / "backups"
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "staticfiles.json").write_text("{}")
    (tmp_path / "secret").write_text("s" * 64)
    (tmp_path / "secret").chmod(0o600)
    return tmp_path


def test_a_sound_folder_has_no_fault(db, home) -> None:
    assert codes(*folder.ALL, at=timezone.now()) == set()


def test_a_key_of_the_record_that_is_none(db, home, monkeypatch) -> None:
    monkeypatch.setenv("DIVAN_RECORD_KEY", "xx")
    assert "record-key" in codes(*folder.ALL)


def test_what_is_wrong_with_a_folder(db, home, monkeypatch) -> None:
    (home / "secret").chmod(0o644)
    (home / "static" / "staticfiles.json").unlink()
    monkeypatch.setattr(folder, "LEAST_FREE", 2**60)
    monkeypatch.setattr(folder, "LEAST_FILES", 2**60)
    wanted = {"key-readable", "static-missing", "disk-full", "no-inodes"}
    assert codes(*folder.ALL) >= wanted


def test_a_folder_that_cannot_be_written(db, home, settings) -> None:
    settings.HOME = home / "nowhere"
    assert "home-not-writable" in codes(folder.writable)


def test_a_clock_that_went_back(town, home, filed) -> None:
    filed(at=NOW)
    assert codes(folder.clock, at=NOW + timedelta(seconds=5)) == set() or (
        connection.vendor == "postgresql"
    )
    assert "clock-back" in codes(folder.clock, at=NOW - timedelta(days=1))
    assert "clock-wrong" in codes(folder.clock, at=NOW.replace(year=2001))


def test_a_sound_database_has_no_fault(db) -> None:
    assert codes(database.answers, *database.ALL) == set()


def test_a_guard_that_was_taken_away(db) -> None:
    with connection.cursor() as cursor:
        on = " ON acts_act" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER acts_act_no_update{on}")
    assert codes(database.guarded) == {"acts-unguarded"}
    journal.prepare()
    assert codes(database.guarded) == set()


def test_a_database_behind_or_ahead_of_this_version(db) -> None:
    from django.db.migrations.recorder import MigrationRecorder

    MigrationRecorder(connection).record_unapplied("upkeep", "0001_initial")
    MigrationRecorder(connection).record_applied("service", "9999_later")
    assert codes(database.answers) == {"migrations-behind", "migrations-ahead"}


def test_a_database_that_loses_what_it_acknowledged(db) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL synchronous_commit = off")
            assert codes(database.durable) == {"not-durable"}
            return
    assert codes(database.durable) == set()
    from cityhall.database import pragmas

    said = {"journal_mode": "delete", "synchronous": "1"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pragmas, "durability", lambda: said)
        assert codes(database.durable) == {"no-wal", "not-durable"}


@pytest.mark.parametrize(
    ("set_to", "code"),
    [
        ({"ORIGIN": "http://127.0.0.1:8000", "HTTPS": False}, "origin-local"),
        ({"ORIGIN": "http://city.example", "HTTPS": False}, "no-https"),
        ({"ALLOWED_HOSTS": ["*"]}, "hosts-any"),
        ({"ALLOWED_HOSTS": ["other.example"]}, "hosts-without-origin"),
        ({"PROXIES": 0}, "no-proxy"),
        ({"DEBUG": True}, "debug"),
        ({"READ_ONLY": True}, "read-only"),
    ],
)
def test_how_the_city_is_reached(settings, set_to: dict[str, object], code: str) -> None:
    sound = {
        "ORIGIN": "https://city.example",
        "HTTPS": True,
        "ALLOWED_HOSTS": ["city.example"],
        "PROXIES": 1,
        "DEBUG": False,
        "READ_ONLY": False,
    }
    for name, value in sound.items():
        setattr(settings, name, value)
    assert codes(network.address) == set()
    for name, value in set_to.items():
        setattr(settings, name, value)
    assert code in codes(network.address)


@pytest.fixture
def mail_server(settings) -> Iterator[Controller]:
    """A mail server that knows one password."""

    def known(server, session, envelope, mechanism, data) -> AuthResult:
        return AuthResult(success=data.password == b"right", handled=False)

    controller = Controller(object(), "127.0.0.1", 0, authenticator=known, auth_require_tls=False)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "city", "right"
    settings.DEFAULT_FROM_EMAIL = "city@city.example"
    yield controller
    controller.stop()


def test_the_mail_server_is_greeted_and_signed_in_to(settings, mail_server) -> None:
    assert codes(network.mail_server) == set()
    settings.EMAIL_HOST_PASSWORD = "wrong"
    assert codes(network.mail_server) == {"mail-refused"}
    settings.EMAIL_PORT = 1
    settings.DEFAULT_FROM_EMAIL = "city@localhost"
    assert codes(network.mail_server) == {"mail-away", "mail-from"}
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert codes(network.mail_server) == {"mail-to-files"}


def test_backups_that_are_missing_old_or_never_tried(transactional_db, town, home) -> None:
    assert codes(*backups.ALL) == {"no-backup"}
    made = back_up(home / "backups", at=NOW)
    wanted = {"never-drilled", "backup-same-disk"}
    assert codes(*backups.ALL, at=NOW + timedelta(hours=1)) == wanted
    assert "backup-old" in codes(*backups.ALL, at=NOW + timedelta(days=3))
    drilled = {"drilled_at": NOW.isoformat()}
    (home / "backups" / "last-drill.json").write_text(json.dumps(drilled))
    assert codes(backups.drilled, at=NOW + timedelta(days=1)) == set()
    assert codes(backups.drilled, at=NOW + timedelta(days=150)) == {"drill-old"}
    (made.folder / "manifest.json").write_text("{")
    assert "backup-broken" in codes(backups.fresh)


def test_a_city_without_offices(town) -> None:
    assert codes(of_city.founded, of_city.offices) == {"no-second-factor"}
    Membership.objects.all().delete()
    wanted = {"no-administrator", "unit-without-officer", "post-without-holder"}
    assert codes(of_city.founded, of_city.offices) >= wanted
    Organization.objects.filter(code="roads").update(dissolved_on=date(2026, 1, 1))
    assert "kind-without-unit" in codes(of_city.offices)
    Service.objects.update(active=False)
    assert "no-kinds" in codes(of_city.offices)


def test_no_city_at_all(db) -> None:
    assert codes(of_city.founded) == {"no-city"}


def test_a_year_without_holidays(town) -> None:
    assert codes(of_city.holidays) == {"no-holidays"}
    row = City.objects.get()
    row.work = {**row.work, "holidays": {"add": ["2027-03-21"]}}
    row.save()
    from cityhall.people.actions.common import forget_city

    forget_city()
    assert any(day.year == 2027 for day in city().calendar.holidays)
    assert codes(of_city.holidays) == set()


def test_a_worker_that_is_silent_and_mails_that_wait(town, home, filed) -> None:
    assert codes(of_city.worker) == set()  # nobody serves
    handle = serving.hold(home)
    try:
        assert codes(of_city.worker) == {"worker-silent"}
        actions.beat(NOW)
        assert codes(of_city.worker, at=NOW + timedelta(minutes=20)) == set()
        assert codes(of_city.worker, at=NOW + timedelta(hours=1)) == {"worker-silent"}
    finally:
        os.close(handle)
    filed(email="sara@example.org")
    assert codes(of_city.worker, at=NOW + timedelta(minutes=59)) == set()
    assert codes(of_city.worker, at=NOW + timedelta(hours=2)) == {"outbox-stuck"}
    assert Message.objects.count() == 1


def test_an_alarm_over_the_record(town) -> None:
    Integration.objects.create(pk=1, alarm="rolled_back")
    assert "record-alarm" in codes(of_city.record)


def test_a_check_that_fails_is_itself_a_fault(db, home, monkeypatch) -> None:
    def broken(at):
        raise LookupError("a check of a later room")
        yield

    monkeypatch.setattr(checks, "CHECKS", [broken])
    assert "check-failed" in {fault.code for fault in checks.run(NOW)}


def test_the_command_speaks_and_its_status_tells(db, home, settings) -> None:
    from cityhall.cli.check import command

    said = CliRunner().invoke(command, [])
    assert said.exit_code == 1
    assert "cityhall administrator EMAIL" in said.output
    told = CliRunner().invoke(command, ["--json"])
    faults = json.loads(told.output)["faults"]
    assert {"no-city", "no-backup"} <= {fault["code"] for fault in faults}
    assert all(set(fault) == {"code", "what", "mend", "level"} for fault in faults)


def test_nobody_personal_is_named(town, home, filed) -> None:
    filed(email="zqcanary@example.org", name="zqcanary")
    told = [fault for one in (*of_city.ALL, *folder.ALL) for fault in one(NOW)]
    assert "zqcanary" not in repr(told)
    assert "سارا" not in repr(told)
