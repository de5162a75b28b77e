"""All measurements, written to bench/RESULTS.md.

python bench/run.py            Boston's half year: import, start, list beside Datasette, deadlines
python bench/run.py --million  also a city of a million reports: minutes of CPU once, then kept
"""

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import cities
import pages
import peers
from processes import city_server
from report import Section, aim, table

HERE = Path(__file__).resolve().parent
ROWS_A_SECOND = 5000.0
MEMORY = 300.0  # MB
START = 3.0  # seconds
STARTS = 5


def main() -> None:
    large = "--million" in sys.argv[1:]
    sections = [_worktime()]
    if why := cities.missing():
        sections.append(Section("Left out", f"Cities were not measured: {why}."))
    else:
        small = cities.boston()
        built = [small]
        if large and not (why := cities.no_room()):
            built.append(cities.million())
        sections += [_imports(built), _start(small)]
        if len(built) > 1:
            sections.append(pages.measure(*built))
        with tempfile.TemporaryDirectory() as folder:
            sections.append(peers.measure(small, Path(folder)))
    (HERE / "RESULTS.md").write_text("\n\n".join([_head(), *(s.text() for s in sections)]) + "\n")


def _head() -> str:
    day = datetime.now(UTC).date().isoformat()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    packages = ", ".join(f"{name} {version(name)}" for name in ("django", "jinja2", "waitress"))
    return (
        f"# Measured\n\nMade by `make bench` on {day}: Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, {packages}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} cores, load {load} when it ended. Machines are "
        "shared and noisy: read ratios, not seconds. How each is measured: [README.md](README.md)."
    )


def _imports(built: list[cities.City]) -> Section:
    rows = []
    for city in built:
        one = city.imported
        rows.append(
            (
                city.name,
                f"{one.rows:,}",
                f"{one.rows / one.spent.cpu:,.0f}",
                f"{one.spent.cpu / one.alone.cpu:.2f}",
                f"{one.spent.peak / 1e6:.0f}",
                one.day,
            )
        )
    slowest = min(city.imported.rows / city.imported.spent.cpu for city in built)
    largest = max(city.imported.spent.peak / 1e6 for city in built)
    head = ("file", "rows", "rows a second of CPU", "CPU, times SQLite alone", "peak MB", "day")
    return Section(
        "Import",
        "`cityhall import-requests` into SQLite with `synchronous=FULL`: each row becomes a report "
        "and an act, searched and counted. Beside it the same rows given to SQLite by "
        "`executemany` alone, with the same indexes and triggers.",
        table(head, rows),
        (
            aim("rows a second of CPU", slowest, ROWS_A_SECOND, at_least=True),
            aim("peak MB", largest, MEMORY, at_least=False),
        ),
    )


def _start(city: cities.City) -> Section:
    seconds = []
    for _ in range(STARTS):
        with city_server(city.home) as server:
            seconds.append(server.seconds_to_answer)
    return Section(
        "Start",
        f"From `cityhall serve` to its first page, {STARTS} times: "
        f"{', '.join(f'{one:.1f}' for one in seconds)} s.",
        (),
        (aim("least seconds", min(seconds), START, at_least=False),),
    )


def _worktime() -> Section:
    done = subprocess.run(
        [sys.executable, HERE / "worktime.py"], capture_output=True, text=True, check=True
    )
    return Section("Deadlines", "`python bench/worktime.py`", ["```", done.stdout.strip(), "```"])


if __name__ == "__main__":
    main()
