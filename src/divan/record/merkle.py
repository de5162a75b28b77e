"""The tree of RFC 6962: proofs that a leaf is in it, and that a later tree only grew.

Positions are counted from 0. Whoever proves passes `nodes`, which gives the hash of any complete
subtree; whoever verifies needs nothing but the proof. Nothing here stores anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from divan.record.errors import FormError, ProofError
from divan.record.hashing import EMPTY_ROOT, HASH, checked_hash, node_hash

LARGEST_SIZE = 2**63 - 1
Proof = tuple[bytes, ...]


class Nodes(Protocol):
    """Where the hashes of complete subtrees are found: in memory, in tiles, in a database."""

    def node(self, level: int, index: int) -> bytes:
        """Hash of the complete subtree over leaves [index * 2**level, (index + 1) * 2**level)."""
        ...


# --- the right edge of a tree, enough to grow it ----------------------------------------------


@dataclass(frozen=True)
class Frontier:
    """The complete subtrees that make up a tree, largest first: all that appending needs.

    `peaks` are joined hashes, one for each 1 in the binary form of `size`.
    """

    size: int = 0
    peaks: Proof = ()

    def __post_init__(self) -> None:
        checked_size("size", self.size)
        if len(self.peaks) != self.size.bit_count():
            expected = f"a tree of {self.size} leaves has {self.size.bit_count()} of them"
            raise FormError("peaks", len(self.peaks), expected)

    def append(self, leaf: bytes) -> Frontier:
        """The frontier with one leaf hash more; at most log2(size) hashes are computed."""
        peaks, size, node = list(self.peaks), self.size, checked_hash("leaf", leaf)
        while size & 1:
            node = node_hash(peaks.pop(), node)
            size >>= 1
        return Frontier(self.size + 1, (*peaks, node))

    def root(self) -> bytes:
        """Root of the tree."""
        return fold(self.peaks)

    @classmethod
    def of(cls, size: int, nodes: Nodes) -> Frontier:
        """The frontier of a tree whose nodes can be read."""
        checked_size("size", size)
        return cls(size, tuple(nodes.node(level, index) for level, index in subtrees(0, size)))


def fold(peaks: Sequence[bytes]) -> bytes:
    """Root over complete subtrees, largest first; of none, the root of the empty tree."""
    if not peaks:
        return EMPTY_ROOT
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node_hash(peak, root)
    return root


def subtrees(start: int, size: int) -> Iterator[tuple[int, int]]:
    """The complete subtrees (level, index) over leaves [start, size), largest first.

    `start` must be aligned to the largest of them, as every node of the tree is.
    """
    while start < size:
        level = (size - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def root(size: int, nodes: Nodes) -> bytes:
    """Root of the first `size` leaves."""
    return fold([nodes.node(level, index) for level, index in subtrees(0, size)])


# --- proving ----------------------------------------------------------------------------------


def inclusion_proof(index: int, size: int, nodes: Nodes) -> Proof:
    """Audit path of leaf `index` in the tree of `size` leaves (RFC 6962 section 2.1.1).

    Raises `FormError` when there is no such leaf.
    """
    checked_index(index, size)
    return tuple(_path(0, index, size, nodes))


def consistency_proof(old: int, size: int, nodes: Nodes) -> Proof:
    """Proof that the tree of `size` leaves starts with the tree of `old` (RFC 6962 2.1.2).

    Empty when both are the same size. Raises `FormError` for `old` 0 or larger than `size`:
    nothing is proved about an empty tree.
    """
    checked_growth(old, size)
    if old == size:
        return ()
    level = (old & -old).bit_length() - 1
    index = (old >> level) - 1  # the last complete subtree of the old tree
    path = _path(level, index, size, nodes)
    return tuple(path) if index == 0 else (nodes.node(level, index), *path)


def _path(level: int, index: int, size: int, nodes: Nodes) -> Iterator[bytes]:
    while (1 << level) < size:
        beside = index ^ 1
        start = beside << level
        if start + (1 << level) <= size:
            yield nodes.node(level, beside)
        elif start < size:  # the right edge, not complete
            yield fold([nodes.node(lower, at) for lower, at in subtrees(start, size)])
        level, index = level + 1, index >> 1


# --- verifying --------------------------------------------------------------------------------


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> None:
    """Check that `leaf` (its hash) stands at `index` in the tree of `size` leaves under `root`.

    Raises `ProofError` when it is not proved, `FormError` for impossible arguments.
    Algorithm of RFC 9162 section 2.1.3.2.
    """
    checked_hash("root", root)
    found = root_from_inclusion(index, size, leaf, proof)
    if found != root:
        raise ProofError("root", root.hex(), f"the proof of leaf {index} leads to {found.hex()}")


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root to which an inclusion proof leads; the caller compares it."""
    checked_index(index, size)
    found, at, last = checked_hash("leaf", leaf), index, size - 1
    _check_hashes(proof, inclusion_length(index, size))
    for node in proof:
        if at & 1 or at == last:
            found = node_hash(node, found)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, node)
        at, last = at >> 1, last >> 1
    return found


