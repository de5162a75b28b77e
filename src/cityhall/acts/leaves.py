"""Acts and their leaves: what the record reads, and what the columns say it should read.

A leaf is written once, with its act. Made anew from the act's columns and what was sealed, it must
be the same to the byte: if not, something was changed behind the record's back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cityhall.acts.models import Act, Withheld
from divan.record import canonical, commitment, leaf, leaf_hash

AT_ONCE = 1024


class Entry(NamedTuple):
    """An entry of the log: its bytes (none when withheld) and its hash."""

    data: bytes
    hash: bytes


def entries(start: int, end: int) -> list[Entry]:
    """The entries [start, end) as they were written, in order; fewer where rows are missing."""
    rows = Act.objects.filter(position__gte=start, position__lt=end).order_by("position")
    texts = list(rows.values_list("position", "leaf"))
    hidden = _hidden(start, end) if any(not text for _position, text in texts) else {}
    return [_entry(text.encode(), hidden.get(position)) for position, text in texts]


def as_told(start: int, end: int, sealed: Sequence[bytes] = ()) -> list[tuple[int, bytes]]:
    """The entries [start, end) as the database tells them now, with their positions.

    The leaf and the columns of an act say the same. Where they do not, `sealed` (entries from
    `start` on) decides which of them was changed, and that one is told, so that it shows. A
    withheld entry is empty. One whose columns make no leaf at all reads as what they hold.
    """
    rows = Act.objects.filter(position__gte=start, position__lt=end).select_related("sealed")
    held = dict(enumerate(sealed, start))
    return [
        (act.position, _changed(act, held.get(act.position))) for act in rows.order_by("position")
    ]


def _changed(act: Act, sealed: bytes | None) -> bytes:
    says = told(act)
    return act.leaf.encode() if says == sealed else says


def told(act: Act) -> bytes:
    """The leaf of an act, made anew from its columns and, while it is kept, from what it seals."""
    if not act.leaf:
        return b""
    try:
        return canonical(
            leaf(
                position=act.position,
                at=act.at,
                by=act.by,
                verb=act.verb,
                on=f"{act.object_type}:{act.object_id}",
                public=act.public,
                sealed=_sealed(act),
            )
        )
    except (ValueError, TypeError, AttributeError):
        return repr((act.position, act.verb, act.public)).encode()


def _sealed(act: Act) -> str | None:
    kept = getattr(act, "sealed", None)
    if kept is not None:
        return commitment(bytes(kept.key), kept.words)
    written: Any = json.loads(act.leaf)
    return written.get("sealed")


def spans(start: int, end: int, step: int = AT_ONCE) -> Iterator[tuple[int, int]]:
    """[start, end) in pieces that end at multiples of `step`."""
    while start < end:
        stop = min(end, (start // step + 1) * step)
        yield start, stop
        start = stop


def _hidden(start: int, end: int) -> dict[int, str]:
    rows = Withheld.objects.filter(position__gte=start, position__lt=end)
    return dict(rows.values_list("position", "leaf_hash"))


def _entry(data: bytes, hidden: str | None) -> Entry:
    if data or hidden is None:
        return Entry(data, leaf_hash(data))
    return Entry(b"", bytes.fromhex(hidden))
