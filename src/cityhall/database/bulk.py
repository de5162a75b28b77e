"""Many rows at once: keys reserved first, then few INSERTs of many rows each."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from operator import attrgetter
from typing import Any

from django.db import connection, models

# Values in one statement. The search index of SQLite is flushed at the end of every statement, so
# one of a hundred rows costs it a fraction of a hundred; more rows than that gain nothing.
_MOST_VALUES = 4000
_AS_THEY_ARE = frozenset(
    {
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "FloatField",
        "ForeignKey",
        "OneToOneField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "TextField",
    }
)


def spare_memory() -> None:
    """Keep the memory of a long run the same, however far its database grows.

    SQLite then reads its file into its own cache only: pages that are mapped count as memory of
    the process.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """`count` keys for new rows of a model, inside a transaction.

    SQLite has one writer, so the keys after the last are free until it commits; PostgreSQL's
    sequence gives each key once.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            row = cursor.fetchone()
            first = (row[0] if row else 0) + 1
            return list(range(first, first + count))
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def insert(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values in the order of `names`; every field left out takes its default."""
    fields = [model._meta.get_field(name) for name in names]
    rest = [field for field in model._meta.concrete_fields if field.name not in set(names)]
    rest = [field for field in rest if not field.get_internal_type().endswith("AutoField")]
    constants = [field.get_db_prep_save(field.get_default(), connection) for field in rest]
    converters = [_converter(field) for field in fields]
    prepared = [
        [
            value if convert is None or value is None else convert(value)
            for convert, value in zip(converters, row, strict=True)
        ]
        + constants
        for row in rows
    ]
    _put(f"{_quoted(model._meta.db_table)} {_columns([*fields, *rest])}", prepared)


def _put(into: str, rows: Sequence[list[Any]]) -> None:
    """Insert prepared rows, some to a statement: all but the last statement are the same text."""
    if not rows:
        return
    one = f"({', '.join(['%s'] * len(rows[0]))})"
    most = min(_MOST_VALUES // len(rows[0]), len(rows))
    sql = f"INSERT INTO {into} VALUES {one}"
    whole, left = divmod(len(rows), most)
    ends = (rows[place * most : (place + 1) * most] for place in range(whole))
    with connection.cursor() as cursor:
        cursor.executemany(sql + f", {one}" * (most - 1), [list(chain(*some)) for some in ends])
        if left:
            cursor.execute(sql + f", {one}" * (left - 1), list(chain(*rows[-left:])))


def add_up(
    model: type[models.Model], keys: Sequence[str], sum_: str, counted: Mapping[Any, int]
) -> None:
    """Add numbers to the column `sum_` of rows named by the values of `keys`; new rows begin at 0.

    `keys` have a unique constraint together. Rows are taken in the order of their keys, so that
    two transactions that add to the same ones wait for each other and never in a circle.
    """
    fields = [model._meta.get_field(name) for name in (*keys, sum_)]
    table, total = _quoted(model._meta.db_table), _quoted(fields[-1].column)
    sql = (
        f"INSERT INTO {table} {_columns(fields)} VALUES ({', '.join(['%s'] * len(fields))}) "
        f"ON CONFLICT {_columns(fields[:-1])} DO UPDATE SET {total} = {table}.{total} + "
        f"excluded.{total}"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*key, counted[key]) for key in sorted(counted)])


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _columns(fields: Sequence[Any]) -> str:
    return f"({', '.join(_quoted(field.column) for field in fields)})"


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """How a value of this field is given to the database; `None` means as it is."""
    kind = field.get_internal_type()
    if kind in _AS_THEY_ARE:
        return None
    own_way = getattr(field, "encoder", None)
    if kind in _TEXTS and connection.vendor == "sqlite" and own_way is None:
        return _TEXTS[kind]
    return lambda value: field.get_db_prep_save(value, connection)


def _utc_text(moment: datetime) -> str:
    """A time as Django keeps it in SQLite: UTC, without its zone."""
    return moment.astimezone(UTC).isoformat(" ")[:-6]


# What SQLite keeps as text, as Django would write it; its own way there is many calls longer.
_TEXTS: Mapping[str, Callable[[Any], str]] = {
    "DateTimeField": _utc_text,
    "JSONField": json.dumps,
    "UUIDField": attrgetter("hex"),
}
