"""The state of one matter: everything the engine knows of it, as plain data."""

from __future__ import annotations

from datetime import datetime

import msgspec

PHASES = ("gathering", "filed", "open", "answering", "decided", "in_force", "ended")


class Struct(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class Seat(Struct, frozen=True):
    """A seat as frozen when a stage opened."""

    person: str
    sector: str = ""
    weight: int = 1


class Objection(Struct, frozen=True):
    """`status`: open, upheld, rejected, or met by an amendment."""

    by: str
    reasons: str
    round: int
    status: str = "open"


class Open(Struct, frozen=True):
    """A stage that waits. `seats` are those that may decide; `base` the weight of the whole body
    where seats that stepped aside stay in the base."""

    stage: str
    opened_at: datetime
    due_at: datetime
    seats: tuple[Seat, ...] = ()
    base: int = 0
    answers: dict[str, str] = {}
    choices: dict[str, tuple[str, ...]] = {}
    objections: tuple[Objection, ...] = ()
    round: int = 1
    opinions: tuple[str, ...] = ()
    opinions_by: datetime | None = None  # who has not answered by then need not be awaited
    stopped_at: datetime | None = None
    stopped: int = 0  # seconds of working time that the clock has stood still
    stop_ends: datetime | None = None


class Step(Struct, frozen=True):
    """A stage or group that has ended, with its figures."""

    stage: str
    outcome: str
    at: datetime
    by: str = ""
    reasons: str = ""
    figures: dict[str, int | str] = {}


class Voice(Struct, frozen=True):
    by: str
    text: str
    at: datetime
    stage: str = ""
    answer: str = ""
    answered_by: str = ""


class State(Struct, frozen=True):
    """`charter` is the digest of the charter that governs the matter to its end."""

    charter: str
    id: str
    matter: str
    applicant: str
    phase: str
    filed_at: datetime
    codes: dict[str, int] = {}
    text: str = ""
    object: str = ""
    options: tuple[str, ...] = ()
    as_body: str = ""
    case: int = -1
    supporters: tuple[str, ...] = ()
    open: tuple[Open, ...] = ()
    group: str = ""
    group_done: dict[str, str] = {}
    passed: tuple[Step, ...] = ()
    visited: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    callers: tuple[str, ...] = ()
    voices: tuple[Voice, ...] = ()
    outcome: str = ""  # approved, refused, lapsed, withdrawn; later reversed, expired, repealed
    chosen: tuple[str, ...] = ()
    due_at: datetime | None = None  # of the phase, beside those of open stages
    decided_at: datetime | None = None
    in_force_at: datetime | None = None
    expires_at: datetime | None = None
    review_at: datetime | None = None
    suspended_by: tuple[str, ...] = ()
    about: dict[str, str] = {}  # matters about this decision that wait: id to kind
    wants: tuple[str, ...] = ()  # kinds of matter that somebody has to file now: review, ratify

    @property
    def ended(self) -> bool:
        return self.phase == "ended"

    @property
    def in_force(self) -> bool:
        return self.phase == "in_force" and self.outcome == "approved" and not self.suspended_by
