"""Persons are named by tokens that hold within one matter: HMAC-SHA256 under the matter's own key.

A published world, event or ballot names nobody, and once the key is erased it never will.
"""

from __future__ import annotations

import hashlib
import hmac

from cityhall.people.models import Person


def token(key: bytes, person: Person | int | str) -> str:
    """The name of a person, or of a party outside, within one matter."""
    return _token(key, f"person:{person.pk}" if isinstance(person, Person) else f"party:{person}")


def by_pk(key: bytes, person: int) -> str:
    """The name of the person with this key."""
    return _token(key, f"person:{person}")


def committed(key: bytes, words: str) -> str:
    """What stands for the words of a field."""
    return _token(key, f"words:{words}")


def _token(key: bytes, said: str) -> str:
    return hmac.new(key, said.encode(), hashlib.sha256).hexdigest()[:20]
