"""Every benchmark, one after the other: `python bench/run.py` writes bench/RESULTS.md.

With names (`python bench/run.py pages peers`) only those are run, and printed.
"""

import os
import platform
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import charter_check
import charter_queue
import charter_simulation
import cities
import crowd
import desk
import imports
import messages
import open311
import pages
import peers
import record
import starting
from report import Section

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "RESULTS.md"
PACKAGES = ("django", "jinja2", "waitress", "whitenoise", "msgspec", "numpy", "datasette")


class Left(Exception):  # noqa: N818
    """A measurement that this machine cannot make, and why."""


def main(names: list[str]) -> int:
    chosen = names or list(MEASURES)
    if unknown := [name for name in chosen if name not in MEASURES]:
        print(f"there is no {unknown[0]}; there are: {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    said = [_heading(names)]
    for name in chosen:
        print(f"{name} …", file=sys.stderr, flush=True)
        begin = time.perf_counter()
        try:
            said.append(MEASURES[name]().text())
        except Left as why:
            said.append(f"## {name}\n\nLeft out here: {why}.")
        print(f"{name}: {time.perf_counter() - begin:.0f} s", file=sys.stderr, flush=True)
    text = "\n\n".join(said) + "\n"
    if names:
        print(text)
    else:
        RESULTS.write_text(text, encoding="utf-8")
        print(f"written: {RESULTS.relative_to(HERE.parent)}", file=sys.stderr)
    return 1 if "MISSED" in text else 0


def _boston() -> cities.City:
    if why := cities.missing():
        raise Left(why)
    return cities.boston()


def _million() -> cities.City | None:
    return None if cities.missing() or cities.no_room() else cities.million()


def _pages() -> Section:
    boston = _boston()
    if why := cities.no_room():
        raise Left(why)
    return pages.measure(boston, cities.million())


def _open311() -> Section:
    boston = _boston()
    if why := cities.no_room():
        raise Left(why)
    return open311.measure(boston, cities.million())


def _peers() -> Section:
    with tempfile.TemporaryDirectory() as folder:
        return peers.measure(_boston(), Path(folder))


def _imports() -> Section:
    _boston()
    million = _million()
    return imports.measure(million.imported if million else None)


def _desk() -> Section:
    _boston()
    if why := cities.no_room():
        raise Left(why)
    return desk.measure(cities.million())


def _starting() -> Section:
    built = [] if cities.missing() else [cities.boston(), _million()]
    return starting.measure([city for city in built if city])


def _worktime() -> Section:
    done = subprocess.run(
        [sys.executable, HERE / "worktime.py"], capture_output=True, text=True, check=True
    )
    how = "`python bench/worktime.py`: deadlines in working time over a year of Tehran's calendar."
    return Section("Working time", how, ["```", done.stdout.strip(), "```"])


def _charter_queue() -> Section:
    if missing := [name for name in ("simpy", "ciw") if find_spec(name) is None]:
        raise Left(f"{' and '.join(missing)} not installed")
    return charter_queue.measure()


MEASURES: dict[str, Callable[[], Section]] = {
    "peers": _peers,
    "pages": _pages,
    "open311": _open311,
    "imports": _imports,
    "starting": _starting,
    "worktime": _worktime,
    "crowd": crowd.measure,
    "record": record.measure,
    "messages": messages.measure,
    "desk": _desk,
    "charter": charter_check.measure,
    "charter_queue": _charter_queue,
    "charter_simulation": charter_simulation.measure,
}


def _heading(names: list[str]) -> str:
    command = " ".join(["make bench"] if not names else ["python bench/run.py", *names])
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    return (
        "# Results\n\n"
        f"`{command}` on {datetime.now(UTC):%d %B %Y}. Ratios are what counts: each figure and its "
        "control come from the same run on the same machine, in turns. Seconds and milliseconds "
        "are this machine's and promise nothing; README.md says how noise is handled.\n\n"
        f"Machine: {os.cpu_count()} cores, {_processor()}, {platform.system()} "
        f"{platform.release()}; load when it began {load}.\n\n"
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {versions}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
