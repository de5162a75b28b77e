"""The tree: the RFC's own definition, every proof it defines, and nothing else that passes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.divan.record.naive import entry, mth, path, proof

from divan.record import (
    EMPTY_ROOT,
    FormError,
    Frontier,
    ProofError,
    RecordError,
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    leaf_hashes,
    root,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from divan.record.merkle import consistency_length, inclusion_length

MOST = 1_100
LEAVES = [leaf_hash(entry(n)) for n in range(MOST)]
TREE = Tree(b"".join(LEAVES))
PAIRS = 130


def test_roots_of_0_to_1100_leaves_are_those_of_the_definition() -> None:
    frontier = Frontier()
    for size in range(MOST + 1):
        expected = mth(0, size)
        assert root_of(b"".join(LEAVES[:size])) == expected
        assert TREE.root(size) == expected
        assert frontier.root() == expected
        if size < MOST:
            frontier = frontier.append(LEAVES[size])
    assert TREE.root(0) == EMPTY_ROOT


def test_appending_one_by_one_or_at_once_is_the_same_tree() -> None:
    one, many = Tree(), Tree()
    for size, step in enumerate([1, 2, 3, 5, 8, 13, 255, 256, 257]):
        first = many.size
        many.extend(b"".join(LEAVES[first : first + step]))
        for leaf in LEAVES[first : first + step]:
            one.append(leaf)
        assert one.root() == many.root() == mth(0, many.size), size
    assert Frontier.of(many.size, many).root() == many.root()
    assert root(many.size, many) == many.root()


def test_every_inclusion_proof_up_to_130_leaves_is_the_rfc_path_and_verifies() -> None:
    for size in range(1, PAIRS + 1):
        for index, batch in enumerate(TREE.inclusion_proofs(range(size), size)):
            found = TREE.inclusion_proof(index, size)
            assert list(found) == path(index, 0, size)
            assert batch == found
            assert len(found) == inclusion_length(index, size)
            verify_inclusion(index, size, LEAVES[index], found, mth(0, size))


def test_every_consistency_proof_up_to_130_leaves_is_the_rfc_proof_and_verifies() -> None:
    for size in range(1, PAIRS + 1):
        for old in range(1, size + 1):
            found = TREE.consistency_proof(old, size)
            assert list(found) == proof(old, size)
            assert len(found) == consistency_length(old, size)
            verify_consistency(old, size, mth(0, old), mth(0, size), found)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_a_changed_proof_never_verifies(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, MOST))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    inclusion = list(TREE.inclusion_proof(index, size))
    consistency = list(TREE.consistency_proof(old, size))
    kind = data.draw(st.sampled_from(["flip", "drop", "add", "swap", "short"]))
    for hashes in (inclusion, consistency):
        at = data.draw(st.integers(0, len(hashes) - 1))
        bit = data.draw(st.integers(0, 255))
        if kind == "flip":
            flipped = int.from_bytes(hashes[at], "big") ^ (1 << bit)
            hashes[at] = flipped.to_bytes(32, "big")
        elif kind == "drop":
            del hashes[at]
        elif kind == "add":
            hashes.insert(at, bytes(32))
        elif kind == "swap":
            hashes[at] = leaf_hash(hashes[at])
        else:
            hashes[at] = hashes[at][:-1]
    with pytest.raises(RecordError):
        verify_inclusion(index, size, LEAVES[index], inclusion, mth(0, size))
    with pytest.raises(RecordError):
        verify_consistency(old, size, mth(0, old), mth(0, size), consistency)


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_proofs_in_trees_up_to_a_million_lead_where_the_tree_does(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 1_000_000))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size))
    nodes = _Million.tree()
    leaf = nodes.node(0, index)
    verify_inclusion(index, size, leaf, inclusion_proof(index, size, nodes), root(size, nodes))
    both = root(old, nodes), root(size, nodes)
    verify_consistency(old, size, *both, consistency_proof(old, size, nodes))
    if index + 1 < size and nodes.node(0, index + 1) != leaf:
        with pytest.raises(ProofError):
            verify_inclusion(
                index + 1, size, leaf, inclusion_proof(index, size, nodes), root(size, nodes)
            )


class _Million:
    """A tree of 2**20 equal pairs of leaves: its complete subtrees depend on their level alone,
    except on the left edge, where one leaf is another."""

    made: _Million | None = None

    @classmethod
    def tree(cls) -> _Million:
        cls.made = cls.made or cls()
        return cls.made

    def __init__(self) -> None:
        self.plain, self.left = [leaf_hash(b"same")], [leaf_hash(b"first")]
        for level in range(20):
            plain, left = self.plain[level], self.left[level]
            self.left.append(root_of(left + plain))
            self.plain.append(root_of(plain + plain))

    def node(self, level: int, index: int) -> bytes:
        return (self.plain if index else self.left)[level]


def test_impossible_questions_are_refused_by_name() -> None:
    with pytest.raises(FormError, match="index is 5"):
        inclusion_proof(5, 5, TREE)
    with pytest.raises(FormError, match="old size is 0"):
        consistency_proof(0, 5, TREE)
    with pytest.raises(FormError, match="old size is 6"):
        verify_consistency(6, 5, LEAVES[0], LEAVES[0], ())
    with pytest.raises(FormError, match="32 bytes"):
        verify_inclusion(0, 1, b"short", (), LEAVES[0])
    with pytest.raises(FormError, match="multiple of 32"):
        root_of(b"x" * 33)
    with pytest.raises(FormError, match="leaves of this tree"):
        TREE.inclusion_proofs([MOST])
    with pytest.raises(FormError, match="holds 1100"):
        TREE.root(MOST + 1)
    with pytest.raises(FormError, match="peaks is 1"):
        Frontier(3, (LEAVES[0],))
    assert TREE.inclusion_proofs([]) == []
    assert leaf_hashes([]) == b""
