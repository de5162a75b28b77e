"""Rows and files that are made once in a process, and put back for each test that asks for them.

A world made through the ordinary acts costs more than many a test. `kept(make_world)` makes it the
first time and looks at what came into the empty database; afterwards it puts those very rows and
files there, and answers with a copy of what was made. Jobs that wait for a commit are not kept.

One kept thing may begin with another: a walk through the world, with the world.
"""

from __future__ import annotations

import copy
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core import cache as caches
from django.db import connection, transaction

T = TypeVar("T")
_OF_MIGRATIONS = {"django_content_type", "auth_permission"}


@dataclass
class Kept:
    made: Any
    rows: dict[str, list[tuple[Any, ...]]]  # by the statement that puts them back
    files: Path


_KEPT: dict[tuple[Any, ...], Kept] = {}


def kept(make: Callable[..., T], *how: object) -> T:
    """What `make(*how)` makes in an empty database."""
    key = (make, *how)
    if key not in _KEPT:
        made = make(*how)
        files = Path(tempfile.mkdtemp(dir=os.environ["DIVAN_HOME"]))
        if Path(settings.MEDIA_ROOT).exists():
            shutil.copytree(settings.MEDIA_ROOT, files, dirs_exist_ok=True)
        _KEPT[key] = Kept(copy.deepcopy(made), _rows(), files)
        return made
    one = _KEPT[key]
    with transaction.atomic(), connection.cursor() as cursor:
        for statement, rows in one.rows.items():
            cursor.executemany(statement, rows)
    caches.cache.clear()
    shutil.copytree(one.files, settings.MEDIA_ROOT, dirs_exist_ok=True)
    return copy.deepcopy(one.made)


def _rows() -> dict[str, list[tuple[Any, ...]]]:
    quote, found = connection.ops.quote_name, {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = model._meta.db_table
            if not model._meta.managed or model._meta.proxy or table in _OF_MIGRATIONS:
                continue
            fields = [quote(field.column) for field in model._meta.local_concrete_fields]
            columns, places = ", ".join(fields), ", ".join(["%s"] * len(fields))
            cursor.execute(f"SELECT {columns} FROM {quote(table)}")
            if rows := [tuple(map(_stored, row)) for row in cursor.fetchall()]:
                found[f"INSERT INTO {quote(table)} ({columns}) VALUES ({places})"] = rows
    return found


def _stored(value: Any) -> Any:
    """SQLite keeps a moment as text; its driver would read it, but not write it for long."""
    is_text = connection.vendor == "sqlite" and isinstance(value, date)
    return str(value) if is_text else value
