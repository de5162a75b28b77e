"""The bare queue: servers alike, classes served in order of priority, nobody is interrupted.

What a body with several equal desks is, before any charter: A. Cobham, "Priority Assignment in
Waiting Line Problems", Operations Research 2 (1954). One pass over the arrivals, in which the
servers are a heap of the moments at which they become free, so no calendar of events is kept.
"""

from __future__ import annotations

from collections import deque
from heapq import heapify, heapreplace

import numpy as np
from numpy.typing import ArrayLike, NDArray


def waits(
    arrivals: ArrayLike, services: ArrayLike, *, servers: int = 1, classes: ArrayLike | None = None
) -> NDArray[np.float64]:
    """How long each customer waits for a server, in the unit of `arrivals`.

    arrivals: moments, in order. services: how long each is served. classes: whole numbers from 0,
    a lower number is served first; within a class by arrival. All have the same length n; so has
    the answer.

    Raises `ValueError` for arrays of different length, arrivals out of order, a negative service
    or class, and no server.
    """
    moments, lengths = np.asarray(arrivals, np.float64), np.asarray(services, np.float64)
    ranks = np.zeros(len(moments), np.int64) if classes is None else np.asarray(classes, np.int64)
    _check(moments, lengths, ranks, servers)
    if not len(moments):
        return moments
    come, last = moments.tolist(), lengths.tolist()
    number = int(ranks.max()) + 1
    begun = (
        _in_order(come, last, servers)
        if number == 1
        else _by_class(come, last, ranks.tolist(), number, servers)
    )
    return np.asarray(begun) - moments


def _in_order(come: list[float], last: list[float], servers: int) -> list[float]:
    """When each is begun, first come first served."""
    free = [0.0] * servers
    begun: list[float] = []
    note = begun.append
    for moment, length in zip(come, last, strict=True):
        start = free[0]
        if start < moment:
            start = moment
        heapreplace(free, start + length)
        note(start)
    return begun


def _by_class(
    come: list[float], last: list[float], ranks: list[int], number: int, servers: int
) -> list[float]:
    """When each is begun; at every freed server the best class that has come by then is next."""
    free = [0.0] * servers
    heapify(free)
    begun = [0.0] * len(come)
    lines: list[deque[int]] = [deque() for _ in range(number)]
    waiting = 0
    for customer, moment in enumerate(come):
        while waiting and free[0] <= moment:
            for line in lines:
                if line:
                    one = line.popleft()
                    break
            start = free[0]
            begun[one] = start
            heapreplace(free, start + last[one])
            waiting -= 1
        if free[0] <= moment:  # then nobody waits
            begun[customer] = moment
            heapreplace(free, moment + last[customer])
        else:
            lines[ranks[customer]].append(customer)
            waiting += 1
    for line in lines:  # nobody comes any more
        for one in line:
            begun[one] = free[0]
            heapreplace(free, free[0] + last[one])
    return begun


def _check(
    moments: NDArray[np.float64], lengths: NDArray[np.float64], ranks: NDArray[np.int64], c: int
) -> None:
    if not len(moments) == len(lengths) == len(ranks):
        sizes = f"{len(moments)}, {len(lengths)}, {len(ranks)}"
        raise ValueError(f"arrivals, services, classes: of one length, not {sizes}")
    if c < 1:
        raise ValueError(f"servers={c}: at least 1")
    if len(moments) and (np.diff(moments) < 0).any():
        raise ValueError("arrivals: in order of time")
    if len(moments) and not (moments[0] >= 0 and lengths.min() >= 0 and ranks.min() >= 0):
        raise ValueError("arrivals, services, classes: none is negative")
