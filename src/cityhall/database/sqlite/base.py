"""Django's SQLite back end, with one writer at a time inside the process.

SQLite lets one transaction write and answers the others by polling, which makes a crowd slow
(eight threads: 50 to 70 writes a second). A lock of our own hands the turn over at once (600).
Between processes SQLite's own lock and its timeout still hold.
"""

from __future__ import annotations

import threading

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

_WRITER = threading.Lock()
_PATIENCE = 30.0  # seconds

_PRAGMAS = (
    "PRAGMA synchronous=FULL;"  # an acknowledged act survives a power cut
    "PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON;"  # or INSERT OR REPLACE walks past append-only triggers
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=268435456;"
    "PRAGMA temp_store=MEMORY;"
)


class DatabaseWrapper(base.DatabaseWrapper):
    _writes = False

    def get_connection_params(self):
        params = super().get_connection_params()
        params["cached_statements"] = 512
        return params

    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        connection.executescript(_PRAGMAS)
        return connection

    def _start_transaction_under_autocommit(self):
        if not _WRITER.acquire(timeout=_PATIENCE):
            raise OperationalError("another writer did not finish in time")
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
