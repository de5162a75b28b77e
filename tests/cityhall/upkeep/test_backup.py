"""A backup is whole or not there; what comes back is what the manifest names, or nothing does."""

from __future__ import annotations

import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.cityhall.conftest import NOW
from tests.conftest import missing

from cityhall.acts.models import Act
from cityhall.service.models import Request
from cityhall.upkeep.backup import BackupError, back_up, backups_in, drill, manifest, restore
from cityhall.upkeep.backup.places import DRILL, superfluous
from cityhall.upkeep.serving import while_nobody_serves


@pytest.fixture
def place(tmp_path: Path, settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    photo = tmp_path / "media" / "photos" / "ab" / "ab.large.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo" * 1000)
    if connection.vendor == "postgresql" and shutil.which("pg_dump") is None:
        missing("postgres", "pg_dump is not installed")
    return tmp_path / "backups"


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """A disk that is full after so many bytes, as this process sees it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_backup_holds_what_was_there_and_comes_up_as_a_city(
    transactional_db, town, filed: Callable[..., Request], place: Path
) -> None:
    for number in range(3):
        filed(text=f"چراغ {number} خاموش است.")
    made = back_up(place, at=NOW)
    assert made.manifest.rows["service_request"] == 3
    assert made.manifest.record.size == Act.objects.count() == 3
    assert "media/photos/ab/ab.large.jpg" in made.manifest.files
    filed(text="یکی دیگر، پس از پشتیبان.")
    done = drill(made.folder, at=NOW + timedelta(hours=1))
    assert (done.lost, done.record_size, done.age_seconds) == (1, 3, 3600)
    assert json.loads((place / DRILL).read_text())["backup"] == made.folder.name
    assert [one.name for one in place.iterdir() if one.name.endswith(".part")] == []


def test_photos_that_the_last_backup_holds_take_no_room_again(
    transactional_db, town, place: Path
) -> None:
    first = back_up(place, at=NOW)
    second = back_up(place, at=NOW + timedelta(hours=1))
    photo = "media/photos/ab/ab.large.jpg"
    assert (first.linked, second.linked) == (0, 1)
    assert (first.folder / photo).stat().st_ino == (second.folder / photo).stat().st_ino
    shutil.rmtree(first.folder)  # each stands alone
    manifest.verify(second.folder, second.manifest)


def test_the_record_s_files_are_in_it_and_its_key_is_a_key(
    transactional_db, town, filed, place: Path, settings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    filed()
    tile = tmp_path / "record" / "tile" / "0" / "000"
    tile.parent.mkdir(parents=True)
    tile.write_bytes(b"tile")
    checkpoint = tmp_path / "record" / "checkpoint"
    checkpoint.write_text("city\n1\nroot\n")
    (tmp_path / "record.key").write_text("secret")
    first = back_up(place, at=NOW)
    checkpoint.write_text("city\n2\nroot\n")  # as long as before, and another
    second = back_up(place, at=NOW + timedelta(hours=1))
    assert first.manifest.keys == second.manifest.keys == ["record.key"]
    assert (second.folder / "record" / "checkpoint").read_text() == "city\n2\nroot\n"
    kept = [folder / "record" / "tile" / "0" / "000" for folder in (first.folder, second.folder)]
    assert kept[0].stat().st_ino == kept[1].stat().st_ino


def test_only_the_owner_reads_a_backup(transactional_db, town, place: Path) -> None:
    made = back_up(place, at=NOW)
    assert made.folder.stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in made.folder.glob("city.*"))


def test_a_damaged_or_missing_file_is_found_before_anything_is_replaced(
    transactional_db, town, place: Path
) -> None:
    made = back_up(place, at=NOW)
    photo = made.folder / "media/photos/ab/ab.large.jpg"
    whole = photo.read_bytes()
    photo.write_bytes(whole[:-1] + b"!")
    with pytest.raises(BackupError, match=r"ab\.large\.jpg: not as it was written"):
        drill(made.folder, at=NOW)
    photo.unlink()
    with pytest.raises(BackupError, match="not whole"):
        restore(made.folder, at=NOW, force=True)


def test_a_changed_record_is_noticed_by_the_drill(
    transactional_db, town, filed, place: Path
) -> None:
    filed()
    made = back_up(place, at=NOW)
    with connection.cursor() as cursor:  # as somebody with the database in their hands would
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER acts_act_no_update")
        else:
            cursor.execute("ALTER TABLE acts_act DISABLE TRIGGER USER")
        cursor.execute("UPDATE acts_act SET leaf = replace(leaf, 'resident', 'system')")
    try:
        with pytest.raises(BackupError, match="not those of the running city"):
            drill(made.folder, at=NOW)
    finally:
        from cityhall.database import journal

        journal.prepare()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE acts_act ENABLE TRIGGER USER")


def test_a_full_disk_in_the_middle_leaves_nothing_that_looks_like_a_backup(
    transactional_db, town, place: Path
) -> None:
    first = back_up(place, at=NOW)
    with (
        files_no_larger_than(20_000),
        pytest.raises(BackupError, match="no backup was made"),
    ):
        back_up(place, at=NOW + timedelta(days=1))
    assert backups_in(place) == [first.folder]
    assert [one.name for one in place.iterdir() if one.name.endswith(".part")] == []
    assert back_up(place, at=NOW + timedelta(days=2)).folder in backups_in(place)


def test_what_a_killed_backup_left_does_not_count_and_is_cleared(
    transactional_db, town, place: Path
) -> None:
    half = place / "20261101T000000Z.part"
    half.mkdir(parents=True)
    (half / manifest.NAME).write_text("{}")
    nameless = place / "20261102T000000Z"
    nameless.mkdir()
    assert backups_in(place) == []
    made = back_up(place, at=NOW)
    assert backups_in(place) == [made.folder]
    assert not half.exists()


def test_a_city_in_the_way_or_being_served_is_refused(
    transactional_db, town, place: Path, settings, tmp_path: Path
) -> None:
    settings.HOME = tmp_path
    made = back_up(place, at=NOW)
    with pytest.raises(BackupError, match="--force"):
        restore(made.folder, at=NOW)
    with (
        while_nobody_serves(tmp_path),  # stands in for a server: the lock is the same
        pytest.raises(BackupError, match="stop cityhall serve first"),
    ):
        restore(made.folder, at=NOW, force=True)


def test_a_manifest_that_points_outside_is_refused(transactional_db, town, place: Path) -> None:
    made = back_up(place, at=NOW)
    path = made.folder / manifest.NAME
    told = json.loads(path.read_text())
    told["files"]["../../etc/passwd"] = {"size": 1, "sha256": "0"}
    path.write_text(json.dumps(told))
    with pytest.raises(BackupError, match="outside"):
        drill(made.folder, at=NOW)


def test_acts_go_on_while_the_backup_is_written(
    transactional_db, town, actor, filed, place: Path
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: pg_dump reads a snapshot")
    stop, counted = threading.Event(), []

    def work() -> None:
        from django.db import connections

        try:
            while not stop.is_set():
                counted.append(filed(by=actor("nobody")).pk)
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    try:
        made = [back_up(place, at=NOW + timedelta(hours=n)) for n in range(4)]
    finally:
        stop.set()
        thread.join(30)
    for one in made:
        held = one.manifest
        assert held.rows["service_request"] == held.record.size == held.rows["acts_act"]
    assert made[-1].manifest.record.size > made[0].manifest.record.size


MINUTES = 365 * 24 * 60
MOMENTS = st.integers(0, MINUTES).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(MOMENTS, max_size=40), st.integers(1, 10), st.integers(0, 6))
def test_pruning_keeps_the_newest_of_each_day_and_week(times, daily: int, weekly: int) -> None:
    going = set(superfluous(times, daily=daily, weekly=weekly))
    kept = sorted(set(times) - going, reverse=True)
    if not times:
        assert kept == []
        return
    assert kept[0] == max(times)
    days = sorted({one.date() for one in times}, reverse=True)
    assert {one.date() for one in kept} >= set(days[:daily])
    weeks = sorted({one.isocalendar()[:2] for one in times}, reverse=True)
    assert {one.isocalendar()[:2] for one in kept} >= set(weeks[:weekly])
    recent = [one for one in set(times) if max(times) - one < timedelta(days=1)]
    assert len(kept) <= daily + weekly + len(recent)
    assert not superfluous(kept, daily=daily, weekly=weekly)  # pruning again changes nothing


def cityhall(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DIVAN_HOME": str(home), "DIVAN_DATABASE_URL": "", **more}
    environment.pop("DIVAN_SECRET", None)
    script = "from cityhall.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", script, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_a_lost_city_comes_back_by_two_commands(tmp_path: Path, migrated: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "elsewhere"
    shutil.copytree(migrated, home)
    assert cityhall(home, "migrate").returncode == 0
    assert cityhall(home, "administrator", "mina@example.org").returncode == 0
    made = cityhall(home, "backup", "--to", str(place))
    assert (made.returncode, made.stderr) == (0, "")
    secret = (home / "secret").read_text()
    [folder] = backups_in(place)

    refused = cityhall(home, "restore", str(folder))
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "--force" in refused.stderr

    shutil.rmtree(home)
    done = cityhall(home, "restore", DIVAN_BACKUPS=str(place))
    assert (done.returncode, done.stderr) == (0, "")
    assert (home / "secret").read_text() == secret
    assert (home / "secret").stat().st_mode & 0o077 == 0
    with closing(sqlite3.connect(home / "city.sqlite3")) as city:
        [(mode,)] = city.execute("PRAGMA journal_mode")
        [(email,)] = city.execute("SELECT email FROM people_person")
    assert (mode, email) == ("wal", "mina@example.org")
    assert cityhall(home, "migrate").returncode == 0

    again = cityhall(home, "restore", str(folder), "--force")
    assert again.returncode == 0
    assert [one for one in home.iterdir() if one.name.startswith("replaced-")]
