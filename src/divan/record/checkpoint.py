"""The head of a log: its origin, its size and its root, as a signed note. C2SP tlog-checkpoint."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from divan.record.errors import FormError, ProofError
from divan.record.hashing import EMPTY_ROOT, checked_hash
from divan.record.keys import SigningKey, VerifierKey
from divan.record.merkle import checked_size
from divan.record.note import (
    Note,
    opened,
    parse_note,
    sign_note,
)
from divan.record.text import checked_text, decode_base64


@dataclass(frozen=True)
class Checkpoint:
    """What a log says of itself. `root` is 32 bytes; `extensions` are lines, by custom none.

    Raises `FormError` for what cannot be written, `ProofError` for a root that no empty log has.
    """

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        checked_size("size", self.size)
        checked_hash("root", self.root)
        for name, line in (("origin", self.origin), *(("extension", e) for e in self.extensions)):
            if not line or "\n" in line:
                raise FormError(name, line, "it must be one line, not empty")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise ProofError("root", self.root.hex(), "the root of no leaves is SHA-256 of nothing")

    @property
    def text(self) -> str:
        """The text of the note."""
        lines = (self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions)
        return "".join(line + "\n" for line in lines)

    def signed(self, keys: Sequence[SigningKey]) -> Note:
        """The checkpoint as a note under the signatures of the log's keys."""
        return sign_note(checked_text(self.text), keys)


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of a note. Raises as `Checkpoint` does."""
    if not text.endswith("\n"):
        raise FormError("checkpoint", text[-40:], "it must end in a newline")
    origin, *rest = text[:-1].split("\n")
    if len(rest) < 2:
        raise FormError("checkpoint", text[:80], "origin, size and root, a line each")
    size, root, *extensions = rest
    if (
        not (size.isascii() and size.isdigit())
        or len(size) > 19
        or (size[0] == "0" and size != "0")
    ):
        raise FormError("size", size, "decimal digits without leading zeroes")
    return Checkpoint(origin, int(size), decode_base64("root", root), tuple(extensions))


def open_checkpoint(
    data: bytes, keys: Iterable[VerifierKey], origin: str | None = None
) -> tuple[Checkpoint, Note]:
    """A checkpoint whose signature by one of the log's keys holds, and its note.

    Raises `FormError` when it is malformed, `ProofError` when no key of these signed it, or when
    it is that of another log than `origin`.
    """
    note = parse_note(data)
    opened(note, keys)
    checkpoint = parse_checkpoint(note.text)
    if origin is not None and checkpoint.origin != origin:
        raise FormError("origin", checkpoint.origin, f"expected {origin}")
    return checkpoint, note
