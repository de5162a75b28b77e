"""Many rows at once: keys reserved first, then one prepared INSERT for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

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
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in (*fields, *rest))
    marks = ", ".join(["%s"] * (len(fields) + len(rest)))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"
    values = [
        [
            value if convert is None or value is None else convert(value)
            for convert, value in zip(converters, row, strict=True)
        ]
        + constants
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)


def _converter(field: Any) -> Callable[[Any], Any] | None:
    """How a value of this field is given to the database; `None` means as it is."""
    kind = field.get_internal_type()
    if kind in _AS_THEY_ARE:
        return None
    if kind == "DateTimeField":
        return _utc_text if connection.vendor == "sqlite" else None
    return lambda value: field.get_db_prep_save(value, connection)


def _utc_text(moment: datetime) -> str:
    """A time as Django keeps it in SQLite: UTC, without its zone."""
    return moment.astimezone(UTC).isoformat(" ")[:-6]
