"""Reports of another system: every row accounted for, safe to repeat, safe to kill."""

from __future__ import annotations

import csv
import gzip
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from django.db.models import Sum

from cityhall.acts.models import Act, Register
from cityhall.cli.import_requests import command
from cityhall.people.actor import Actor
from cityhall.service import queries
from cityhall.service.models import ImportRun, Request, Tally
from cityhall.service.queries import Filters
from cityhall.service.rows import Source
from cityhall.service.times import reader

MAPPING = """\
source: old-desk
zone: Asia/Tehran
language: fa
times: "%Y-%m-%d %H:%M"
id: number
requested_at: opened
closed_at: closed
due_at: due
status:
  column: state
  open: [open]
  closed: [done, refused]
outcome:
  column: state
  values: {done: fixed, refused: not_possible}
service: kind
unit: office
area: district
description: words
latitude: lat
longitude: lon
"""
HEADER = "number,opened,closed,due,state,kind,office,district,words,lat,lon"
GOOD = (
    "1,2026-01-10 09:00,2026-01-11 10:00,2026-01-12 09:00,done,چراغ,روشنایی,یک,چراغ خاموش,35.6,51.0"
)


@pytest.fixture
def run(tmp_path: Path, transactional_db: None):
    """`run(lines, mapping)`: write a file, import it, give the command's result."""

    def go(*lines: str, mapping: str = MAPPING, name: str = "cases.csv") -> Result:
        file = tmp_path / name
        body = "\n".join((HEADER, *lines)) + "\n"
        data = body.encode("utf-8", "surrogateescape")
        file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        (tmp_path / "map.yaml").write_text(mapping, encoding="utf-8")
        return CliRunner().invoke(
            command,
            [
                str(file),
                "--mapping",
                str(tmp_path / "map.yaml"),
                "--rejects",
                str(tmp_path / "rejects.csv"),
            ],
        )

    go.rejects = tmp_path / "rejects.csv"  # type: ignore[attr-defined]
    return go


