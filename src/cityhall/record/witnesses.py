"""Asking outside witnesses to vouch for our seals (C2SP tlog-witness), and hearing what they say.

The city seals and goes on working whether they answer or not; what lacks a cosignature is shown as
unwitnessed. A witness that holds another history is the loudest alarm there is.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import close_old_connections, connections, transaction
from django.db.models import F, Q
from django.db.utils import DatabaseError
from django.utils import timezone

from cityhall.record.integrator import folder, publish, raise_alarm
from cityhall.record.models import Cosignature, Integration, Seal, Witness
from cityhall.web import egress
from divan.record import (
    Note,
    RecordError,
    TileNodes,
    VerifierKey,
    consistency_proof,
    parse_note,
    parse_verifier,
)
from divan.record.merkle import Proof
from divan.record.witness import Request, parse_cosignatures

PAUSE = 1.0  # seconds between looks
AGAIN = timedelta(seconds=2)  # how soon a witness is asked about the next seal
_CLAIM = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=10)
PATIENCE = 5.0  # seconds for an answer
MOST_BYTES = 64 * 1024
log = logging.getLogger(__name__)


class Answer(NamedTuple):
    status: int
    body: bytes


Ask = Callable[[str, bytes], Answer]


def run(stop: threading.Event) -> None:
    """Ask until `stop` is set; made to be a thread."""
    try:
        while not stop.wait(PAUSE):
            close_old_connections()
            try:
                ask_all(timezone.now())
            except (DatabaseError, OSError, RecordError) as error:
                log.error("witnesses: %s", type(error).__name__)
                stop.wait(5)
    finally:
        connections.close_all()


def over_the_network(url: str, body: bytes) -> Answer:
    """Raises `egress.NoAnswer`."""
    said = egress.fetch("POST", url, body=body, seconds=PATIENCE, most_bytes=MOST_BYTES)
    return Answer(said.status, said.body)


def ask_all(at: datetime, ask: Ask = over_the_network) -> int:
    """Ask every witness that is due and lacks the newest seal; how many vouched."""
    newest = Seal.objects.order_by("-size").first()
    if newest is None or Integration.objects.exclude(alarm="").exists():
        return 0
    due = Q(ask_at__isnull=True) | Q(ask_at__lte=at)
    lacking = Q(size__lt=newest.size)
    return sum(
        _ask(witness, newest, at, ask)
        for witness in Witness.objects.filter(due & lacking, active=True)
    )


def _ask(witness: Witness, seal: Seal, at: datetime, ask: Ask) -> bool:
    claimed = Witness.objects.filter(pk=witness.pk, ask_at=witness.ask_at)
    if not claimed.update(ask_at=at + _CLAIM):
        return False  # another process asks
    try:
        return _talk(witness, seal, at, ask)
    except egress.NoAnswer as silence:
        _note(witness, Witness.State.AWAY, silence.why, at)
    except RecordError as error:
        _note(witness, Witness.State.REFUSES, f"what it said is no cosignature: {error}", at)
    return False


def _talk(witness: Witness, seal: Seal, at: datetime, ask: Ask) -> bool:
    """One question, and a second one where the witness says from which size to prove."""
    old = witness.size
    for _attempt in range(2):
        url = f"{witness.url.rstrip('/')}/add-checkpoint"
        said = ask(url, bytes(Request(old, _proof(old, seal.size), _note_of(seal))))
        if said.status == 200:
            return _vouched(witness, seal, said.body, at)
        if said.status != 409:
            break
        theirs = _size(said.body)
        if theirs is None or theirs == old:
            break
        if theirs > seal.size:
            return _larger(witness, seal, theirs, at)
        old = theirs
    if said.status in (409, 422):
        _contradicted(witness, seal, said, at)
    else:
        _note(witness, Witness.State.REFUSES, f"{said.status} {_words(said.body)}", at)
    return False


def _vouched(witness: Witness, seal: Seal, body: bytes, at: datetime) -> bool:
    found = parse_cosignatures(body, parse_note(seal.note.encode()).text, [_key(witness)])
    with transaction.atomic():
        Cosignature.objects.get_or_create(
            seal=seal, witness=witness, defaults={"line": found[0].line, "at": at}
        )
        Witness.objects.filter(pk=witness.pk).update(
            size=seal.size,
            state=Witness.State.COSIGNS,
            said="",
            failures=0,
            answered_at=at,
            ask_at=at + AGAIN,
        )
    publish()
    return True


def _larger(witness: Witness, seal: Seal, theirs: int, at: datetime) -> bool:
    """The witness has vouched for more than we hold, unless we have just sealed more ourselves."""
    if Seal.objects.filter(size__gte=theirs).exists():
        Witness.objects.filter(pk=witness.pk).update(ask_at=at + AGAIN)
        return False
    said = f"{witness.name} vouched for {theirs} entries, the city holds {seal.size}"
    raise_alarm("rolled_back", said, at)
    _note(witness, Witness.State.CONTRADICTS, said, at)
    return False


def _contradicted(witness: Witness, seal: Seal, said: Answer, at: datetime) -> None:
    evidence = f"{witness.name}: {said.status} {_words(said.body)}\n\n{seal.note}"
    raise_alarm("forked", evidence, at)
    _note(witness, Witness.State.CONTRADICTS, f"{said.status} {_words(said.body)}", at)


def _note(witness: Witness, state: str, said: str, at: datetime) -> None:
    """Write down an answer that vouches for nothing, and wait longer each time."""
    wait = min(_LONGEST_WAIT, timedelta(seconds=5 * 2 ** min(witness.failures, 8)))
    Witness.objects.filter(pk=witness.pk).update(
        state=state,
        said=said[:300],
        failures=F("failures") + 1,
        ask_at=at + wait,
        answered_at=witness.answered_at if state == Witness.State.AWAY else at,
    )


def _proof(old: int, size: int) -> Proof:
    return consistency_proof(old, size, TileNodes(folder(), size)) if 0 < old < size else ()


def _note_of(seal: Seal) -> Note:
    return parse_note(seal.note.encode())


def _key(witness: Witness) -> VerifierKey:
    return parse_verifier(witness.key)


def _size(body: bytes) -> int | None:
    text = body.strip()
    return int(text) if text.isdigit() and len(text) < 20 else None


def _words(body: bytes) -> str:
    """What a stranger's server said, as one short line of plain letters."""
    text = body[:200].decode("ascii", "replace")
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
