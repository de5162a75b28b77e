"""What of another counter a matter can be about, and what a decision does there.

A counter joins by one file in this package: a `Subject` under the name of the kind of matter in
the charter that is about it (`closing`, `service_level`). A charter without that kind has no such
matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from cityhall.acts.refusals import Refusal
from cityhall.decisions.models import Matter
from cityhall.people.actor import Actor


class Subject(Protocol):
    """Things of one kind in another counter, by their numbers."""

    matter: str  # the kind of matter, as charters name it
    code: str  # kept with the matter, with the number

    def title(self, actor: Actor, number: int) -> str:
        """What the thing is called; "" where there is none, or the actor may not read it."""

    def address(self, number: int) -> str:
        """Its page; "" for none."""

    def refusal(self, number: int, *, actor: Actor) -> Refusal | None:
        """Whether a matter about it may be filed now."""

    def fields(self, number: int, at: datetime) -> Mapping[str, Any]:
        """Fields of the matter that follow from the thing, so that nobody types them."""

    def choices(self, actor: Actor) -> list[tuple[int, str]]:
        """What can be chosen on the form; none where people come from the thing's own page."""

    def approved(self, row: Matter, at: datetime) -> None:
        """Do what was approved, through the other counter's action. Raises `Refused`."""


SUBJECTS: dict[str, Subject] = {}  # by kind of matter


def register(subject: Subject) -> None:
    """Let matters of a kind be about these things."""
    SUBJECTS[subject.matter] = subject


def of_code(code: str) -> Subject | None:
    """The subject of matters whose `subject_type` is this."""
    return next((one for one in SUBJECTS.values() if one.code == code), None)
