"""What we write is read by the code of others: sigstore's Python client, where it is installed.

It has its own reader of checkpoints and its own verification of inclusion proofs. It brings some
thirty packages, so it is not among what this project locks: `pip install sigstore`.
"""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from tests.conftest import missing
from tests.divan.record.naive import entry

from divan.record import (
    COSIGNATURE,
    ED25519,
    Checkpoint,
    SigningKey,
    Tree,
    cosign,
    leaf_hashes,
)

SIZE = 300
LOG = SigningKey("city.example/record", ED25519, bytes(range(32)))


def _sigstore() -> SimpleNamespace:
    try:
        from sigstore._internal import merkle
        from sigstore._internal.rekor import checkpoint
        from sigstore.errors import VerificationError
    except ImportError as error:
        missing("sigstore", str(error))
    return SimpleNamespace(merkle=merkle, checkpoint=checkpoint, wrong=VerificationError)


def test_sigstore_verifies_our_inclusion_proofs_and_refuses_a_neighbours() -> None:
    theirs = _sigstore()
    tree = Tree(leaf_hashes([entry(n) for n in range(SIZE)]))
    for size in (1, 2, 3, 7, 8, 255, 256, 257, SIZE):
        for index in {0, size // 3, size // 2, size - 1}:
            proof = SimpleNamespace(
                log_index=index,
                tree_size=size,
                root_hash=tree.root(size),
                hashes=list(tree.inclusion_proof(index, size)),
            )
            for said, good in ((entry(index), True), (entry(index + 1), False)):
                inner = SimpleNamespace(inclusion_proof=proof, canonicalized_body=said)
                given = SimpleNamespace(_inner=inner)
                if good:
                    theirs.merkle.verify_merkle_inclusion(given)
                else:
                    with pytest.raises(theirs.wrong):
                        theirs.merkle.verify_merkle_inclusion(given)


def test_sigstore_reads_our_checkpoint_its_signature_and_a_witnesss() -> None:
    theirs = _sigstore()
    tree = Tree(leaf_hashes([entry(n) for n in range(SIZE)]))
    note = Checkpoint(LOG.name, SIZE, tree.root()).signed([LOG])
    witness = SigningKey("paper.example", COSIGNATURE, bytes(32))
    note = note.signed(cosign(witness, note.text, 1_700_000_000))
    read = theirs.checkpoint.SignedCheckpoint.from_text(bytes(note).decode())
    assert (read.checkpoint.origin, read.checkpoint.log_size) == (LOG.name, SIZE)
    assert read.checkpoint.log_hash == tree.root().hex()
    assert [line.name for line in read.signed_note.signatures] == [LOG.name, "paper.example"]

    class Ring:
        """Their ring of keys, holding ours."""

        def verify(self, *, key_id: bytes, signature: bytes, data: bytes) -> None:
            if not LOG.public.check(signature, data.decode()):
                raise theirs.wrong("false")

    read.signed_note.verify(Ring(), LOG.public.key_id + bytes(28))
