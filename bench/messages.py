"""10,000 messages queued and sent to a mail server on this machine, and the pages meanwhile.

The server is `cityhall serve` with its worker inside, as a town runs it; the mail server is a
process of its own. A visitor asks for pages all the while, at an even pace: with an empty outbox,
then while it is emptied, then empty again. What the mail costs a page is the ratio of the medians.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from processes import CITYHALL, Server, city_environment, free_port, spend
from report import Section, aim, table

MESSAGES = int(os.environ.get("DIVAN_BENCH_MESSAGES", "10000"))
MOST_SECONDS = 60.0
MOST_SLOWER = 1.2
PAUSE = 0.05  # seconds between two pages of the visitor
ADDRESSES = ("/", "/reports/", "/reports/?q=چراغ")
QUIET = 8.0  # seconds of pages without mail, before and after

_SINK = """
import sys, asyncio
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
class Sink:
    taken = 0
    async def handle_DATA(self, server, session, envelope):
        Sink.taken += 1
        open(sys.argv[2], "w").write(str(Sink.taken))
        return "250 OK"
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
sys.stdin.read()
"""
_QUEUE = f"""
import django, time; django.setup()
from django.db import transaction
from django.utils import timezone
from cityhall.acts.actions import Mail, record
from cityhall.people.actor import SYSTEM
from cityhall.people.models import Organization
from cityhall.service.models import Request
unit, rows = Organization.objects.first(), list(Request.objects.values_list("pk", flat=True)[:200])
begin, at = time.perf_counter(), timezone.now()
for start in range(0, {MESSAGES}, 200):
    with transaction.atomic():
        for number in range(start, start + 200):
            facts = {{"request": rows[number % len(rows)], "reporter": True}}
            mail = Mail("service.replied", f"r{{number}}@example.org", "fa", facts, "service.own")
            record(SYSTEM, "people.open", unit, {{}}, at=at, mails=[mail])
print(time.perf_counter() - begin)
"""


def measure() -> Section:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        mail, count = free_port(), Path(folder) / "count"
        settings = {"DIVAN_MAIL_URL": f"smtp://127.0.0.1:{mail}"}
        env = city_environment(home, **settings)
        spend([*CITYHALL, "migrate"], env)
        spend([*CITYHALL, "demo", "--requests", "60"], env)
        spend([*CITYHALL, "work", "--once"], city_environment(home))  # the demo city's own mails
        with subprocess.Popen(
            [sys.executable, "-c", _SINK, str(mail), str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as sink:
            assert sink.stdout is not None
            sink.stdout.readline()
            try:
                return _measured(env, count)
            finally:
                sink.terminate()


def _measured(env: dict[str, str], count: Path) -> Section:
    port = free_port()
    with Server([*CITYHALL, "serve", "--port", str(port)], env, port) as server:
        _pages(port, until=time.perf_counter() + 3)  # warm
        quiet = _pages(port, until=time.perf_counter() + QUIET)
        queue = subprocess.run(
            [sys.executable, "-c", _QUEUE], env=env, capture_output=True, text=True, check=True
        )
        queueing = float(queue.stdout)
        begun, cpu = time.perf_counter(), server.cpu()
        first = _taken(count)
        busy: list[float] = []
        while _taken(count) < MESSAGES and time.perf_counter() - begun < 5 * MOST_SECONDS:
            busy += _pages(port, until=time.perf_counter() + 1)
        sending = time.perf_counter() - begun
        cpu = server.cpu() - cpu
        quiet += _pages(port, until=time.perf_counter() + QUIET)
    taken = _taken(count)
    whole = (queueing + sending) if first < MESSAGES else queueing
    slower = median(busy) / median(quiet) if busy else 1.0
    rows = [
        ("queued, each with an act of its own", f"{queueing:.1f} s"),
        ("sent after the last was queued", f"{sending:.1f} s"),
        ("messages that the mail server took", f"{taken:,}"),
        ("CPU of the server meanwhile, pages included", f"{cpu:.1f} s"),
        ("a page without mail, median", f"{median(quiet) * 1000:.1f} ms"),
        ("a page while mail goes out, median", f"{median(busy) * 1000:.1f} ms" if busy else "-"),
    ]
    return Section(
        "Messages",
        f"{MESSAGES:,} mails to {MESSAGES:,} addresses, from `cityhall serve` with its worker "
        f"inside to a mail server on this machine ({os.cpu_count()} cores for both and for the "
        f"visitor, who asks for a page every {PAUSE * 1000:.0f} ms).",
        table(("what", "measured"), rows),
        (
            aim("seconds for all messages", whole, MOST_SECONDS, at_least=False),
            aim("a page with mail beside one without", slower, MOST_SLOWER, at_least=False),
        ),
    )


def _pages(port: int, *, until: float) -> list[float]:
    """Seconds of each page until a moment, at an even pace."""
    took = []
    while (begin := time.perf_counter()) < until:
        path = urllib.request.quote(ADDRESSES[len(took) % len(ADDRESSES)], safe="/?=")
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as answer:
            answer.read()
        took.append(time.perf_counter() - begin)
        time.sleep(max(0.0, PAUSE - took[-1]))
    return took


def _taken(count: Path) -> int:
    try:
        return int(count.read_text() or 0)
    except (OSError, ValueError):
        return 0
