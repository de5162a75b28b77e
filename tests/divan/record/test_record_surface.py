"""The names of `divan.record`, all of them: what others build on is not moved by accident."""

from __future__ import annotations

import pkgutil

import divan.record
from divan.record import FormError, ProofError, RecordError

NAMES = {
    "leaves": {"Leaf", "canonical", "commitment", "leaf", "leaf_hash", "leaf_hashes"},
    "tree": {
        *("EMPTY_ROOT", "Frontier", "Nodes", "Tree", "node_hash", "root", "root_of"),
        *("consistency_proof", "inclusion_proof", "verify_consistency", "verify_inclusion"),
    },
    "files": {
        *("Growing", "Reader", "Tile", "TileNodes", "decode_entries", "encode_entries", "grow"),
        *("grown", "parse_path", "read_entries", "read_entry", "read_tile", "tile_at"),
        *("tiles_of", "Fault", "Report", "audit", "AGREES", "DIFFERS"),
    },
    "signatures": {
        *("COSIGNATURE", "ED25519", "Checkpoint", "Note", "Signature", "SigningKey"),
        *("VerifierKey", "cosign", "cosigned_at", "open_checkpoint", "opened", "sign"),
        *("parse_checkpoint", "parse_note", "parse_signer", "parse_verifier"),
    },
    "trust": {
        *("Party", "Policy", "Verdict", "of_keys", "parse_policy"),
        *("ProofFile", "Receipt", "parse_proof_file", "parse_receipt"),
        *("Decision", "Request", "Seen", "decide", "parse_cosignatures", "parse_request"),
    },
    "refusals": {"FormError", "ProofError", "RecordError"},
}


def test_the_names_are_these() -> None:
    assert set(divan.record.__all__) == set().union(*NAMES.values())
    for name in divan.record.__all__:
        assert hasattr(divan.record, name)


def test_refusals_are_one_tree_and_name_field_value_and_way_out() -> None:
    assert issubclass(FormError, RecordError)
    assert issubclass(ProofError, RecordError)
    assert issubclass(RecordError, ValueError)
    error = FormError("size", "x" * 500, "decimal digits")
    assert (error.field, error.hint) == ("size", "decimal digits")
    assert str(error).startswith("size is 'xxx")
    assert len(str(error)) < 100


def test_the_page_of_the_subject_names_every_module() -> None:
    from pathlib import Path

    text = (Path(__file__).resolve().parents[3] / "docs" / "record.md").read_text("utf-8")
    inner = {"errors", "text"}
    for module in pkgutil.iter_modules(divan.record.__path__):
        named = f"`{module.name}`" in text or f"divan.record.{module.name}" in text
        assert named or module.name in inner, module.name
