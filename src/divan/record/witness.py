"""What a witness answers to `add-checkpoint`, as a pure decision. C2SP tlog-witness.

A witness signs a head only if it has proof that it adds to the last one it signed. The caller
holds the state: it must make `Decision.seen` durable before it sends the answer, and let nobody
else decide in between. https://c2sp.org/tlog-witness
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from divan.record.checkpoint import Checkpoint, parse_checkpoint
from divan.record.cosignature import cosign
from divan.record.errors import FormError, ProofError
from divan.record.hashing import EMPTY_ROOT
from divan.record.keys import SigningKey, VerifierKey
from divan.record.merkle import Proof, verify_consistency
from divan.record.note import MOST_NOTE_BYTES, Note, Signature, opened, parse_note
from divan.record.proof_file import parse_hashes
from divan.record.text import checked_characters, parse_number

MOST_REQUEST_BYTES = MOST_NOTE_BYTES + 64 * 50
TEXT, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True)
class Seen:
    """The last head of a log that the witness signed."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True)
class Request:
    """What a log asks: sign `note`, which adds to the head of `old` entries, by this proof."""

    old: int
    proof: Proof
    note: Note

    def __bytes__(self) -> bytes:
        lines = [f"old {self.old}", *(b64encode(each).decode() for each in self.proof)]
        return "".join(line + "\n" for line in lines).encode() + b"\n" + bytes(self.note)


@dataclass(frozen=True)
class Decision:
    """The answer. `seen` is set when the state changes; `reason` is for the witness's own log.

    `evidence` is set when the log itself signed two heads that cannot both be: keep the request.
    """

    status: int
    body: bytes
    reason: str
    content_type: str = TEXT
    origin: str = ""
    seen: Seen | None = None
    evidence: bool = False


def parse_request(body: bytes) -> Request:
    """Raises `FormError`; verifies nothing."""
    if len(body) > MOST_REQUEST_BYTES:
        raise FormError("request", len(body), f"it is at most {MOST_REQUEST_BYTES} bytes")
    head, blank, rest = body.partition(b"\n\n")
    if not blank:
        raise FormError("request", body[:40], "an empty line stands before the checkpoint")
    lines = checked_characters("request", head).split("\n")
    if not lines[0].startswith("old "):
        raise FormError("request", lines[0], "its first line is `old N`")
    old = parse_number("old", lines[0].removeprefix("old "))
    return Request(old, parse_hashes(lines[1:]), parse_note(rest))


def decide(
    body: bytes,
    *,
    logs: Mapping[str, Sequence[VerifierKey]],
    seen: Mapping[str, Seen],
    key: SigningKey,
    time: int,
) -> Decision:
    """The answer to a request body. Never raises for any bytes.

    `logs` holds the trusted keys of each origin, `seen` the last signed head of each,
    `time` is now, in seconds since 1970.
    """
    try:
        request = parse_request(body)
        head = parse_checkpoint(request.note.text)
    except FormError as error:
        return _refusal(400, str(error))
    except ProofError as error:  # an empty log with another root
        return _refusal(422, str(error))
    if head.origin not in logs:
        return _refusal(404, f"the log {head.origin} is not followed here")
    try:
        opened(request.note, logs[head.origin])
    except ProofError as error:
        return _refusal(403, str(error))
    return _judge(request, head, seen.get(head.origin, Seen()), key, time)


def _judge(request: Request, head: Checkpoint, last: Seen, key: SigningKey, time: int) -> Decision:
    if request.old > head.size:
        return _refusal(400, f"old {request.old} is larger than the checkpoint's {head.size}")
    if request.old != last.size:
        return _conflict(head, last, f"old {request.old}, but {last.size} was signed last", False)
    if head.size == last.size and head.root != last.root:
        return _conflict(head, last, f"another root for {head.size} entries", True)
    if last.size == 0:
        if request.proof:
            return _refusal(422, "from an empty log nothing is proved: send no hashes")
    else:
        try:
            verify_consistency(last.size, head.size, last.root, head.root, request.proof)
        except (FormError, ProofError) as error:
            return Decision(
                422, f"{error}\n".encode(), str(error), origin=head.origin, evidence=True
            )
    line = cosign(key, request.note.text, time).line.encode()
    reason = f"{last.size} to {head.size}"
    return Decision(200, line, reason, origin=head.origin, seen=Seen(head.size, head.root))


def parse_cosignatures(
    body: bytes, text: str, keys: Sequence[VerifierKey]
) -> tuple[Signature, ...]:
    """The cosignatures by these witnesses in the answer to a request, each verified.

    Raises `FormError` when the answer is malformed, `ProofError` when none of the keys signed.
    """
    note = parse_note(text.encode() + b"\n" + body)
    if note.text != text:
        raise FormError("answer", body[:40], "signature lines and nothing else")
    good = {(key.name, key.key_id) for key in opened(note, keys)}
    return tuple(each for each in note.signatures if (each.name, each.key_id) in good)


def _refusal(status: int, reason: str) -> Decision:
    return Decision(status, f"{reason}\n".encode("utf-8", "replace"), reason)


def _conflict(head: Checkpoint, last: Seen, reason: str, evidence: bool) -> Decision:
    size = f"{last.size}\n".encode()
    return Decision(409, size, reason, SIZE, origin=head.origin, evidence=evidence)
