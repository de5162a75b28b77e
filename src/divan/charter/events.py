"""What can happen to a matter. Each event says who did it; the engine says whether they may.

Events are plain data (`msgspec` structures with a tag), so that a matter's published events can
be kept as JSON and replayed anywhere. Whatever a person wrote stands in them as a hash only.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Event(msgspec.Struct, frozen=True, tag_field="event", forbid_unknown_fields=True):
    """`by` is the person, as the world names persons; "" for what no person does."""

    by: str = ""


class Filed(Event, frozen=True, tag="filed"):
    """A matter is put forward. `fields` are values, `text` the hash of the proposal."""

    id: str = ""
    matter: str = ""
    fields: dict[str, Any] = {}
    text: str = ""
    object: str = ""  # the decision or the charter that it is about
    options: tuple[str, ...] = ()  # for a stage that chooses
    as_body: str = ""  # the office in whose name it is filed; "" as a person


class Supported(Event, frozen=True, tag="supported"):
    """Somebody joins in filing it."""


class Admitted(Event, frozen=True, tag="admitted"):
    admitted: bool = True
    reasons: str = ""


class Signed(Event, frozen=True, tag="signed"):
    """`outcome`: approved, refused or referred."""

    stage: str = ""
    outcome: str = ""
    reasons: str = ""


class Opined(Event, frozen=True, tag="opined"):
    """The opinion that a body was asked for."""

    stage: str = ""
    body: str = ""
    text: str = ""


class Voted(Event, frozen=True, tag="voted"):
    """`choice`: yes, no, abstain. A later ballot of the same seat replaces the earlier one."""

    stage: str = ""
    choice: str = ""
    reasons: str = ""


class Chose(Event, frozen=True, tag="chose"):
    """The options that one seat approves."""

    stage: str = ""
    options: tuple[str, ...] = ()


class Consented(Event, frozen=True, tag="consented"):
    stage: str = ""


class Objected(Event, frozen=True, tag="objected"):
    stage: str = ""
    reasons: str = ""


class Tested(Event, frozen=True, tag="tested"):
    """Whether an objection, by its number from 0, is upheld."""

    stage: str = ""
    objection: int = 0
    upheld: bool = False
    reasons: str = ""


class Amended(Event, frozen=True, tag="amended"):
    """A new text, that meets the objections upheld; opens the next round."""

    stage: str = ""
    text: str = ""


class Recused(Event, frozen=True, tag="recused"):
    """Somebody steps aside from the whole matter."""

    reasons: str = ""


class ClockStopped(Event, frozen=True, tag="clock_stopped"):
    """The applicant owes something; the stage's clock stands still up to its cap."""

    stage: str = ""
    reasons: str = ""


class ClockResumed(Event, frozen=True, tag="clock_resumed"):
    stage: str = ""


class CalledIn(Event, frozen=True, tag="called_in"):
    """A higher body takes the matter up."""

    reasons: str = ""


class Voiced(Event, frozen=True, tag="voiced"):
    """A question, objection or idea, attached at any stage by a member of any body."""

    text: str = ""


class Replied(Event, frozen=True, tag="replied"):
    """The answer to a voice, by its number from 0."""

    voice: int = 0
    text: str = ""


class Withdrawn(Event, frozen=True, tag="withdrawn"):
    reasons: str = ""


class Affected(Event, frozen=True, tag="affected"):
    """A matter about this decision was filed (`outcome` is "") or has ended."""

    kind: str = ""
    matter: str = ""
    outcome: str = ""


class Read(Event, frozen=True, tag="read"):
    """Nothing but the passing of time."""


AnyEvent = (
    Filed
    | Supported
    | Admitted
    | Signed
    | Opined
    | Voted
    | Chose
    | Consented
    | Objected
    | Tested
    | Amended
    | Recused
    | ClockStopped
    | ClockResumed
    | CalledIn
    | Voiced
    | Replied
    | Withdrawn
    | Affected
    | Read
)
