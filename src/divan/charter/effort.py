"""How much work the text of a stranger may cause: counted in steps, so it is the same everywhere.

Whether cases cover every value, or a group can ever approve, takes in the worst case as many steps
as there are values. Whoever must answer in time says how many are enough.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_LEFT: ContextVar[list[int] | None] = ContextVar("left", default=None)


class TooMuchError(ValueError):
    """What was asked takes more steps than were allowed."""


@contextmanager
def at_most(steps: int) -> Iterator[None]:
    """Inside, whatever spends more than these steps raises `TooMuchError`."""
    before = _LEFT.set([steps])
    try:
        yield
    finally:
        _LEFT.reset(before)


def spend(steps: int) -> None:
    """Count steps before they are taken."""
    left = _LEFT.get()
    if left is None:
        return
    left[0] -= steps
    if left[0] < 0:
        raise TooMuchError
