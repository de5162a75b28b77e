"""Charters beside each other: the same streams, the same numbers, paired differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from divan.charter.model import Charter
from divan.charter.procedures import Vote
from divan.charter.simulate import run as runs
from divan.charter.simulate.measures import MEASURES, TIMES, Measured, measure
from divan.charter.simulate.power import vote_powers
from divan.charter.simulate.reading import filed_as
from divan.charter.simulate.routes import Routes
from divan.charter.simulate.stream import Matters, People, draw
from divan.charter.simulate.town import Town, file, settle
from divan.charter.state import Seat

_EARLY = (12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157)


@dataclass(frozen=True)
class Estimate:
    """A mean over drawings, with the bounds of its interval of 95 % (Student's t)."""

    mean: float
    low: float
    high: float

    @property
    def known(self) -> bool:
        return not math.isnan(self.mean)

    @property
    def differs(self) -> bool:
        """For a difference: whether the interval leaves out zero."""
        return self.known and (self.low > 0 or self.high < 0)


@dataclass(frozen=True)
class Simulated:
    """One charter. `differences` are to the first charter, drawing by drawing; empty for it.
    `power`: by stage that votes, Banzhaf's index of one seat of each sector and weight."""

    charter: Charter
    values: Mapping[str, Estimate]
    kinds: Mapping[str, Mapping[str, Estimate]]
    differences: Mapping[str, Estimate]
    kind_differences: Mapping[str, Mapping[str, Estimate]]
    power: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Report:
    """`charters` in the order in which they were named: it is no ranking."""

    charters: Mapping[str, Simulated]
    matters: Matters
    people: People
    seeds: tuple[int, ...]
    filed: float  # matters in a drawing, on average


def simulate(
    charters: Mapping[str, Charter],
    people: People,
    matters: Matters,
    *,
    seeds: Iterable[int] = range(30),
    fitted: Mapping[str, Matters] | None = None,
    told: Callable[[str, int], None] | None = None,
) -> Report:
    """Let every charter meet the same streams with the same numbers, once for each seed.

    charters: by a name of the caller's, the first is what the others are compared with. `fitted`:
    by the same names the stream as a charter takes it, where that is not `matters`
    (`divan.charter.simulate.fitting.fit`). `told` is called before each charter and seed. Raises
    `ValueError` for fewer than two seeds or no charter, `CharterError` where a charter cannot take
    the stream, `HorizonError` for a deadline that lies further off than `divan.worktime` counts.
    """
    drawings = tuple(seeds)
    if len(drawings) < 2 or len(set(drawings)) < len(drawings):
        raise ValueError(f"seeds={len(drawings)}: two or more, each once")
    if not charters:
        raise ValueError("charters: at least one")
    measured: dict[str, list[Measured]] = {name: [] for name in charters}
    filed = []
    taken = {name: (fitted or {}).get(name, matters) for name in charters}
    towns = {name: settle(one, people) for name, one in charters.items()}
    routes = {name: Routes(one, matters.origin) for name, one in towns.items()}
    for seed in drawings:
        drawn = draw(matters, seed)
        filed.append(len(drawn.at))
        for name, town in towns.items():
            if told is not None:
                told(name, seed)
            own = taken[name]
            filings = file(town, own, drawn)
            ran = runs.run(town, people, own, drawn, filings, routes[name])
            strongest = [int(ran.influence.argmax())] if len(ran.influence) else []
            without = runs.run(town, people, own, drawn, filings, routes[name], away=strongest)
            measured[name].append(measure(matters, drawn, ran, without, people.concerned))
    base = next(iter(charters))
    found = {
        name: _simulated(
            charters[name], many, measured[base] if name != base else [], taken[name], towns[name]
        )
        for name, many in measured.items()
    }
    return Report(found, matters, people, drawings, sum(filed) / len(filed))


def _simulated(
    charter: Charter,
    many: Sequence[Measured],
    base: Sequence[Measured],
    matters: Matters,
    town: Town,
) -> Simulated:
    kinds = [kind.name for kind in matters.kinds]
    pairs = list(zip(many, base, strict=True)) if base else []
    return Simulated(
        charter,
        {key: estimate([one.values[key] for one in many]) for key in MEASURES},
        {
            kind: {key: estimate([one.kinds[kind][key] for one in many]) for key in TIMES}
            for kind in kinds
        },
        {
            key: estimate([one.values[key] - other.values[key] for one, other in pairs])
            for key in (MEASURES if pairs else ())
        },
        {
            kind: {
                key: estimate(
                    [one.kinds[kind][key] - other.kinds[kind][key] for one, other in pairs]
                )
                for key in TIMES
            }
            for kind in (kinds if pairs else ())
        },
        _powers(charter, matters, town),
    )


def estimate(values: Sequence[float]) -> Estimate:
    """The mean of independent values and its interval; those that are NaN are left out."""
    known = np.array([one for one in values if not math.isnan(one)])
    if len(known) < 2:
        return Estimate(math.nan, math.nan, math.nan)
    mean = float(known.mean())
    half = student(len(known) - 1) * float(known.std(ddof=1)) / math.sqrt(len(known))
    return Estimate(mean, mean - half, mean + half)


def student(freedom: int) -> float:
    """The .975 quantile of Student's t: tabled below ten degrees of freedom, above by the
    expansion of E. A. Cornish and R. A. Fisher (1937), right to four digits."""
    if freedom <= len(_EARLY):
        return _EARLY[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3


def _powers(charter: Charter, matters: Matters, town: Town) -> dict[str, dict[str, float]]:
    """Voting power at the stages that the stream can reach."""
    found: dict[str, dict[str, float]] = {}
    for name in dict.fromkeys(filed_as(kind, charter) for kind in matters.kinds):
        for stage in charter.matters[name].stages():
            body = charter.bodies.get(stage.body)
            if not isinstance(stage.procedure, Vote) or body is None or body.seats is None:
                continue
            seats: tuple[Seat, ...] = town.world.seats(body, matters.origin)
            base = sum(seat.weight for seat in seats)
            shares = vote_powers(stage.procedure, seats, base)
            found[f"{name}.{stage.id}"] = {
                seat.sector or body.name: float(share)
                for seat, share in zip(seats, shares, strict=True)
            }
    return found
