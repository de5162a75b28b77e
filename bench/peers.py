"""The list of reports beside Datasette serving the same rows: requests a second, CPU of each."""

import os
import sqlite3
import subprocess
import sys
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from cities import City
from processes import Server, city_server, free_port
from report import Section, aim, table

ROUNDS = 7
SECONDS = 3  # of one round, for one page of one server
MORE = 4.0  # times Datasette's requests a second on the list page
SETTINGS = {"default_page_size": "25", "suggest_facets": "off", "num_sql_threads": "0"}
COLUMNS = {
    "shown": """report.id, report.title, kind.name ->> '$.en' AS kind,
        area.name ->> '$.en' AS district, report.status AS stage, report.requested_at,
        report.due_at, report.voices""",
    "whole": """report.id, report.is_open, report.explanation, kind.name ->> '$.en' AS kind,
        kind.service_code, report.public_text, unit.name ->> '$.en' AS agency,
        report.requested_at, report.updated_at, report.due_at, report.public_address,
        report.public_latitude AS lat, report.public_longitude AS long, report.title,
        report.status AS stage, report.outcome, area.code AS district, report.voices,
        report.merged_into_id""",
}
ROWS = """FROM city.service_request AS report
    JOIN city.service_service AS kind ON kind.id = report.service_id
    JOIN city.people_organization AS unit ON unit.id = report.unit_id
    LEFT JOIN city.people_area AS area ON area.id = report.area_id
    WHERE report.is_public"""
_SHOWN = "/reports/shown?_sort_desc=requested_at&_nocount=1"
_WHOLE = "/reports/whole.json?_sort_desc=requested_at&_shape=objects&_nocount=1"
SERVED = "page, as it is served"
PAGES = {
    SERVED: ("/reports/", _SHOWN),
    "page, made anew each time": ("/reports/?_n={n}", _SHOWN + "&_n={n}"),
    "JSON, as it is served": ("/reports/?format=json", _WHOLE),
    "JSON, made anew each time": ("/reports/?format=json&_n={n}", _WHOLE + "&_n={n}"),
}


class Round(NamedTuple):
    """Answers a second, and seconds of the server's CPU for one answer."""

    rate: float
    cpu: float


def measure(city: City, folder: Path) -> Section:
    """Both servers on one core, taking turns; the visitor on another."""
    with ExitStack() as running:
        ours = running.enter_context(city_server(city.home, _core(0)))
        peer = running.enter_context(_datasette(city, folder))
        rounds = {
            kind: [(_visit(ours, mine), _visit(peer, its)) for _ in range(ROUNDS)]
            for kind, (mine, its) in PAGES.items()
        }
        memory = ours.memory() / 2**20, peer.memory() / 2**20
    rows, rates = [], {}
    for kind, turns in rounds.items():
        quicker = [mine.rate / its.rate for mine, its in turns]
        rates[kind] = median(quicker)
        mine, its = (min(each[side].cpu for each in turns) for side in (0, 1))
        rows.append(
            (
                kind,
                f"{rates[kind]:.1f}",
                f"{min(quicker):.1f} to {max(quicker):.1f}",
                f"{mine * 1000:.2f}",
                f"{its * 1000:.2f}",
                f"{its / mine:.1f}",
            )
        )
    head = ("list", "requests a second, ratio", "range", "CPU ms, ours", "Datasette", "ratio")
    return Section(
        "The list beside Datasette",
        f"`cityhall serve` and Datasette {version('datasette')}, both serving "
        f"{city.imported.taken:,} reports, newest first, 25 to a page, on the same core; a visitor "
        f"with four connections on another. {ROUNDS} rounds of {SECONDS} s each, taking turns; "
        "the ratio is the median of the rounds, CPU the least. Datasette has its best settings: "
        "an immutable file with counts made beforehand, indexes, no facets suggested, no counting, "
        "queries in its own thread. Its page shows eight plain columns; ours is the city's own, "
        "kept until the next act. Made anew: each visitor asks for another address, so that "
        "nothing kept serves.",
        table(head, rows),
        (
            aim("requests a second on the list page", rates[SERVED], MORE, at_least=True),
            f"memory after the rounds: {memory[0]:.0f} MB, Datasette {memory[1]:.0f} MB",
        ),
    )


def _visit(server: Server, page: str) -> Round:
    command = [sys.executable, Path(__file__).with_name("visitor.py"), str(server.port)]
    before = server.cpu()
    process = subprocess.Popen([*command, str(SECONDS), page], stdout=subprocess.PIPE, text=True)
    if (core := _core(-1)) is not None:
        os.sched_setaffinity(process.pid, {core})
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{page} was not answered well")
    answers, seconds = map(float, said.split())
    return Round(answers / seconds, (server.cpu() - before) / answers)


def _core(place: int) -> int | None:
    """A core by its place; none where there is only one, or processes cannot be pinned."""
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return cores[place] if len(cores) > 1 else None


def _datasette(city: City, folder: Path) -> Server:
    """Datasette on the public reports, in tables made for it."""
    database, counts = folder / "reports.db", folder / "counts.json"
    database.unlink(missing_ok=True)
    with sqlite3.connect(database) as into:
        into.execute("ATTACH ? AS city", [str(city.database)])
        for name, columns in COLUMNS.items():
            rows = into.execute(f"SELECT {columns} {ROWS}")
            names = [field[0] for field in rows.description]
            into.execute(f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, {', '.join(names[1:])})")
            into.execute(f"INSERT INTO {name} SELECT {columns} {ROWS}")
            for field in ("requested_at", "kind", "district", "stage"):
                into.execute(f"CREATE INDEX {name}_{field} ON {name} ({field})")
    datasette = [sys.executable, "-m", "datasette"]
    inspect = [*datasette, "inspect", str(database), "--inspect-file", str(counts)]
    subprocess.run(inspect, check=True)
    port = free_port()
    serve = [*datasette, "serve", "-i", str(database), "--inspect-file", str(counts)]
    settings = [word for pair in SETTINGS.items() for word in ("--setting", *pair)]
    return Server([*serve, "--port", str(port), *settings], os.environ, port, _core(0))
