"""Each step of an upgrade and the note that it was done, in one transaction.

Django notes a step after it is committed where indexes are made last. Killed between the two, an
upgrade would find the tables of a step that it believes undone, and stop there for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.migrations.executor import MigrationExecutor


@contextmanager
def in_whole_steps() -> Iterator[None]:
    """Within this block an upgrade that is killed can be run again."""
    apply = MigrationExecutor.apply_migration

    def whole(self: MigrationExecutor, state: Any, migration: Any, *more: Any, **named: Any) -> Any:
        if not migration.atomic:
            return apply(self, state, migration, *more, **named)
        # SQLite turns its checks off outside of transactions only; Django looks that they are.
        self.connection.disable_constraint_checking()
        try:
            with transaction.atomic(using=self.connection.alias):
                return apply(self, state, migration, *more, **named)
        finally:
            self.connection.enable_constraint_checking()

    MigrationExecutor.apply_migration = whole
    try:
        yield
    finally:
        MigrationExecutor.apply_migration = apply
