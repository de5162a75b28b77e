"""Receipt codes: 50 bits that open the reporter's own view of a report, without an account.

The code is derived from the report's nonce and the installation's secret, so it can be printed
again in a mail; the database holds only a keyed hash of it.
"""

from __future__ import annotations

import uuid

from django.utils.crypto import salted_hmac

from divan.language import latin_digits

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_MEANT = str.maketrans("ILO", "110")


def code_of(nonce: uuid.UUID) -> str:
    """The code as it is printed, such as 7KD2M-4QX9A."""
    digest = salted_hmac("divan.receipt", nonce.hex, algorithm="sha256").digest()
    number = int.from_bytes(digest[:7], "big")
    letters = "".join(ALPHABET[(number >> (5 * place)) & 31] for place in range(10))
    return f"{letters[:5]}-{letters[5:]}"


def read(typed: str) -> str:
    """What somebody typed as a code, in one form; empty when it cannot be one."""
    plain = latin_digits(typed[:100]).upper()
    letters = "".join(letter for letter in plain if letter.isalnum()).translate(_MEANT)
    return letters if len(letters) == 10 and all(one in ALPHABET for one in letters) else ""


def hash_of(code: str) -> str:
    """What the database keeps of a code."""
    return salted_hmac("divan.receipt.lookup", read(code), algorithm="sha256").hexdigest()


def voice_of(kind: str, value: str) -> str:
    """A keyed hash that names a person, an address or a browser within one report."""
    return salted_hmac("divan.voice", f"{kind}|{value}", algorithm="sha256").hexdigest()