def verify_consistency(
    old: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the tree of `size` leaves under `root` only adds to that of `old` leaves.

    Raises `ProofError` when it is not proved, `FormError` for impossible arguments.
    Algorithm of RFC 9162 section 2.1.4.2.
    """
    checked_growth(old, size)
    checked_hash("old root", old_root)
    checked_hash("root", root)
    if old == size:
        _check_hashes(proof, 0)
        if old_root != root:
            raise ProofError("root", root.hex(), f"two roots for {size} leaves: {old_root.hex()}")
        return
    _check_hashes(proof, consistency_length(old, size))
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    first = second = path[0]
    for node in path[1:]:
        if at & 1 or at == last:
            first, second = node_hash(node, first), node_hash(node, second)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            second = node_hash(second, node)
        at, last = at >> 1, last >> 1
    if first != old_root:
        raise ProofError("old root", old_root.hex(), f"the proof leads to {first.hex()}")
    if second != root:
        raise ProofError("root", root.hex(), f"the proof leads to {second.hex()}")


def inclusion_length(index: int, size: int) -> int:
    """How many hashes an inclusion proof holds."""
    inner = (index ^ (size - 1)).bit_length()
    return inner + (index >> inner).bit_count()


def consistency_length(old: int, size: int) -> int:
    """How many hashes a consistency proof holds."""
    if old == size:
        return 0
    level = (old & -old).bit_length() - 1
    index = (old >> level) - 1
    return inclusion_length(index, ((size - 1) >> level) + 1) + (index != 0)


def _check_hashes(proof: Sequence[bytes], expected: int) -> None:
    if len(proof) != expected:
        raise ProofError("proof", len(proof), f"it must hold {expected} hashes")
    for position, node in enumerate(proof):
        if len(node) != HASH:
            raise FormError(f"proof[{position}]", node, "a hash is exactly 32 bytes")


def checked_size(name: str, size: int) -> int:
    """The same number; raises `FormError` unless it can be the size of a tree."""
    if not 0 <= size <= LARGEST_SIZE:
        raise FormError(name, size, f"a tree holds from 0 to {LARGEST_SIZE} leaves")
    return size


def checked_index(index: int, size: int) -> None:
    """Raises `FormError` unless the tree has such a leaf."""
    checked_size("size", size)
    if not 0 <= index < size:
        raise FormError("index", index, f"leaves of this tree are 0 to {size - 1}")


def checked_growth(old: int, size: int) -> None:
    """Raises `FormError` unless a consistency proof between these sizes can exist."""
    checked_size("size", size)
    if not 0 < old <= size:
        raise FormError("old size", old, f"it must be from 1 to {size}")
