"""The files of a monitor: what came in, the copy of the log, and alarms with their evidence."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from divan.cli.vouching import write
from divan.record import Reader, Tile


@dataclass(frozen=True)
class Alarm:
    """What is wrong: `kind` is forged, rollback, fork, changed, gap, split or differs."""

    kind: str
    why: str
    evidence: dict[str, bytes] = field(default_factory=dict)


class Incoming:
    """Reads each file of the log once; later reads are of the same answer, not of a second one."""

    def __init__(self, log: Reader, copy: Path) -> None:
        self._log, self._folder = log, copy / "incoming"
        self.forget()

    def read(self, path: str) -> bytes:
        place = self._folder / sha256(path.encode()).hexdigest()
        try:
            return place.read_bytes()
        except FileNotFoundError:
            data = self._log.read(path)
        self._folder.mkdir(exist_ok=True)
        place.write_bytes(data)
        return data

    def forget(self) -> None:
        for place in self._folder.glob("*"):
            place.unlink()


def write_tile(folder: Path, tile: Tile, data: bytes) -> None:
    """Keep a tile; the partial ones before it are dropped."""
    place = folder / tile.path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    partial = folder / (tile.full.path + ".p")
    for other in partial.glob("*") if partial.is_dir() else ():
        if other != place:
            other.unlink()


def keep_alarm(copy: Path, alarm: Alarm, when: str) -> Path | None:
    """Write an alarm and its evidence to a new directory; `None` when it is known already."""
    evidence = b"".join(name.encode() + data for name, data in sorted(alarm.evidence.items()))
    mark = sha256(
        alarm.kind.encode() + alarm.why.encode("utf-8", "replace") + evidence
    ).hexdigest()[:16]
    folder = copy / "alarms"
    folder.mkdir(parents=True, exist_ok=True)
    if any(name.endswith(mark) for name in os.listdir(folder)):
        return None
    place = folder / f"{when}-{alarm.kind}-{mark}"
    place.mkdir()
    for name, data in {
        "why.txt": f"{alarm.kind}: {alarm.why}\n".encode(),
        **alarm.evidence,
    }.items():
        write(place / name, data, 0o644)
    return place
