"""Kill a witness at random moments: what it signed, it remembers, and it signs nothing against it.

python bench/crash_witness.py --cycles 1000
python bench/crash_witness.py --cycles 40 --sabotage early    a planted fault that must be found

Each cycle forks a witness that is asked for one cosignature after the other and tells each answer;
it is killed with SIGKILL at a random moment. In some lives a random write fails as on a full or
read-only disk. Then it is opened again: it stands at the last head that it gave a signature for,
or at one that it was about to; and an older head, a fork of the same size, and a fork that goes on
are all refused. Status 0 when nothing was found, 1 otherwise.
"""

from __future__ import annotations

import argparse
import errno
import os
import random
import shutil
import signal
import sys
import tempfile
import threading
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from divan.cli import vouching as keeping  # noqa: E402
from divan.cli.vouching import Vouching  # noqa: E402
from divan.record import (  # noqa: E402
    ED25519,
    Checkpoint,
    RecordError,
    Request,
    SigningKey,
    Tree,
    leaf_hashes,
)

LIFE = (0.005, 0.15)  # seconds until the kill
LATER = 0.05  # seconds by which a planted fault keeps later than it answers
SIZE = 4096
FAULTS = (errno.ENOSPC, errno.EROFS)
CITY = SigningKey("city.example/record", ED25519, sha256(b"a key of a trial").digest())
TREE, FORK = (
    Tree(leaf_hashes([mark + number.to_bytes(4, "big") for number in range(SIZE)]))
    for mark in (b"entry", b"other")
)


def main() -> int:
    wish = _arguments()
    folder = Path(tempfile.mkdtemp(prefix="divan-crash-witness-"))
    chance, begun = random.Random(wish.seed), time.monotonic()
    signed, lives, found = 0, 0, list[str]()
    cycle = 0
    while cycle < wish.cycles and not found:
        cycle += 1
        home = folder / str(lives)
        last = _live(home, chance, wish.sabotage)
        found += _look(home, last)
        signed += last is not None
        if last is not None and last > SIZE // 2:
            shutil.rmtree(home)
            lives += 1  # a new witness, before the log is at its end
    for fault in found:
        print("!", fault)
    spent = time.monotonic() - begun
    told = f"{len(found)} faults in {cycle} kills, {signed} lives that signed, {spent:.0f} s"
    print(f"seed {wish.seed}: {told}")
    shutil.rmtree(folder)
    return 1 if found else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1405)
    parser.add_argument("--sabotage", choices=("early",), default="")
    return parser.parse_args()


def _asked(old: int, size: int, tree: Tree) -> bytes:
    proof = tree.consistency_proof(old, size) if 0 < old < size else ()
    head = Checkpoint(CITY.name, size, tree.root(size)).signed([CITY])
    return bytes(Request(old, proof, head))


def _open(home: Path) -> Vouching:
    return Vouching.open(home, "paper.example", (str(CITY.public),))


def _live(home: Path, chance: random.Random, sabotage: str) -> int | None:
    """One life: fork, kill, and the size of the last head that a client has a signature of."""
    read, write = os.pipe()
    seed, life = chance.random(), chance.uniform(*LIFE)
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            _work(home, write, random.Random(seed), sabotage)
        finally:
            os._exit(9)
    os.close(write)
    told = os.read(read, 4)  # it is up
    time.sleep(life)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while said := os.read(read, 65536):
        told += said
    os.close(read)
    whole = len(told) // 4 * 4
    return int.from_bytes(told[whole - 4 : whole], "big") if whole > 4 else None


def _work(home: Path, pipe: int, chance: random.Random, sabotage: str) -> None:
    """Cosign until killed; each answer is told when it would have left for the client."""
    _plant(chance, sabotage)
    witness = _open(home)
    os.write(pipe, bytes(4))
    while True:
        old = witness.seen(CITY.name).size
        size = min(SIZE, old + chance.randint(0 if old else 1, 9))
        with suppress(OSError):
            if witness.add(_asked(old, size, TREE), int(time.time())).status == 200:
                os.write(pipe, size.to_bytes(4, "big"))


def _plant(chance: random.Random, sabotage: str) -> None:
    """Let a random write fail in some lives; with `early`, keep only after the answer."""
    honest, written = keeping.write, 0
    fails_at = chance.choice((None, None, chance.randrange(2, 12)))

    def failing(place: Path, data: bytes, mode: int = 0o600) -> None:
        nonlocal written
        written += 1
        if written == fails_at:
            beside = place.with_name(place.name + ".new")
            beside.write_bytes(data[: len(data) // 2])
            raise OSError(chance.choice(FAULTS), "injected")
        honest(place, data, mode)

    def early(place: Path, data: bytes, mode: int = 0o600) -> None:
        if place.parent.name != "signed":
            honest(place, data, mode)
            return
        waiting.append((place, data, mode))

    def keep_later() -> None:
        while True:
            time.sleep(LATER)
            if waiting:
                honest(*waiting[-1])

    waiting: list[tuple[Path, bytes, int]] = []
    if sabotage:
        threading.Thread(target=keep_later, daemon=True).start()
    keeping.write = early if sabotage else failing


def _look(home: Path, last: int | None) -> list[str]:
    """What is wrong after a life."""
    try:
        witness = _open(home)
    except RecordError as error:
        return [f"it cannot be opened again: {error}"]
    try:
        seen, found = witness.seen(CITY.name), list[str]()
        if last is not None and seen.size < last:
            found.append(f"it signed a head of {last} entries and remembers one of {seen.size}")
        if seen.size and seen.root != TREE.root(seen.size):
            found.append(f"it remembers a head of {seen.size} entries that nobody sent")
        against = [(seen.size, min(SIZE, seen.size + 3), FORK), (seen.size, seen.size, FORK)]
        if last is not None and last > 1:
            against += [(0, last - 1, TREE), (last - 1, last, FORK)]
        for old, size, tree in against if seen.size else ():
            if witness.add(_asked(old, size, tree), int(time.time())).status == 200:
                found.append(f"it signed {size} entries against {seen.size} that it had signed")
        return found
    finally:
        witness.close()


if __name__ == "__main__":
    sys.exit(main())
