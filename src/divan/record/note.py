"""Signed notes: text under the signatures of one or more named keys. C2SP signed-note.

Signatures of an unknown key or kind are kept and ignored, as the specification demands.
https://c2sp.org/signed-note
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from divan.record.errors import FormError, ProofError
from divan.record.keys import ED25519, SigningKey, VerifierKey
from divan.record.text import checked_characters, checked_name, checked_text, decode_base64

MOST_NOTE_BYTES = 1_000_000
MOST_SIGNATURES = 100
_DASH = "\u2014 "


@dataclass(frozen=True)
class Signature:
    """One signature line: the key's name, its four-byte id, and what the key made."""

    name: str
    key_id: bytes
    data: bytes

    @property
    def line(self) -> str:
        """As it stands in a note, with its newline."""
        return f"{_DASH}{self.name} {b64encode(self.key_id + self.data).decode()}\n"


@dataclass(frozen=True)
class Note:
    """Text, ending in a newline, and its signatures. Nothing is verified yet: see `opened`."""

    text: str
    signatures: tuple[Signature, ...]

    def __bytes__(self) -> bytes:
        return (self.text + "\n" + "".join(each.line for each in self.signatures)).encode()

    def signed(self, *more: Signature) -> Note:
        """The note with further signatures; one of the same key is replaced."""
        new = {(each.name, each.key_id): each for each in (*self.signatures, *more)}
        return Note(self.text, tuple(new.values()))


def parse_note(data: bytes) -> Note:
    """Text and signatures of a note; verifies nothing. Raises `FormError`."""
    if len(data) > MOST_NOTE_BYTES:
        raise FormError("note", len(data), f"it must be at most {MOST_NOTE_BYTES} bytes")
    text = checked_characters("note", data)
    body, blank, rest = text.rpartition("\n\n")
    if not blank or not rest.endswith("\n"):
        raise FormError("note", text[-40:], "a blank line and signature lines must follow the text")
    return Note(body + "\n", parse_lines(rest))


def parse_lines(text: str) -> tuple[Signature, ...]:
    """Signature lines, each with its newline. Raises `FormError`; verifies nothing."""
    if not text.endswith("\n"):
        raise FormError("signature lines", text[-40:], "each ends in a newline")
    lines = text[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise FormError("note", len(lines), f"it must bear at most {MOST_SIGNATURES} signatures")
    return tuple(_signature(line) for line in lines)


def opened(note: Note, keys: Iterable[VerifierKey]) -> tuple[VerifierKey, ...]:
    """The keys, of those given, that signed. A signature of a key not given is ignored.

    Raises `ProofError` when a given key's signature is false, or when none of them signed.
    """
    known = {(key.name, key.key_id): key for key in keys}
    good: dict[VerifierKey, None] = {}
    for signature in note.signatures:
        key = known.get((signature.name, signature.key_id))
        if key is None:
            continue
        if not key.check(signature.data, note.text):
            raise ProofError("signature", signature.name, "it is not over this text")
        good[key] = None
    if not good:
        names = ", ".join(each.name for each in note.signatures)
        raise ProofError("signatures", names, "none is by a key that is trusted here")
    return tuple(good)


def sign(key: SigningKey, text: str) -> Signature:
    """A log's signature over the text of a note. Raises `FormError` for a witness's key."""
    if key.kind != ED25519:
        raise FormError("key type", key.kind, "a witness's key signs with `cosign`")
    return Signature(key.name, key.public.key_id, key.make(text))


def sign_note(text: str, keys: Sequence[SigningKey]) -> Note:
    """A new note under the signatures of these keys of type 1."""
    return Note(checked_text(text), tuple(sign(key, text) for key in keys))


# --- details ----------------------------------------------------------------------------------


def _signature(line: str) -> Signature:
    if not line.startswith(_DASH):
        raise FormError("signature line", line, "it starts with an em dash and a space")
    name, space, encoded = line[len(_DASH) :].partition(" ")
    if not space:
        raise FormError("signature line", line, "name, space, base64")
    data = decode_base64("signature line", encoded)
    if len(data) < 5:
        raise FormError("signature line", line, "a key id of 4 bytes and a signature")
    return Signature(checked_name(name), data[:4], data[4:])
