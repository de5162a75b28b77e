"""Django's SQLite back end, with one writer at a time inside the process.

SQLite lets one transaction write and answers the others by polling, which makes a crowd slow
(eight threads: 50 to 70 writes a second). A lock of our own hands the turn over at once (600).
Between processes SQLite's own lock and its timeout still hold.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db.backends.sqlite3 import base, operations

from cityhall.database.trouble import TooBusy

_WRITER = threading.Lock()
_PATIENCE = 30.0  # seconds

_PRAGMAS = (
    "PRAGMA synchronous=FULL;"  # an acknowledged act survives a power cut
    "PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;"  # or INSERT OR REPLACE walks past append-only triggers
    "PRAGMA secure_delete=ON;"  # what is erased is overwritten, not only let go
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA temp_store=MEMORY;"
)


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        from cityhall.database import journal

        with self.connection.cursor() as cursor:
            tables = self.connection.introspection.table_names(cursor)
            journal.lift(cursor.execute, "sqlite", tables)
        super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
    _writes = False

    def get_connection_params(self):
        params = super().get_connection_params()
        params["cached_statements"] = 512
        file = Path(params["database"])
        if settings.READ_ONLY and not os.access(file.parent, os.W_OK):
            # With a write-ahead log beside it the file is read through that log. Without one
            # nothing can be put there, so nobody else writes to it either.
            log = file.with_name(file.name + "-wal")
            how = "mode=ro" if log.exists() and log.stat().st_size else "immutable=1"
            params["database"], params["uri"] = f"file:{quote(str(file))}?{how}", True
        return params

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.executescript(_PRAGMAS)
        if settings.READ_ONLY:
            connection.execute("PRAGMA query_only=ON")
        return connection

    def _start_transaction_under_autocommit(self):
        if not _WRITER.acquire(timeout=_PATIENCE):
            raise TooBusy("another writer did not finish in time")
        self._writes = True
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self._release()
            raise

    def _commit(self):
        try:
            return super()._commit()
        finally:
            self._release_if_done()

    def _rollback(self):
        try:
            return super()._rollback()
        finally:
            self._release_if_done()

    def _close(self):
        try:
            return super()._close()
        finally:
            self._release()

    def _release_if_done(self):
        # A commit that failed (disk full) leaves the transaction open until the rollback.
        if self.connection is None or not self.connection.in_transaction:
            self._release()

    def _release(self):
        if self._writes:
            self._writes = False
            _WRITER.release()
