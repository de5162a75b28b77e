"""Proofs of transparency-dev/merkle's testdata, valid and corrupted, and RFC 9162's classic tree.

The vectors (Apache 2.0) stand outside the project; without them these tests skip by name.
"""

from __future__ import annotations

import json
from base64 import b64decode
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import missing

from divan.record import (
    RecordError,
    Tree,
    leaf_hashes,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves of certificate-transparency's tests, and the roots of their trees.
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def test_the_classic_tree_has_its_published_roots() -> None:
    tree = Tree(leaf_hashes(LEAVES))
    assert [tree.root(size).hex() for size in range(9)] == list(ROOTS)


def vectors(data: Path, kind: str) -> list[tuple[str, dict[str, Any]]]:
    folder = data / "record" / "rfc6962-proofs" / kind
    if not folder.is_dir():
        missing("proofs", f"no folder {folder} (set DIVAN_DATA)")
    files = sorted(folder.rglob("*.json"))
    return [(str(file.relative_to(folder)), json.loads(file.read_bytes())) for file in files]


def root(value: str | None) -> bytes:
    """A root; "don't care 1", in the place of one, is hashed to be as long as roots are."""
    text = b64decode(value or "")
    return sha256(text).digest() if text.startswith(b"don't care") else text


def hashes(values: list[str] | None) -> list[bytes]:
    return [b64decode(value) for value in values or []]


def test_every_inclusion_vector_is_judged_as_published(data: Path) -> None:
    judged = []
    for name, vector in vectors(data, "inclusion"):
        try:
            verify_inclusion(
                vector["leafIdx"],
                vector["treeSize"],
                b64decode(vector["leafHash"] or ""),
                hashes(vector["proof"]),
                b64decode(vector["root"] or ""),
            )
            good = True
        except RecordError:
            good = False
        assert good is not vector["wantErr"], name
        judged.append(good)
    assert len(judged) >= 98
    assert 0 < sum(judged) < len(judged)


def test_every_consistency_vector_is_judged_as_published(data: Path) -> None:
    judged = []
    for name, vector in vectors(data, "consistency"):
        try:
            verify_consistency(
                vector["size1"],
                vector["size2"],
                root(vector["root1"]),
                root(vector["root2"]),
                hashes(vector["proof"]),
            )
            good = True
        except RecordError:
            good = False
        assert good is not vector["wantErr"], name
        judged.append(good)
    assert len(judged) >= 98
    assert 0 < sum(judged) < len(judged)


@pytest.mark.parametrize("size", range(1, 9))
def test_proofs_of_the_classic_tree_verify_under_its_published_roots(size: int) -> None:
    tree = Tree(leaf_hashes(LEAVES))
    top = bytes.fromhex(ROOTS[size])
    for index in range(size):
        leaf = leaf_hashes([LEAVES[index]])
        verify_inclusion(index, size, leaf, tree.inclusion_proof(index, size), top)
    for old in range(1, size + 1):
        found = tree.consistency_proof(old, size)
        verify_consistency(old, size, bytes.fromhex(ROOTS[old]), top, found)
