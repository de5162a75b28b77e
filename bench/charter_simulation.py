"""100,000 matters under each of the four charters that ship: CPU seconds and memory of one run.

The stream is the sample town's with its kinds, people and spreads; only so many more matters of
so much less reading that the people are as busy as in the town.

python bench/charter_simulation.py [MATTERS]
"""

from __future__ import annotations

import dataclasses
import resource
import sys
from importlib import resources
from time import process_time

from divan.charter import load as load_charter
from divan.charter.simulate import Matters, load, run
from divan.charter.simulate.routes import Routes
from divan.charter.simulate.stream import draw
from divan.charter.simulate.town import file, settle
from report import Section, aim, table

NAMES = ("hierarchy", "collaborative", "network", "hybrid")
MATTERS = 100_000
SECONDS, MEGABYTES = 60, 1024
FOLDER = resources.files("divan.charter") / "data"


def measure(size: int = MATTERS) -> Section:
    """A row a charter; times include drawing, filing and exploring the routes."""
    people, town = load((FOLDER / "town.matters.yaml").read_bytes())
    matters = _more(town, size)
    rows, whole = [], 0.0
    for name in NAMES:
        charter = load_charter((FOLDER / f"{name}.yaml").read_bytes())
        begin = process_time()
        made, drawn = settle(charter, people), draw(matters, 1)
        routes = Routes(made, matters.origin)
        ran = run.run(made, people, matters, drawn, file(made, matters, drawn), routes)
        seconds = process_time() - begin
        whole += seconds
        answers = f"{ran.said.sum():,}"
        rows.append([name, f"{len(drawn.at):,}", f"{len(routes.nodes)}", answers, f"{seconds:.1f}"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    head = ["charter", "matters", "states explored with the engine", "people's answers", "CPU s"]
    verdict = [
        aim("CPU seconds for all four", whole, SECONDS, at_least=False),
        aim("megabytes at the peak", peak, MEGABYTES, at_least=False),
    ]
    how = "`python bench/charter_simulation.py`: one drawing of the sample town's stream, enlarged."
    return Section("Charters simulated", how, table(head, rows), verdict)


def _more(town: Matters, size: int) -> Matters:
    """The same load from `size` matters instead of a town's few hundred."""
    times = size / (sum(kind.rate for kind in town.kinds) * town.days)
    kinds = tuple(
        dataclasses.replace(kind, rate=kind.rate * times, reading=max(1, int(kind.reading / times)))
        for kind in town.kinds
    )
    return dataclasses.replace(town, kinds=kinds)


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else MATTERS).text())
