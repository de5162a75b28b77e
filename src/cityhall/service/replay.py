"""The reports as their acts tell them: every act on a report is replayed and its row compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any

from cityhall.acts import queries as acts
from cityhall.acts.models import Act
from cityhall.acts.replay import Difference, heard_by, replays
from cityhall.service.models import Request

_ON = Request._meta.label_lower
_CHUNK = 2000
_TIMES = ("due", "requested", "closed")

for _verb in ("service.note", "service.reveal"):
    heard_by(_verb, Act.Audience.STAFF)
for _verb in ("service.ask", "service.answer", "service.say", "service.add"):
    heard_by(_verb, Act.Audience.PARTIES)


@replays
def compare() -> Iterator[Difference]:
    """Every report beside what its acts lead to, in the order of numbers, one walk through both."""
    rows = _rows()
    row = next(rows, None)
    for number, some in groupby(_acts(), key=lambda act: act.object_id):
        while row is not None and row["id"] < number:
            yield Difference(f"{_ON}:{row['id']}", "row", "there", "nothing")
            row = next(rows, None)
        told = _replayed(some)
        if row is None or row["id"] != number:
            yield Difference(f"{_ON}:{number}", "row", "gone", "there")
            continue
        yield from _differences(row, told)
        row = next(rows, None)
    while row is not None:
        yield Difference(f"{_ON}:{row['id']}", "row", "there", "nothing")
        row = next(rows, None)


def _acts() -> Iterator[Act]:
    found = Act.objects.filter(object_type=_ON).select_related("sealed").defer("leaf")
    return found.order_by("object_id", "position").iterator(chunk_size=_CHUNK)


def _rows() -> Iterator[dict[str, Any]]:
    found = Request.objects.order_by("pk").values(
        "id",
        "status",
        "outcome",
        "voices",
        "merged_into_id",
        "due_at",
        "requested_at",
        "closed_at",
        "explanation",
        "service__service_code",
        "unit__code",
        "area__code",
    )
    return found.iterator(chunk_size=_CHUNK)


def _replayed(some: Iterator[Act]) -> dict[str, Any]:
    """What the acts say of a report at the end; what was erased says nothing."""
    told: dict[str, Any] = {}
    last, before = 0, told  # what was told before the last act, for that is what an undoing brings
    for act in some:
        facts = acts.facts(act)
        if act.verb == acts.UNDO and facts.get("undoes") == last:
            told = before
        last, before = act.position, dict(told)
        for name in ("status", "service", "area", "unit", "voices", *_TIMES):
            if name in facts:
                told[name] = facts[name]
        if act.verb == "service.file":
            told["requested"] = act.at.isoformat()
            told |= {"voices": 0, "explanation": "", "outcome": "", "closed": None, "into": None}
        if act.verb in ("service.import", "service.close"):
            told["outcome"] = facts.get("outcome") or ""
        if act.verb == "service.close":
            told["closed"] = act.at.isoformat()
            told.pop("explanation", None)
            told.update(_explained(act))
        elif act.verb == "service.merge":
            told |= {
                "outcome": "duplicate",
                "into": facts.get("into"),
                "closed": act.at.isoformat(),
            }
        elif act.verb == "service.reopen":
            told |= {"outcome": "", "closed": None, "into": None, "explanation": ""}
        if not facts:  # withheld or erased: from here on its part is unknown
            told.clear()
    return told


def _explained(act: Act) -> dict[str, Any]:
    """The public explanation of a closing, as long as its words are kept."""
    sealed = getattr(act, "sealed", None)
    said: Mapping[str, Any] = sealed.words if sealed else {}
    return {"explanation": said["shown"]} if "shown" in said else {}


_COLUMNS = {
    "status": "status",
    "outcome": "outcome",
    "voices": "voices",
    "into": "merged_into_id",
    "due": "due_at",
    "requested": "requested_at",
    "closed": "closed_at",
    "explanation": "explanation",
    "service": "service__service_code",
    "unit": "unit__code",
    "area": "area__code",
}


def _differences(row: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[Difference]:
    for name, said in told.items():
        there = row[_COLUMNS[name]]
        if (_moment(said) if name in _TIMES else said) != there:
            column = _COLUMNS[name].split("__", maxsplit=1)[0]
            yield Difference(f"{_ON}:{row['id']}", column, there, said)


def _moment(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp) if stamp else None
