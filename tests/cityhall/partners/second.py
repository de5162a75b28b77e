"""A second Divan: a process of its own with a home of its own, served on loopback.

`python -m tests.cityhall.partners.second`, with DIVAN_HOME, makes the small town and a key, prints
the key, and serves until its input ends. Orders come line by line: "close 3 text", "lose" (swallow
the next answer to a POST, after it was taken), "fail 3" (answer the next three calls with 503).
"""

from __future__ import annotations

import json
import sys
import threading
from typing import Any


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.utils import timezone
    from tests.cityhall.conftest import make_town
    from waitress.server import create_server

    from cityhall.partners import actions
    from cityhall.people.actor import actor_for
    from cityhall.wsgi import application

    town = make_town()
    admin = actor_for(town.persons["admin"], on=timezone.now().date())
    facts = actions.KeyFacts(name="Our neighbour", scopes=["report"], per_minute=6000)
    _row, key = actions.create_key(facts, actor=admin, at=timezone.now())
    moods: dict[str, int] = {"lose": 0, "fail": 0}
    server = create_server(moody(application, moods), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    print(json.dumps({"key": key, "port": server.effective_port}), flush=True)
    officer = actor_for(town.persons["road"], on=timezone.now().date())
    for line in sys.stdin:
        obey(line.split(maxsplit=2), moods, officer)
        print("done", flush=True)
    server.close()


def obey(order: list[str], moods: dict[str, int], officer: Any) -> None:
    from django.utils import timezone

    from cityhall.service.actions import Closing, close

    if order[0] == "close":
        ending = Closing(outcome="fixed", explanation=order[2].strip(), evidence="seen")
        close(int(order[1]), ending, actor=officer, at=timezone.now())
    else:
        moods[order[0]] = int(order[1]) if len(order) > 1 else 1


def moody(application: Any, moods: dict[str, int]) -> Any:
    """The application, with the accidents that are ordered."""

    def serve(environ: dict[str, Any], start: Any) -> Any:
        if moods["fail"]:
            moods["fail"] -= 1
            start("503 Service Unavailable", [("Content-Length", "0")])
            return [b""]
        if moods["lose"] and environ["REQUEST_METHOD"] == "POST":
            moods["lose"] -= 1
            list(application(environ, lambda *said: None))
            start("502 Bad Gateway", [("Content-Length", "0")])
            return [b""]
        return application(environ, start)

    return serve


if __name__ == "__main__":
    main()
