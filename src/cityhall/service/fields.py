"""How the typed questions of a kind look as fields of a form, with what was answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import QueryDict

from cityhall.people.names import name_in
from cityhall.service.questions import Question
from divan import language
from divan.language.calendars import MONTHS

MOST_RADIOS = 7  # a longer list is a select


@dataclass(frozen=True)
class Field:
    """A question as the page asks it; `look` names the macro that draws it."""

    name: str
    look: str
    label: str
    hint: str
    required: bool
    answer: Any
    choices: list[tuple[str, str]] = field(default_factory=list)
    parts: dict[str, str] = field(default_factory=dict)  # of a date: day, month, year, time


def fields(
    questions: Sequence[Question], given: Mapping[str, Any], calendar: str, posted: QueryDict
) -> list[Field]:
    """The fields of all questions: what was just posted, else what was answered before."""
    return [_field(question, given.get(question.code), calendar, posted) for question in questions]


def months(calendar: str, tongue: str) -> list[tuple[int, str]]:
    """The months of a calendar by their numbers."""
    return list(enumerate(MONTHS[calendar, tongue], start=1))


def _field(question: Question, given: Any, calendar: str, posted: QueryDict) -> Field:
    name = f"answer-{question.code}"
    answer: Any = given
    if name in posted:
        several = question.datatype == "multivaluelist"
        answer = posted.getlist(name) if several else posted[name]
    parts = {}
    if question.datatype == "datetime":
        parts = _parts(given, calendar) | {
            part: posted[f"{name}.{part}"] for part in _PARTS if f"{name}.{part}" in posted
        }
    return Field(
        name=name,
        look=_look(question),
        label=question.label(),
        hint=name_in(question.hint),
        required=question.required,
        answer="" if answer is None else answer,
        choices=[(choice.key, name_in(choice.name)) for choice in question.values],
        parts=parts,
    )


_PARTS = ("day", "month", "year", "time")


def _look(question: Question) -> str:
    if question.datatype == "singlevaluelist":
        return "radios" if len(question.values) <= MOST_RADIOS else "select"
    return {"multivaluelist": "checks", "text": "area", "datetime": "moment"}.get(
        question.datatype, question.datatype
    )


def _parts(given: Any, calendar: str) -> dict[str, str]:
    """An ISO 8601 answer in the fields of a date."""
    if not given:
        return dict.fromkeys(_PARTS, "")
    at = datetime.fromisoformat(given)
    year, month, day = (
        language.jalali(at.date()) if calendar == "jalali" else (at.year, at.month, at.day)
    )
    return {"day": str(day), "month": str(month), "year": str(year), "time": f"{at:%H:%M}"}
