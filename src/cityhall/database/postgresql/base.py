"""Django's PostgreSQL back end; emptying a database takes the record's guard-rails down first."""

from __future__ import annotations

from django.db.backends.postgresql import base, operations


class DatabaseOperations(operations.DatabaseOperations):
    def execute_sql_flush(self, sql_list):
        from cityhall.database import journal

        with self.connection.cursor() as cursor:
            tables = self.connection.introspection.table_names(cursor)
            journal.lift(cursor.execute, "postgresql", tables)
        super().execute_sql_flush(sql_list)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
