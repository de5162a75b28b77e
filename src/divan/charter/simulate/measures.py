"""What one run says of a charter: times, errors against the truth, hours, say and influence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from divan.charter.simulate.run import ENDS, Ran
from divan.charter.simulate.stream import DAY, Drawn, Matters

APPROVED, REFUSED, LAPSED = range(len(ENDS))
MEASURES = (
    "days_mean",
    "days_median",
    "days_95",
    "lowest",
    "wrong_approvals",
    "wrong_refusals",
    "lapses",
    "escalations",
    "hours",
    "say",
    "gini",
    "strongest",
    "absence_days",
    "absence_lapses",
)
TIMES = ("days_mean", "days_median", "days_95")
Values = Mapping[str, float]


@dataclass(frozen=True)
class Measured:
    """`values`: a number for each of MEASURES; `kinds`: TIMES for each kind. NaN where nothing
    was drawn that could be measured."""

    values: Values
    kinds: Mapping[str, Values]


def measure(matters: Matters, drawn: Drawn, ran: Ran, without: Ran, concerned: int) -> Measured:
    """Measure a run; `without` is the same run while its strongest person is away all the time.

    A matter's time is until it ended, decided or lapsed, so none is left out for being slow.
    """
    days = (ran.end - drawn.at) / DAY
    decided = ran.outcome != LAPSED
    approved, refused = ran.outcome == APPROVED, ran.outcome == REFUSED
    influence = ran.influence
    whole = float(influence.sum())
    hours = (float(ran.spent.sum()) + ran.polled) / 3600
    values = {
        **_times(days),
        "lowest": _mean(decided & (ran.carried == 0)),
        "wrong_approvals": _mean(approved[~ran.good]),
        "wrong_refusals": _mean(refused[ran.good]),
        "lapses": _mean(~decided),
        "escalations": _mean(ran.carried),
        "hours": hours / len(days) if len(days) else np.nan,
        "say": min(_mean(ran.said) / concerned, 1.0),
        "gini": gini(_padded(influence, concerned)) if whole else np.nan,
        "strongest": float(influence.max()) / whole if whole else np.nan,
        "absence_days": _mean((without.end - ran.end) / DAY),
        "absence_lapses": _mean(without.outcome == LAPSED) - _mean(~decided),
    }
    kinds = {
        kind.name: _times(days[drawn.kind == number]) for number, kind in enumerate(matters.kinds)
    }
    return Measured(values, kinds)


def gini(shares: ArrayLike) -> float:
    """The Gini coefficient of amounts of 0 or more: 0 where all are alike, near 1 where one has
    all. NaN where nobody has anything."""
    amounts = np.sort(np.asarray(shares, np.float64))
    size, whole = len(amounts), float(amounts.sum())
    if not whole:
        return float("nan")
    ranks = np.arange(1, size + 1)
    return float(2 * (ranks * amounts).sum() / (size * whole) - (size + 1) / size)


def _padded(influence: NDArray[np.float64], concerned: int) -> NDArray[np.float64]:
    """With a zero for everybody concerned who holds no seat."""
    missing = max(0, concerned - len(influence))
    return np.concatenate([influence, np.zeros(missing)])


def _times(days: NDArray[np.float64]) -> dict[str, float]:
    if not len(days):
        return dict.fromkeys(TIMES, float("nan"))
    return {
        "days_mean": float(days.mean()),
        "days_median": float(np.quantile(days, 0.5)),
        "days_95": float(np.quantile(days, 0.95)),
    }


def _mean(of: ArrayLike) -> float:
    values = np.asarray(of, np.float64)
    return float(values.mean()) if values.size else float("nan")
