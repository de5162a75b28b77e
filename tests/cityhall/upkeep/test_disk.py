"""A disk that fills up or turns read-only under a serving city: clear pages, nothing damaged."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.cityhall.test_crowd import Resident
from tests.conftest import missing

ROOT = Path(__file__).parents[3]
TOWN = (
    "import runpy; from cityhall.cli import start_django; start_django(); "
    f"runpy.run_path({str(ROOT / 'tests/cityhall/conftest.py')!r})['make_town']()"
)
SERVE = "from cityhall.cli import main; main()"
# One act after the other; what `strace` sees of the file names says where they begin and end.
ACTS = """
from cityhall.cli import start_django; start_django()
import os, sys
from datetime import datetime, UTC
from django.db import connection
from cityhall.people.actor import Actor
from cityhall.service.actions import Report, file_request
from cityhall.service.models import Service
service = Service.objects.get(service_code="pothole")
if sys.argv[1] == "careless":
    connection.cursor().execute("PRAGMA synchronous=OFF")
def mark(name):
    try: os.unlink(f"/divan-{name}")
    except OSError: pass
mark("begin")
for number in range(100):
    report = Report(service, f"hole {number}", address="x", answers={})
    file_request(report, actor=Actor(browser=str(number)), at=datetime.now(UTC))
mark("end")
"""


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIVAN_")}
    path = str(ROOT / "src")
    settings = {"DIVAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "cityhall.settings"}
    return {**kept, **settings, "PYTHONPATH": path, **more}


def run(home: Path, code: str, *words: str) -> None:
    subprocess.run([sys.executable, "-c", code, *words], env=environment(home), check=True)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A home with the small town, made once."""
    home = tmp_path_factory.mktemp("prepared") / "home"
    shutil.copytree(migrated, home)
    run(home, TOWN)
    with closing(sqlite3.connect(home / "city.sqlite3")) as city:
        city.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return home


@pytest.fixture
def disk(prepared: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk of 24 MB with the town's home on it."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        missing("root", "only root can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        missing("root", "this machine lets nobody mount a disk")
    try:
        shutil.copytree(prepared, place / "home")
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


@contextmanager
def served(home: Path, **more: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", SERVE, "serve", "--port", str(port), "--no-worker"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen(command, env=environment(home, **more), **quiet)
    try:
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, "the server did not start"
            time.sleep(0.1)
        yield port, server
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait(30)


def read(port: int, *addresses: str) -> dict[str, int]:
    found = {}
    for address in addresses:
        reader = Resident(0, port)
        found[address] = reader.ask(address)[0]
        reader.wire.close()
    return found


def report(port: int, number: int) -> tuple[int, str]:
    resident = Resident(number, port)
    try:
        return resident.report()
    finally:
        resident.wire.close()


def write_until_full(place: Path) -> Path:
    filler = place / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (2**20, 2**12, 1):
            try:
                while True:
                    out.write(b"x" * size)
            except OSError:
                continue
    return filler


@pytest.mark.slow
def test_a_full_disk_refuses_clearly_and_recovers_without_a_restart(disk: Path) -> None:
    home = disk / "home"
    with served(home) as (port, _server):
        status, code = report(port, 1)
        assert status == 200, code
        filler = write_until_full(disk)
        status, page = report(port, 2)
        assert status == 503, page
        assert "جای ذخیره‌سازی سامانه پر شده است" in page
        pages = ("/", "/reports/", "/reports/1/", "/report/", "/health")
        assert read(port, *pages) == dict.fromkeys(pages, 200)
        filler.unlink()
        status, code = report(port, 3)
        assert status == 200, code
    with closing(sqlite3.connect(home / "city.sqlite3")) as city:
        assert city.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        texts = city.execute("SELECT description FROM service_request ORDER BY id").fetchall()
        [(size,)] = city.execute("SELECT size FROM acts_register").fetchall()
    assert texts == [("چراغ شمارهٔ 1 خاموش است.",), ("چراغ شمارهٔ 3 خاموش است.",)]
    assert size == 2


@pytest.mark.slow
def test_a_city_on_a_read_only_disk_is_read_as_it_was_last(disk: Path) -> None:
    home = disk / "home"
    with served(home) as (port, _server):
        assert report(port, 1)[0] == 200
    # Killed: the report stands in the write-ahead log only.
    assert (home / "city.sqlite3-wal").stat().st_size > 0
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    with served(home) as (port, _server):
        pages = ("/", "/reports/", "/reports/1/", "/report/")
        assert read(port, *pages) == dict.fromkeys(pages, 200)
        status, page = report(port, 2)
        assert status == 503, page
        assert "سامانه اکنون فقط خوانده می‌شود" in page


@pytest.mark.slow
@pytest.mark.parametrize(("how", "holds"), [("as it is", True), ("careless", False)])
def test_every_acknowledged_act_waits_for_the_disk(
    prepared: Path, tmp_path: Path, how: str, holds: bool
) -> None:
    """At least one fdatasync for each of a hundred acts; the careless control has far fewer."""
    if shutil.which("strace") is None:
        missing("strace", "it counts what the kernel is asked to put on the disk")
    home, trace = tmp_path / "home", tmp_path / "trace"
    shutil.copytree(prepared, home)
    watch = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-qq",
        "-e",
        "trace=fdatasync,fsync,unlink",
        "-o",
        str(trace),
    ]
    done = subprocess.run(
        [*watch, sys.executable, "-c", ACTS, how],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr.lower() and "not permitted" in done.stderr.lower():
        missing("strace", "this machine lets nobody trace a process")
    assert done.returncode == 0, done.stderr
    lines = trace.read_text().splitlines()
    begin = next(at for at, line in enumerate(lines) if "/divan-begin" in line)
    end = next(at for at, line in enumerate(lines) if "/divan-end" in line)
    synced = sum("fdatasync(" in line or "fsync(" in line for line in lines[begin:end])
    assert (synced >= 100) is holds, synced
