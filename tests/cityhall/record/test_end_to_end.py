"""A city, its witness and a monitor, each a process of its own; then what none of them may miss."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
CITYHALL = ("-c", "from cityhall.cli import main; main()")
DIVAN = ("-c", "from divan.cli import main; main()")
WAIT = 120  # seconds for a process to say what it must; no measurement
FILE_A_REPORT = """
from cityhall.cli import start_django
start_django()
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
if call_command("migrate", verbosity=0):
    raise SystemExit(1)
from tests.cityhall.conftest import make_town
from cityhall.people.actor import Actor
from cityhall.people.models import City
from cityhall.service.actions import Report, file_request
from cityhall.service.models import Service
if not City.objects.exists():
    make_town()
lamp = Service.objects.get(service_code="street-light")
report = Report(service=lamp, text="A street light is out.", address="Mehr Street")
for _ in range(3):
    file_request(report, actor=Actor(browser="b"), at=timezone.now())
"""


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return bytes(answer.read())


def until(look: Callable[[], object]) -> object:
    """What `look` gives, once it gives something; a server that is not up yet gives nothing."""
    ends = time.monotonic() + WAIT
    while time.monotonic() < ends:
        try:
            if found := look():
                return found
        except OSError:
            pass
        time.sleep(0.2)
    raise AssertionError("it did not come about")


class Place:
    """Where the processes of this test live."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.home = folder, folder / "home"
        self.witness_home = folder / "witness"
        self.url = ""
        self.running: list[subprocess.Popen[bytes]] = []
        known = {name: value for name, value in os.environ.items() if not name.startswith("DIVAN_")}
        path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        more = {"DIVAN_HOME": str(self.home), "DIVAN_OUT_LOOPBACK": "1", "PYTHONPATH": path}
        self.environment = {**known, **more}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
        )

    def cityhall(self, *words: str) -> str:
        done = self.run(*CITYHALL, *words)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def file_reports(self) -> None:
        done = self.run("-c", FILE_A_REPORT)
        assert done.returncode == 0, done.stderr

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(
            [sys.executable, *words], env=self.environment, stdout=quiet, stderr=quiet
        )
        self.running.append(process)
        return process

    def serve(self) -> subprocess.Popen[bytes]:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}/record"
        city = self.start(*CITYHALL, "serve", "--port", str(port))
        until(lambda: get(f"{self.url}/checkpoint"))
        return city

    def stop(self, process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self.running.remove(process)

    def monitor(self, key: str, copy: str) -> subprocess.CompletedProcess[str]:
        words = ("monitor", self.url, "--key", key, "--copy", copy, "--once")
        return self.run(*DIVAN, *words)

    def standing(self) -> dict:
        return json.loads(get(f"{self.url}/?format=json"))


@pytest.fixture
def place(tmp_path: Path, migrated: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    shutil.copytree(migrated, made.home)
    yield made
    for process in list(made.running):
        made.stop(process)


def signed_size(place: Place) -> int:
    checkpoint = get(f"{place.url}/checkpoint").decode()
    return int(checkpoint.split("\n")[1])


@pytest.mark.slow
def test_neither_a_changed_row_nor_a_rolled_back_city_goes_unseen(place: Place) -> None:
    place.file_reports()
    city = place.serve()
    key = get(f"{place.url}/keys").decode().split("\n")[0].strip()
    port = free_port()
    words = ("--home", str(place.witness_home), "--name", "paper.example", "--port", str(port))
    place.start(*DIVAN, "witness", *words, "--log", key)
    cosigner = until(lambda: get(f"http://127.0.0.1:{port}/")).decode().split("\n")[2].strip()
    place.cityhall("record", "witness", cosigner, f"http://127.0.0.1:{port}/", "--en", "Paper")
    until(lambda: "— paper.example" in get(f"{place.url}/checkpoint").decode())
    assert place.standing()

    first = place.monitor(key, "copy")
    assert first.returncode == 0, first.stdout + first.stderr
    shutil.copytree(place.folder / "copy", place.folder / "copy-2")
    receipt_holds_and_breaks(place, key)

    # A row is changed behind its back, and put right again.
    with closing(sqlite3.connect(place.home / "city.sqlite3", timeout=30)) as rows:
        rows.execute("DROP TRIGGER acts_act_no_update")
        rows.execute("UPDATE acts_act SET \"by\" = 'post:nobody' WHERE position = 1")
        rows.commit()
        changed = place.monitor(key, "copy")
        rows.execute("UPDATE acts_act SET \"by\" = 'resident' WHERE position = 1")
        rows.commit()
    assert changed.returncode == 1, changed.stdout + changed.stderr
    assert "ALARM  changed" in changed.stderr
    [evidence] = (place.folder / "copy" / "alarms").iterdir()
    assert (evidence / "why.txt").read_text()

    # What its acts led to is changed: the city finds that by itself, and says so for ever.
    with closing(sqlite3.connect(place.home / "city.sqlite3", timeout=30)) as rows:
        rows.execute("UPDATE service_request SET outcome = 'fixed' WHERE id = 1")
        rows.commit()
        assert place.run(*CITYHALL, "check", "--record").returncode == 1
        said = until(lambda: place.monitor(key, "copy").stderr)
        rows.execute("UPDATE service_request SET outcome = '' WHERE id = 1")
        rows.commit()
    assert "ALARM  differs" in said, said
    assert "service.request:1" in said
    place.cityhall("check", "--record")
    until(lambda: place.monitor(key, "copy").returncode == 0)

    # The whole home is put back to what it was before three more reports.
    place.stop(city)
    shutil.copytree(place.home, place.folder / "before")
    city = place.serve()
    size = signed_size(place)
    place.file_reports()
    until(lambda: signed_size(place) >= size + 3)
    until(lambda: "— paper.example" in get(f"{place.url}/checkpoint").decode())
    longer = place.monitor(key, "copy-2")
    assert longer.returncode == 0, longer.stdout + longer.stderr
    place.stop(city)
    shutil.rmtree(place.home)
    shutil.copytree(place.folder / "before", place.home)
    with closing(sqlite3.connect(place.home / "city.sqlite3")) as rows:
        rows.execute("UPDATE record_witness SET size = 0, ask_at = NULL")  # it hides what it knew
        rows.commit()
    place.serve()
    rolled = place.monitor(key, "copy-2")
    assert rolled.returncode == 1, rolled.stdout + rolled.stderr
    assert "ALARM  rollback" in rolled.stderr
    place.file_reports()  # another history, under the same key
    until(lambda: alarm_of(place))


def alarm_of(place: Place) -> str:
    with closing(sqlite3.connect(place.home / "city.sqlite3", timeout=30)) as rows:
        [[alarm]] = rows.execute("SELECT alarm FROM record_integration").fetchall()
    return str(alarm)


def receipt_holds_and_breaks(place: Place, key: str) -> None:
    """The proof of a report's first act, by the one file that needs nothing of ours."""
    place.environment, known = {"PATH": os.environ["PATH"]}, place.environment
    entries = json.loads(get(f"{place.url}/?verb=service.file&format=json"))["entries"]
    receipt = place.folder / "act.tlog-proof"
    receipt.write_bytes(data := get(f"{place.url}/{entries[0]['position']}/proof"))
    verifier = str(ROOT / "verify" / "divan_verify.py")
    good = place.run(verifier, "receipt", str(receipt), key)
    assert good.returncode == 0, good.stdout + good.stderr
    at = len(data) // 2
    receipt.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
    assert place.run(verifier, "receipt", str(receipt), key).returncode == 1
    place.environment = known
