"""Fifty officers at their desks in a city of a million reports: how long the next case takes.

Each officer presses "next" and, every other time, sends a reply and takes the next; one step every
ten seconds each, whether the server is slow or not, so a slow answer does not make the load less.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlencode, urlsplit

from cities import City
from processes import city_environment, city_server
from report import Section, aim, table

OFFICERS = 50
PAUSE = 10.0  # seconds between two steps of one officer
SECONDS = float(os.environ.get("DIVAN_BENCH_DESK_SECONDS", "300"))
MOST = 0.050  # seconds, at the 95th percentile
_FIELD = re.compile(r'name="(csrfmiddlewaretoken|version|scope|after|once)" value="([^"]*)"')
_NEXT = re.compile(r'id="next" href="([^"]+)"')


def measure(city: City) -> Section:
    """Seconds of each step, and the queries of a case, on a copy of the city."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "city"
        shutil.copytree(city.home, home, ignore=shutil.ignore_patterns("alone.sqlite3"))
        env = city_environment(home)
        facts = json.loads(_inside("prepare", env))
        with city_server(home) as server:
            steps = _work(server.port, facts["sessions"])
        queries = json.loads(_inside("count", env))
    rows = []
    for name in ("next", "reply and next"):
        taken = [seconds for step, seconds in steps if step == name]
        cuts = quantiles(taken, n=20)
        rows.append(
            (
                name,
                len(taken),
                *(f"{1000 * cuts[at]:.0f}" for at in (9, 18)),
                f"{1000 * max(taken):.0f}",
            )
        )
    shown = [seconds for step, seconds in steps if step == "next"]
    return Section(
        "The desk",
        f"{OFFICERS} officers of {facts['units']} units in a city of {city.imported.taken:,} "
        f"reports, {facts['open']:,} of them open; each takes a step every {PAUSE:.0f} s for "
        f"{SECONDS:.0f} s, "
        "over HTTP, one request after the other where a step has two. Officers and server share "
        "this machine's cores. “Next” opens the next case; “reply and next” sends a reply, takes "
        "the next case and opens it: two requests and three acts.",
        table(("step", "steps", "median ms", "95 of 100 ms", "longest ms"), rows),
        (
            f"queries of a case: {queries['case']}, whatever the queue",
            aim("95 of 100 next cases, seconds", quantiles(shown, n=20)[18], MOST, at_least=False),
        ),
    )


class Officer:
    """A browser that is signed in, with one connection."""

    def __init__(self, port: int, session: str) -> None:
        self.wire = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"session": session}
        self.page, self.address = "", "/desk/"
        self.name, self.replies = session[:6], 0

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {
            "Host": "127.0.0.1",
            "Accept-Language": "fa",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.wire.request("GET" if form is None else "POST", address, body, headers)
        answer = self.wire.getresponse()
        text = answer.read().decode()
        for name, value in answer.headers.items():
            if name == "Set-Cookie":
                pair = value.split(";")[0].split("=", 1)
                self.cookies[pair[0]] = pair[1]
        if answer.status == 200:
            self.page, self.address = text, address
        return answer.status, answer.headers.get("Location", "")

    def next(self) -> None:
        found = _NEXT.search(self.page)
        address = found.group(1).replace("&amp;", "&") if found else "/desk/"
        status, to = self.ask(address)
        if status != 200:
            raise RuntimeError(f"{address}: status {status} {to}")

    def reply(self) -> None:
        fields = dict(_FIELD.findall(self.page))
        where = urlsplit(self.address).path
        self.replies += 1  # nobody is told the same thing twice
        words = f"فردا صبح اکیپ می‌آید. ({self.name}, {self.replies})"
        form = {**fields, "text": words, "then": "next"}
        status, to = self.ask(f"{where}reply/", form)
        if status == 302:
            self.ask(to)
        elif status not in (403, 409):  # a colleague was quicker
            raise RuntimeError(f"{where}: status {status}")


def _work(port: int, sessions: Sequence[str]) -> list[tuple[str, float]]:
    """All officers at once; each step with its seconds from the moment at which it was due."""
    steps: list[tuple[str, float]] = []
    faults: list[Exception] = []
    ready = threading.Barrier(len(sessions))  # the morning's first pages are no step

    def shift(place: int) -> None:
        try:
            work(place)
        except Exception as fault:  # it ends in this thread, and is raised in the other
            faults.append(fault)
            ready.abort()

    def work(place: int) -> None:
        officer = Officer(port, sessions[place])
        officer.ask("/desk/")
        officer.next()
        ready.wait()
        begin = time.perf_counter()
        due, turn = begin + PAUSE * place / len(sessions), 0
        while due < begin + SECONDS:
            time.sleep(max(0.0, due - time.perf_counter()))
            name = "reply and next" if turn % 2 else "next"
            officer.reply() if turn % 2 else officer.next()
            steps.append((name, time.perf_counter() - due))
            due, turn = due + PAUSE, turn + 1

    threads = [threading.Thread(target=shift, args=(place,)) for place in range(len(sessions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return steps


def _inside(what: str, env: dict[str, str]) -> str:
    """Run a part of this file inside the building."""
    command = [sys.executable, str(Path(__file__).with_name("desk_inside.py")), what]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=True)
    return done.stdout
