"""Full-text search: FTS5 on SQLite, a `simple` tsvector column on PostgreSQL.

Both index the same two columns, `search` (folded words and lemmas) and `facets` (short tokens
of the filters), and are kept by the database itself, so no writer can forget them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

_TABLE = "service_request"
_WORDS = f"{_TABLE}_words"
_PAGES = (
    500  # that one step of merging writes: a writer waits some hundredths of a second behind it
)
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_WORDS} USING fts5("
    f"search, facets, content='{_TABLE}', content_rowid='id', tokenize='unicode61')",
    f"CREATE TRIGGER IF NOT EXISTS {_WORDS}_insert AFTER INSERT ON {_TABLE} BEGIN "
    f"INSERT INTO {_WORDS}(rowid, search, facets) "
    "VALUES (new.id, new.search, new.facets); END",
    f"CREATE TRIGGER IF NOT EXISTS {_WORDS}_delete AFTER DELETE ON {_TABLE} BEGIN "
    f"INSERT INTO {_WORDS}({_WORDS}, rowid, search, facets) "
    "VALUES ('delete', old.id, old.search, old.facets); END",
    f"CREATE TRIGGER IF NOT EXISTS {_WORDS}_update AFTER UPDATE OF search, facets ON {_TABLE} "
    "WHEN old.search <> new.search OR old.facets <> new.facets BEGIN "
    f"INSERT INTO {_WORDS}({_WORDS}, rowid, search, facets) "
    "VALUES ('delete', old.id, old.search, old.facets); "
    f"INSERT INTO {_WORDS}(rowid, search, facets) "
    "VALUES (new.id, new.search, new.facets); END",
)
# A column of its own, so that no row is parsed twice; and counted with care, for PostgreSQL
# chooses by the frequency of a word whether to take its rows from the index (a rare one) or to
# walk from the newest row until enough hold it (a common one). Either done wrongly takes seconds.
_POSTGRESQL = (
    f"ALTER TABLE {_TABLE} ADD COLUMN IF NOT EXISTS words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', search || ' ' || facets)) STORED",
    f"ALTER TABLE {_TABLE} ALTER COLUMN words SET STATISTICS 1000",
    f"CREATE INDEX IF NOT EXISTS {_WORDS} ON {_TABLE} USING gin (words)",
)


def prepare(**_signal: Any) -> None:
    """After every migration: make sure of the index (a rebuilt table has lost its triggers)."""
    statements = _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def compact() -> None:
    """Let the index forget words that no row holds any more, in steps behind which nobody waits.

    FTS5 only notes that a word is gone, and keeps it until that part of the index is merged.
    PostgreSQL takes it away with the row (VACUUM).
    """
    if connection.vendor != "sqlite":
        return
    pages, changed = -_PAGES, 2  # a negative number: merge everything there is by now
    while changed >= 2:  # fewer changes: there was nothing left to do
        with transaction.atomic(), connection.cursor() as cursor:
            before = cursor.connection.total_changes
            cursor.execute(f"INSERT INTO {_WORDS}({_WORDS}, rank) VALUES ('merge', %s)", [pages])
            changed = cursor.connection.total_changes - before
        pages = _PAGES


def matching(
    rows: QuerySet[Any],
    terms: Sequence[str],
    facets: Sequence[str] = (),
    *,
    below: int | None = None,
) -> QuerySet[Any]:
    """The rows that hold all terms and all facets, ordered by `-pk` (the index's order).

    `below` starts after a key: the walk through the index begins there. Terms and facets must be
    made of letters and digits only, as `divan.language.query_terms` gives them; anything else
    raises `ValueError`.
    """
    for word in (*terms, *facets):
        if not word.isalnum():
            raise ValueError(f"{word!r} is not a search term")
    if connection.vendor == "sqlite":
        query = " AND ".join(
            [f'search : "{term}"' for term in terms] + [f'facets : "{facet}"' for facet in facets]
        )
        where, params = [f"{_WORDS} MATCH %s", f"{_WORDS}.rowid = {_TABLE}.id"], [query]
        if below is not None:
            where, params = [*where, f"{_WORDS}.rowid < %s"], [query, below]
        return rows.extra(
            tables=[_WORDS], where=where, params=params, order_by=[f"-{_WORDS}.rowid"]
        )
    if below is not None:
        rows = rows.filter(pk__lt=below)
    query = " & ".join((*terms, *facets))
    where = [f"{_TABLE}.words @@ to_tsquery('simple', %s)"]
    return rows.extra(where=where, params=[query]).order_by("-pk")
