"""From `cityhall serve` to its first page, beside what the interpreter and Django need alone."""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from cities import City
from processes import CITYHALL, city_environment, city_server, spend
from report import Section, aim, table

ROUNDS = 5
MOST = 3.0  # seconds
_DJANGO = "import django; django.setup()"


def measure(cities: Sequence[City]) -> Section:
    """Seconds until the first answer with status 200, in rounds that take turns."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder)
        spend([*CITYHALL, "migrate"], city_environment(empty))
        homes = {"an empty city": empty}
        homes |= {f"{city.imported.taken:,} reports": city.home for city in cities}
        took: dict[str, list[float]] = {"django.setup() alone": [], **{name: [] for name in homes}}
        for _ in range(ROUNDS):
            alone = spend([sys.executable, "-c", _DJANGO], city_environment(empty))
            took["django.setup() alone"].append(alone.wall)
            for name, home in homes.items():
                with city_server(home) as server:
                    took[name].append(server.seconds_to_answer)
    rows = [(name, f"{min(some):.2f}", f"{median(some):.2f}") for name, some in took.items()]
    slowest = max(min(took[name]) for name in homes)
    return Section(
        "Start",
        f"Seconds from the command to the first page with status 200; {ROUNDS} rounds.",
        table(("start", "best", "median"), rows),
        (aim("seconds until the first page", slowest, MOST, at_least=False),),
    )
