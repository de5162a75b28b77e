"""The control of an import: the rows it made, given to SQLite by `executemany` and nothing else.

Same tables, indexes, triggers, log and `synchronous=FULL`; the rows come from the imported city.
Reading them there is not on the clock.
"""

import os
import sqlite3
import time
from pathlib import Path

from processes import Spent

BATCH = 2000  # rows in a transaction, as in `cityhall import-requests`
TABLES = ("service_request", "acts_act")
_PRAGMAS = """
    PRAGMA journal_mode=WAL;
    PRAGMA synchronous=FULL;
    PRAGMA cache_size=-65536;
    PRAGMA temp_store=MEMORY;
"""
_SCHEMA = """
    SELECT sql FROM sqlite_master
    WHERE tbl_name IN ('service_request', 'service_request_words', 'acts_act') AND sql IS NOT NULL
    ORDER BY type = 'trigger', type = 'index'
"""


def insert(source: Path, target: Path) -> Spent:
    """What inserting the reports and acts of `source` takes; `target` is removed afterwards."""
    rows_from = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    into = sqlite3.connect(target, isolation_level=None)
    into.executescript(_PRAGMAS)
    for (statement,) in rows_from.execute(_SCHEMA):
        into.execute(statement)
    readers = {table: rows_from.execute(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
    wall = cpu = 0.0
    while batch := {table: rows for table in TABLES if (rows := readers[table].fetchmany(BATCH))}:
        begin, used = time.perf_counter(), time.process_time()
        into.execute("BEGIN IMMEDIATE")
        for table, rows in batch.items():
            marks = ", ".join("?" * len(rows[0]))
            into.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        into.execute("COMMIT")
        wall += time.perf_counter() - begin
        cpu += time.process_time() - used
    into.close()
    rows_from.close()
    for path in target.parent.glob(target.name + "*"):
        os.remove(path)
    return Spent(wall, cpu, 0)
