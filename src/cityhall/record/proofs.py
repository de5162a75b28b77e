"""How do we know? The proof of one entry: its hash, the way to the seal, and a file to keep."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from cityhall.acts.models import Act, Withheld
from cityhall.record import keys, picture, queries
from cityhall.record.integrator import folder
from cityhall.record.models import Seal
from cityhall.record.reading import Line
from cityhall.record.structs import OneOut, ProofOut, sentence
from divan.record import (
    Note,
    RecordError,
    Signature,
    TileNodes,
    inclusion_proof,
    leaf_hash,
    parse_note,
)
from divan.record.proof_file import ProofFile, Receipt


@dataclass(frozen=True)
class Proof:
    """What proves an entry under a seal. Without a seal the entry is too new."""

    index: int
    leaf_hash: str
    seal: Seal | None = None
    hashes: tuple[bytes, ...] = ()
    note: Note | None = None
    witnesses: list[str] = field(default_factory=list)
    picture: str = ""


def of(act: Act, hidden: Withheld | None = None) -> Proof:
    """The proof of an entry under the newest witnessed seal over it, or else the newest seal."""
    hashed = hidden.leaf_hash if hidden else leaf_hash(act.leaf.encode()).hex()
    seal = queries.last_witnessed()
    if seal is None or seal.size <= act.position:
        seal = queries.last_seal()
    if seal is None or seal.size <= act.position:
        return Proof(act.position, hashed)
    try:
        nodes = TileNodes(folder(), seal.size)
        hashes = inclusion_proof(act.position, seal.size, nodes)
    except (OSError, RecordError):
        return Proof(act.position, hashed)  # tiles are being made anew
    note = parse_note(seal.note.encode())
    cosigned = queries.cosignatures(seal)
    signed = parse_note((seal.note + "".join(one.line for one in cosigned)).encode())
    more: tuple[Signature, ...] = signed.signatures[len(note.signatures) :]
    return Proof(
        act.position,
        hashed,
        seal,
        hashes,
        note.signed(*more),
        [one.witness.name for one in cosigned],
        picture.way(act.position, seal.size, len(hashes)),
    )


def file_of(act: Act, proof: Proof) -> bytes:
    """The `.tlog-proof` file of an entry. The leaf itself stands in its `extra` line.

    Raises `LookupError` where no seal covers the entry yet.
    """
    if proof.note is None:
        raise LookupError(act.position)
    extra = bytes(Receipt(act.leaf.encode())) if act.leaf else None
    return bytes(ProofFile(proof.index, proof.hashes, proof.note, extra))


def out(act: Act, line: Line, hidden: Withheld | None, proof: Proof) -> OneOut:
    """An entry for programs."""
    given = None
    if proof.seal is not None and proof.note is not None:
        given = ProofOut(
            index=proof.index,
            size=proof.seal.size,
            hashes=[one.hex() for one in proof.hashes],
            checkpoint=bytes(proof.note).decode(),
        )
    return OneOut(
        position=act.position,
        at=act.at,
        by=act.by,
        verb=act.verb,
        on=f"{act.object_type}:{act.object_id}",
        public=act.public,
        text=sentence(line),
        leaf=act.leaf or None,
        leaf_hash=proof.leaf_hash,
        withheld=hidden.ground if hidden else None,
        proof=given,
    )


def sealed_state(act: Act) -> str:
    """`none`, `kept` or `erased`: what became of the words that the entry seals."""
    if hasattr(act, "sealed"):
        return "kept"
    if act.leaf and json.loads(act.leaf)["sealed"] is not None:
        return "erased"
    return "none"


def origin() -> str:
    """What the log is called in its seals."""
    try:
        found = keys.signing_keys()
    except keys.KeyFault:
        return keys.origin_name()
    return found[0].name if found else keys.origin_name()


def verifier_keys() -> list[str]:
    """The keys with which the seals of today are verified, the city's own first."""
    try:
        return [str(key.public) for key in keys.signing_keys()]
    except keys.KeyFault:
        return []
