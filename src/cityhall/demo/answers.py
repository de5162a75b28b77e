"""Answers to the typed questions of a kind, such as its reporter would give beside the text."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from .hints import QUESTIONS, value
from .kinds import kind
from .services import Question

_NUMBERS = {
    ("manhole", "width"): (30, 160), ("pothole", "depth"): (5, 25), ("trench", "days"): (2, 40),
    ("rubbish", "days"): (2, 5), ("flood", "depth"): (10, 60), ("dogs", "count"): (2, 9),
}  # fmt: skip

_REASONS = {
    "fa": (
        "راه مدرسه است", "ایستگاه اتوبوس همین‌جاست", "پله دارد و شب‌ها دیده نمی‌شود",
        "سالمند زیاد داریم", "چند بار کیف‌قاپی شده", "تنها راه ماست",
    ),
    "en": ("It is our way to the library.", "The bus stop is there.", "There are steps."),
}  # fmt: skip


def answers(code: str, text: str, language: str, at: datetime, random: Random) -> dict[str, Any]:
    """Answers by question code: the required ones, and some of the others."""
    given: dict[str, Any] = {}
    for question in kind(code).questions:
        if question.required or random.random() < 0.45:
            answer = _answer(code, question, text, language, at, random)
            if answer is not None:
                given[question.code] = answer
    return given


def _answer(
    code: str, question: Question, text: str, language: str, at: datetime, random: Random
) -> Any:
    spot = (code, question.code)
    match question.datatype:
        case "singlevaluelist" | "multivaluelist":
            chosen = _value(spot, question, text, random)
            return [chosen] if question.datatype == "multivaluelist" else chosen
        case "number":
            low, high = _NUMBERS[spot]
            return random.randint(low, high)
        case "datetime":
            since = at - timedelta(hours=random.randint(3, 60))
            return since.replace(minute=0, second=0).strftime("%Y-%m-%dT%H:%M")
        case "text":
            return random.choice(_REASONS[language])
    return _string(question.code, language, random)


def _value(spot: tuple[str, str], question: Question, text: str, random: Random) -> str:
    patterns = QUESTIONS.get(spot)
    return value(patterns, text) if patterns else random.choice(question.values).key


def _string(code: str, language: str, random: Random) -> str | None:
    if code == "pole":
        return str(random.randint(1100, 4800))
    if code == "line":
        number = random.randint(1, 9)
        return f"Line {number}" if language == "en" else f"خط {'۰۱۲۳۴۵۶۷۸۹'[number]}"
    if code == "when":
        late = random.randint(9, 12)
        if language == "en":
            return f"Mostly after {late} at night"
        return f"بیشتر شب‌ها پس از {('۹', '۱۰', '۱۱', '۱۲')[late - 9]}"
    if code == "plate":
        letter = random.choice("بجدسصطقلمنوهی")
        tail = f"{random.randint(111, 999)} ایران {random.randint(11, 99)}"
        return f"{random.randint(11, 99)} {letter} {tail}"
    return None
