"""Nothing lost: a city is killed again and again at random moments, and looked through each time.

python bench/crash.py --cycles 1000                    SQLite
python bench/crash.py --cycles 200 --db postgres       PostgreSQL (DIVAN_BENCH_POSTGRES)
python bench/crash.py --cycles 20 --sabotage ack       a planted fault that must be found

Each cycle forks a process that reports with photos, closes, reopens, imports and sends mail, or
is `cityhall serve` with residents in front of it, kills it with SIGKILL after a random time, and
looks: whatever was acknowledged is there, nothing is half there, no mail is lost, none repeated
but in the one window between the mail server's yes and our note of it. Status 0 when nothing was
found, 1 otherwise. Stopped, it goes on where it was when called again (`--fresh` begins anew).
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from crashing.place import Place, mail_server  # noqa: E402
from processes import CITYHALL, free_port  # noqa: E402

POSTGRES = os.environ.get("DIVAN_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/divan_crash")
LONGEST_LIFE = 0.8  # seconds from the first yes to the kill
LOOK_THROUGH_EVERY = 100  # cycles
PATIENCE = 300  # seconds for a server to take the first report: this machine may be busy
OVER_HTTP, AS_A_COMMAND = 4, 40  # every fourth cycle; every fortieth by the command line


@dataclass
class State:
    """How far a run has come; kept in its folder after every cycle."""

    seed: int
    cycles: int = 0
    seconds: float = 0.0
    acts: int = 0
    kills: Counter[str] = field(default_factory=Counter)
    acknowledged: Counter[str] = field(default_factory=Counter)
    imports: int = 0  # files that were taken whole
    faults: list[str] = field(default_factory=list)
    known: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    wish = _arguments()
    database = POSTGRES if wish.db == "postgres" else ""
    folder = Path(wish.dir or Path(tempfile.gettempdir()) / f"divan-crash-{wish.db}")
    if wish.fresh or (wish.sabotage and (folder / "state.json").exists()):
        shutil.rmtree(folder, ignore_errors=True)
    place = Place(folder, database)
    place.prepare()
    with mail_server(place) as port:
        os.environ.update(place.environment(port))
        for name in set(os.environ) - set(place.environment(port)):
            if name.startswith("DIVAN_"):
                del os.environ[name]
        return _run(place, wish)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--sabotage", choices=("ack", "mail"), default="")
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--dir", help="folder of the run; default: in the temporary folder")
    parser.add_argument("--fresh", action="store_true", help="begin anew")
    parser.add_argument("--log", help="file that gets the summary; default: bench/crash-<db>.txt")
    return parser.parse_args()


def _run(place: Place, wish: argparse.Namespace) -> int:
    from cityhall.cli import start_django

    start_django()
    from django.db import connections

    from crashing import audit

    state = _state_of(place, wish.seed)
    known = audit.Known.of(state.known) if state.known else _first_look(audit)
    _warm()
    connections.close_all()  # a child must not hold the same connection
    while state.cycles < wish.cycles and not state.faults:
        begun = time.monotonic()
        number = state.cycles
        kind = _kind_of(number)
        told = _cycle(kind, place, number, state, wish.sabotage)
        state.kills[kind] += 1
        state.acknowledged.update(one["did"] for one in told if one["did"] != "begin")
        state.imports += sum(one["did"] == "imported" for one in told)
        _wait_for_the_dead()
        state.faults += audit.after_crash(told, known, place.mails)
        state.cycles += 1
        if state.cycles % LOOK_THROUGH_EVERY == 0:
            state.faults += audit.whole(known, place.mails)
        state.seconds += time.monotonic() - begun
        state.acts, state.known = known.position, known.text()
        connections.close_all()
        _keep(place, state)
        if state.cycles % 10 == 0 or state.faults:
            print(f"{state.cycles} cycles, {state.acts:,} acts, {state.seconds:.0f} s", flush=True)
    state.faults += audit.whole(known, place.mails)
    state.faults += audit.drain(known, place.mails)
    left, after = audit.sweep()
    if after:
        state.faults.append(f"{after} photos' files without a row were not swept away")
    text = _summary(state, known, left, wish)
    print(text)
    if not wish.sabotage:
        log = Path(wish.log) if wish.log else HERE / f"crash-{wish.db}.txt"
        log.write_text(text + "\n", encoding="utf-8")
    return 1 if state.faults else 0


def _warm() -> None:
    """Load here what every life would otherwise load anew: modules, templates, translations."""
    from django.test import Client

    from cityhall.acts import worker  # noqa: F401
    from cityhall.cli import import_requests, serve  # noqa: F401
    from cityhall.service import rows  # noqa: F401
    from crashing import victim

    for address in ("/report/", "/reports/", "/services/"):
        Client(headers={"host": "127.0.0.1"}).get(address)
    victim.warm()


def _kind_of(number: int) -> str:
    if number % AS_A_COMMAND == AS_A_COMMAND - 1:
        return "command"
    return "http" if number % OVER_HTTP == OVER_HTTP - 1 else "acts"


def _cycle(
    kind: str, place: Place, number: int, state: State, sabotage: str
) -> list[dict[str, Any]]:
    """One life and its end; all that was acknowledged in it."""
    rng = random.Random(f"{state.seed}/{number}")
    life = rng.uniform(0.02, LONGEST_LIFE)
    if kind == "acts":
        importing = place.file_to_import(state.imports) if number % 2 == 0 else None
        return _kill_worker(life, number, state.seed, sabotage, importing)
    return _kill_server(kind, life, number)


def _kill_worker(
    life: float, number: int, seed: int, sabotage: str, importing: tuple[Path, Path] | None
) -> list[dict[str, Any]]:
    from crashing import victim

    reading, writing = os.pipe()
    pid = _fork(lambda: victim.live(writing, number, seed, sabotage, importing), reading)
    os.close(writing)
    heard = bytearray()
    if number % 7:  # every seventh may die before it has said anything
        _listen(reading, heard, until=time.monotonic() + PATIENCE, first=True)
    _listen(reading, heard, until=time.monotonic() + life)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while some := os.read(reading, 65536):
        heard += some
    os.close(reading)
    return [json.loads(line) for line in bytes(heard).splitlines() if line.endswith(b"}")]


def _kill_server(kind: str, life: float, number: int) -> list[dict[str, Any]]:
    """A server, residents in front of it, and its end."""
    from crashing import victim, visitors

    port = free_port()
    if kind == "command":
        command = [*CITYHALL, "serve", "--port", str(port)]
        server = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_parent,
        )
        pid = server.pid
    else:
        reading, writing = os.pipe()
        pid = _fork(lambda: victim.serve(writing, port), reading)
        os.close(reading)
        os.close(writing)
    stop, first = threading.Event(), threading.Event()
    told: list[dict[str, Any]] = []

    def walk() -> None:
        told.extend(visitors.walk_until(stop, port, number, first))

    crowd = threading.Thread(target=walk)
    crowd.start()
    first.wait(PATIENCE)
    time.sleep(life)
    ended, _status = os.waitpid(pid, os.WNOHANG)
    if not ended:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    stop.set()
    crowd.join()
    if ended or not first.is_set():
        told.append({"did": "fault", "what": "the server answered nobody", "at": kind})
    return told


def _fork(life: Any, others: int) -> int:
    """A child that lives its life and ends in it."""
    pid = os.fork()
    if pid:
        return pid
    try:
        _die_with_parent()
        os.close(others)
        life()
    except BaseException as error:
        print(f"a victim did not live: {error!r}", file=sys.stderr, flush=True)
    finally:
        os._exit(70)


def _die_with_parent() -> None:
    """A harness that is stopped leaves no lives behind (Linux: PR_SET_PDEATHSIG)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def _listen(reading: int, heard: bytearray, *, until: float, first: bool = False) -> None:
    """Hear what is told until a moment, or until the first yes."""
    while (left := until - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            return
        some = os.read(reading, 65536)
        if not some:
            return
        heard += some
        if first and heard.count(b"\n") > 1:
            return


def _wait_for_the_dead() -> None:
    """PostgreSQL notices a dead client a moment later; what it had begun may still be committed."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    alive = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    for _ in range(500):
        with connection.cursor() as cursor:
            cursor.execute(alive)
            if cursor.fetchone()[0] == 1:
                return
        time.sleep(0.01)


def _first_look(audit: Any) -> Any:
    from cityhall.acts.models import Act, Message

    known = audit.Known()
    known.position = Act.objects.count()
    last = Message.objects.order_by("-pk").first()
    known.first_mail = last.pk if last else 0
    return known


def _state_of(place: Place, seed: int) -> State:
    file = place.folder / "state.json"
    if not file.exists():
        return State(seed)
    said = json.loads(file.read_text())
    said["kills"], said["acknowledged"] = Counter(said["kills"]), Counter(said["acknowledged"])
    return State(**said)


def _keep(place: Place, state: State) -> None:
    file = place.folder / "state.json"
    fresh = file.with_suffix(".new")
    fresh.write_text(json.dumps({**state.__dict__}))
    fresh.replace(file)


def _summary(state: State, known: Any, left: int, wish: argparse.Namespace) -> str:
    kills = ", ".join(f"{count} {kind}" for kind, count in sorted(state.kills.items()))
    said = ", ".join(f"{count:,} {what}" for what, count in sorted(state.acknowledged.items()))
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}: {state.cycles} kills on {wish.db} ({kills})",
        f"seed {state.seed}, {state.seconds / max(state.cycles, 1):.2f} s a cycle",
        f"acknowledged: {said}",
        f"record: {state.acts:,} entries without a gap",
        f"mails: {sum(known.yes.values()):,} taken by the server, {len(known.yes):,} different; "
        f"{known.repeated} repeated, each cut off between the server's yes and our note",
        f"files of photos whose row was never made: {left}, swept away",
        f"faults: {len(state.faults)}",
        *(f"  {fault}" for fault in state.faults[:20]),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