def rejected(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_times_target_outcome_and_place_are_kept(run):
    assert "1 taken" in run(GOOD).output
    row = Request.objects.get()
    assert row.requested_at == datetime(2026, 1, 10, 5, 30, tzinfo=UTC)
    assert row.closed_at == datetime(2026, 1, 11, 6, 30, tzinfo=UTC)
    assert row.due_at == datetime(2026, 1, 12, 5, 30, tzinfo=UTC)
    assert (row.status, row.outcome, row.is_open) == ("done", "fixed", False)
    assert (row.public_latitude, row.public_longitude) == (35.6, 51.0)
    assert row.area.name == {"fa": "یک"} and row.unit.name == {"fa": "روشنایی"}
    assert row.title == "چراغ خاموش"
    assert not row.service.active, "an imported kind is not offered to residents by itself"


def test_every_row_has_one_act_and_the_counts_are_kept(run):
    run(GOOD, GOOD.replace("1,", "2,", 1), "3,2026-02-01 08:00,,,open,چراغ,روشنایی,,,,")
    assert Act.objects.filter(verb="service.import").count() == 3
    assert Register.objects.get().size == 3
    assert dict(Tally.objects.values_list("status").annotate(n=Sum("count"))) == {
        "done": 2,
        "seen": 1,
    }
    found = queries.public_list(Actor(), Filters(q="چراغ‌ها"))
    assert len(found.rows) == 3


def test_personal_data_in_the_words_is_masked_for_the_public_and_absent_from_the_record(run):
    run(GOOD.replace("چراغ خاموش", "زنگ بزنید 09121234567"))
    row = Request.objects.get()
    assert "09121234567" in row.description
    assert "09121234567" not in row.public_text + row.title + row.search
    assert not Act.objects.filter(leaf__contains="0912123").exists()


def test_a_second_run_changes_nothing(run):
    run(GOOD)
    again = run(GOOD, GOOD.replace("1,", "2,", 1))
    assert "1 taken, 1 already known" in again.output
    assert Request.objects.count() == 2
    finished = run(GOOD, GOOD.replace("1,", "2,", 1))
    assert finished.exit_code == 0
    assert Request.objects.count() == 2
    assert Act.objects.count() == 2


def test_a_row_that_stands_twice_in_the_file_is_taken_once(run):
    assert "1 taken, 1 already known" in run(GOOD, GOOD).output


@pytest.mark.skipif("DIVAN_DATABASE_URL" in os.environ, reason="SQLite's own memory")
def test_the_file_of_a_growing_database_is_not_mapped_into_memory(run):
    def mapped() -> int:
        with connection.cursor() as cursor:
            return int(cursor.execute("PRAGMA mmap_size").fetchone()[0])

    connection.close()
    assert mapped() > 0, "the control: pages are read from mapped memory"
    run(GOOD)
    assert mapped() == 0
    connection.close()


BAD = {
    "opened": (GOOD.replace("2026-01-10 09:00", "yesterday"), "requested_at"),
    "no id": (GOOD.replace("1,", ",", 1), "id"),
    "closed early": (GOOD.replace("2026-01-11 10:00", "2025-01-11 10:00"), "closed_at"),
    "closed without a time": (GOOD.replace("2026-01-11 10:00", ""), "closed_at"),
    "state": (GOOD.replace("done", "lost"), "status"),
    "north pole": (GOOD.replace("35.6", "95"), "latitude"),
    "no number": (GOOD.replace("35.6", "NaN"), "latitude"),
    "year": (GOOD.replace("2026-01-10", "9999-01-10"), "requested_at"),
    "narrow": ("1,2026-01-10 09:00", ""),
    "nul": (GOOD.replace("خاموش", "\x00"), "description"),
    "not utf-8": (GOOD.replace("خاموش", "\udcff"), "description"),
    "long line": (GOOD.replace("خاموش", "x" * 3_000_000), ""),
    "long field": (GOOD.replace("خاموش", "x" * 200_000), ""),
    "open quote": (GOOD.replace("خاموش", '"'), None),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_row_is_rejected_with_line_field_and_reason_and_the_others_go_in(run, what):
    bad, field = BAD[what]
    result = run(bad, GOOD.replace("1,", "7,", 1))
    assert result.exit_code == 0, result.output
    if field is None:  # a stray quote inside a field is only a letter
        return
    (one,) = rejected(run.rejects)
    assert one["line"] == "2"
    assert one["field"] == field
    assert one["reason"]
    assert list(Request.objects.values_list("external_id", flat=True)) == ["7"]


def test_a_quote_that_never_ends_costs_its_lines_and_says_which(run):
    lines = [GOOD.replace("1,", f"{n},", 1) for n in range(2, 4000)]
    result = run(GOOD.replace("چراغ خاموش", '"چراغ'), *lines)
    assert result.exit_code == 0
    for one in rejected(run.rejects):
        assert "lines 2 to" in one["reason"] or one["line"]
    taken = Request.objects.count()
    assert taken < len(lines), "the control: some lines are lost to the open quote"


def test_a_rejected_cell_is_no_formula(run):
    run(GOOD.replace("2026-01-10 09:00", "=cmd()"))
    assert rejected(run.rejects)[0]["value"] == "'=cmd()"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("zone: Asia/Tehran", "zone: Tehran"), "line 2"),
        (("id: number", "id: nummer"), "'nummer'"),
        (("id: number", "idd: number"), "idd"),
        (("times:", "times: [1]\n#"), "line 4"),
        (("source: old-desk", "source: old-desk\nsource: x"), "line 2"),
        (("language: fa", "language: !!python/object:os.system x"), ""),
        ((MAPPING, "- 1"), "write lines such as"),
        ((MAPPING, "a: &a [*a]"), ""),
    ],
)
def test_a_bad_mapping_is_one_line_that_names_the_place(run, change, said):
    result = run(GOOD, mapping=MAPPING.replace(*change))
    assert result.exit_code != 0
    assert said in result.output
    assert len(result.output.strip().splitlines()) == 1 or "Error" in result.output
    assert "Traceback" not in result.output
    assert not Request.objects.exists()


