"""Secrets that we must be able to say again (keys for other servers), sealed in the database.

The seal is made of the installation's own secret, which is not in the database: whoever reads a
copy of the rows reads nothing of them. A secret that we only have to recognise is hashed instead.
"""

from __future__ import annotations

import base64
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import constant_time_compare, salted_hmac

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # nothing that is taken for something else


def seal(secret: str) -> str:
    """A secret as it may stand in a row; nothing stays nothing."""
    return _fernet().encrypt(secret.encode()).decode() if secret else ""


def opened(sealed: str) -> str:
    """The secret in a row. Raises `ValueError` when the installation's secret is another now."""
    if not sealed:
        return ""
    try:
        return _fernet().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise ValueError("this was sealed under another DIVAN_SECRET") from None


def new_key() -> tuple[str, str]:
    """A fresh key for another system, and the part of it that may be shown."""
    prefix = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"divan_{prefix}_{secrets.token_hex(20)}", prefix


def prefix_of(key: str) -> str:
    """The shown part of what was given as a key; empty when it cannot be one."""
    parts = key.split("_")
    fits = len(parts) == 3 and parts[0] == "divan" and len(key) == 55 and key.isascii()
    return parts[1] if fits and key.isprintable() else ""


def digest_of(key: str) -> str:
    """What the database keeps of a key. It has 160 bits of chance, so no slow hash is needed."""
    return salted_hmac("divan.api-key", key, algorithm="sha256").hexdigest()


def fits(key: str, digest: str) -> bool:
    return constant_time_compare(digest_of(key), digest)


def new_webhook_secret() -> str:
    """A secret in the form of Standard Webhooks: 32 random bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def _fernet() -> Fernet:
    key = salted_hmac("divan.sealing", "v1", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
