"""What a witness keeps: its key, the logs it follows, the last head of each that it signed.

    witness/key            the signing key, mode 0600
    witness/logs           a key of a followed log on each line
    witness/signed/<hash>  the last signed checkpoint of a log, named by SHA-256 of its origin
    witness/evidence/…     requests that prove that a log signed two histories

One process at a time, held by a lock. Everything is on the disk before it is answered.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import threading
from hashlib import sha256
from pathlib import Path

from divan.record import (
    COSIGNATURE,
    Decision,
    FormError,
    ProofError,
    Seen,
    SigningKey,
    VerifierKey,
    decide,
    parse_checkpoint,
    parse_note,
    parse_request,
    parse_signer,
    parse_verifier,
)
from divan.record.cosignature import cosigned_at
from divan.record.note import parse_lines
from divan.record.text import checked_name

MOST_EVIDENCE = 1_000
CONFLICT = 409  # two heads of one size, both signed by the log
MOST_WITHOUT_PROOF = 100  # of them heads that came with a wrong proof, which anyone can send


class Vouching:
    """The memory of a witness in its directory; safe for several threads."""

    def __init__(self, home: Path, key: SigningKey, logs: dict[str, list[VerifierKey]]) -> None:
        self.home, self.key, self.logs = home, key, logs
        self._turn = threading.RLock()
        self._held: int | None = None
        self._seen = {origin: self._load(origin) for origin in logs}

    @classmethod
    def open(
        cls, home: Path, name: str | None, logs: tuple[str, ...] = (), *, hold: bool = True
    ) -> Vouching:
        """Open a witness's directory, and make what is missing; `hold` it against others.

        Raises `RecordError` when a file or an option is wrong, `OSError` when it cannot be kept.
        """
        for folder in (home, home / "signed", home / "evidence"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        held = _hold(home) if hold else None
        try:
            vouching = cls(home, _key(home / "key", name), _logs(home / "logs", logs))
        except (OSError, ValueError):
            if held is not None:
                os.close(held)
            raise
        vouching._held = held
        return vouching

    def close(self) -> None:
        """Let another process hold the directory."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def add(self, body: bytes, now: int) -> Decision:
        """Decide about a request; the new state is durable when this returns.

        Raises `OSError` when it cannot be kept: then nothing must be answered but a failure.
        """
        with self._turn:
            decision = decide(body, logs=self.logs, seen=self._seen, key=self.key, time=now)
            if decision.seen is not None:
                note = parse_request(body).note
                mine = parse_lines(decision.body.decode())
                try:
                    write(self._place(decision.origin), bytes(note.signed(*mine)))
                except OSError:  # the name may stand on the disk already: then it counts
                    self._seen[decision.origin] = self._load(decision.origin)
                    raise
                self._seen[decision.origin] = decision.seen
            elif decision.evidence:
                self._keep(body, decision, now)
            return decision

    def seen(self, origin: str) -> Seen:
        """The last head of this log that was signed."""
        return self._seen[origin]

    def last(self, origin: str) -> bytes | None:
        """The last checkpoint of this log, with this witness's signature, if there is one."""
        if origin not in self.logs:
            return None
        with self._turn:  # what is being kept is shown once it is durable
            try:
                return self._place(origin).read_bytes()
            except FileNotFoundError:
                return None

    def _load(self, origin: str) -> Seen:
        data = self.last(origin)
        if data is None:
            return Seen()
        note = parse_note(data)
        for line in note.signatures:
            if (line.name, line.key_id) == (self.key.name, self.key.public.key_id):
                cosigned_at(self.key.public, line, note.text)
                head = parse_checkpoint(note.text)
                return Seen(head.size, head.root)
        place = str(self._place(origin))
        raise ProofError(place, origin, "it does not bear this witness's signature: restore it")

    def _place(self, origin: str) -> Path:
        return self.home / "signed" / sha256(origin.encode()).hexdigest()

    def _keep(self, body: bytes, decision: Decision, now: int) -> None:
        """Keep a request, once for each head; two heads of one size find room before all else."""
        folder = self.home / "evidence"
        head = parse_request(body).note.text.encode()
        place = folder / f"{sha256(head).hexdigest()[:32]}.txt"
        most = MOST_EVIDENCE if decision.status == CONFLICT else MOST_WITHOUT_PROOF
        if not place.exists() and len(os.listdir(folder)) < 2 * most:  # each with its reason
            write(place, body)
            why = f"{now}: {decision.reason}\n"
            write(place.with_suffix(".why"), why.encode("utf-8", "replace"))


def write(place: Path, data: bytes, mode: int = 0o600) -> None:
    """Replace a file so that after a crash it holds either the old or the new content."""
    beside = place.with_name(place.name + ".new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(place.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a directory durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _hold(home: Path) -> int:
    descriptor = os.open(home / "lock", os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise FormError("home", str(home), "another witness runs on this directory") from None
    return descriptor


def _key(place: Path, name: str | None) -> SigningKey:
    if place.exists():
        key = parse_signer(place.read_text())
        if name is not None and name != key.name:
            raise FormError("--name", name, f"this witness is {key.name}; its name cannot change")
        return key
    if name is None:
        raise FormError("--name", None, "give a new witness a name, such as paper.example")
    key = SigningKey(checked_name(name), COSIGNATURE, secrets.token_bytes(32))
    write(place, (key.secret + "\n").encode())
    return key


def _logs(place: Path, more: tuple[str, ...]) -> dict[str, list[VerifierKey]]:
    lines = place.read_text().split("\n") if place.exists() else []
    keys = dict.fromkeys(parse_verifier(line) for line in (*lines, *more) if line.strip())
    if any(key.kind == COSIGNATURE for key in keys):
        raise FormError("--log", more, "this is the key of a witness, not of a log")
    if more:
        write(place, "".join(f"{key}\n" for key in keys).encode())
    logs: dict[str, list[VerifierKey]] = {}
    for key in keys:
        logs.setdefault(key.name, []).append(key)
    return logs
