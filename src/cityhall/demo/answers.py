"""Answers to the typed questions of a kind, such as its reporter would give beside the text."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from random import Random
from typing import Any

from .kinds import kind
from .services import Question

_HINTS: dict[tuple[str, str], dict[str, str]] = {
    ("gas", "where"): {
        "meter": "کنتور|علمک|meter", "building": "پله|پارکینگ|ساختمان|stairs|خونه",
        "street": "",
    },
    ("wire", "state"): {
        "box": "تابلو|جعبه|box", "hanging": "آویز|شل|پایین آمده|کشیده",
        "bare": "لخت|جرقه میزنه|می‌گیره", "ground": "",
    },
    ("manhole", "what"): {
        "sinkhole": "نشست|فرو|حفره|سوراخ|sunk", "pit": "گود", "broken": "شکسته|لق", "missing": "",
    },
    ("fallen-tree", "blocks"): {"yes": "بسته|وسط|across", "no": ""},
    ("wall", "what"): {
        "facade": "نما|سنگ|گچ|بالکن|[Ff]acade", "scaffold": "داربست", "building": "خونه|ساختمان ما",
        "wall": "",
    },
    ("light-out", "how_many"): {
        "all": "کلا|هر .*چراغ|سر تا|از تقاطع|قبرستون|[Aa]ll|Half|نصف|چراغای|چراغ‌های",
        "some": "پشت سر هم|سه چراغ|چند|دو چراغ", "one": "",
    },
    ("light-flicker", "fault"): {
        "day": "ظهر|روزها|شب و روز|صبحه|daylight", "dim": "نور .*کم|کم‌نور|کم نور", "flicker": "",
    },
    ("light-pole", "damage"): {
        "hatch": "دریچه|جعبه|سیم|hatch|door", "globe": "حباب|بازو", "leaning": "",
    },
    ("light-pole", "wires"): {"yes": "سیم|wires", "no": ""},
    ("pothole", "size"): {
        "large": "وسط|دره|نیم متر|طشت|دیگ|یک متر|[Dd]eep|چپ", "small": "کوچک|ترک", "medium": "",
    },
    ("ramp", "barrier"): {
        "tactile": "نابینا|برجسته|[Tt]actile", "steep": "تند|شیب", "blocked": "موتور|میله|لبه",
        "none": "",
    },
    ("snow", "where"): {"pavement": "پیاده|جلوی|صف", "bridge": "پل|steps", "road": ""},
    ("bridge", "part"): {
        "escalator": "برقی|آسانسور|escalator", "railing": "نرده|حفاظ|railing", "steps": "پلهٔ|پله",
        "deck": "",
    },
    ("bin", "fault"): {
        "missing": "بردن|برداشته|نیست", "full": "پره|سرریز|تنها یک|دو تا|کم و|overflow",
        "place": "جلوی در|سر پیچ|پنجره|هل", "broken": "",
    },
    ("rubble", "amount"): {
        "lorry": "کامیون|هر شب|کل شهر|زمین خالی", "van": "وانت|مبل|یخچال|sofa", "bags": "",
    },
    ("sweeping", "what"): {
        "leaves": "برگ", "glass": "شیشه|glass", "dust": "خاک|شن|سنگ‌ریزه", "litter": "",
    },
    ("recycling", "what"): {"closed": "بسته|closed", "van": "نیومد|نیامده|زودتر", "want": ""},
    ("graffiti", "on"): {
        "public": "مدرسه|دبستان|دبیرستان|ایستگاه|school", "sign": "تابلو|جعبه|sign",
        "monument": "آجر", "home": "",
    },
    ("leak", "flow"): {
        "gush": "فوار|ترک|پکوند|[Bb]urst", "drip": "چکه|خیس|نم|drip", "stream": "",
    },
    ("sewer", "where"): {"yard": "حیاط|پارکینگ|car park", "smell": "بوی", "street": ""},
    ("flood", "inside"): {"yes": "مغازه|زیرزمین|shop", "no": ""},
    ("dry-tree", "need"): {
        "care": "آفت|صمغ|سوراخ|خشکوندن", "plant": "خالی|بکارین", "remove": "بریده|خشکیده",
        "water": "",
    },
    ("playground", "what"): {
        "toilet": "دستشویی|toilet", "tap": "آبخوری", "bench": "نیمکت", "sport": "ورزش|تور",
        "care": "شن|سگ|نظافت", "play": "",
    },
    ("signal", "fault"): {
        "dark": "خاموش|dark", "button": "دکمه|button", "turned": "چرخ|شاخه",
        "timing": "زمان|ثانیه|سبزش|صف", "stuck": "",
    },
    ("sign", "what"): {
        "zebra": "عابر|zebra|crossing", "lines": "خط", "name": "نام|اسم|پیک|street sign",
        "traffic": "",
    },
    ("bump", "wish"): {
        "repair": "رنگ|پیچ|هم‌سطح|بی‌علامت|بی علامت|paint", "remove": "بلند|سه تا|می‌لرزد|کمرم",
        "new": "",
    },
    ("parking", "how"): {
        "abandoned": "ماه|رها|months", "pavement": "پیاده", "double": "دوبل|دو طرف",
        "driveway": "",
    },
    ("bus", "what"): {
        "stop": "سای|صندلی|نیمکت|تابلوی ساعت|shelter", "bus": "کولر|جک|صدای|راننده", "late": "",
    },
    ("obstruction", "what"): {
        "stall": "بساط|دست", "barrier": "زنجیر|گلدان|pots", "other": "مکانیک|صندلی|میز|تابلو",
        "goods": "",
    },
    ("noise", "source"): {
        "hall": "تالار|hall", "workshop": "کارگاه|آهنگ", "machine": "پمپ|کولر|ژنراتور|موتور",
        "neighbour": "",
    },
    ("dogs", "what"): {
        "dead": "لاشه", "injured": "زخمی|injured|گیر کرده", "pack": "سگا|سگ‌ها|تا سگ|قلاده|pack",
        "one": "",
    },
    ("tap", "fault"): {"pressure": "فشار|قطره|pressure", "smell": "بو|مزه|کلر", "colour": ""},
    ("branches", "covers"): {
        "light": "چراغ|نور", "sign": "تابلو|sign", "wire": "سیم", "window": "پنجره", "path": "",
    },
    ("construction", "what"): {
        "night": "شب|جمعه|night", "dig": "گود|pit", "material": "مصالح|ماسه", "permit": "",
    },
    ("pests", "which"): {
        "roaches": "سوسک", "mosquitoes": "پشه|[Mm]osquito", "other": "مار|عقرب", "rats": "",
    },
}  # fmt: skip
"""Which value fits the words of the report: the first whose pattern is found; the last else."""

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
            value = _value(spot, question, text, random)
            return [value] if question.datatype == "multivaluelist" else value
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
    hints = _HINTS.get(spot)
    if hints is None:
        return random.choice(question.values).key
    plain = text.replace("ي", "ی").replace("ك", "ک")
    return next(key for key, pattern in hints.items() if re.search(pattern, plain))


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
