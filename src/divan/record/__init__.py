"""The verifiable public record. Concept page: docs/record.md.

    leaf            the form in which every act is written
    hashing, merkle the tree of RFC 6962, its proofs and their verification
    tiles, growing  the files of a log (C2SP tlog-tiles) and how they grow
    keys, note, checkpoint, cosignature   what a log and its witnesses sign
    proof_file, policy   a proof to keep, and whom to trust
    witness         what a witness answers
    audit           is a log what its checkpoint says?

Pure: storage, time and randomness are arguments.
"""

from divan.record.audit import AGREES, DIFFERS, Fault, Report, audit
from divan.record.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from divan.record.cosignature import cosign, cosigned_at
from divan.record.errors import FormError, ProofError, RecordError
from divan.record.growing import Growing, grow
from divan.record.hashing import EMPTY_ROOT, leaf_hash, leaf_hashes, node_hash, root_of
from divan.record.keys import (
    COSIGNATURE,
    ED25519,
    SigningKey,
    VerifierKey,
    parse_signer,
    parse_verifier,
)
from divan.record.leaf import Leaf, canonical, commitment, leaf
from divan.record.merkle import (
    Frontier,
    Nodes,
    consistency_proof,
    inclusion_proof,
    root,
    verify_consistency,
    verify_inclusion,
)
from divan.record.note import Note, Signature, opened, parse_note, sign
from divan.record.policy import Party, Policy, Verdict, of_keys, parse_policy
from divan.record.proof_file import ProofFile, Receipt, parse_proof_file, parse_receipt
from divan.record.tiles import (
    Reader,
    Tile,
    TileNodes,
    decode_entries,
    encode_entries,
    grown,
    parse_path,
    read_entries,
    read_entry,
    read_tile,
    tile_at,
    tiles_of,
)
from divan.record.tree import Tree
from divan.record.witness import (
    Decision,
    Request,
    Seen,
    decide,
    parse_cosignatures,
    parse_request,
)

__all__ = [
    "AGREES",
    "COSIGNATURE",
    "DIFFERS",
    "ED25519",
    "EMPTY_ROOT",
    "Checkpoint",
    "Decision",
    "Fault",
    "FormError",
    "Frontier",
    "Growing",
    "Leaf",
    "Nodes",
    "Note",
    "Party",
    "Policy",
    "ProofError",
    "ProofFile",
    "Reader",
    "Receipt",
    "RecordError",
    "Report",
    "Request",
    "Seen",
    "Signature",
    "SigningKey",
    "Tile",
    "TileNodes",
    "Tree",
    "Verdict",
    "VerifierKey",
    "audit",
    "canonical",
    "commitment",
    "consistency_proof",
    "cosign",
    "cosigned_at",
    "decide",
    "decode_entries",
    "encode_entries",
    "grow",
    "grown",
    "inclusion_proof",
    "leaf",
    "leaf_hash",
    "leaf_hashes",
    "node_hash",
    "of_keys",
    "open_checkpoint",
    "opened",
    "parse_checkpoint",
    "parse_cosignatures",
    "parse_note",
    "parse_path",
    "parse_policy",
    "parse_proof_file",
    "parse_receipt",
    "parse_request",
    "parse_signer",
    "parse_verifier",
    "read_entries",
    "read_entry",
    "read_tile",
    "root",
    "root_of",
    "sign",
    "tile_at",
    "tiles_of",
    "verify_consistency",
    "verify_inclusion",
]
