"""A live city's database and files, changed behind the record's back in every way we know of."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from cityhall.database import journal

ACT = ("at", "by", "verb", "object_type", "object_id", "audience", "public", "leaf")
REQUEST = ("status", "due_at", "requested_at", "unit_id", "service_id", "voices", "explanation")


@dataclass(frozen=True)
class Change:
    """What is done, and the words that the first fault must hold to have located it."""

    name: str
    sql: str = ""
    values: tuple = ()
    path: str = ""
    data: bytes = b""
    located: tuple[str, ...] = ()


def lift() -> None:
    """Take the guard-rails down: whoever owns the database can."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        journal.lift(cursor.execute, connection.vendor, tables)
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")


def changes(chance: random.Random, files: Path) -> Iterator[Change]:
    """An endless row of tamperings, drawn from a seed. Each is undone before the next."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT position FROM acts_act ORDER BY position")
        acts = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT act_id FROM acts_sealed ORDER BY act_id")
        sealed = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT id FROM service_request ORDER BY id")
        requests = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT size FROM record_seal ORDER BY size")
        seals = [row[0] for row in cursor.fetchall()]
    paths = sorted(path for path in files.rglob("*") if path.is_file())
    while True:
        position, other = chance.sample(acts, 2)
        kind = chance.randrange(12)
        if kind < 4:
            yield _column(chance, position)
        elif kind == 4:
            yield Change(
                "swap two rows",
                "UPDATE acts_act SET leaf = (SELECT leaf FROM acts_act b WHERE b.position = %s) "
                "WHERE position = %s",
                (other, position),
                located=(f"entry {position}:",),
            )
        elif kind == 5:
            yield Change(
                "delete a row",
                "DELETE FROM acts_act WHERE position = %s",
                (position,),
                located=(f"entry {position}", "acts_register"),
            )
        elif kind == 6:
            yield Change(
                "cut the end off",
                "DELETE FROM acts_act WHERE position >= %s",
                (max(1, position),),
                located=("acts_register", f"entry {max(1, position)}"),
            )
        elif kind == 7 and sealed:
            yield _sealed(chance, chance.choice(sealed))
        elif kind == 8:
            yield _request(chance, chance.choice(requests))
        elif kind == 9:
            size = chance.choice(seals)
            column = chance.choice(("root", "note"))
            yield Change(
                f"seal.{column}",
                f"UPDATE record_seal SET {column} = %s WHERE size = %s",
                ("0" * 64 if column == "root" else "forged\n", size),
                located=(f"seal {size}", "checkpoint"),
            )
        elif kind == 10:
            path = chance.choice(paths)
            data = bytearray(path.read_bytes())
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield _file("flip a bit", path, files, bytes(data))
        else:
            path = chance.choice(paths)
            data = path.read_bytes()
            yield _file("cut a file short", path, files, data[: chance.randrange(len(data))])


def _column(chance: random.Random, position: int) -> Change:
    column = chance.choice(ACT)
    value: object = {
        "at": f"20{chance.randrange(10, 99)}-03-04 05:06:07.000008",
        "by": f"post:{chance.randrange(10**6)}",
        "verb": f"service.{chance.randrange(10**6)}",
        "object_type": "people.city",
        "object_id": chance.randrange(10**6, 10**7),
        "audience": chance.choice(("hidden", "nobody")),
        "public": json.dumps({"status": chance.randrange(10**6)}),
        "leaf": json.dumps({"v": 1, "n": position, "x": chance.randrange(10**6)}),
    }[column]
    return Change(
        f"act.{column}",
        f'UPDATE acts_act SET "{column}" = %s WHERE position = %s',
        (value, position),
        located=(f"entry {position}:",),
    )


def _sealed(chance: random.Random, position: int) -> Change:
    column = chance.choice(("words", "key"))
    value: object = json.dumps({"shown": str(chance.random())})
    if column == "key":
        value = chance.randbytes(32)
    return Change(
        f"sealed.{column}",
        f'UPDATE acts_sealed SET "{column}" = %s WHERE act_id = %s',
        (value, position),
        located=(f"entry {position}:",),
    )


def _request(chance: random.Random, number: int) -> Change:
    column = chance.choice(REQUEST)
    value: object = {
        "status": "seen",
        "voices": chance.randrange(100, 10**6),
        "explanation": f"forged {chance.random()}",
    }.get(column)
    if column in ("due_at", "requested_at"):
        value = f"20{chance.randrange(30, 99)}-01-02 03:04:05.000006"
    sql = f"UPDATE service_request SET {column} = %s WHERE id = %s"
    if column in ("unit_id", "service_id"):
        table = "people_organization" if column == "unit_id" else "service_service"
        sql = (
            f"UPDATE service_request SET {column} = (SELECT MAX(id) FROM {table} WHERE id <> "
            f"service_request.{column} AND %s IS NULL) WHERE id = %s"
        )
        value = None
    return Change(f"request.{column}", sql, (value, number), located=(f"service.request:{number}",))


def _file(name: str, path: Path, files: Path, data: bytes) -> Change:
    return Change(name, path=str(path.relative_to(files)), data=data)
