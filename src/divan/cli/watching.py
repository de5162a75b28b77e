"""One look of a monitor at a log: what is new is checked and copied, what is old is compared.

The copy is a log of its own: tiles, entries and the last checkpoint that was proved. Nothing in it
is replaced by what was not proved to add to it, so after an alarm it still holds what the city
signed and served before. Each alarm is a directory with the evidence.

    copy/checkpoint, copy/tile/…       the log as it was last proved
    copy/differs.json                  the entry in which the city says that its database differs
    copy/alarms/<time>-<kind>/         why.txt, and the files that show it
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

from divan.cli.keeping import Alarm, Incoming, write_tile
from divan.cli.logs import DirectoryLog
from divan.cli.vouching import write
from divan.record import (
    AGREES,
    DIFFERS,
    Checkpoint,
    FormError,
    Note,
    Policy,
    Reader,
    RecordError,
    Report,
    Tile,
    TileNodes,
    audit,
    decode_entries,
    grown,
    parse_checkpoint,
    parse_note,
    read_tile,
    root,
)
from divan.record.audit import Inspect
from divan.record.tiles import ENTRIES, WIDTH, tile_at

DIFFERENCE = "differs.json"
_COMPARED = (DIFFERS.encode(), AGREES.encode())
FULL = -1  # compare every bundle that was copied


@dataclass
class Look:
    """What one look found."""

    size: int = 0
    new: int = 0
    alarms: list[Alarm] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Confessions:
    """The last entry in which the city says what it found when it compared its database."""

    def __init__(self) -> None:
        self.last: bytes | None = None

    def hear(self, entry: bytes) -> None:
        if not any(verb in entry for verb in _COMPARED):
            return
        try:
            told = json.loads(entry)
            is_one = told["verb"] in (DIFFERS, AGREES) and isinstance(told["public"], dict)
        except (ValueError, TypeError, KeyError, RecursionError):
            return
        if is_one and "n" in told:
            self.last = entry


class Watching:
    """The copy of one log in a directory, and how it follows the log."""

    def __init__(self, copy: Path, policy: Policy, inspect: Inspect | None = None) -> None:
        self.copy, self.policy, self.inspect = copy, policy, inspect
        self.mine = DirectoryLog(copy)
        copy.mkdir(parents=True, exist_ok=True)
        self._next = 0  # where comparing of old bundles goes on

    def last(self) -> tuple[Checkpoint, bytes] | None:
        """The last checkpoint that was proved. Raises `RecordError` if the copy was changed."""
        try:
            data = self.mine.read("checkpoint")
        except FileNotFoundError:
            return None
        return parse_checkpoint(parse_note(data).text), data

    def look(
        self, log: Reader, others: dict[str, Reader] | None = None, compare: int = FULL
    ) -> Look:
        """Look at the log once. Raises `OSError` when it cannot be read now.

        `others` are further places that have checkpoints of this log, by name: a witness, a
        mirror. `compare` is how many of the bundles copied before are read again.
        """
        found, before = Look(), self.last()
        data = self._checkpoint(log, found)
        if data is None:
            return found
        head = parse_checkpoint(parse_note(data).text)
        found.size = head.size
        if before and (alarm := self._against(before, head, data)):
            found.alarms.append(alarm)
            return found
        old = before[0] if before else None
        if old is None or head.size > old.size:
            if not self._follow(log, old, head, data, found, before[1] if before else b""):
                return found
        elif before and data != before[1]:
            write(self.copy / "checkpoint", data)  # the same head, newly witnessed
        if old:
            self._compare(log, old.size, head.size, compare, found)
        for name, other in (others or {}).items():
            self._beside(name, other, found)
        self._confessed(found)
        return found

    # --- one question each --------------------------------------------------------------------

    def _checkpoint(self, log: Reader, found: Look) -> bytes | None:
        try:
            data = log.read("checkpoint")
        except FileNotFoundError:
            found.alarms.append(Alarm("gap", "the log has no checkpoint"))
            return None
        try:
            self._signed(data)
        except RecordError as error:
            found.alarms.append(Alarm("forged", f"checkpoint: {error}", {"checkpoint": data}))
            return None
        try:
            self.policy.check(parse_note(data))
        except RecordError as error:
            found.notes.append(f"not witnessed as your policy asks: {error}")
        return data

    def _against(
        self, before: tuple[Checkpoint, bytes], head: Checkpoint, data: bytes
    ) -> Alarm | None:
        old, signed = before
        evidence = {"checkpoint-before": signed, "checkpoint-now": data}
        if head.origin != old.origin:
            return Alarm(
                "fork", f"the log was {old.origin} and calls itself {head.origin}", evidence
            )
        if head.size > old.size:
            return None
        if root(head.size, TileNodes(self.mine, old.size)) != head.root:
            why = f"signed twice: other entries among the first {head.size} than were served before"
            return Alarm("fork", why, evidence)
        if head.size < old.size:
            gone = old.size - head.size
            why = f"{old.size} entries were signed, now {head.size}: {gone} are gone"
            return Alarm("rollback", why, evidence)
        return None

    def _follow(
        self,
        log: Reader,
        old: Checkpoint | None,
        head: Checkpoint,
        data: bytes,
        found: Look,
        before: bytes,
    ) -> bool:
        size = old.size if old else 0
        evidence = {"checkpoint-before": before, "checkpoint-now": data}
        kept = Incoming(log, self.copy)
        start = size // WIDTH * WIDTH
        said = Confessions()

        def inspect(index: int, entry: bytes) -> str | None:
            said.hear(entry)
            return self.inspect(index, entry) if self.inspect else None

        report = audit(kept, head.size, head.root, start=start, inspect=inspect)
        if report.faults:
            found.alarms.append(self._faulty(report, evidence))
            return False
        if old and size:
            try:
                now = root(size, TileNodes(kept, head.size))
            except (FormError, FileNotFoundError) as error:
                found.alarms.append(Alarm("gap", f"hashes of the old tree: {error}", evidence))
                return False
            if now != old.root:
                why = f"the log grew to {head.size}, but its first {size} entries are others now"
                first = self._first_difference(kept, size, head.size)
                found.alarms.append(Alarm("fork", f"{why}{first}", evidence))
                return False
        for tile in grown(size, head.size):
            write_tile(self.copy, tile, read_tile(kept, tile))
        if said.last is not None:
            write(self.copy / DIFFERENCE, said.last)
        os.sync()  # the tiles stand before the checkpoint that covers them
        write(self.copy / "checkpoint", data)
        kept.forget()
        found.new = head.size - size
        found.notes += [f"entry {n} is withheld, and an act says so" for n in report.withheld]
        return True

    def _confessed(self, found: Look) -> None:
        """Does the city itself say that its database differs from what is on record?"""
        try:
            entry = self.mine.read(DIFFERENCE)
        except FileNotFoundError:
            return
        told = json.loads(entry)
        if told["verb"] == DIFFERS:
            places = ", ".join(map(str, told["public"].get("places", ())))
            why = f"entry {told['n']}: the city says that its database differs from it at {places}"
            found.alarms.append(Alarm("differs", why[:1000], {"entry.json": entry}))

    def _faulty(self, report: Report, evidence: dict[str, bytes]) -> Alarm:
        lines = "\n".join(str(fault) for fault in report.faults)
        gap = all("missing" in fault.what for fault in report.faults[:1])
        why = f"{report.faults[0]} ({len(report.faults)} differences)"
        return Alarm("gap" if gap else "changed", why, {**evidence, "faults.txt": lines.encode()})

    def _first_difference(self, log: Reader, size: int, now: int) -> str:
        for index in range(-(-size // WIDTH)):
            try:
                old = read_tile(self.mine, tile_at(0, index, size))
                new = read_tile(log, tile_at(0, index, now))
            except (FormError, FileNotFoundError):
                return f"; tile {tile_at(0, index, now).path} cannot be read"
            for at in range(0, len(old), 32):
                if old[at : at + 32] != new[at : at + 32]:
                    return f"; the first is entry {index * WIDTH + at // 32}"
        return ""

    def _compare(self, log: Reader, size: int, now: int, compare: int, found: Look) -> None:
        """Are the entries and hashes that were copied before still served as they were?"""
        bundles = -(-size // WIDTH)
        count = bundles if compare == FULL else min(compare, bundles)
        for step in range(count):
            index = (self._next + step) % bundles
            for level in (0, ENTRIES):
                if alarm := self._same(log, tile_at(level, index, now), found):
                    found.alarms.append(alarm)
        self._next = (self._next + count) % max(bundles, 1)

    def _same(self, log: Reader, tile: Tile, found: Look) -> Alarm | None:
        mine, signed = read_tile(self.mine, tile), {"checkpoint": self.mine.read("checkpoint")}
        try:
            served = read_tile(log, tile)
        except FileNotFoundError:
            return Alarm("gap", f"{tile.path} was served, and is gone", {**signed, "before": mine})
        except FormError as error:
            return Alarm("changed", f"{tile.path}: {error}", {**signed, "before": mine})
        evidence = {**signed, "before": mine, "now": served}
        if tile.level != ENTRIES:
            return (
                None
                if served == mine
                else Alarm("changed", f"{tile.path} is another now", evidence)
            )
        try:
            new = decode_entries(served)[: tile.width]
        except FormError as error:
            return Alarm("changed", f"{tile.path}: {error}", evidence)
        old = decode_entries(mine, tile.width)
        differing = [at for at in range(tile.width) if new[at : at + 1] != old[at : at + 1]]
        if not differing:
            return None
        changed = [at for at in differing if new[at : at + 1] != [b""]]
        if not changed and self._explained(log, {tile.index * WIDTH + at for at in differing}):
            numbers = ", ".join(str(tile.index * WIDTH + at) for at in differing)
            found.notes.append(f"withheld since: entry {numbers}")
            write_tile(self.copy, tile, served)
            return None
        first = tile.index * WIDTH + (changed or differing)[0]
        return Alarm("changed", f"entry {first} in {tile.path} is another now", evidence)

    def _explained(self, log: Reader, entries: set[int]) -> bool:
        """Does an act in the log say that these are withheld?"""
        head = self.last()
        if head is None:
            return False
        report = audit(log, head[0].size, head[0].root)
        return not report.faults and entries <= set(report.withheld)

    def _beside(self, name: str, other: Reader, found: Look) -> None:
        """Does somebody else see another log? Two signed heads that cannot both be are proof."""
        here = self.last()
        if here is None:
            return
        head, data = here
        try:
            theirs = other.read("checkpoint")
            told = self._signed(theirs)
        except (OSError, RecordError) as error:
            found.notes.append(f"{name}: {error}")
            return
        if told.origin != head.origin:
            found.notes.append(f"{name}: it shows another log, {told.origin}")
        elif told.size > head.size:
            ahead = told.size - head.size
            found.notes.append(f"{name}: ahead by {ahead}; compared at the next look")
        elif root(told.size, TileNodes(self.mine, head.size)) != told.root:
            why = f"{name} was shown another history of the first {told.size} entries"
            evidence = {"checkpoint-here": data, "checkpoint-there": theirs}
            found.alarms.append(Alarm("split", why, evidence))

    def _signed(self, data: bytes) -> Checkpoint:
        note: Note = parse_note(data)
        return Policy(logs=self.policy.logs).check(note).checkpoint
