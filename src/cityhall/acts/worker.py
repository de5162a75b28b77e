"""What goes on while nobody asks: messages are sent, chores done, and other servers asked."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import overload

from django.db import close_old_connections, connections
from django.utils import timezone

from cityhall.acts import outbox
from cityhall.acts.channels import email  # noqa: F401 - it registers itself
from cityhall.acts.models import Message

CHORES_EVERY = timedelta(minutes=10)
MOST_AT_ONCE = 100  # messages before the chores get their turn

Chore = Callable[[datetime], object]
CHORES: list[Chore] = []
ERRANDS: list[Chore] = []
Companion = Callable[[threading.Event], None]
COMPANIONS: list[Companion] = []
EVERY: dict[Chore, timedelta] = {}  # of errands that are not run each time
log = logging.getLogger(__name__)


def chore(work: Chore) -> Chore:
    """Have a function called with the time, about every ten minutes."""
    CHORES.append(work)
    return work


@overload
def errand(work: Chore) -> Chore: ...


@overload
def errand(*, every: timedelta) -> Callable[[Chore], Chore]: ...


def errand(
    work: Chore | None = None, *, every: timedelta = timedelta(0)
) -> Chore | Callable[[Chore], Chore]:
    """Have a function called every few seconds that asks other servers, in a thread of its own.

    Other servers may be slow: mails and chores do not wait for them. With `every` it is called
    that much more seldom.
    """

    def register(work: Chore) -> Chore:
        ERRANDS.append(work)
        EVERY[work] = every
        return work

    return register if work is None else register(work)


def companion(work: Companion) -> Companion:
    """Have a function run beside the worker in a thread of its own, until its event is set.

    For work that a slow mail server must not hold up.
    """
    COMPANIONS.append(work)
    return work


def run(stop: threading.Event, *, pause: float = 2.0) -> None:
    """Work until `stop` is set, looking for mail every `pause` seconds; made to be a thread.

    While the outbox is full it does not pause.
    """
    threading.Thread(target=_run_errands, args=(stop, pause), name="errands", daemon=True).start()
    for work in COMPANIONS:
        threading.Thread(target=work, args=(stop,), name=work.__module__, daemon=True).start()
    chores_at = timezone.now()
    sent, patience = 0, outbox.Patience()
    only = (Message.Channel.EMAIL,)

    def send(at: datetime) -> int:
        return outbox.send_due(at, most=MOST_AT_ONCE, patience=patience, only=only)

    try:
        while not stop.wait(0 if sent >= MOST_AT_ONCE else pause):
            close_old_connections()
            now = timezone.now()
            sent = _carefully(send, now)
            if now >= chores_at:
                chores_at = now + CHORES_EVERY
                for work in CHORES:
                    _carefully(work, now)
    finally:
        connections.close_all()


chore(outbox.forget_sent)


def _run_errands(stop: threading.Event, pause: float) -> None:
    next_at: dict[Chore, datetime] = {}
    try:
        while not stop.wait(pause):
            close_old_connections()
            for work in ERRANDS:
                now = timezone.now()
                if not stop.is_set() and now >= next_at.get(work, now):
                    next_at[work] = now + EVERY.get(work, timedelta(0))
                    _carefully(work, now)
    finally:
        connections.close_all()


def _carefully(work: Chore, at: datetime) -> int:
    """Do a piece of work; a fault is named without its text, in which a name may stand."""
    try:
        done = work(at)
    except Exception as error:
        log.error("%s: %s", getattr(work, "__name__", repr(work)), type(error).__name__)
        return 0
    return done if isinstance(done, int) else 0
