"""The record for programs: the JSON twins of its pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from cityhall.acts.models import Act
from cityhall.record.models import Comparison, Seal, Witness
from cityhall.record.reading import Line


class SealOut(msgspec.Struct):
    size: int
    root: str
    at: datetime


class WitnessOut(msgspec.Struct):
    name: str
    key: str
    state: str
    size: int
    answered_at: datetime | None


class ComparedOut(msgspec.Struct):
    at: datetime
    size: int
    differences: int
    places: list[str]


class EntryOut(msgspec.Struct):
    position: int
    at: datetime
    by: str
    verb: str
    on: str
    public: dict[str, Any]
    text: str
    withheld: bool


class RecordOut(msgspec.Struct):
    size: int
    seal: SealOut | None
    witnesses: list[WitnessOut]
    alarm: str | None
    compared: ComparedOut | None
    entries: list[EntryOut]
    older: str | None


class ProofOut(msgspec.Struct):
    index: int
    size: int
    hashes: list[str]
    checkpoint: str


class OneOut(msgspec.Struct):
    position: int
    at: datetime
    by: str
    verb: str
    on: str
    public: dict[str, Any]
    text: str
    leaf: str | None
    leaf_hash: str
    withheld: str | None
    proof: ProofOut | None


def seal_out(seal: Seal | None) -> SealOut | None:
    return SealOut(seal.size, seal.root, seal.at) if seal else None


def witness_out(row: Witness) -> WitnessOut:
    return WitnessOut(row.name, row.key, str(row.state), row.size, row.answered_at)


def compared_out(row: Comparison | None) -> ComparedOut | None:
    return ComparedOut(row.at, row.size, row.count, row.places) if row else None


def entries_out(acts: Sequence[Act], lines: Sequence[Line]) -> list[EntryOut]:
    return [
        EntryOut(
            position=act.position,
            at=act.at,
            by=act.by,
            verb=act.verb,
            on=f"{act.object_type}:{act.object_id}",
            public=act.public,
            text=sentence(line),
            withheld=line.is_withheld,
        )
        for act, line in zip(acts, lines, strict=True)
    ]


def sentence(line: Line) -> str:
    """An entry in one sentence, for feeds and programs."""
    return f"{line.told.subject}: {line.told.text}" if line.told.subject else line.told.text
