"""What a database says of itself: does it wait for the disk, is it whole, are acts guarded."""

from __future__ import annotations

from django.db import connection

GUARD = "acts_act_no_update"


def durability() -> dict[str, str]:
    """The settings that decide whether an acknowledged act survives a power cut."""
    names = ("journal_mode", "synchronous")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            said = {}
            for name in names:
                cursor.execute(f"PRAGMA {name}")
                said[name] = str(cursor.fetchone()[0])
            return said
        said = {}
        for name in ("fsync", "synchronous_commit"):
            cursor.execute("SELECT current_setting(%s)", [name])
            said[name] = str(cursor.fetchone()[0])
        return said


def damage() -> str:
    """What is damaged in the file; empty where nothing is. PostgreSQL looks after its own."""
    if connection.vendor != "sqlite":
        return ""
    with connection.cursor() as cursor:
        for name in ("quick_check", "foreign_key_check"):
            cursor.execute(f"PRAGMA {name}")
            rows = cursor.fetchall()
            if rows not in ([], [("ok",)]):
                return str(rows[0][0])
    return ""


def acts_are_guarded() -> bool:
    """Whether the trigger stands that refuses to change an act."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = %s", [GUARD])
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgname = %s AND tgenabled <> 'D'", [GUARD]
            )
        return bool(cursor.fetchone()[0])
