"""Values that many pages need and few acts change, kept in the memory of each process."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.core.cache import cache

T = TypeVar("T")
SECONDS = 60  # after which a change made by another process is seen


class Kept(Generic[T]):
    """What `read` gives, until `forget` is called or a minute has passed.

    Django's cache holds only a token that says whether the value is still good: pickling the
    value itself for every page would cost more than the page's queries.
    """

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self._name = name
        self._read = read
        self._value: tuple[str, T] | None = None

    def get(self) -> T:
        kept, token = self._value, cache.get(self._name)
        if kept is not None and kept[0] == token:
            return kept[1]
        return self.renew()

    def renew(self) -> T:
        """Read it now, and keep that."""
        token, value = secrets.token_hex(8), self._read()
        self._value = (token, value)
        cache.set(self._name, token, SECONDS)
        return value

    def forget(self, **_signal: Any) -> None:
        """Read it anew next time; also a receiver of Django's signals."""
        cache.delete(self._name)