def test_an_empty_file_and_a_broken_gz_are_said(run, tmp_path):
    result = run(GOOD, name="cases.csv.gz")
    assert "1 taken" in result.output
    packed = (tmp_path / "cases.csv.gz").read_bytes()
    (tmp_path / "cut.csv.gz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "empty.csv").write_bytes(b"")
    for name in ("cut.csv.gz", "empty.csv"):
        again = CliRunner().invoke(
            command, [str(tmp_path / name), "--mapping", str(tmp_path / "map.yaml")]
        )
        assert again.exit_code != 0 or "rejected" in again.output
        assert not isinstance(again.exception, (EOFError, OSError, IndexError))


def test_forms_of_time_are_read_as_strptime_reads_them():
    for form, text in (
        ("%m/%d/%Y %I:%M:%S %p", "12/31/2015 12:05:09 AM"),
        ("%m/%d/%Y %I:%M:%S %p", "07/04/2015 12:05:09 PM"),
        ("%Y-%m-%d", "2015-02-28"),
        ("%d %b %Y", "28 Feb 2015"),
    ):
        assert reader(form)(text) == datetime.strptime(text, form)
    for text in ("2015-13-01", "2015-02-30", "20150101", "2015-02-28 x"):
        with pytest.raises(ValueError, match=r"."):
            reader("%Y-%m-%d")(text)


@pytest.mark.slow
def test_killed_at_any_moment_it_goes_on_and_loses_or_doubles_nothing(tmp_path, migrated):
    """A process of its own, killed several times; the last run finishes the file."""
    home = tmp_path / "home"
    shutil.copytree(migrated, home)
    lines = [GOOD.replace("1,", f"{n},", 1) for n in range(1, 20_001)]
    lines[777] = lines[777].replace("35.6", "200")
    (tmp_path / "cases.csv").write_text("\n".join((HEADER, *lines)), encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAPPING, encoding="utf-8")
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DIVAN_DATABASE_URL"},
        "DIVAN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "cityhall.settings",
        "PYTHONPATH": str(Path(__file__).parents[3] / "src"),
    }
    base = [sys.executable, "-c", "from cityhall.cli import main; main()"]
    call = [
        *base,
        "import-requests",
        str(tmp_path / "cases.csv"),
        "--mapping",
        str(tmp_path / "map.yaml"),
        "--rejects",
        str(tmp_path / "rejects.csv"),
    ]
    for _ in range(4):
        process = subprocess.Popen(call, env=environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 60
        before = _line(home)
        while _line(home) == before and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
        process.wait()
    done = subprocess.run(call, env=environment, check=True, capture_output=True, text=True)
    assert "20,000 rows: 19,999 taken, 0 already known, 1 rejected" in done.stdout
    assert len(rejected(tmp_path / "rejects.csv")) == 1


def _line(home: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{home / 'city.sqlite3'}?mode=ro", uri=True) as connection:
            row = connection.execute("SELECT max(line) FROM service_importrun").fetchone()
    except sqlite3.OperationalError:
        return 0
    return row[0] or 0


@pytest.mark.slow
def test_the_boston_file_goes_in_with_every_row_accounted_for(data, transactional_db, tmp_path):
    file = data / "requests" / "boston-2015-jan-jun.csv.gz"
    mapping = Path(__file__).parents[3] / "docs" / "mappings" / "boston-2015.yaml"
    result = CliRunner().invoke(
        command, [str(file), "--mapping", str(mapping), "--rejects", str(tmp_path / "r.csv")]
    )
    assert "58,119 rows: 58,035 taken, 0 already known, 84 rejected" in result.output
    run = ImportRun.objects.get()
    assert run.created + run.known + run.rejected == 58_119
    assert {one["reason"] for one in rejected(tmp_path / "r.csv")} == {
        "closed before it was reported"
    }
    from cityhall.service import mapping as mappings

    raw = Counter()
    with Source(file, mappings.load(mapping)) as source:
        for row in source.rows():
            if hasattr(row, "external_id"):
                raw[row.service, row.area, row.closed_at is None] += 1
    stored = Counter()
    for service, area, is_open in Request.objects.values_list(
        "service__name__en", "area__name__en", "is_open"
    ):
        stored[service, area or "", is_open] += 1
    assert stored == raw
    assert Tally.objects.aggregate(n=Sum("count"))["n"] == 58_035
    assert Request.objects.filter(due_at__isnull=False).count() > 40_000
