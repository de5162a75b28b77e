"""The cities of the benchmarks: Boston's half year, and its rows until there are a million.

Both are made by `cityhall migrate` and `cityhall import-requests`, as a city would. They are kept
in a folder outside the project until the tables, the mapping or the file change.
"""

import csv
import gzip
import hashlib
import inspect
import io
import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from pathlib import Path

import bare
from processes import CITYHALL, Spent, city_environment, spend

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("DIVAN_DATA") or ROOT.parent / "shared" / "data")
BOSTON = DATA / "requests" / "boston-2015-jan-jun.csv.gz"
MAPPING = ROOT / "docs" / "mappings" / "boston-2015.yaml"
MILLION = 1_000_000
HALF_YEAR = timedelta(days=182)
FREE = 8 * 2**30  # bytes: a million reports, the control beside them, and room to breathe
_FORM = "%m/%d/%Y %I:%M:%S %p"


@dataclass(frozen=True)
class Import:
    """What an import took, what SQLite alone took for the same rows, and when that was."""

    rows: int
    taken: int
    spent: Spent
    alone: Spent
    day: str


@dataclass(frozen=True)
class City:
    name: str
    home: Path
    imported: Import

    @property
    def database(self) -> Path:
        return self.home / "city.sqlite3"


def cache() -> Path:
    """Where built cities are kept: DIVAN_BENCH, or the user's cache."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(os.environ.get("DIVAN_BENCH") or Path(base) / "divan-bench")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def missing() -> str:
    """Why there can be no cities here; empty when there can."""
    return "" if BOSTON.exists() else f"no {BOSTON.name} (DIVAN_DATA names the folder of real data)"


def no_room() -> str:
    """Why a million reports do not fit here; empty when they do."""
    if any(cache().glob("million-*/import.json")):
        return ""  # its room is taken already
    free = shutil.disk_usage(cache()).free
    return "" if free > FREE else f"{free >> 30} GB are free, {FREE >> 30} GB are needed"


def boston() -> City:
    return _built("boston", BOSTON)


def million() -> City:
    return _built("million", million_file())


def million_file() -> Path:
    """Boston's rows again and again, each time half a year earlier, under ids of their own."""
    made_by = inspect.getsource(_multiplied).encode()
    path = cache() / f"million-{_digest(BOSTON.read_bytes(), made_by)}.csv.gz"
    if not path.exists():
        fresh = path.with_suffix(".new")
        with (
            gzip.GzipFile(fresh, "wb", compresslevel=1, mtime=0) as packed,
            io.TextIOWrapper(packed, encoding="utf-8", newline="") as out,
        ):
            csv.writer(out).writerows(_multiplied())
        fresh.replace(path)
    return path


def import_file(file: Path, home: Path) -> Import:
    """Take a file into a new city, then the same rows into SQLite alone."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    env = city_environment(home)
    spend([*CITYHALL, "migrate"], env)
    command = [*CITYHALL, "import-requests", str(file), "--mapping", str(MAPPING)]
    spent = spend(command, env)
    with sqlite3.connect(home / "city.sqlite3") as database:
        rows, taken = database.execute(
            "SELECT created + known + rejected, created FROM service_importrun"
        ).fetchone()
    alone = bare.insert(home / "city.sqlite3", home / "alone.sqlite3")
    return Import(rows, taken, spent, alone, datetime.now(UTC).date().isoformat())


def _built(name: str, file: Path) -> City:
    home = cache() / f"{name}-{_digest(file.read_bytes(), MAPPING.read_bytes(), _tables())}"
    facts = home / "import.json"
    if not facts.exists():
        for old in cache().glob(f"{name}-*/"):
            shutil.rmtree(old)
        print(f"building {name} under {cache()} …", flush=True)
        facts.write_text(json.dumps(asdict(import_file(file, home))))
    known = json.loads(facts.read_text())
    known |= {"spent": Spent(**known["spent"]), "alone": Spent(**known["alone"])}
    return City(name, home, Import(**known))


@lru_cache
def _tables() -> bytes:
    """The tables, indexes and triggers of a new city, and the migrations that made them."""
    with tempfile.TemporaryDirectory() as home:
        spend([*CITYHALL, "migrate"], city_environment(Path(home)))
        with sqlite3.connect(Path(home) / "city.sqlite3") as new:
            made = new.execute(
                "SELECT sql FROM sqlite_master UNION SELECT name FROM django_migrations"
            )
            return repr(sorted(made, key=str)).encode()


def _digest(*parts: bytes) -> str:
    return hashlib.sha256(b"".join(parts)).hexdigest()[:12]


def _multiplied() -> Iterator[list[str]]:
    with gzip.open(BOSTON, "rt", newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    yield header
    identity = header.index("CASE_ENQUIRY_ID")
    times = [header.index(name) for name in ("OPEN_DT", "TARGET_DT", "CLOSED_DT")]
    made = 0
    for copy in count():
        back = copy * HALF_YEAR
        for row in rows:
            if made == MILLION:
                return
            again = list(row)
            again[identity] += f"-{copy}"
            for place in times:
                again[place] = _earlier(row[place], back)
            yield again
            made += 1


def _earlier(text: str, back: timedelta) -> str:
    return (datetime.strptime(text, _FORM) - back).strftime(_FORM) if text else ""
