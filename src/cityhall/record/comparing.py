"""The city compares its database with its record, now and then, and says in public what it found.

What is found goes on the record as an act (`record.differs`, later `record.agrees`), so that
monitors hear of it and nobody can take it back. The whole comparison is `cityhall check --record`;
the worker starts it in a process of its own that gives way to everything else.
"""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import close_old_connections, connections, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from cityhall.acts import actions as acts
from cityhall.acts.queries import record_size
from cityhall.database.moments import one_moment
from cityhall.people.actor import SYSTEM
from cityhall.record import checking
from cityhall.record.checking import Fault
from cityhall.record.models import Comparison, Integration
from divan.record import AGREES, DIFFERS

MOST = 100  # differences that are looked for
MOST_PLACES = 20  # of them that are said in public
LOOK = 60.0  # seconds between looks whether it is due
PAUSE = timedelta(minutes=10)  # between two comparisons; longer where one takes long
SHARE = 20  # a comparison takes at most this part of the time
LONGEST = timedelta(hours=6)  # of a comparison; after it another process may begin one
_CHECK = "from cityhall.cli import main; main()"
log = logging.getLogger(__name__)


def compare(at: datetime, *, wait: float = 2.0) -> list[Fault]:
    """Compare everything and keep what was found; the first MOST differences.

    Files are written while the database is read, so a difference counts when it is there `wait`
    seconds later too. Raises `DatabaseError` where the database cannot be read.
    """
    begin = time.monotonic()
    with one_moment():
        size = record_size()
        faults = list(islice(checking.check(), MOST))
    if faults:
        time.sleep(wait)
        with one_moment():
            stayed = _still({fault.place for fault in faults})
        faults = [fault for fault in faults if fault.place in stayed]
    try:
        _keep(faults, size, at, time.monotonic() - begin)
    except DatabaseError as error:
        log.error("what was found cannot be kept: %r", error)
    return faults


def run(stop: threading.Event) -> None:
    """Have it done whenever it is due, until `stop` is set; made to be a thread."""
    try:
        while not stop.wait(LOOK):
            close_old_connections()
            try:
                if _take_turn(timezone.now()):
                    _in_a_process(stop)
            except (OSError, DatabaseError) as error:
                log.error("comparing the database with the record: %r", error)
    finally:
        connections.close_all()


def _still(places: set[str]) -> set[str]:
    """Those of the places at which there is a difference now."""
    found: set[str] = set()
    for fault in checking.check():
        found |= {fault.place} & places
        if found == places:
            break
    return found


@transaction.atomic
def _keep(faults: Sequence[Fault], size: int, at: datetime, seconds: float) -> None:
    """Write down what was found; where it is news, as an act."""
    places = list(dict.fromkeys(fault.place for fault in faults))
    row = Comparison.objects.get_or_create(pk=1, defaults={"next_at": at})[0]
    said = places[:MOST_PLACES]
    if (row.count, row.places) != (len(places), said):
        on = Integration.objects.get_or_create(pk=1)[0]
        if places:
            acts.record(SYSTEM, DIFFERS, on, {"count": len(places), "places": said}, at=at)
        else:
            acts.record(SYSTEM, AGREES, on, {}, at=at)
    row.at, row.size, row.count, row.places = at, size, len(places), said
    row.next_at = at + max(PAUSE, timedelta(seconds=SHARE * seconds))
    row.save()


def _take_turn(at: datetime) -> bool:
    """Whether it is due, and ours to do."""
    Comparison.objects.get_or_create(pk=1, defaults={"next_at": at + PAUSE})
    return bool(Comparison.objects.filter(pk=1, next_at__lte=at).update(next_at=at + LONGEST))


def _in_a_process(stop: threading.Event) -> None:
    """Pages go on beside it: another process does not hold this one's interpreter."""
    command = [sys.executable, "-c", _CHECK, "check", "--record", "--gently"]
    quiet = subprocess.DEVNULL
    child = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)  # noqa: S603 - our own command
    while child.poll() is None:
        if stop.wait(0.5):
            child.terminate()
            child.wait()
            Comparison.objects.filter(pk=1).update(next_at=timezone.now())
