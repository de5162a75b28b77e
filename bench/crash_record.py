"""The record under kill -9: no acknowledged act lost, no seal withdrawn or contradicted.

python bench/crash_record.py --cycles 1000                 SQLite
python bench/crash_record.py --cycles 200 --db postgres    PostgreSQL (DIVAN_BENCH_POSTGRES)
python bench/crash_record.py --cycles 40 --sabotage first  a planted fault that must be found

Each cycle forks a process in which one thread acts and tells when an act is committed, and another
integrates without a pause; it is killed with SIGKILL at a random moment. In some cycles a random
write of a file fails as on a full or read-only disk. Then everything is looked through: what was
acknowledged is there, the checkpoint that is served only grew, each one that was ever seen is a
beginning of the present tree, and every LOOK cycles `cityhall check --record` finds nothing.
Status 0 when nothing was found, 1 otherwise.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

POSTGRES = os.environ.get(
    "DIVAN_BENCH_POSTGRES", "postgres://postgres@127.0.0.1:5432/divan_crash_record"
)
LIFE = (0.02, 0.6)  # seconds until the kill
LOOK = 25  # cycles between two complete checks
GLANCE = 0.01  # seconds between two looks at what is served
NOTICED = 3 * GLANCE  # how long a planted fault stands, so that finding it is no matter of luck
FAULTS = (errno.ENOSPC, errno.EROFS)


def main() -> int:
    wish = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="divan-crash-record-"))
    _prepare(folder, wish.db)
    chance = random.Random(wish.seed)
    known: dict[int, str] = {}  # every seal that was ever served, by size
    acknowledged, begun = 0, time.monotonic()
    found: list[str] = []
    for cycle in range(1, wish.cycles + 1):
        told = _live(chance, wish.sabotage, known, cycle)
        acknowledged += len(told)
        found += _look(told, known, whole=cycle % LOOK == 0 or cycle == wish.cycles)
        if cycle % 50 == 0 or found:
            spent = time.monotonic() - begun
            print(f"{cycle} cycles, {acknowledged} acts, {len(known)} seals seen, {spent:.0f} s")
            sys.stdout.flush()
        if found:
            break
    for fault in found[:20]:
        print("!", fault)
    print(f"seed {wish.seed}: {len(found)} faults in {cycle} cycles, {acknowledged} acts")
    if wish.sabotage or not found:
        shutil.rmtree(folder)
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--db", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--sabotage", choices=("first", "ack"), default="")
    return parser.parse_args()


def _prepare(folder: Path, kind: str) -> None:
    """A city of one unit in an empty database; Django is loaded once, before any fork."""
    for name in [name for name in os.environ if name.startswith("DIVAN_")]:
        del os.environ[name]
    os.environ |= {"DIVAN_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "cityhall.settings"}
    if kind == "postgres":
        _fresh_postgres()
        os.environ["DIVAN_DATABASE_URL"] = POSTGRES
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from cityhall.people.models import Organization

    call_command("migrate", verbosity=0)
    Organization.objects.create(code="unit", name={}, classification="unit", sort_key="u")
    connections.close_all()


def _fresh_postgres() -> None:
    import psycopg

    server, name = POSTGRES.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')


def _live(chance: random.Random, sabotage: str, known: dict[int, str], cycle: int) -> set[int]:
    """One life: fork, watch, kill; the acts that it acknowledged."""
    read, write = os.pipe()
    seed, life = chance.random(), chance.uniform(*LIFE)
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _work(write, random.Random(seed), sabotage, cycle << 32)
        finally:
            os._exit(9)
    os.close(write)
    told, ends = b"", None
    while True:
        if ends is not None and time.monotonic() >= ends:
            break
        ready, _w, _x = select.select([read], [], [], GLANCE)
        if ready:
            said = os.read(read, 65536)
            if not said:
                break
            told += said
            ends = ends or time.monotonic() + life
        _watch(known)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while said := os.read(read, 65536):
        told += said
    os.close(read)
    _watch(known)
    return {int.from_bytes(told[at : at + 8], "big") for at in range(0, len(told) - 7, 8)}


def _work(pipe: int, chance: random.Random, sabotage: str, number: int) -> None:
    """Act and integrate until killed."""
    from django.db import transaction
    from django.utils import timezone

    from cityhall.acts.actions import record
    from cityhall.people.actor import SYSTEM
    from cityhall.people.models import Organization
    from cityhall.record import files, integrator

    _plant(chance, sabotage, files, integrator)
    # The lease of the killed one has not run out yet: nobody else lives, so it is ours.
    integrator.Integration.objects.update(until=None)

    def seal() -> None:
        while True:
            with suppress(Exception):
                integrator.integrate(timezone.now())
            time.sleep(chance.uniform(0, 0.01))

    threading.Thread(target=seal, daemon=True).start()
    unit = Organization.objects.get(code="unit")
    while True:
        number += 1
        early = sabotage == "ack" and number % 3 == 0
        if early:
            os.write(pipe, number.to_bytes(8, "big"))  # before it is committed
            time.sleep(NOTICED)
        with transaction.atomic():
            for _ in range(chance.choice((1, 1, 1, 40))):
                facts, words = {"number": number}, {"text": "چند کلمه"}
                record(SYSTEM, "people.rename_unit", unit, facts, at=timezone.now(), words=words)
        if not early:
            os.write(pipe, number.to_bytes(8, "big"))


def _plant(chance: random.Random, sabotage: str, files: object, integrator: object) -> None:
    """Let a random write fail in some lives; with `first`, publish before anything is in place."""
    honest = files._write  # type: ignore[attr-defined]
    fails_at = chance.choice((None, None, chance.randrange(30)))
    written = 0

    def failing(path: Path, data: bytes, *, settle: bool) -> None:
        nonlocal written
        written += 1
        if fails_at is not None and fails_at <= written < fails_at + 3:
            with suppress(OSError):
                path.write_bytes(data[: len(data) // 2])
            raise OSError(chance.choice(FAULTS), "injected")
        honest(path, data, settle=settle)

    files._write = failing  # type: ignore[attr-defined]
    if sabotage == "first":
        grow = integrator._grow  # type: ignore[attr-defined]

        def early(folder: object, edge: object, size: int, signers: list, at: object) -> object:
            from divan.record import Checkpoint

            head = Checkpoint(signers[0].name, size, bytes(32))
            folder.publish(bytes(head.signed(signers)))  # type: ignore[attr-defined]
            time.sleep(NOTICED)
            return grow(folder, edge, size, signers, at)

        integrator._grow = early  # type: ignore[attr-defined]


def _watch(known: dict[int, str]) -> None:
    """Note the checkpoint that is served at this moment, as a monitor outside would."""
    from cityhall.record.integrator import folder
    from divan.record import parse_checkpoint, parse_note

    data = folder().published()
    if data:
        head = parse_checkpoint(parse_note(data).text)
        known.setdefault(head.size, head.root.hex())


def _look(told: set[int], known: dict[int, str], *, whole: bool) -> list[str]:
    """What is wrong after a life; the survivors go on first, as a city that is started again."""
    from django.db import connections
    from django.utils import timezone

    from cityhall.acts.models import Act
    from cityhall.record import checking, integrator

    found = []
    integrator.forget_edge()
    integrator.Integration.objects.update(until=None)
    try:
        integrator.integrate(timezone.now())
    except Exception as error:
        alarm = integrator.Integration.objects.values_list("alarm", "evidence").first()
        found.append(f"the record cannot go on: {error!r} {alarm}")
    _watch(known)
    newest = Act.objects.order_by("-position").values_list("public", flat=True)
    there = {facts.get("number") for facts in newest[: 60 * len(told) + 100]}
    if told - there:
        found.append(f"{len(told - there)} of {len(told)} acknowledged acts are lost")
    found += _contradictions(known)
    if whole and not found:
        found += [str(fault) for fault in checking.check()]
    connections.close_all()
    return found


def _contradictions(known: dict[int, str]) -> list[str]:
    """Seals that were served and are not beginnings of the present tree."""
    from cityhall.record.integrator import folder
    from cityhall.record.models import Seal
    from divan.record import TileNodes, parse_checkpoint, parse_note, root

    served = folder().published()
    if served is None:
        return ["the checkpoint was withdrawn"] if known else []
    size = parse_checkpoint(parse_note(served).text).size
    if known and max(known) > size:
        return [f"a seal of {max(known)} entries was served, now one of {size}"]
    newest = Seal.objects.order_by("-size").first()
    kept = newest.size if newest else 0
    if size > kept:
        return [f"a seal of {size} entries is served, and {kept} are sealed"]
    nodes = TileNodes(folder(), kept)
    recent = sorted(known)[-40:]
    return [
        f"the seal of {one} entries that was served is not of this tree"
        for one in recent
        if root(one, nodes).hex() != known[one]
    ]


if __name__ == "__main__":
    sys.exit(main())
