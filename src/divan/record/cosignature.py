"""The signature of a witness: this log stood so at that second. C2SP tlog-cosignature.

It is Ed25519 over a header with the time and the whole text of the checkpoint; eight bytes of time
stand before the signature. https://c2sp.org/tlog-cosignature
"""

from __future__ import annotations

from divan.record.errors import FormError, ProofError
from divan.record.keys import COSIGNATURE, SigningKey, VerifierKey
from divan.record.note import Signature


def cosign(key: SigningKey, text: str, time: int) -> Signature:
    """Cosignature of a checkpoint's text at `time`, in seconds since 1970.

    Raises `FormError` for a key that is not a witness's (type 4) or an impossible time.
    """
    if key.kind != COSIGNATURE:
        raise FormError("key type", key.kind, "cosignatures are made with a key of type 4")
    return Signature(key.name, key.public.key_id, key.make(text, time))


def cosigned_at(key: VerifierKey, signature: Signature, text: str) -> int:
    """When the witness cosigned, in seconds since 1970. Raises `ProofError` if it did not."""
    known = (signature.name, signature.key_id) == (key.name, key.key_id)
    if not known or key.kind != COSIGNATURE or not key.check(signature.data, text):
        raise ProofError("cosignature", signature.name, "it is not by this witness over this text")
    return int.from_bytes(signature.data[:8], "big")
