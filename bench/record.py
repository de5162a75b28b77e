"""The record beside pymerkle 7: append, root, proofs, verification; then a million and ten million.

python bench/record.py            beside pymerkle, a million entries, verification
python bench/record.py ten        ten million entries, streamed; memory

CPU seconds of this process, in turns with the peer: other work on the machine does not count.
"""

from __future__ import annotations

import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pymerkle import InmemoryTree, SqliteTree, verify_consistency, verify_inclusion

from divan import record
from divan.record import Growing, TileNodes, Tree, audit, leaf_hash, leaf_hashes
from report import Section, aim, table

LEAVES = 20_000  # of the trees beside pymerkle's
PROOFS = 500
ROUNDS = 3
MILLION = 1_000_000
AT_ONCE = 65_536
CHECKPOINTS = 100  # heads that are signed while a million entries come in
LEAF = (
    b'{"at":"2026-11-23T10:42:11.000000Z","by":"post:roads-3","n":%d,"on":"service.request:4063",'
    b'"public":{"state":"closed"},"sealed":null,"v":1,"verb":"service.close"}'
)


def entry(n: int) -> bytes:
    """A leaf of usual length."""
    return LEAF % n


def cpu(task: Callable[[], object]) -> float:
    """CPU seconds of one run."""
    begin = time.process_time()
    task()
    return time.process_time() - begin


class SqliteFiles:
    """The files of a log as rows: what `TileNodes` reads and `Growing` fills."""

    def __init__(self, place: str) -> None:
        self.rows = sqlite3.connect(place)
        self.rows.execute("PRAGMA journal_mode=WAL")
        self.rows.execute("CREATE TABLE file (path TEXT PRIMARY KEY, data BLOB) WITHOUT ROWID")

    def read(self, path: str) -> bytes:
        row = self.rows.execute("SELECT data FROM file WHERE path = ?", (path,)).fetchone()
        if row is None:
            raise FileNotFoundError(path)
        return bytes(row[0])

    def write(self, files: Iterator[tuple[str, bytes]]) -> None:
        self.rows.executemany("INSERT OR REPLACE INTO file VALUES (?, ?)", files)
        self.rows.commit()


def beside(folder: Path) -> list[tuple[str, float, float]]:
    """Rows: what, CPU seconds of ours, CPU seconds of pymerkle's."""
    entries = [entry(n) for n in range(LEAVES)]
    rows = [*_memory(entries), *_sqlite(entries, folder), *_verification(entries)]
    best: dict[str, tuple[float, float]] = {}
    for _ in range(ROUNDS):
        for what, ours, theirs in rows:
            mine, peer = cpu(ours), cpu(theirs)
            before = best.get(what, (mine, peer))
            best[what] = min(before[0], mine), min(before[1], peer)
    return [(what, *seconds) for what, seconds in best.items()]


Row = tuple[str, Callable[[], object], Callable[[], object]]


