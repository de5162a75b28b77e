"""The keys of logs and witnesses, and what each kind signs. C2SP signed-note, tlog-cosignature.

Both kinds are Ed25519. A log's key (type 1) signs the text of a note. A witness's key (type 4)
signs a header with the time, then the text; eight bytes of time stand before its signature.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from divan.record.errors import FormError
from divan.record.text import checked_name, checked_text, decode_base64

ED25519, COSIGNATURE = 1, 4  # signature type identifiers
MOST_TIME = 2**63 - 1


@dataclass(frozen=True)
class VerifierKey:
    """The public half of a key: its name, its type (1 or 4) and 32 bytes of Ed25519."""

    name: str
    kind: int
    public: bytes

    def __post_init__(self) -> None:
        checked_name(self.name)
        if self.kind not in (ED25519, COSIGNATURE):
            raise FormError("key type", self.kind, "only Ed25519, type 1 or 4, is understood")
        if len(self.public) != 32:
            raise FormError("public key", len(self.public), "Ed25519 keys are 32 bytes")

    @property
    def key_id(self) -> bytes:
        """First four bytes of SHA-256 over name, newline, type and key."""
        head = self.name.encode() + b"\n" + bytes([self.kind])
        return sha256(head + self.public).digest()[:4]

    def __str__(self) -> str:
        """The vkey: `name+hash+base64(type, key)`."""
        encoded = b64encode(bytes([self.kind]) + self.public).decode()
        return f"{self.name}+{self.key_id.hex()}+{encoded}"

    def check(self, signature: bytes, text: str) -> bool:
        """Is this the signature of the text by this key, in the way of the key's type?"""
        if self.kind == COSIGNATURE:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            if not 0 < time <= MOST_TIME:
                return False
            message = _timed(text, time)
        else:
            message = text.encode()
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """The private half: name, type and 32 bytes of seed. Never shown by `repr`."""

    name: str
    kind: int
    seed: bytes

    def __post_init__(self) -> None:
        if len(self.seed) != 32:
            raise FormError("seed", len(self.seed), "it must be 32 random bytes")
        _ = self.public

    def __repr__(self) -> str:
        return f"SigningKey({self.name!r}, {self.kind})"

    def __str__(self) -> str:
        return repr(self)

    @property
    def public(self) -> VerifierKey:
        """The public half."""
        raw = Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()
        return VerifierKey(self.name, self.kind, raw)

    @property
    def secret(self) -> str:
        """The skey: `PRIVATE+KEY+name+hash+base64(type, seed)`. Keep it in a file of mode 0600."""
        encoded = b64encode(bytes([self.kind]) + self.seed).decode()
        return f"PRIVATE+KEY+{self.name}+{self.public.key_id.hex()}+{encoded}"

    def make(self, text: str, time: int = 0) -> bytes:
        """Signature of the text; a witness's holds `time`, in seconds since 1970."""
        message = checked_text(text).encode()
        head = b""
        if self.kind == COSIGNATURE:
            if not 0 < time <= MOST_TIME:
                raise FormError("time", time, "a cosignature says when, in seconds since 1970")
            message, head = _timed(text, time), time.to_bytes(8, "big")
        return head + Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


def parse_verifier(vkey: str) -> VerifierKey:
    """The key of a vkey line. Raises `FormError` when it is malformed or its hash is wrong."""
    parts = vkey.strip().split("+", 2)
    if len(parts) != 3:
        raise FormError("verifier key", vkey, "it reads name+hash+key")
    kind, public = _keyed("verifier key", parts[2])
    key = VerifierKey(parts[0], kind, public)
    if parts[1] != key.key_id.hex():
        raise FormError("verifier key", vkey, f"the hash of this key is {key.key_id.hex()}")
    return key


def parse_signer(skey: str) -> SigningKey:
    """The key of an skey line. Raises `FormError`, which never repeats the secret."""
    parts = skey.strip().split("+", 4)
    if len(parts) != 5 or parts[:2] != ["PRIVATE", "KEY"]:
        raise FormError("signing key", "…", "it reads PRIVATE+KEY+name+hash+key")
    kind, seed = _keyed("signing key", parts[4], secret=True)
    if len(seed) != 32:
        raise FormError("signing key", "…", "an Ed25519 seed is 32 bytes")
    key = SigningKey(parts[2], kind, seed)
    if parts[3] != key.public.key_id.hex():
        raise FormError(
            "signing key", parts[3], f"the hash of this key is {key.public.key_id.hex()}"
        )
    return key


# --- details ----------------------------------------------------------------------------------


def _timed(text: str, time: int) -> bytes:
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def _keyed(name: str, encoded: str, secret: bool = False) -> tuple[int, bytes]:
    try:
        data = decode_base64(name, encoded)
    except FormError as error:
        raise FormError(name, "…" if secret else encoded, error.hint) from None
    if len(data) < 2:
        raise FormError(name, "…", "one byte of type and the key")
    return data[0], data[1:]
