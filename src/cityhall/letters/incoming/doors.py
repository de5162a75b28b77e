"""The counters' side of letters: each says how it takes one in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple, Protocol

from cityhall.letters.incoming.reading import Letter


class Visitor(NamedTuple):
    """Who wrote: the address, and the keyed hash by which it is known."""

    address: str
    key: str


class Door(Protocol):
    """How letters about one type of thing are taken in."""

    def prepare(self, letter: Letter) -> Any:
        """What takes long, such as drawing pictures anew; done while no lock is held."""

    def take(
        self, number: int, letter: Letter, prepared: Any, visitor: Visitor, *, at: datetime
    ) -> str:
        """Write, in the transaction in which this is called; what happened, in a word or two.

        Raises `Refused` for what is not taken; the writer of the letter gets its message.
        """


DOORS: dict[str, Door] = {}
