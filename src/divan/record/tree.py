"""A tree in memory: every complete subtree's hash, level by level, in flat buffers.

For trees of some millions of leaves (64 bytes a leaf). A tree that is larger, or must outlive the
process, stands in tiles (`growing`, `tiles`).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from divan.record import merkle
from divan.record.errors import FormError
from divan.record.hashing import HASH, checked_hash, checked_hashes, node_hash, pair_hashes
from divan.record.merkle import Proof


class Tree:
    """An append-only tree; also `merkle.Nodes`."""

    def __init__(self, hashes: bytes = b"") -> None:
        self.size = 0
        self._levels: list[bytearray] = [bytearray()]
        self.extend(hashes)

    def append(self, leaf: bytes) -> int:
        """Add one leaf hash; returns its index."""
        node, index, level = checked_hash("leaf", leaf), self.size, 0
        self._levels[0] += node
        at = index
        while at & 1:
            below = self._levels[level]
            node = node_hash(bytes(below[-2 * HASH : -HASH]), node)
            level, at = level + 1, at >> 1
            if level == len(self._levels):
                self._levels.append(bytearray())
            self._levels[level] += node
        self.size += 1
        return index

    def extend(self, hashes: bytes) -> None:
        """Add many leaf hashes, joined."""
        self._levels[0] += checked_hashes(hashes)
        self.size += len(hashes) // HASH
        level = 0
        while self.size >> (level + 1):
            if level + 1 == len(self._levels):
                self._levels.append(bytearray())
            done = len(self._levels[level + 1]) * 2
            whole = (self.size >> (level + 1)) * 2 * HASH
            self._levels[level + 1] += pair_hashes(bytes(self._levels[level][done:whole]))
            level += 1

    def node(self, level: int, index: int) -> bytes:
        """Hash of the complete subtree (level, index)."""
        return bytes(self._levels[level][index * HASH : (index + 1) * HASH])

    def root(self, size: int | None = None) -> bytes:
        """Root of the first `size` leaves, or of all."""
        return merkle.root(self._checked(size), self)

    def inclusion_proof(self, index: int, size: int | None = None) -> Proof:
        """As `merkle.inclusion_proof`."""
        return merkle.inclusion_proof(index, self._checked(size), self)

    def consistency_proof(self, old: int, size: int | None = None) -> Proof:
        """As `merkle.consistency_proof`."""
        return merkle.consistency_proof(old, self._checked(size), self)

    def inclusion_proofs(self, indices: Sequence[int], size: int | None = None) -> list[Proof]:
        """Proofs of many leaves at once, in the order of `indices`: one gather for each level."""
        whole = self._checked(size)
        wanted = np.asarray(indices, dtype=np.int64)
        if wanted.size and not 0 <= int(wanted.min()) <= int(wanted.max()) < whole:
            raise FormError("indices", indices, f"leaves of this tree are 0 to {whole - 1}")
        columns: list[list[bytes]] = []
        level = 0
        while (1 << level) < whole:
            beside = (wanted >> level) ^ 1
            complete = whole >> level
            nodes = np.frombuffer(bytes(self._levels[level]), "V32")
            column = nodes[np.minimum(beside, complete - 1)].tolist()
            edge = complete << level
            last = b""
            if edge < whole:
                last = merkle.fold([self.node(*each) for each in merkle.subtrees(edge, whole)])
            for at in np.flatnonzero(beside >= complete):
                column[at] = last if beside[at] == complete else b""
            columns.append(column)
            level += 1
        rows = zip(*columns, strict=True) if columns else (() for _ in indices)
        return [tuple(node for node in row if node) for row in rows]

    def _checked(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise FormError("size", size, f"this tree holds {self.size} leaves")
        return size
