"""The replies that Mehrshahr's officers have ready, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.service import actions as service

READY = (  # use, outcome, unit: none for the whole city
    (
        "reply",
        "",
        "",
        {"fa": "اکیپ می‌آید", "en": "A crew will come"},
        {
            "fa": "گزارش شما رسید. اکیپ {واحد} تا {مهلت} به {جا} می‌آید.",
            "en": "We have your report. A crew of {unit} will be at {place} by {due}.",
        },
    ),
    (
        "reply",
        "",
        "",
        {"fa": "بازدید شد", "en": "We have looked"},
        {
            "fa": "از {جا} بازدید کردیم. کار تا {مهلت} انجام می‌شود.",
            "en": "We have been to {place}. It will be done by {due}.",
        },
    ),
    (
        "ask",
        "",
        "",
        {"fa": "نشانی دقیق‌تر", "en": "Where exactly?"},
        {
            "fa": "برای پیدا کردن {جا}، لطفاً بنویسید روبه‌روی کدام پلاک است یا نزدیک چیست.",
            "en": "To find {place}, please tell us the house number opposite, or what is near it.",
        },
    ),
    (
        "pause",
        "",
        "",
        {"fa": "منتظر قطعه", "en": "Waiting for a part"},
        {
            "fa": "قطعه‌ای که لازم است سفارش داده شده و تا رسیدنش کار نمی‌شود.",
            "en": "The part that is needed has been ordered; until it comes no work can be done.",
        },
    ),
    (
        "close",
        "not_ours",
        "lighting",
        {"fa": "مال شرکت برق است", "en": "The electricity company's"},
        {
            "fa": "این در اختیار شرکت برق است. شمارهٔ خرابی‌های آن ۱۲۱ است.",
            "en": "This belongs to the electricity company. Its number for faults is 121.",
        },
    ),
    (
        "close",
        "not_found",
        "",
        {"fa": "چیزی دیده نشد", "en": "Nothing was seen"},
        {
            "fa": "از {جا} بازدید کردیم و چیزی ندیدیم. اگر هنوز هست، به ما بگویید.",
            "en": "We have been to {place} and saw nothing. If it is still there, tell us.",
        },
    ),
)


def make_ready(units: Mapping[str, Organization], actor: Actor, at: datetime) -> None:
    for use, outcome, unit, name, text in READY:
        wording = service.Wording(use, name, text, unit=units.get(unit), outcome=outcome)
        service.make_template(wording, actor=actor, at=at)
