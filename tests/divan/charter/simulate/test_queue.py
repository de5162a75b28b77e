"""The bare queue against the exact values of Erlang and Cobham."""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from divan.charter.simulate.queue import waits


def poisson(rates, seed: int, customers: int = 200_000):
    """Arrivals, exponential services of mean 1, and classes, of a stationary stream."""
    random = np.random.default_rng(seed)
    arrivals = np.cumsum(random.exponential(1 / sum(rates), customers))
    classes = random.choice(len(rates), customers, p=np.array(rates) / sum(rates))
    return arrivals, random.exponential(1, customers), classes


@pytest.mark.parametrize(
    ("servers", "rate", "waiting", "wait"),
    [
        (1, 0.5, 0.5, 1),
        (2, 1, 1 / 3, 1 / 3),
        (3, 2, 4 / 9, 4 / 9),
        (5, 4, 0.5541125541, 0.5541125541),
    ],
)
def test_erlang_c(servers: int, rate: float, waiting: float, wait: float) -> None:
    found = [waits(*poisson([rate], seed)[:2], servers=servers) for seed in range(3)]
    assert np.mean([(one > 0).mean() for one in found]) == pytest.approx(waiting, rel=0.03)
    assert np.mean([one.mean() for one in found]) == pytest.approx(wait, rel=0.06)


def test_the_tail_of_erlang_c() -> None:
    """M/M/3, two a unit of time: P(Wq > 1) = 4/9 e^-1, and ln(4/9 / 0.05) waits the 95th."""
    found = np.concatenate([waits(*poisson([2], seed)[:2], servers=3) for seed in range(3)])
    assert (found > 1).mean() == pytest.approx(0.16350197, rel=0.04)
    assert np.quantile(found, 0.95) == pytest.approx(2.184802, rel=0.06)


@pytest.mark.parametrize(
    ("servers", "rates", "wanted"),
    [
        (1, (0.2, 0.4), (0.75, 1.875)),
        (3, (0.8, 1.2), (20 / 99, 20 / 33)),
        (3, (0.5, 0.5, 1), (8 / 45, 4 / 15, 2 / 3)),
    ],
)
def test_cobham(servers: int, rates, wanted) -> None:
    totals = np.zeros(len(rates))
    for seed in range(4):
        arrivals, services, classes = poisson(rates, seed)
        found = waits(arrivals, services, servers=servers, classes=classes)
        totals += [found[classes == one].mean() / 4 for one in range(len(rates))]
    assert totals == pytest.approx(wanted, rel=0.06)


def test_constant_service_halves_the_wait() -> None:
    """M/D/1 with load .6: Wq = .75, half of M/M/1 (Pollaczek and Khinchine)."""
    found = [waits(poisson([0.6], seed)[0], np.ones(200_000)).mean() for seed in range(3)]
    assert np.mean(found) == pytest.approx(0.75, rel=0.04)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 2)), min_size=1, max_size=40
    ),
    st.integers(1, 3),
)
def test_it_is_what_a_calendar_of_events_does(customers, servers: int) -> None:
    gaps, services, classes = (list(one) for one in zip(*customers, strict=True))
    arrivals = np.cumsum(gaps)
    assert waits(arrivals, services, servers=servers, classes=classes).tolist() == _by_events(
        arrivals.tolist(), services, classes, servers
    )


def _by_events(arrivals, services, classes, servers: int) -> list[float]:
    """The textbook way: a heap of departures (first) and arrivals, and a heap of who waits."""
    calendar = [(moment, 1, number) for number, moment in enumerate(arrivals)]
    line: list[tuple[int, int]] = []
    free, wait = servers, [0.0] * len(arrivals)
    calendar.sort()
    while calendar:
        now, kind, number = heappop(calendar)
        if kind == 1:
            heappush(line, (classes[number], number))
        else:
            free += 1
        if calendar and calendar[0][:2] == (now, 0):
            continue  # whoever leaves now is gone first
        while free and line:
            _, one = heappop(line)
            wait[one] = now - arrivals[one]
            free -= 1
            heappush(calendar, (now + services[one], 0, one))
    return wait


def test_work_that_is_only_put_in_another_order_is_conserved() -> None:
    """L. Kleinrock: for equal services the mean wait does not depend on the order."""
    arrivals, _, classes = poisson((0.3, 0.5), 7, 20_000)
    same = np.ones(len(arrivals))
    one = waits(arrivals, same).mean()
    assert waits(arrivals, same, classes=classes).mean() == pytest.approx(one, rel=1e-9)


@pytest.mark.parametrize(
    ("arrivals", "services", "servers", "classes"),
    [
        ([0, 1], [1], 1, None),
        ([1, 0], [1, 1], 1, None),
        ([0], [-1], 1, None),
        ([0], [1], 0, None),
        ([0], [1], 1, [-1]),
    ],
)
def test_what_cannot_be_served_is_refused(arrivals, services, servers, classes) -> None:
    with pytest.raises(ValueError, match=r"arrivals|servers"):
        waits(arrivals, services, servers=servers, classes=classes)
