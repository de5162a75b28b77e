"""Decide: one seat signs, with reasons. With consultation it is the advice process.

The advice process is after F. Laloux, "Reinventing Organizations" (2014): whoever decides must
ask those affected and those who know, and need not obey them.
"""

from __future__ import annotations

from dataclasses import dataclass

from divan.charter.source import Node

OUTCOMES = ("approved", "refused", "referred", "timeout", "vacant")


@dataclass(frozen=True)
class Decide:
    """One signature. `may_refer`: whether the matter may be handed on undecided."""

    may_refer: bool = True

    kind = "decide"

    def outcomes(self) -> tuple[str, ...]:
        return tuple(one for one in OUTCOMES if self.may_refer or one != "referred")


def read(node: Node) -> Decide:
    named = node.map(("may_refer",)) if node.value not in ("", "{}") else {}
    return Decide("may_refer" not in named or named["may_refer"].flag())
