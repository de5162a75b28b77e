"""SQLite's write-ahead log, and guard-rails that keep recorded acts as they were written."""

from __future__ import annotations

from typing import Any

from django.db import connection

_SQLITE = (
    "CREATE TRIGGER IF NOT EXISTS acts_act_no_update BEFORE UPDATE ON acts_act "
    "BEGIN SELECT RAISE(ABORT, 'acts are never changed'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION acts_never_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'acts are never changed'; END $$",
    "DROP TRIGGER IF EXISTS acts_act_no_update ON acts_act",
    "CREATE TRIGGER acts_act_no_update BEFORE UPDATE ON acts_act "
    "FOR EACH STATEMENT EXECUTE FUNCTION acts_never_change()",
)


def prepare(**_signal: Any) -> None:
    """After every migration: WAL mode (kept in the file) and the guard-rails."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            cursor.execute("PRAGMA journal_mode=WAL")
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)
