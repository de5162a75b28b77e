"""The typed questions of a kind of report: Open311 attributes, and answers checked by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cityhall.people.names import name_in
from divan import language

Datatype = Literal["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: dict[str, str]


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An attribute of the service definition; `description` is what the form asks."""

    code: str
    datatype: Datatype
    description: dict[str, str]
    required: bool = False
    hint: dict[str, str] = {}
    values: list[Choice] = []

    def label(self) -> str:
        return name_in(self.description)


def questions_of(stored: Sequence[Any]) -> list[Question]:
    """The questions as structures. Raises `msgspec.ValidationError`, which names the field."""
    return msgspec.convert(stored, list[Question])


def in_words(question: Question, answer: Any) -> str:
    """An answer as it is shown: the names of chosen values, anything else as typed."""
    names = {choice.key: name_in(choice.name) for choice in question.values}
    keys = answer if isinstance(answer, list) else [answer]
    comma = "، " if get_language() == "fa" else ", "
    return comma.join(names.get(key, str(key)) for key in keys)


def checked(
    questions: Sequence[Question], given: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Answers that fit, by code, and for the others a message by code."""
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in questions:
        try:
            answer = _checked_one(question, given.get(question.code))
        except ValueError as error:
            errors[question.code] = str(error)
            continue
        if answer not in ("", [], None):
            answers[question.code] = answer
        elif question.required:
            message = _("Please answer: %(question)s")
            errors[question.code] = message % {"question": question.label()}
    return answers, errors


def _checked_one(question: Question, value: Any) -> Any:
    if question.datatype == "multivaluelist":
        chosen = [str(one) for one in (value if isinstance(value, list) else [value]) if one]
        return [_known(question, one) for one in dict.fromkeys(chosen)]
    if isinstance(value, list):
        value = value[-1] if value else ""
    text = language.clean(str(value or "")).strip()
    if not text:
        return ""
    match question.datatype:
        case "singlevaluelist":
            return _known(question, text)
        case "number":
            return _number(text)
        case "datetime":
            return _moment(text)
        case "string":
            if len(text) > 200:
                raise ValueError(_("At most 200 letters, please."))
    if len(text) > 2000:
        raise ValueError(_("At most 2,000 letters, please."))
    return text


def _known(question: Question, key: str) -> str:
    if key not in {choice.key for choice in question.values}:
        raise ValueError(_("Choose one of the answers in the list."))
    return key


def _number(text: str) -> int:
    plain = language.latin_digits(text).replace("٬", "").replace(",", "").strip()
    if not plain.removeprefix("-").isdecimal() or len(plain) > 12:
        raise ValueError(_("Write a whole number, such as 3."))
    return int(plain)


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(language.latin_digits(text)).isoformat(timespec="minutes")
    except ValueError:
        raise ValueError(_("Write the date and time as 2026-11-23 18:30.")) from None
