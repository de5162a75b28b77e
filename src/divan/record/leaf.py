"""The leaf: what one act says on the public record, as canonical JSON (RFC 8785).

A leaf holds no personal data. What may not be said in words stands in it as a salted
commitment: HMAC-SHA256 under a key of its own, over the canonical JSON of what was said.
Whoever is given key and words can check them; once both are erased the commitment says
nothing, and the record still verifies.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TypedDict

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]

VERSION = 1
LARGEST_INTEGER = 2**53 - 1
MOST_BYTES = 65_535  # an entry of a tile is length-prefixed with two bytes


class Leaf(TypedDict):
    """The members of a leaf, version 1; names are fixed for ever."""

    v: int
    n: int  # position in the record, from 0, without gaps, in commit order
    at: str  # UTC, microseconds: 2026-11-23T10:42:11.000000Z
    by: str  # "resident", "system", "post:…", "seat:…" and the like: never a person's name
    verb: str  # dotted, such as service.close
    on: str  # what the act is about, such as service.request:4063
    public: dict[str, Value]  # facts that may be said in words
    sealed: str | None  # commitment, 64 hexadecimal digits


def leaf(
    *,
    position: int,
    at: datetime,
    by: str,
    verb: str,
    on: str,
    public: Mapping[str, Value],
    sealed: str | None,
) -> Leaf:
    """One act as a leaf. Raises `ValueError` when `at` has no zone or `position` is negative."""
    if at.tzinfo is None:
        raise ValueError(f"at={at!r}: give a time with its zone")
    if position < 0:
        raise ValueError(f"position={position}: positions start at 0")
    moment = at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    return Leaf(
        v=VERSION,
        n=position,
        at=moment,
        by=by,
        verb=verb,
        on=on,
        public=dict(public),
        sealed=sealed,
    )


def canonical(value: Mapping[str, Value] | Leaf | list[Value]) -> bytes:
    """The one JSON text of a value, as RFC 8785 writes it.

    Values are text, whole numbers up to 2**53 - 1, true, false, null, lists and objects with
    ASCII names: for these the sorted, compact output of the standard library is the RFC's own.
    Raises `ValueError` for a float, a larger number, another type, a name that is not ASCII,
    text that is not UTF-8, or more than 65,535 bytes.
    """
    _check(value, "$")
    try:
        data = _ENCODER.encode(value).encode()
    except UnicodeEncodeError as error:
        raise ValueError(f"text is not valid Unicode at {error.start}") from error
    if len(data) > MOST_BYTES:
        raise ValueError(
            f"{len(data)} bytes: a leaf holds at most {MOST_BYTES}; commit to the rest"
        )
    return data


def commitment(key: bytes, value: Mapping[str, Value]) -> str:
    """HMAC-SHA256 over the canonical JSON of `value`, as 64 hexadecimal digits.

    `key` is 32 random bytes, one for each record. Raises `ValueError` for another length.
    """
    if len(key) != 32:
        raise ValueError(f"a key of {len(key)} bytes: it must be 32 random bytes")
    return hmac.new(key, canonical(value), hashlib.sha256).hexdigest()


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=dict)
_PLAIN = (str, bool, type(None))  # exact types, so that a large import checks them quickly


def _check(value: object, path: str) -> None:
    if type(value) in _PLAIN or isinstance(value, str):
        return
    if isinstance(value, int):
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"{path}={value}: write numbers beyond 2**53 as text")
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if not isinstance(name, str) or not name.isascii():
                raise ValueError(f"{path}: the name {name!r} is not ASCII text")
            if type(inner) not in _PLAIN:
                _check(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check(inner, f"{path}[{index}]")
    else:
        raise ValueError(f"{path}={value!r}: {type(value).__name__} does not go into a leaf")


def leaf_fault(index: int, entry: bytes) -> str | None:
    """What is wrong with the form of entry `index` as a leaf, or `None`: its members, its
    position, its one spelling."""
    try:
        held = json.loads(entry)
        if not isinstance(held, dict) or held.keys() != Leaf.__required_keys__:
            return "it is not a leaf of version 1"
        if held["v"] != VERSION or type(held["n"]) is not int:
            return "it is not a leaf of version 1"
        if held["n"] != index:
            return f"it says that it is entry {held['n']}"
        return None if canonical(held) == entry else "it is not in the one spelling of RFC 8785"
    except (ValueError, RecursionError) as error:
        return f"it is not a leaf: {error}"[:200]
