"""The bare queue beside SimPy and Ciw: events a second of CPU, in one run on one queue.

M/M/3 with two classes, nobody interrupted; one event is an arrival or a departure. Each must
come near the exact waits of A. Cobham (1954), 20/99 and 20/33, or its speed means nothing.

python bench/charter_queue.py
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from time import process_time
from types import ModuleType

import numpy as np

from divan.charter.simulate.queue import waits
from report import Section, aim, table

RATES, SERVERS = (0.8, 1.2), 3
EXACT = (20 / 99, 20 / 33)
OURS, PEERS = 500_000, 25_000  # customers
AIM = 5
Waits = tuple[float, float]


def measure() -> Section:
    """The three engines in one table."""
    engines: list[tuple[str, Callable[[int], Waits], int]] = [
        ("divan.charter.simulate.queue", divan, OURS),
        ("SimPy PriorityResource", with_simpy, PEERS),
        ("Ciw", with_ciw, PEERS),
    ]
    speeds, rows = [], []
    for name, engine, customers in engines:
        engine(1000)
        begin = process_time()
        found = engine(customers)
        seconds = process_time() - begin
        speeds.append(2 * customers / seconds)
        rows.append(
            [
                name,
                f"{2 * customers:,}",
                f"{seconds:.2f}",
                f"{speeds[-1]:,.0f}",
                *(f"{one:.3f}" for one in found),
            ]
        )
    head = ["engine", "events", "CPU s", "events/s", "wait of the first class", "of the second"]
    exact = "Exact waits: " + ", ".join(f"{one:.3f}" for one in EXACT) + "."
    verdict = [
        aim(f"times the events a second of {name}", speeds[0] / speed, AIM, at_least=True)
        for (name, _, _), speed in zip(engines[1:], speeds[1:], strict=True)
    ]
    how = "`python bench/charter_queue.py`: M/M/3, two classes by priority, one process, CPU time."
    return Section("The bare queue of a simulation", how, [*table(head, rows), "", exact], verdict)


def divan(customers: int) -> Waits:
    draw = np.random.default_rng(1)
    arrivals = np.cumsum(draw.exponential(1 / sum(RATES), customers))
    classes = (draw.random(customers) >= RATES[0] / sum(RATES)).astype(int)
    services = draw.exponential(1, customers)
    found = waits(arrivals, services, servers=SERVERS, classes=classes)
    return float(found[classes == 0].mean()), float(found[classes == 1].mean())


def with_simpy(customers: int) -> Waits:
    simpy = _peer("simpy")
    draw, env = random.Random(1), simpy.Environment()
    desk = simpy.PriorityResource(env, capacity=SERVERS)
    found: tuple[list[float], list[float]] = ([], [])

    def customer(kind: int):
        came = env.now
        with desk.request(priority=kind) as turn:
            yield turn
            found[kind].append(env.now - came)
            yield env.timeout(draw.expovariate(1))

    def source():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(sum(RATES)))
            env.process(customer(int(draw.random() >= RATES[0] / sum(RATES))))

    env.process(source())
    env.run()
    return sum(found[0]) / len(found[0]), sum(found[1]) / len(found[1])


def with_ciw(customers: int) -> Waits:
    ciw = _peer("ciw")
    ciw.seed(1)
    network = ciw.create_network(
        arrival_distributions={
            f"C{kind}": [ciw.dists.Exponential(rate)] for kind, rate in enumerate(RATES)
        },
        service_distributions={f"C{kind}": [ciw.dists.Exponential(1)] for kind in range(2)},
        number_of_servers=[SERVERS],
        priority_classes={"C0": 0, "C1": 1},
    )
    run = ciw.Simulation(network)
    run.simulate_until_max_customers(customers)
    records = run.get_all_records()
    first, second = (
        [one.waiting_time for one in records if one.customer_class == f"C{kind}"]
        for kind in range(2)
    )
    return sum(first) / len(first), sum(second) / len(second)


def _peer(name: str) -> ModuleType:
    try:
        return __import__(name)
    except ImportError:
        sys.exit(f"{name} is not installed here: python -m pip install simpy ciw")


if __name__ == "__main__":
    print(measure().text())
