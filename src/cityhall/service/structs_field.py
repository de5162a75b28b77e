"""What the field page's own script is told: who is signed in, and what became of an outcome."""

from __future__ import annotations

from datetime import datetime

import msgspec


class FieldOut(msgspec.Struct, kw_only=True):
    """`owner` names the person towards their own phone only; `token` is that of the next forms."""

    owner: str
    token: str


class FieldDoneOut(msgspec.Struct, kw_only=True):
    """An outcome that is done; `fresh` unless an earlier sending had done it already."""

    number: int
    fresh: bool


class ErrorOut(msgspec.Struct, kw_only=True):
    code: str
    message: str
    field: str


class HappenedOut(msgspec.Struct, kw_only=True):
    at: datetime
    text: str


class FieldRefusedOut(msgspec.Struct, kw_only=True):
    """Why an outcome was not done, and what happened on the report meanwhile."""

    error: ErrorOut
    meanwhile: list[HappenedOut]
