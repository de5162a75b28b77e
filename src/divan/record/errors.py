"""What this law refuses, and what it finds false.

    RecordError(ValueError)
    ├── FormError    bytes or an argument do not have the form that the specification gives
    └── ProofError   the form is right, but what it claims is not true

Each says where, what stood there, and what was expected. No other exception leaves this package
for any bytes given to it, except what a reader passed in as an argument raises itself.
"""

from __future__ import annotations

from reprlib import repr as short_repr


class RecordError(ValueError):
    """`field` (where), `value` (what stood there), `hint` (what was expected)."""

    def __init__(self, field: str, value: object, hint: str) -> None:
        super().__init__(field, value, hint)
        self.field = field
        self.value = value
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.field} is {short_repr(self.value)}: {self.hint}"


class FormError(RecordError):
    """Bytes or an argument do not have the form that the specification gives."""


class ProofError(RecordError):
    """Well formed, and false: a hash, a root or a signature does not fit."""
