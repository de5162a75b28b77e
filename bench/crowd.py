"""480 residents report at the same time, each through all the pages of `cityhall serve`."""

import os
import re
import subprocess
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode

from processes import CITYHALL, city_environment, city_server, spend
from report import Section, table

RESIDENTS, AT_ONCE = 480, 48
STEPS = 12  # more than a report has pages
POSTGRES = os.environ.get("DIVAN_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/divan_crowd")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_CODE = re.compile(r"[0-9A-Z]{5}-[0-9A-Z]{5}")


@dataclass(frozen=True)
class Walk:
    """A resident's way: the tracking code, or what stood in its place; seconds on the way."""

    code: str
    seconds: float


def measure() -> Section:
    """Acknowledged reports a second, and how long a resident was on the way."""
    rows, verdict = [], []
    for name, url in (("SQLite", ""), ("PostgreSQL", POSTGRES)):
        if url and (why := _no_database(url)):
            verdict.append(f"{name} was left out: {why}")
            continue
        walks, seconds = _crowd({"DIVAN_DATABASE_URL": url} if url else {})
        codes = {walk.code for walk in walks if _CODE.fullmatch(walk.code)}
        median, most = (quantiles([walk.seconds for walk in walks], n=20)[at] for at in (9, 18))
        rows.append(
            (
                name,
                RESIDENTS,
                len(codes),
                f"{len(codes) / seconds:.0f}",
                f"{median:.1f}",
                f"{most:.1f}",
            )
        )
        refused = Counter(walk.code for walk in walks if walk.code not in codes)
        verdict.append(f"{name}: {dict(refused) or 'nobody was refused'}")
    head = ("database", "residents", "codes", "reports a second", "median s", "95 of 100 s")
    return Section(
        "Writing at once",
        f"{RESIDENTS} residents, {AT_ONCE} at any moment, each a browser at an address of its own "
        "that walks from the words to the tracking code. Seconds are those of the whole walk; "
        "residents and server share this machine's cores.",
        table(head, rows),
        verdict,
    )


def _crowd(settings: dict[str, str]) -> tuple[list[Walk], float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        env = city_environment(home, **settings)
        spend([*CITYHALL, "migrate"], env)
        spend([*CITYHALL, "demo", "--requests", "50"], env)
        with city_server(home, **settings) as server, ThreadPoolExecutor(AT_ONCE) as crowd:
            begin = time.perf_counter()
            walks = list(crowd.map(lambda number: _walk(server.port, number), range(RESIDENTS)))
            return walks, time.perf_counter() - begin


def _walk(port: int, number: int) -> Walk:
    begin = time.perf_counter()
    address = f"127.1.{number // 200}.{number % 200 + 1}"
    wire = HTTPConnection("127.0.0.1", port, timeout=120, source_address=(address, 0))
    cookies = SimpleCookie()
    form = {
        "text": f"چراغ کوچهٔ شمارهٔ {number} خاموش است و شب‌ها راه دیده نمی‌شود.",
        "service": "light-out",
        "offered": "1",
        "address": f"خیابان مهر، پلاک {number}",
        "answer-how_many": "some",
        "name": f"ساکن {number}",
        "email": f"resident{number}@example.org",
        "publish": "all",
    }

    def ask(path: str, body: str | None = None) -> tuple[int, str, str]:
        kept = "; ".join(f"{one.key}={one.coded_value}" for one in cookies.values())
        headers = {"Host": "127.0.0.1", "Cookie": kept}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        wire.request("GET" if body is None else "POST", path, body, headers)
        answer = wire.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            cookies.load(cookie)
        return answer.status, answer.headers.get("Location", ""), page

    path, status, page = "/report/", 302, ""
    for _ in range(STEPS):
        here = path
        status, path, page = ask(here)
        if status == 200 and not here.endswith("/sent/"):
            token = _TOKEN.search(page)
            secret = {"csrfmiddlewaretoken": token.group(1) if token else ""}
            status, path, page = ask(here, urlencode(form | secret))
        if status != 302:
            break
    wire.close()
    code = _CODE.search(page)
    said = code.group() if status == 200 and code else f"{status} at {here.split('/')[-2]}"
    return Walk(said, time.perf_counter() - begin)


def _no_database(url: str) -> str:
    """Why PostgreSQL cannot be used; it is emptied when it can."""
    server, _, name = url.rpartition("/")
    for statement in (f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}"):
        done = subprocess.run(
            ["psql", "--quiet", f"{server}/postgres", "--command", statement],
            capture_output=True,
            text=True,
        )
        if done.returncode:
            return done.stderr.strip().splitlines()[-1]
    return ""