def _memory(entries: list[bytes]) -> Iterator[Row]:
    def append_ours() -> None:
        tree = Tree()
        for each in entries:
            tree.append(leaf_hash(each))

    def append_theirs() -> None:
        tree = InmemoryTree(algorithm="sha256")
        for each in entries:
            tree.append_entry(each)

    ours, theirs = Tree(leaf_hashes(entries)), InmemoryTree(algorithm="sha256")
    theirs.append_entries(entries)
    assert ours.root() == theirs.get_root()
    picks = range(0, LEAVES, LEAVES // PROOFS)
    yield f"memory: append {LEAVES:,}", append_ours, append_theirs
    yield (
        f"memory: append {LEAVES:,} at once",
        lambda: Tree(leaf_hashes(entries)),
        lambda: InmemoryTree(algorithm="sha256").append_entries(entries),
    )
    sizes = [LEAVES - n for n in range(PROOFS)]
    yield (
        f"memory: {PROOFS} roots",
        lambda: [ours.root(size) for size in sizes],
        lambda: [theirs.get_root(size) for size in sizes],
    )
    yield (
        f"memory: {PROOFS} inclusion proofs",
        lambda: [ours.inclusion_proof(n) for n in picks],
        lambda: [theirs.prove_inclusion(n + 1) for n in picks],
    )
    yield (
        f"memory: {PROOFS} consistency proofs",
        lambda: [ours.consistency_proof(n + 1) for n in picks],
        lambda: [theirs.prove_consistency(n + 1, LEAVES) for n in picks],
    )


def _sqlite(entries: list[bytes], folder: Path) -> Iterator[Row]:
    made = iter(range(1_000))

    def append_ours() -> SqliteFiles:
        files, growing = SqliteFiles(str(folder / f"ours-{next(made)}.db")), Growing()
        files.write(growing.add(entries))
        files.write(growing.finish())
        return files

    def append_theirs() -> SqliteTree:
        tree = SqliteTree(str(folder / f"theirs-{next(made)}.db"), algorithm="sha256")
        tree.append_entries(entries, chunksize=10_000)
        return tree

    ours, theirs = append_ours(), append_theirs()
    picks = range(0, LEAVES, LEAVES // PROOFS)
    nodes = TileNodes(ours, LEAVES)  # remembers tiles, as pymerkle remembers roots of subtrees
    assert record.root(LEAVES, nodes) == theirs.get_root()
    yield f"SQLite: append {LEAVES:,} at once", append_ours, append_theirs
    yield (
        f"SQLite: {PROOFS} roots",
        lambda: [record.root(LEAVES - n, nodes) for n in range(PROOFS)],
        lambda: [theirs.get_root(LEAVES - n) for n in range(PROOFS)],
    )
    yield (
        f"SQLite: {len(picks)} inclusion proofs",
        lambda: [record.inclusion_proof(n, LEAVES, nodes) for n in picks],
        lambda: [theirs.prove_inclusion(n + 1, LEAVES) for n in picks],
    )
    yield (
        f"SQLite: {len(picks)} consistency proofs",
        lambda: [record.consistency_proof(n + 1, LEAVES, nodes) for n in picks],
        lambda: [theirs.prove_consistency(n + 1, LEAVES) for n in picks],
    )


def _verification(entries: list[bytes]) -> Iterator[Row]:
    ours, theirs = Tree(leaf_hashes(entries)), InmemoryTree(algorithm="sha256")
    theirs.append_entries(entries)
    root, peer_root = ours.root(), theirs.get_root()
    picks = list(range(0, LEAVES, LEAVES // PROOFS))
    proofs = [(n, leaf_hash(entries[n]), ours.inclusion_proof(n)) for n in picks]
    peers = [(theirs.get_leaf(n + 1), theirs.prove_inclusion(n + 1)) for n in picks]
    grown = [(n + 1, ours.root(n + 1), ours.consistency_proof(n + 1)) for n in picks]
    peer_grown = [(theirs.get_root(n + 1), theirs.prove_consistency(n + 1, LEAVES)) for n in picks]
    yield (
        f"verify {PROOFS} inclusion proofs",
        lambda: [record.verify_inclusion(n, LEAVES, leaf, p, root) for n, leaf, p in proofs],
        lambda: [verify_inclusion(leaf, peer_root, proof) for leaf, proof in peers],
    )
    yield (
        f"verify {PROOFS} consistency proofs",
        lambda: [record.verify_consistency(n, LEAVES, r, root, p) for n, r, p in grown],
        lambda: [verify_consistency(r, peer_root, proof) for r, proof in peer_grown],
    )


class Folder:
    """The files of a log in a directory, as a city serves them."""

    def __init__(self, place: Path) -> None:
        self.place, self.made = place, set[str]()

    def read(self, path: str) -> bytes:
        return (self.place / path).read_bytes()

    def write(self, files: Iterator[tuple[str, bytes]]) -> None:
        for path, data in files:
            whole = f"{self.place}/{path}"
            parent = whole.rpartition("/")[0]
            if parent not in self.made:
                Path(parent).mkdir(parents=True, exist_ok=True)
                self.made.add(parent)
            with open(whole, "wb") as file:
                file.write(data)


def grown(folder: Path, count: int, publish: int) -> tuple[float, float, bytes]:
    """Integrate and tile `count` entries on the disk; seconds of the clock, of the CPU, the root.

    Entries are made outside of what is measured. Partial tiles are written `publish` times.
    """
    files, growing = Folder(folder), Growing()
    wall = used = 0.0
    step = min(AT_ONCE, -(-count // publish))
    for first in range(0, count, step):
        entries = [entry(n) for n in range(first, min(first + step, count))]
        begin, began = time.perf_counter(), time.process_time()
        files.write(growing.add(entries))
        files.write(growing.finish())
        root = growing.root()
        wall += time.perf_counter() - begin
        used += time.process_time() - began
    return wall, used, root


def measure() -> Section:
    """The section of RESULTS.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = beside(folder)
        wall, used, root = grown(folder / "million", MILLION, CHECKPOINTS)
        began = time.process_time()
        report = audit(Folder(folder / "million"), MILLION, root)
        audited = time.process_time() - began
        assert not report.faults
    lines = table(
        ("of", "ours, ms", "pymerkle, ms", "times as fast"),
        [
            (what, f"{ours * 1e3:,.1f}", f"{theirs * 1e3:,.1f}", f"{theirs / ours:,.1f}")
            for what, ours, theirs in rows
        ],
    )
    lines += [
        "",
        f"1,000,000 entries of {len(entry(MILLION))} bytes, integrated and tiled on the disk with "
        f"{CHECKPOINTS} heads: {wall:.1f} s by the clock, {used:.1f} s of one core. Verifying the "
        f"whole log from its files: {audited:.1f} s of one core.",
    ]
    slowest = min(theirs / ours for _, ours, theirs in rows)
    return Section(
        "The record beside pymerkle",
        "`python bench/record.py`: CPU time of one process, best of "
        f"{ROUNDS} in turns; both trees have the same roots.",
        lines,
        (
            aim("the least of the ratios", slowest, 1, at_least=True),
            aim("seconds of one core for a million entries", used, 10, at_least=False),
            aim("entries verified in a CPU second", MILLION / audited, 300_000, at_least=True),
        ),
    )


def ten() -> Section:
    """Ten million entries, streamed through one process: the memory does not grow with them."""
    peaks = []
    with tempfile.TemporaryDirectory() as name:
        for count in (MILLION, 10 * MILLION):
            _, _, root = grown(Path(name) / str(count), count, 1)
            report = audit(Folder(Path(name) / str(count)), count, root)
            assert not report.faults
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return Section(
        "Ten million entries",
        "`python bench/record.py ten`: grown and verified in one process after one million.",
        [f"At most {peaks[0]:,.0f} MB after one million, {peaks[1]:,.0f} MB after ten."],
        (aim("MB more for ten times as many", peaks[1] - peaks[0], 20, at_least=False),),
    )


if __name__ == "__main__":
    print((ten if sys.argv[1:] == ["ten"] else measure)().text())
