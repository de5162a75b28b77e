"""Counts of several queries in one journey to the database."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def counts(*queries: QuerySet[Any]) -> list[int]:
    """How many rows each query gives, in one statement; a slice bounds what is counted."""
    parts: list[str] = []
    params: list[object] = []
    for query in queries:
        try:
            sql, own = query.values("pk").query.sql_with_params()
        except EmptyResultSet:
            parts.append("0")
        else:
            parts.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted)")
            params += own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        return list(cursor.fetchone())
