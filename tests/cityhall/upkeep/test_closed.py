"""Where nothing can be written, all pages can be read and whoever sends is told what to do."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError, IntegrityError, OperationalError
from django.test import Client

from cityhall.cli import in_words
from cityhall.database.trouble import TooBusy, kind_of
from cityhall.people.models import Organization
from cityhall.service.models import Draft, Request

PAGES = ("/", "/reports/", "/report/", "/services/", "/track/", "/about/", "/health")
WORDS = {"text": "چراغ خاموش است", "service": "street-light"}


@pytest.fixture
def visitor(town) -> Client:
    return Client(headers={"accept-language": "en"}, raise_request_exception=False)


def test_in_read_only_mode_every_page_is_read_and_nothing_is_taken(visitor, settings) -> None:
    settings.READ_ONLY = True
    assert {address: visitor.get(address).status_code for address in PAGES} == dict.fromkeys(
        PAGES, 200
    )
    answer = visitor.post("/report/", WORDS)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer["Cache-Control"] == "no-store"
    page = answer.content.decode()
    assert "At the moment this site can only be read" in page
    assert "emergency" in page
    assert not Draft.objects.exists()


def test_how_pages_look_can_be_chosen_even_then(visitor, settings) -> None:
    settings.READ_ONLY = True
    assert visitor.post("/preferences/", {"language": "fa"}).status_code == 302
    assert visitor.get("/language/fa/").status_code == 302


def test_a_program_is_told_in_json(visitor, settings) -> None:
    settings.READ_ONLY = True
    answer = visitor.post("/report/", WORDS, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "read_only")


def test_persian_words_for_persian_readers(town, settings) -> None:
    settings.READ_ONLY = True
    page = Client(headers={"accept-language": "fa"}).post("/report/", WORDS).content.decode()
    assert 'dir="rtl"' in page
    assert "At the moment" not in page


@pytest.fixture
def full(transactional_db: None) -> Iterator[Callable[[], None]]:
    """Called: from then on the database cannot grow, as on a disk without room."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: its disk is its own affair; the answer to 53100 is tested below")

    def fill() -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM")  # other tests leave pages that are free again
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")

    yield fill
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1073741823")


def test_a_full_disk_is_a_clear_page_and_no_half_report(full, town, visitor, filed) -> None:
    before = filed().pk
    full()
    with pytest.raises(OperationalError):  # growing until nothing fits any more
        for _ in range(2000):
            filed(text="چراغ " * 700)
    taken = Request.objects.count()
    answer = visitor.post("/report/", {"text": "چراغ " * 700, "service": "street-light"})
    assert answer.status_code == 503
    assert "run out of room" in answer.content.decode()
    assert visitor.get(f"/reports/{before}/").status_code == 200
    assert Request.objects.count() == taken
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count=1073741823")
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone() == ("ok",)
    assert visitor.post("/report/", WORDS).status_code == 302  # there is room again


def hold(started: threading.Event, stop: threading.Event) -> None:
    """Another process's upgrade, as the server sees it: it holds what writers need."""
    try:
        if connection.vendor == "sqlite":
            with sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None) as other:
                other.execute("BEGIN IMMEDIATE")
                other.execute("ALTER TABLE people_area ADD COLUMN later integer NULL")
                started.set()
                stop.wait(60)
                other.execute("ROLLBACK")
            other.close()
        else:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("LOCK TABLE service_draft IN SHARE ROW EXCLUSIVE MODE")
                started.set()
                stop.wait(60)
    finally:
        started.set()
        connections.close_all()


def test_during_an_upgrade_pages_are_read_and_writers_are_asked_to_come_back(
    transactional_db, town, visitor, filed
) -> None:
    number = filed().pk
    started, stop = threading.Event(), threading.Event()
    upgrade = threading.Thread(target=hold, args=(started, stop))
    upgrade.start()
    try:
        assert started.wait(30)
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout=200")
            else:
                cursor.execute("SET lock_timeout='200ms'")
        for address in (*PAGES, f"/reports/{number}/"):
            assert visitor.get(address).status_code == 200, address
        answer = visitor.post("/report/", WORDS)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "Please come back in a minute" in answer.content.decode()
    finally:
        stop.set()
        upgrade.join(60)
        connection.close()
    assert visitor.post("/report/", WORDS).status_code == 302


