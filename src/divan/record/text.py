"""Text, names and base64 as the specifications of notes demand them."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode

from divan.record.errors import FormError


def checked_name(name: str) -> str:
    """The name of a key; raises `FormError` for an empty one, a space, a plus, a control."""
    if not name or "+" in name or any(c.isspace() or c < " " for c in name):
        raise FormError("key name", name, "it must not be empty or contain spaces or +")
    try:
        name.encode()
    except UnicodeEncodeError as error:
        raise FormError("key name", name, "it is not valid Unicode") from error
    return name


def checked_text(text: str) -> str:
    """Text that can be signed. Raises `FormError` without a last newline or with controls."""
    if not text.endswith("\n"):
        raise FormError("text", text[-40:], "it must end in a newline")
    try:
        checked_characters("text", text.encode())
    except UnicodeEncodeError as error:
        raise FormError("text", text[-40:], "it is not valid Unicode") from error
    return text


def checked_characters(name: str, data: bytes) -> str:
    """Bytes as UTF-8 text whose only control character is the newline. Raises `FormError`."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormError(name, data[:40], f"byte {error.start} is not UTF-8") from error
    if len(text.translate(_CONTROLS)) != len(text):
        raise FormError(name, text[:40], "it contains a control character")
    return text


def decode_base64(name: str, text: str) -> bytes:
    """Standard base64, in its one spelling. Raises `FormError`."""
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise FormError(name, text, "it is not standard base64") from error
    if b64encode(data).decode() != text:
        raise FormError(name, text, "it is not in the one spelling of base64")
    return data


def parse_number(name: str, text: str) -> int:
    """A whole number from 0 to 2**63 - 1 in its one spelling. Raises `FormError`."""
    if not (0 < len(text) <= 19 and text.isascii() and text.isdigit()) or text != str(int(text)):
        raise FormError(name, text, "decimal digits without leading zeroes")
    if int(text) >= 2**63:
        raise FormError(name, text, "it must be below 2**63")
    return int(text)


_CONTROLS = dict.fromkeys(set(range(32)) - {10})
