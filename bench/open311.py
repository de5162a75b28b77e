"""Open311 at 58,000 and at a million reports: newest, deep by key, by kind and state, updates."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from cities import City
from pages import PAGES, ROUNDS, _in_turns
from processes import city_environment, city_server
from report import Section, aim, table

MOST = 1.3  # times the CPU of the small city
V2 = "/open311/v2"
SIZE = 100
_MAKES_A_KEY = """
import django; django.setup()
from django.utils import timezone
from cityhall.partners.models import ApiKey
from cityhall.partners.sealing import digest_of, new_key
key, prefix = new_key()
ApiKey.objects.filter(code="bench").delete()
ApiKey.objects.create(code="bench", name="bench", prefix=prefix, digest=digest_of(key),
                      scopes=["read"], per_minute=6000, created_at=timezone.now())
print(key)
"""


def measure(small: City, large: City) -> Section:
    """CPU and queries of each call in both cities, in rounds that take turns."""
    asked = [_addresses(city) for city in (small, large)]
    queries = [_queries(city, calls) for city, calls in zip((small, large), asked, strict=True)]
    with city_server(small.home) as one, city_server(large.home) as other:
        spent = {
            name: _in_turns((one, asked[0][name]), (other, asked[1][name])) for name in asked[0]
        }
    ratios = {name: its / mine for name, (mine, its) in spent.items()}
    worst = max(ratios, key=lambda name: ratios[name])
    rows = [
        (
            name,
            queries[0][name],
            queries[1][name],
            f"{mine * 1000:.2f}",
            f"{its * 1000:.2f}",
            f"{ratios[name]:.2f}",
        )
        for name, (mine, its) in spent.items()
    ]
    unequal = [name for name in asked[0] if queries[0][name] != queries[1][name]]
    return Section(
        "Open311 as the city grows",
        f"`GET` calls of {SIZE} reports each; {ROUNDS} rounds of {PAGES} from each city, taking "
        "turns. CPU is the server process's own clock, the least of the rounds.",
        table(
            (
                "call",
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
        ),
    )


def _addresses(city: City) -> dict[str, list[str]]:
    """Calls that fill their pages, around moments at which the city was busy."""
    with sqlite3.connect(f"file:{city.database}?mode=ro", uri=True) as rows:
        newest, oldest = rows.execute(
            "SELECT max(requested_at), min(requested_at) FROM service_request WHERE is_public"
        ).fetchone()
        codes = [
            code
            for (code,) in rows.execute(
                "SELECT s.service_code FROM service_service s JOIN service_tally t "
                "ON t.service_id = s.id GROUP BY s.id ORDER BY sum(t.count) DESC LIMIT 3"
            )
        ]
    end, begin = _moment(newest), _moment(oldest)
    span = f"end_date={_stamp(end)}&start_date={_stamp(end - timedelta(days=89))}"
    middle = end - timedelta(days=45)
    old = begin + timedelta(days=60)
    first = f"{V2}/requests.json?page_size={SIZE}&{span}"
    calls = {
        "newest": first,
        "newest, XML": first.replace(".json", ".xml"),
        "deep, by key": f"{first}&after={middle.isoformat().replace('+', '%2B')}~1",
        "one kind": f"{first}&service_code={codes[0]}",
        "three kinds": f"{first}&service_code={','.join(codes)}",
        "closed ones": f"{first}&status=closed",
        "the oldest days": f"{V2}/requests.json?page_size={SIZE}&end_date={_stamp(old)}",
        "updates": f"{V2}/servicerequestupdates.json?page_size={SIZE}",
    }
    key = _key(city)
    return {name: [f"{call}&api_key={key}"] * PAGES for name, call in calls.items()}


def _key(city: City) -> str:
    """A key that may call as often as a measurement does."""
    done = subprocess.run(
        [sys.executable, "-c", _MAKES_A_KEY],
        env=city_environment(city.home),
        text=True,
        capture_output=True,
        check=True,
    )
    return done.stdout.strip()


def _queries(city: City, calls: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """SQL queries of each call, counted inside the building."""
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("queries.py")],
        env=city_environment(city.home),
        input=json.dumps(calls),
        text=True,
        capture_output=True,
        check=True,
    )
    numbers: dict[str, int] = json.loads(done.stdout)
    return numbers


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
