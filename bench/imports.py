"""Taking in another system's reports, beside SQLite taking the finished rows alone."""

import tempfile
from pathlib import Path

import cities
from cities import Import
from report import Section, aim, table

ROUNDS = 3
RATE = 5000.0  # rows a second
MEMORY = 300.0  # MB


def measure(million: Import | None) -> Section:
    """Boston's file now, in rounds; a million rows as they went in when that city was built."""
    with tempfile.TemporaryDirectory() as folder:
        rounds = [cities.import_file(cities.BOSTON, Path(folder) / "city") for _ in range(ROUNDS)]
    best = min(rounds, key=lambda each: each.spent.wall)
    measured = [best, *([million] if million else [])]
    head = (
        "rows",
        "day",
        "wall s",
        "CPU s",
        "rows a second",
        "per CPU second",
        "SQLite alone, CPU s",
        "ratio",
        "memory at most",
    )
    rows = [
        (
            f"{each.rows:,}",
            each.day,
            f"{each.spent.wall:.1f}",
            f"{each.spent.cpu:.1f}",
            f"{each.rows / each.spent.wall:,.0f}",
            f"{each.rows / each.spent.cpu:,.0f}",
            f"{each.alone.cpu:.1f}",
            f"{each.spent.cpu / each.alone.cpu:.2f}",
            f"{each.spent.peak / 2**20:.0f} MB",
        )
        for each in measured
    ]
    slowest = min(each.rows / each.spent.cpu for each in measured)
    most = max(each.spent.peak for each in measured) / 2**20
    return Section(
        "Import",
        "`cityhall import-requests` into a new city in SQLite with `synchronous=FULL`: reading, "
        "checking, masking, counting, search index, and an act with its leaf for every row; the "
        f"whole command with its start. Boston's file is the best of {ROUNDS} rounds. The control "
        "gives SQLite the finished rows by `executemany`: same tables, indexes, triggers and "
        "transactions, and nothing else.",
        table(head, rows),
        (
            aim("rows per second of CPU", slowest, RATE, at_least=True),
            aim("MB of memory", most, MEMORY, at_least=False),
        ),
    )
