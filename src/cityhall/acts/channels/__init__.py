"""The ways on which a message leaves: e-mail here, short messages from the room of letters.

A channel opens a line, sends over it, and closes it. Opening may fail for all messages alike:
then the other side is down, and nobody's message is to blame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from cityhall.acts.models import Message
from cityhall.acts.wishes import Wishes


class Unreachable(Exception):  # noqa: N818 - it is what happened
    """The other side of a channel does not answer; every message waits."""


class Undeliverable(Exception):  # noqa: N818
    """The other side says that this message can never arrive; it is not tried again."""


class Channel(Protocol):
    def open(self) -> None:
        """Have a line. Raises `Unreachable`; costs nothing while one is open."""

    def send(self, messages: Sequence[Message], wishes: Wishes) -> bool:
        """Send one message, or several in one digest; `False` when there is nothing left to say.

        Raises `Undeliverable`, or anything else for a message that may do better later.
        """

    def close(self) -> None:
        """Give the line back; what fails here fails silently."""


CHANNELS: dict[str, Callable[[], Channel]] = {}


def channel(name: str) -> Callable[[Callable[[], Channel]], Callable[[], Channel]]:
    """Register a class of channels under its name."""

    def register(make: Callable[[], Channel]) -> Callable[[], Channel]:
        CHANNELS[name] = make
        return make

    return register
