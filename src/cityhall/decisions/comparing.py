"""A composed charter beside the one in force, simulated on the city's own year; no ranking.

Bounded: few matters, few drawings, a little time, one at a time in a process, and what was
computed once is kept by what it was computed from.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import resources

from cityhall.decisions import laws
from cityhall.decisions.models import Charter as Row
from cityhall.decisions.queries.volume import volume
from divan.charter import CharterError
from divan.charter.model import Charter, Names
from divan.charter.reading import load
from divan.charter.simulate import Estimate, Matters, People, fit, simulate
from divan.charter.simulate import load as load_matters
from divan.charter.simulate import volume as stream_of
from divan.worktime import WorktimeError

SEEDS = range(8)
MOST_MATTERS = 400  # in a drawing
LEAST_OWN = 20  # matters of the year; fewer say nothing, so the sample town stands in
MOST_SECONDS = 2.0  # of computing, for both charters and all drawings
PATIENCE = 3.0  # seconds that a reader waits for another's simulation to end
SHOWN = (
    "days_median",
    "days_95",
    "wrong_approvals",
    "wrong_refusals",
    "lapses",
    "hours",
    "say",
    "strongest",
)
_one_at_a_time = threading.Lock()


@dataclass(frozen=True)
class Line:
    """A measure of `divan.charter.simulate.measures`. Without a charter in force only `composed`
    is there; `difference` is of the composed one to the one in force."""

    code: str
    composed: Estimate
    present: Estimate | None = None
    difference: Estimate | None = None


@dataclass(frozen=True)
class Beside:
    """`own`: on the city's own year, else on the sample town. `lines` is empty where `trouble`
    says why: "busy", "long", or "unfit"."""

    lines: tuple[Line, ...] = ()
    own: bool = False
    name: Names | None = None
    filed: int = 0
    trouble: str = ""


class _TooLongError(Exception):
    """The simulation took more than it may."""


def beside(text: str, row: Row | None, at: datetime) -> Beside:
    """The composed charter of this text beside the one in force."""
    counts, ranges = volume(laws.law(row), at) if row is not None else ({}, {})
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        return Beside(trouble="busy")
    try:
        present = row.text if row is not None else ""
        return _kept(text, present, tuple(counts.items()), tuple(sorted(ranges.items())))
    finally:
        _one_at_a_time.release()


@lru_cache(maxsize=256)
def _kept(
    text: str,
    present: str,
    counts: tuple[tuple[str, int], ...],
    ranges: tuple[tuple[tuple[str, str], tuple[int, int]], ...],
) -> Beside:
    charters = {"present": load(present)} if present else {}
    people, town = _town()
    own = None
    if present and sum(count for _kind, count in counts) >= LEAST_OWN:
        own = stream_of(charters["present"], dict(counts), dict(ranges), most=MOST_MATTERS)
    charters["composed"] = load(text)
    matters = own or town
    taken = {name: fit(matters, one) for name, one in charters.items()}
    fitted = {name: one for name, one in taken.items() if one is not None}
    if "composed" not in fitted:
        return Beside(trouble="unfit")
    shown = {name: charters[name] for name in fitted}
    return _simulated(shown, people, matters, fitted, own is not None)


def _simulated(
    charters: dict[str, Charter],
    people: People,
    matters: Matters,
    fitted: dict[str, Matters],
    own: bool,
) -> Beside:
    try:
        report = simulate(
            charters, people, matters, seeds=SEEDS, fitted=fitted, told=_bounded(MOST_SECONDS)
        )
    except _TooLongError:
        return Beside(trouble="long", own=own)
    except (CharterError, WorktimeError):
        return Beside(trouble="unfit", own=own)
    made, base = report.charters["composed"], report.charters.get("present")
    lines = tuple(
        Line(code, made.values[code], base.values[code] if base else None,
             made.differences[code] if base else None)
        for code in SHOWN
    )  # fmt: skip
    return Beside(lines, own, matters.name, round(report.filed))


def _bounded(seconds: float) -> Callable[[str, int], None]:
    """Asked before every run: stops once this thread has computed for so long."""
    end = time.thread_time() + seconds

    def told(_name: str, _seed: int) -> None:
        if time.thread_time() > end:
            raise _TooLongError

    return told


@lru_cache(maxsize=1)
def _town() -> tuple[People, Matters]:
    file = resources.files("divan.charter") / "data" / "town.matters.yaml"
    return load_matters(file.read_bytes())
