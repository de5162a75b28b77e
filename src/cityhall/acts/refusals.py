"""A refusal: why an act may not be done, and what to do instead."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """`code` for programs, `message` for people (translated, with the way out)."""

    code: str
    message: str
    field: str = ""
    status: int = 409


class Refused(Exception):  # noqa: N818 - it is what happened, in the field's own word
    """Raised by an act whose check answered with a refusal; nothing was written."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.message)
        self.refusal = refusal


def demand(refusal: Refusal | None) -> None:
    """Raise `Refused` where a check refused."""
    if refusal is not None:
        raise Refused(refusal)
