"""Where cities are killed: a home, a database and a mail server of their own, made once."""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import CITYHALL, city_environment, free_port, spend

ROWS = 4000  # of each file that is imported
MAPPING = """source: crash-{number}
zone: Asia/Tehran
times: iso
id: id
requested_at: requested
closed_at: closed
group: group
service: kind
unit: unit
description: words
"""


@dataclass(frozen=True)
class Place:
    """One folder for everything; `database` is empty for SQLite."""

    folder: Path
    database: str = ""

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def mails(self) -> Path:
        """What the mail server said yes to: a Message-ID a line."""
        return self.folder / "mails.txt"

    def environment(self, mail_port: int) -> dict[str, str]:
        return city_environment(
            self.home,
            DIVAN_MAIL_URL=f"smtp://127.0.0.1:{mail_port}",
            **({"DIVAN_DATABASE_URL": self.database} if self.database else {}),
        )

    def prepare(self) -> None:
        """Build the city where there is none yet."""
        done = self.folder / "prepared"
        if done.exists():
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.database:
            _fresh_database(self.database)
        env = self.environment(1)
        spend([*CITYHALL, "migrate"], env)
        spend([*CITYHALL, "demo", "--requests", "50"], env)
        done.touch()

    def file_to_import(self, number: int) -> tuple[Path, Path]:
        """A CSV file of made-up reports and its mapping, each number its own source."""
        folder = self.folder / "imports"
        folder.mkdir(exist_ok=True)
        file, mapping = folder / f"{number}.csv", folder / f"{number}.yaml"
        if not mapping.exists():
            with file.open("w", newline="", encoding="utf-8") as out:
                rows = csv.writer(out)
                rows.writerow(["id", "requested", "closed", "group", "kind", "unit", "words"])
                rng = random.Random(number)
                for row in range(ROWS):
                    day = f"2024-{row % 12 + 1:02}-{row % 28 + 1:02}T10:00:00"
                    closed = day.replace("T10", "T12") if rng.random() < 0.7 else ""
                    kind = rng.choice(["Lamp", "Hole", "Bin"])
                    rows.writerow([f"{number}-{row}", day, closed, "Street", kind, "Works", "کهنه"])
            mapping.write_text(MAPPING.format(number=number), encoding="utf-8")
        return file, mapping


@contextmanager
def mail_server(place: Place) -> Iterator[int]:
    """A mail server in a process of its own; gives its port. It outlives every crash."""
    port = free_port()
    script = Path(__file__).with_name("sink.py")
    server = subprocess.Popen(
        [sys.executable, str(script), str(port), str(place.mails)], stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    server.stdout.readline()  # it listens
    try:
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _fresh_database(url: str) -> None:
    server, _, name = url.rpartition("/")
    for statement in (f'DROP DATABASE IF EXISTS "{name}"', f'CREATE DATABASE "{name}"'):
        subprocess.run(
            ["psql", "--quiet", f"{server}/postgres", "--command", statement],
            check=True,
            env=os.environ,
            capture_output=True,
        )
