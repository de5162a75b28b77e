"""A city on loopback for schemathesis, and one run of it against that city.

`python -m tests.standards.fuzzed` (with DIVAN_HOME) makes the small town and a key, prints port and
key, and serves until its input ends. Whoever sends the header `X-Planted` meets a fault: Open311's
list ends in a 500 for one size of page in twenty, as a real slip would.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class City:
    port: int
    key: str


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from tests.cityhall.conftest import make_town
    from waitress.server import create_server

    from cityhall.partners import actions
    from cityhall.people.actor import Actor, actor_for
    from cityhall.service.actions import Report, file_request
    from cityhall.wsgi import application

    town, now = make_town(), timezone.now()
    for kind in ("lamp", "hole", "noise", "conduct"):
        said = Report(town.services[kind], "چراغ", latitude=35.62, longitude=51.06)
        file_request(said, actor=Actor(browser="b"), at=now)
    admin = actor_for(town.persons["admin"], on=now.date())
    wide = actions.KeyFacts(name="x", scopes=["read", "report", "update"], per_minute=6000)
    _row, key = actions.create_key(wide, actor=admin, at=now)
    server = create_server(_with_a_fault(application), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    print(json.dumps({"port": server.effective_port, "key": key}), flush=True)
    sys.stdin.read()
    server.close()


def _with_a_fault(application: Any) -> Any:
    def serve(environ: dict[str, Any], start: Any) -> Any:
        asked = parse_qs(environ.get("QUERY_STRING", ""))
        size = asked.get("page_size", [""])[0]
        if "HTTP_X_PLANTED" in environ and size.isdecimal() and int(size) % 20 == 13:
            start("500 Internal Server Error", [("Content-Length", "0")])
            return [b""]
        return application(environ, start)

    return serve


@contextmanager
def city(home: Path) -> Iterator[City]:
    """A city of its own in this folder, as long as the block lasts."""
    (home / "static").mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("DIVAN_")}
    env |= {
        "DIVAN_HOME": str(home),
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        "DJANGO_SETTINGS_MODULE": "cityhall.settings",
    }
    command = [sys.executable, "-m", "tests.standards.fuzzed"]
    with subprocess.Popen(
        command,
        env=env,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as running:
        assert running.stdout and running.stdin
        yield City(**json.loads(running.stdout.readline()))
        running.stdin.close()
        running.wait(timeout=30)


def run(
    where: City,
    home: Path,
    *,
    mode: str,
    seed: int,
    examples: int,
    phases: str = "fuzzing",
    planted: bool = False,
) -> subprocess.CompletedProcess[str]:
    """One run of schemathesis over the description that the city itself serves."""
    address = f"http://127.0.0.1:{where.port}"
    command = [
        str(Path(sys.executable).with_name("st")),
        "run",
        f"{address}/api/openapi.json",
        f"--url={address}",
        f"--header=Authorization: Bearer {where.key}",
        f"--mode={mode}",
        f"--seed={seed}",
        f"--max-examples={examples}",
        "--checks=not_a_server_error",
        f"--phases={phases}",
        "--suppress-health-check=all",
        "--warnings=off",
        "--no-shrink",
        "--request-timeout=20",
        *(
            [
                "--header=X-Planted: 1",
                r"--include-path-regex=/requests\.json$",
                "--exclude-method=POST",
            ]
            if planted
            else []
        ),
    ]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, timeout=3600)


def cases(done: subprocess.CompletedProcess[str]) -> int:
    """How many calls a run made."""
    found = re.search(r"(\d+) generated", done.stdout)
    return int(found[1]) if found else 0


if __name__ == "__main__":
    main()
