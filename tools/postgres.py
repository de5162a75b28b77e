"""Run a command when PostgreSQL answers; skip it by name otherwise.

python tools/postgres.py postgres://user@host:port/name -- command…

Where DIVAN_REQUIRE names postgres, a silent server is a failure. The command finds the address
in DIVAN_DATABASE_URL.
"""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg


def main(url: str, command: list[str]) -> int:
    try:
        with psycopg.connect(url.rsplit("/", 1)[0] + "/postgres", connect_timeout=5):
            pass
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        if "postgres" in os.environ.get("DIVAN_REQUIRE", "").split(","):
            print(f"postgres is required here: {reason}", file=sys.stderr)
            return 1
        print(f"skipped: postgres: {reason}")
        return 0
    return subprocess.call(command, env={**os.environ, "DIVAN_DATABASE_URL": url})  # noqa: S603


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[2] != "--":
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1], sys.argv[3:]))
