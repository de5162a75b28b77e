"""The hashes of RFC 6962, one at a time and many at once.

Many hashes are one bytes object, 32 bytes each. What is hashed is laid out by NumPy; calling
SHA-256 for each is the only loop.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

import numpy as np

from divan.record.errors import FormError

HASH = 32
LEAF, NODE = b"\x00", b"\x01"
EMPTY_ROOT = sha256(b"").digest()
_AT_ONCE = 1 << 16  # pairs laid out at one time: bounds the copy to some megabytes


def leaf_hash(entry: bytes) -> bytes:
    """Hash of one leaf (RFC 6962 section 2.1): SHA-256 of a zero byte and the entry."""
    return sha256(LEAF + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> bytes:
    """Hashes of many entries, joined: 32 bytes for each, in their order."""
    return b"".join([sha256(b"\x00" + entry).digest() for entry in entries])


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256 of a one byte and both children."""
    return sha256(NODE + left + right).digest()


def pair_hashes(hashes: bytes) -> bytes:
    """Parents of an even number of hashes: each pair becomes one. Half as long as the argument."""
    if len(hashes) <= 2 * HASH * 8:
        return b"".join(
            [
                sha256(b"\x01" + hashes[at : at + 64]).digest()
                for at in range(0, len(hashes), 2 * HASH)
            ]
        )
    parts = []
    pairs = np.frombuffer(hashes, np.uint8).reshape(-1, 2 * HASH)
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        laid = np.empty((len(some), 2 * HASH + 1), np.uint8)
        laid[:, 0] = 1
        laid[:, 1:] = some
        rows = laid.view("V65").ravel().tolist()
        parts += [sha256(row).digest() for row in rows]
    return b"".join(parts)


def root_of(hashes: bytes) -> bytes:
    """Root of the tree whose leaf hashes these are (RFC 6962's MTH).

    Pairing level by level, with the odd one at the right kept as it is, gives the RFC's tree.
    Raises `FormError` when the length is not a multiple of 32.
    """
    checked_hashes(hashes)
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > HASH:
        odd = hashes[-HASH:] if len(hashes) // HASH % 2 else b""
        hashes = pair_hashes(hashes[: len(hashes) - len(odd)]) + odd
    return hashes


def checked_hashes(hashes: bytes) -> bytes:
    """The same bytes; raises `FormError` unless they are whole hashes."""
    if len(hashes) % HASH:
        raise FormError("hashes", len(hashes), "the length must be a multiple of 32 bytes")
    return hashes


def checked_hash(name: str, value: bytes) -> bytes:
    """The same bytes; raises `FormError` unless they are one hash."""
    if len(value) != HASH:
        raise FormError(name, value, "a hash is exactly 32 bytes")
    return value


def split_hashes(hashes: bytes) -> list[bytes]:
    """Joined hashes as a list."""
    return [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]


def as_array(hashes: bytes | Sequence[bytes]) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """Hashes as an array of shape (n, 32)."""
    joined = hashes if isinstance(hashes, bytes) else b"".join(hashes)
    return np.frombuffer(checked_hashes(joined), np.uint8).reshape(-1, HASH)
