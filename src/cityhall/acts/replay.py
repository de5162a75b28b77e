"""State and acts must tell the same: each counter registers how its acts lead to its rows.

A state that no act led to was changed behind the record's back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple


class Difference(NamedTuple):
    """Where state and acts part: the row, its column, what it says and what the acts say."""

    row: str  # such as service.request:4063
    column: str
    says: object
    acts_say: object

    def __str__(self) -> str:
        return f"{self.row}: {self.column} is {self.says!r}, its acts say {self.acts_say!r}"


Replay = Callable[[], Iterator[Difference]]
REPLAYS: list[Replay] = []


def replays(replay: Replay) -> Replay:
    """Register a function that goes through a counter's rows once, in bounded memory."""
    REPLAYS.append(replay)
    return replay


# For each verb the audiences that its acts can have. Who may read an act's words is no part of
# its leaf, so it is held against this.
AUDIENCES: dict[str, frozenset[str]] = {}


def heard_by(verb: str, *audiences: str) -> None:
    """Say who may read the words of a kind of act; for others it is everyone."""
    AUDIENCES[verb] = frozenset(audiences)


def may_hear(verb: str, audience: str, is_sealed: bool) -> bool:
    """Whether an act of this kind can have this audience.

    `is_sealed` says that even its facts are: of something confidential, which parties read.
    """
    usual = AUDIENCES.get(verb, frozenset({"public"}))
    if is_sealed and "public" in usual:
        return audience == "parties"
    return audience in usual
