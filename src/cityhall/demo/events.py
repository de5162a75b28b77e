"""What happens in the story: one frozen dataclass for each thing a person does.

``number`` counts reports from 1 in the order they are filed; ``by`` is the key of an official
(``offices.OFFICIALS``). Times are aware.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .residents import Contact
from .scenes import Place


@dataclass(frozen=True)
class Picture:
    """A photo to draw: a scene of ``pictures``, its own seed, and whether the work is done.

    ``month`` (1 to 12) gives the trees their leaves.
    """

    scene: str
    seed: int
    month: int
    after: bool = False


@dataclass(frozen=True)
class Event:
    """Anything that happens to a report."""

    at: datetime
    number: int


@dataclass(frozen=True)
class Filed(Event):
    """A report. ``place`` is None where none was given; ``publish`` all, words or nothing.

    ``account`` is the key of a reporter who is signed in.
    """

    kind: str
    language: str
    text: str
    place: Place | None
    answers: Mapping[str, Any] = field(default_factory=dict)
    contact: Contact = field(default_factory=Contact)
    channel: str = "web"
    publish: str = "all"
    photos: tuple[Picture, ...] = ()
    account: str = ""


@dataclass(frozen=True)
class MeToo(Event):
    """Another resident joins; ``email`` may be empty, ``comment`` too."""

    language: str
    email: str = ""
    comment: str = ""


@dataclass(frozen=True)
class Acknowledged(Event):
    """The office has seen it."""

    by: str


@dataclass(frozen=True)
class Claimed(Event):
    """An official takes it."""

    by: str


@dataclass(frozen=True)
class Handed(Event):
    """It goes to a unit (``unit``) or to a person of the unit (``to``)."""

    by: str
    unit: str = ""
    to: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Asked(Event):
    """The office asks the reporter; the clock stands still."""

    by: str
    text: str


@dataclass(frozen=True)
class Answered(Event):
    """The reporter answers."""

    text: str


@dataclass(frozen=True)
class Replied(Event):
    """The office tells how it stands."""

    by: str
    text: str


@dataclass(frozen=True)
class Noted(Event):
    """A note among officials."""

    by: str
    text: str


@dataclass(frozen=True)
class Paused(Event):
    """The clock stands still, for a reason that everyone reads."""

    by: str
    reason: str


@dataclass(frozen=True)
class Resumed(Event):
    """The clock runs again."""

    by: str


@dataclass(frozen=True)
class Merged(Event):
    """It is the same as report ``into``."""

    by: str
    into: int


@dataclass(frozen=True)
class Closed(Event):
    """It ends: fixed, made_safe, answered, not_found, not_ours or not_possible.

    ``evidence`` says how it was seen where no photo shows it.
    """

    by: str
    outcome: str
    explanation: str
    evidence: str = ""
    photos: tuple[Picture, ...] = ()


@dataclass(frozen=True)
class Solved(Event):
    """The reporter says that it is solved."""


@dataclass(frozen=True)
class NotSolved(Event):
    """The reporter says that it is not solved, and why."""

    text: str


Story = tuple[Event, ...]
"""All events in the order in which they happened."""
