"""Pages at 58,000 and at a million reports: the same number of queries, nearly the same CPU."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from http.client import HTTPConnection
from itertools import count, cycle, islice
from pathlib import Path
from statistics import median

import addresses
from cities import City
from processes import Server, city_environment, city_server
from report import Section, aim, table

ROUNDS = 9
PAGES = 30  # of one kind, in one round, from each city
MOST = 1.3  # times the CPU of the small city


def measure(small: City, large: City) -> Section:
    """Queries and CPU of every kind of page in both cities, in rounds that take turns."""
    asked = [addresses.of(city.database, like=small.database) for city in (small, large)]
    queries = [_queries(city, pages) for city, pages in zip((small, large), asked, strict=True)]
    with city_server(small.home) as one, city_server(large.home) as other:
        spent = {
            name: _in_turns((one, asked[0][name]), (other, asked[1][name])) for name in asked[0]
        }
    ratios = {name: its / mine for name, (mine, its) in spent.items()}
    rows = [
        (
            name,
            queries[0][name],
            queries[1][name],
            f"{mine * 1000:.2f}",
            f"{its * 1000:.2f}",
            f"{its / mine:.2f}",
        )
        for name, (mine, its) in spent.items()
    ]
    empty = ratios.pop(addresses.NEVER_MEET)
    worst = max(ratios, key=lambda name: ratios[name])
    unequal = [name for name in asked[0] if queries[0][name] != queries[1][name]]
    return Section(
        "Pages as the city grows",
        f"Both cities are served at the same time by `cityhall serve`; {ROUNDS} rounds of {PAGES} "
        "pages from each, taking turns. CPU is the server process's own clock, the least of the "
        "rounds. Kinds, districts and words are the same in both; every list fills its page, but "
        "for one search that finds nothing. Each page is made anew: no kept page serves.",
        table(
            (
                "page",
                f"queries at {small.imported.taken:,}",
                f"at {large.imported.taken:,}",
                f"CPU ms at {small.imported.taken:,}",
                f"at {large.imported.taken:,}",
                "ratio",
            ),
            rows,
        ),
        (
            f"the same number of queries: {'no: ' + ', '.join(unequal) if unequal else 'all'}",
            f"median of the ratios: {median(ratios.values()):.2f}",
            aim(f"largest ratio ({worst})", ratios[worst], MOST, at_least=False),
            f"what finds nothing (two frequent words that never meet): {empty:.2f}; it grows with "
            "the reports that hold either word",
        ),
    )


def _queries(city: City, pages: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """SQL queries of the first page of each kind, counted inside the building."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("queries.py")],
        env=city_environment(city.home),
        input=json.dumps(pages),
        text=True,
        capture_output=True,
        check=True,
    )
    numbers: dict[str, int] = json.loads(done.stdout)
    return numbers


def _in_turns(*served: tuple[Server, Sequence[str]]) -> list[float]:
    """Seconds of CPU of one page from each server."""
    visits = [_visits(server, pages) for server, pages in served]
    for visit in visits:
        next(visit)  # what is read once is read before the clock starts
    rounds = [[next(visit) for visit in visits] for _ in range(ROUNDS)]
    return [min(each) for each in zip(*rounds, strict=True)]


def _visits(server: Server, pages: Sequence[str]) -> Iterator[float]:
    """Round after round: seconds of CPU that one page took the server."""
    visitor = HTTPConnection("127.0.0.1", server.port)
    turn, number = cycle(pages), count()
    while True:
        begin = server.cpu()
        for page in islice(turn, PAGES):
            anew = f"{page}{'&' if '?' in page else '?'}_n={next(number)}"  # no kept page serves
            visitor.request("GET", anew, headers={"Accept-Language": "fa"})
            answer = visitor.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{page}: status {answer.status}")
        yield (server.cpu() - begin) / PAGES
