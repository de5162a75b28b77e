"""What the record costs an act: reports filed with it and without it, by CPU time, in one run.

python bench/acts.py [rounds]

Without: the same act, but its leaf is neither made nor stored. With: leaf, sealed words and, at the
end of each round, integration, tiles and the signed seal over them. Rounds alternate.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

EACH = 60  # acts a round


def main(rounds: int) -> int:
    for name in [name for name in os.environ if name.startswith("DIVAN_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="divan-acts-") as folder:
        os.environ |= {"DIVAN_HOME": folder, "DJANGO_SETTINGS_MODULE": "cityhall.settings"}
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
        import django

        django.setup()
        from django.core.management import call_command
        from tests.cityhall.conftest import make_town

        call_command("migrate", verbosity=0)
        town = make_town()
        _round(town, "warm", True)
        spent: dict[bool, list[float]] = {True: [], False: []}
        for number in range(rounds):
            for recorded in (True, False) if number % 2 else (False, True):
                spent[recorded].append(_round(town, f"{number}-{recorded}", recorded))
    on, off = (EACH / median(spent[recorded]) for recorded in (True, False))
    print(f"with the record {on:.0f} acts a CPU second, without {off:.0f}: {on / off:.0%}")
    return 0 if on >= 0.8 * off else 1


def _round(town: Any, name: str, recorded: bool) -> float:
    """CPU seconds of some reports filed."""
    from django.utils import timezone

    from cityhall.acts import actions as acts
    from cityhall.people.actor import Actor
    from cityhall.record import integrator
    from cityhall.service.actions import Report, file_request

    def nothing(signature: str, entries: Any, at: Any) -> list[tuple[Any, ...]]:
        one = entries[0]
        row = (0, at, signature, one.verb, one.object_type, one.object_id, one.audience, {}, "")
        return [row] * len(entries)

    write = acts._write if recorded else nothing
    with mock.patch.object(acts, "_write", write):
        begun = time.process_time()
        for number in range(EACH):
            report = Report(
                service=town.services["lamp"], text="چراغ خاموش است.", address="خیابان مهر"
            )
            actor = Actor(browser=f"{name}-{number}")
            file_request(report, actor=actor, at=timezone.now())
        if recorded:
            integrator.integrate(timezone.now())
        return time.process_time() - begun


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9))
