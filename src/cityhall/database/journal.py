"""SQLite's write-ahead log, and guard-rails that keep the record as it was written.

Guard-rails stop mistakes and honest programs. Whoever owns the database can take them down, so
the proof of the record is its published and witnessed seal, and never these triggers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection

# For each rail: its name, table, event, and the condition under which it refuses ("" is always).
# A withheld act may be blanked, once, in exactly the two columns that say something in words.
_BLANKED = (
    'NEW.leaf = \'\' AND NEW.position = OLD.position AND NEW.at = OLD.at AND NEW."by" = OLD."by" '
    "AND NEW.verb = OLD.verb AND NEW.object_type = OLD.object_type "
    "AND NEW.object_id = OLD.object_id AND NEW.audience = OLD.audience "
    "AND EXISTS (SELECT 1 FROM acts_withheld WHERE position = OLD.position)"
)
_RAILS = (
    ("acts_act_no_update", "acts_act", "UPDATE", f"NOT ({_BLANKED})", "acts are never changed"),
    ("acts_act_no_delete", "acts_act", "DELETE", "", "acts are never deleted"),
    # SQLite's INSERT OR REPLACE would delete first, unseen by the rail above, where a connection
    # has not turned recursive triggers on.
    (
        "acts_act_no_replace",
        "acts_act",
        "INSERT",
        "EXISTS (SELECT 1 FROM acts_act WHERE position = NEW.position)",
        "acts are never replaced",
    ),
    (
        "acts_register_grows",
        "acts_register",
        "UPDATE",
        "NEW.size < OLD.size",
        "the record never gets shorter",
    ),
    ("acts_register_stays", "acts_register", "DELETE", "", "the record never gets shorter"),
    ("acts_withheld_stays", "acts_withheld", "DELETE", "", "what was withheld stays on record"),
    ("record_seal_no_update", "record_seal", "UPDATE", "", "seals are never changed"),
    ("record_seal_no_delete", "record_seal", "DELETE", "", "seals are never taken back"),
    (
        "record_seal_grows",
        "record_seal",
        "INSERT",
        "NEW.size <= (SELECT MAX(size) FROM record_seal)",
        "a seal is larger than the one before it",
    ),
)
_OF_SQLITE = {"acts_act_no_replace"}


def prepare(**_signal: Any) -> None:
    """After every migration: WAL mode (kept in the file) and the guard-rails."""
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            cursor.execute("PRAGMA journal_mode=WAL")
        for name, table, event, condition, message in _RAILS:
            if table in tables:
                for statement in _statements(name, table, event, condition, message):
                    cursor.execute(statement)


def lift(execute: Callable[[str], object], vendor: str, tables: Iterable[str]) -> None:
    """Take the guard-rails down before a database is emptied; `prepare` puts them up again."""
    present = set(tables)
    for name, table, *_rest in _RAILS:
        if table in present:
            on = f" ON {table}" if vendor == "postgresql" else ""
            execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            if vendor == "postgresql":
                execute(f"DROP TRIGGER IF EXISTS {name}_truncate{on}")


def _statements(name: str, table: str, event: str, condition: str, message: str) -> list[str]:
    when = f"WHEN {condition} " if condition else ""
    if connection.vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} {when}"
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END",
        ]
    refuse = f"RAISE EXCEPTION '{message}';"
    body = f"IF {condition} THEN {refuse} END IF; RETURN NEW;" if condition else refuse
    each = "ROW" if condition else "STATEMENT"
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {body} END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]
    if name in _OF_SQLITE:
        return made[1:2]
    if event == "DELETE":
        made += [
            f"DROP TRIGGER IF EXISTS {name}_truncate ON {table}",
            f"CREATE TRIGGER {name}_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
        ]
    return made