class Said(Exception):  # noqa: N818 - what a driver says
    sqlstate = ""
    sqlite_errorname = ""


def told(**facts: str) -> DatabaseError:
    cause = Said()
    for name, value in facts.items():
        setattr(cause, name, value)
    error = OperationalError("…")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (told(sqlite_errorname="SQLITE_FULL"), "full"),
        (told(sqlite_errorname="SQLITE_READONLY_DIRECTORY"), "read_only"),
        (told(sqlite_errorname="SQLITE_BUSY"), "busy"),
        (told(sqlite_errorname="SQLITE_CANTOPEN"), "away"),
        (told(sqlite_errorname="SQLITE_ERROR"), ""),
        (told(sqlstate="53100"), "full"),
        (told(sqlstate="25006"), "read_only"),
        (told(sqlstate="55P03"), "busy"),
        (told(sqlstate="57P01"), "away"),
        (told(sqlstate="42703"), ""),
        (TooBusy("…"), "busy"),
        (IntegrityError("…"), ""),
        (OSError(errno.ENOSPC, "…"), "full"),
        (OSError(errno.EROFS, "…"), "read_only"),
        (OSError(errno.ENOENT, "…"), ""),
        (ValueError("…"), ""),
        (None, ""),
    ],
)
def test_what_the_matter_is(error: Exception | None, kind: str) -> None:
    assert kind_of(error) == kind


def test_a_fault_of_ours_stays_a_fault(visitor, monkeypatch) -> None:
    def fail(*_args: object, **_kwargs: object) -> None:
        raise LookupError("ours")

    monkeypatch.setattr("cityhall.service.queries.catalogue", fail)
    assert visitor.get("/").status_code == 500


def test_in_read_only_mode_the_database_itself_refuses(transactional_db, town, settings) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: default_transaction_read_only is set when a connection is made")
    settings.READ_ONLY = True
    connection.close()
    try:
        with pytest.raises(OperationalError) as refused:
            Organization.objects.update(phone="1")
        assert kind_of(refused.value) == "read_only"
    finally:
        settings.READ_ONLY = False
        connection.close()


COMMANDS = (
    ("administrator", "mina@example.org"),
    ("retention",),
    ("work", "--once"),
    ("migrate",),
)


def test_a_command_that_cannot_write_says_so_in_a_line(tmp_path) -> None:
    """Of SQLite, in a folder of its own: read-only as DIVAN_READ_ONLY=1 makes it."""
    folder = {**os.environ, "DIVAN_HOME": str(tmp_path), "DIVAN_DATABASE_URL": ""}
    cityhall = Path(sys.executable).with_name("cityhall")
    subprocess.run([cityhall, "migrate"], env=folder, check=True, capture_output=True)
    for command in COMMANDS:
        run = subprocess.run(
            [cityhall, *command],
            env={**folder, "DIVAN_READ_ONLY": "1"},
            capture_output=True,
            text=True,
        )
        said = run.stderr.strip()
        if command == ("migrate",) and run.returncode == 0:
            continue  # there was nothing to change
        assert run.returncode == 2, (command, said)
        assert said.startswith("cityhall: nothing can be written"), said
        assert "\n" not in said
    mail = subprocess.run(
        [cityhall, "receive-mail"],
        env={**folder, "DIVAN_READ_ONLY": "1"},
        input="From: a@b.example\nMessage-ID: <1@b>\n\nhello\n",
        capture_output=True,
        text=True,
    )
    assert mail.returncode == 75, mail.stderr  # the mail server keeps it and comes back


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "no space"), "the disk is full"),
        (OSError(errno.EROFS, "read-only"), "the disk is mounted read-only"),
        (PermissionError(errno.EACCES, "Permission denied", "/b/manifest.json"), "/b/manifest"),
        (TooBusy("later"), "run it again in a minute"),
        (ValueError("ours"), ""),
    ],
)
def test_what_a_command_says_of_its_disk(error: Exception, said: str) -> None:
    words = in_words(error)
    assert said in words if said else words == ""
