"""Proofs to keep: one text file that proves an entry for ever, without the server. C2SP tlog-proof.

The receipt of an act is such a file. Its extra data, which the format leaves to the application,
is canonical JSON: `leaf` is the text of the leaf, and `sealed`, given only to whom it concerns,
holds the `key` and the `words` that the leaf commits to. https://c2sp.org/tlog-proof
"""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from divan.record.checkpoint import Checkpoint, parse_checkpoint
from divan.record.errors import FormError, ProofError
from divan.record.hashing import checked_hash, leaf_hash
from divan.record.leaf import Value, commitment
from divan.record.merkle import Proof, verify_inclusion
from divan.record.note import MOST_NOTE_BYTES, Note, parse_note
from divan.record.policy import Policy, Verdict
from divan.record.text import checked_characters, decode_base64, parse_number

HEAD = "c2sp.org/tlog-proof@v1"
MOST_FILE_BYTES = 2 * MOST_NOTE_BYTES
MOST_PROOF_LINES = 63


@dataclass(frozen=True)
class ProofFile:
    """Where the entry stands, the way from it to the root, and the signed checkpoint."""

    index: int
    proof: Proof
    note: Note
    extra: bytes | None = None

    def __bytes__(self) -> bytes:
        extra = [] if self.extra is None else ["extra " + b64encode(self.extra).decode()]
        lines = [
            HEAD,
            *extra,
            f"index {self.index}",
            *(b64encode(each).decode() for each in self.proof),
        ]
        return "".join(line + "\n" for line in lines).encode() + b"\n" + bytes(self.note)

    @property
    def checkpoint(self) -> Checkpoint:
        """What the note says; not verified."""
        return parse_checkpoint(self.note.text)

    def check(self, entry: bytes, policy: Policy) -> Verdict:
        """Check that the log of this policy holds the entry at this index.

        Raises `ProofError` when it is not proved, `FormError` for a checkpoint out of form.
        """
        verdict = policy.check(self.note)
        head = verdict.checkpoint
        if self.index >= head.size:
            raise ProofError("index", self.index, f"the checkpoint is of {head.size} entries")
        verify_inclusion(self.index, head.size, leaf_hash(entry), self.proof, head.root)
        return verdict


def parse_proof_file(data: bytes) -> ProofFile:
    """Raises `FormError`; verifies nothing."""
    if len(data) > MOST_FILE_BYTES:
        raise FormError("proof file", len(data), f"it is at most {MOST_FILE_BYTES} bytes")
    head, blank, rest = data.partition(b"\n\n")
    if not blank:
        raise FormError("proof file", data[:40], "an empty line stands before the checkpoint")
    lines = checked_characters("proof file", head).split("\n")
    if lines.pop(0) != HEAD:
        raise FormError("proof file", data[:40], f"its first line is {HEAD}")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64("extra", lines.pop(0).removeprefix("extra "))
    if not lines or not lines[0].startswith("index "):
        raise FormError("proof file", lines[:1], "a line `index N` is missing")
    index = parse_number("index", lines.pop(0).removeprefix("index "))
    return ProofFile(index, parse_hashes(lines), parse_note(rest), extra)


def parse_hashes(lines: list[str]) -> Proof:
    """Hashes of a proof, one in base64 on each line. Raises `FormError`."""
    if len(lines) > MOST_PROOF_LINES:
        raise FormError("proof", len(lines), f"it holds at most {MOST_PROOF_LINES} hashes")
    return tuple(
        checked_hash(f"proof[{at}]", decode_base64(f"proof[{at}]", line))
        for at, line in enumerate(lines)
    )


# --- receipts ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Receipt:
    """The leaf of an act, and, for whom it concerns, what the leaf commits to."""

    leaf: bytes
    key: bytes | None = None
    words: Mapping[str, Value] | None = None

    def __bytes__(self) -> bytes:
        """The extra data of a proof file."""
        held: dict[str, object] = {"leaf": self.leaf.decode()}
        if self.key is not None:
            held["sealed"] = {"key": self.key.hex(), "words": self.words}
        return json.dumps(held, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def check_words(self) -> bool:
        """True when the words are those the leaf commits to, False when the receipt has none.

        Raises `ProofError` for other words or another key.
        """
        if self.key is None or self.words is None:
            return False
        leaf = _json("leaf", self.leaf)
        sealed = leaf.get("sealed")
        made = commitment(self.key, self.words)
        if not isinstance(sealed, str) or not hmac.compare_digest(sealed.encode(), made.encode()):
            raise ProofError("sealed", sealed, f"key and words lead to {made}")
        return True


def parse_receipt(extra: bytes | None) -> Receipt:
    """The receipt in the extra data of a proof file. Raises `FormError`."""
    if extra is None:
        raise FormError("extra", None, "this proof holds no leaf; give the leaf beside it")
    held = _json("extra", extra)
    leaf, sealed = held.get("leaf"), held.get("sealed")
    if not isinstance(leaf, str):
        raise FormError("extra", leaf, "its member `leaf` is the text of the leaf")
    if sealed is None:
        return Receipt(_utf8("leaf", leaf))
    if not isinstance(sealed, dict) or not isinstance(sealed.get("words"), dict):
        raise FormError("sealed", sealed, "its members are `key` and `words`")
    try:
        key = bytes.fromhex(sealed["key"])
    except (KeyError, TypeError, ValueError):
        raise FormError("sealed.key", "…", "64 hexadecimal digits") from None
    return Receipt(_utf8("leaf", leaf), checked_hash("sealed.key", key), sealed["words"])


def _utf8(name: str, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise FormError(name, text[:40], "it is not valid Unicode") from error


def _json(name: str, data: bytes) -> dict[str, object]:
    try:
        held = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FormError(name, data[:40], "it is not JSON") from error
    if not isinstance(held, dict):
        raise FormError(name, data[:40], "it is not a JSON object")
    return held
