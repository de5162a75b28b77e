"""What can be read out of a report's words: of two dogs or a dead cat, a post or its hatch.

The typed answers of a report and the words of the officer who closes it both follow from this, so
that nobody mends a railing and writes of an escalator.
"""

from __future__ import annotations

import re

from .kinds import KINDS

Patterns = dict[str, str]
"""Values and the pattern that tells them, in order; the last one's is empty: else this."""

QUESTIONS: dict[tuple[str, str], Patterns] = {
    ("gas", "where"): {
        "meter": "کنتور|علمک|meter|riser", "building": "پله|پارکینگ|ساختمان|stairs|خونه",
        "street": "",
    },
    ("wire", "state"): {
        "box": "تابلو|جعبه|box", "hanging": "آویز|شل|پایین آمده|کشیده|hangs",
        "bare": "لخت|می‌گیره|می گیره|میگیره|shock|bare", "ground": "",
    },
    ("manhole", "what"): {
        "sinkhole": "نشست|فرو|حفره|سوراخ|sunk", "pit": "گود|deep pit", "broken": "شکسته|لق|broken|loose",
        "missing": "",
    },
    ("fallen-tree", "blocks"): {"yes": "بسته|وسط|across", "no": ""},
    ("wall", "what"): {
        "facade": "نما|سنگ|گچ|بالکن|[Ff]acade", "scaffold": "داربست|scaffold",
        "building": "خونه کلنگی|ساختمان ما", "wall": "",
    },
    ("light-out", "how_many"): {
        "all": "کلا|هر .*چراغ|سر تا|از تقاطع|قبرستون|[Aa]ll|Half|No lights|pitch|نصف|چراغای|چراغ‌های|چراغ های",
        "some": "پشت سر هم|سه چراغ|چند|دو چراغ|Two lamps", "one": "",
    },
    ("light-flicker", "fault"): {
        "day": "ظهر|روزها|شب و روز|صبحه|daylight|noon", "dim": "نور .*کم|کم‌نور|کم نور|weak",
        "flicker": "",
    },
    ("light-pole", "damage"): {
        "hatch": "دریچه|جعبه|سیماش|hatch|small door", "globe": "حباب|بازو|globe|arm of",
        "leaning": "",
    },
    ("light-pole", "wires"): {"yes": "سیم|wires", "no": ""},
    ("pothole", "size"): {
        "large": "وسط|دره|نیم متر|طشت|دیگ|یک متر|[Dd]eep|چپ", "small": "کوچک|ترک و", "medium": "",
    },
    ("ramp", "barrier"): {
        "tactile": "نابینا|برجسته|[Tt]actile", "steep": "تند|شیب|steep",
        "blocked": "موتور|میله|لبه|posts", "none": "",
    },
    ("snow", "where"): {"pavement": "پیاده|جلوی|صف|front", "bridge": "پل|steps", "road": ""},
    ("bridge", "part"): {
        "escalator": "برقی|آسانسور|escalator", "railing": "نرده|حفاظ|railing", "steps": "پلهٔ|پله",
        "deck": "",
    },
    ("bin", "fault"): {
        "missing": "بردن|برداشته|نیست", "full": "پره|سرریز|تنها یک|دو تا|کم و|overflow|full",
        "place": "جلوی در|سر پیچ|پنجره|هل میده|moved", "broken": "",
    },
    ("rubble", "amount"): {
        "lorry": "کامیون|هر شب|کل شهر|زمین خالی|[Ee]very night", "van": "وانت|مبل|یخچال|sofa|fridge",
        "bags": "",
    },
    ("sweeping", "what"): {
        "leaves": "برگ|leaves", "glass": "شیشه|glass", "dust": "خاک|شن|سنگ‌ریزه|سنگ ریزه|grit",
        "litter": "",
    },
    ("recycling", "what"): {
        "closed": "بسته|closed", "van": "نیومد|نیامده|زودتر|hour early", "want": "",
    },
    ("graffiti", "on"): {
        "sign": "تابلو|جعبه|sign", "public": "مدرسه|دبستان|دبیرستان|ایستگاه|bus stop",
        "monument": "آجر|brick", "home": "",
    },
    ("leak", "flow"): {
        "gush": "فوار|ترک|پکوند|[Bb]urst|shoots", "drip": "چکه|خیس|نم|drip|wet", "stream": "",
    },
    ("sewer", "where"): {"yard": "حیاط|پارکینگ|car park", "smell": "بوی|smell every|terrible", "street": ""},
    ("flood", "inside"): {"yes": "مغازه|زیرزمین|shop", "no": ""},
    ("dry-tree", "need"): {
        "care": "آفت|صمغ|سوراخ|خشکوندن|bark|losing", "plant": "خالی|بکار|بریده است|tree pits|cut down",
        "remove": "خشکیده", "water": "",
    },
    ("playground", "what"): {
        "toilet": "دستشویی|toilet", "tap": "آبخوری|drinking tap", "bench": "نیمکت|bench",
        "sport": "ورزش|تور والیبال", "care": "شن|سگ|نظافت", "play": "",
    },
    ("signal", "fault"): {
        "dark": "خاموش|dark", "button": "دکمه|صدای راهنما|button", "turned": "چرخ|شاخه|turned",
        "timing": "زمان|ثانیه|سبزش|صف|seconds", "stuck": "",
    },
    ("sign", "what"): {
        "zebra": "عابر|zebra|crossing", "lines": "خط|lines", "name": "نام|اسم|پیک|street sign|name",
        "traffic": "",
    },
    ("bump", "wish"): {
        "repair": "رنگ|پیچ|هم‌سطح|هم سطح|علامت|paint|[Ss]crews", "new": "بذارین|بگذارید|میخواد|خواهان|put in|help",
        "remove": "",
    },
    ("parking", "how"): {
        "abandoned": "ماه|رها|months", "double": "دوبل|دو طرف|Double", "pavement": "پیاده|pavement",
        "driveway": "",
    },
    ("bus", "what"): {
        "stop": "سای|صندلی|نیمکت|تابلوی ساعت|shelter|seat",
        "bus": r"کولر|جک|صدای|راننده خط|دیدم راننده|driver of|ramp of", "late": "",
    },
    ("obstruction", "what"): {
        "stall": "بساط|دست", "barrier": "زنجیر|گلدان|pots|chain",
        "other": "مکانیک|صندلی|میز|تابلو|tables|mechanic", "goods": "",
    },
    ("noise", "source"): {
        "hall": "تالار|hall", "workshop": "کارگاه|آهنگ|carpentry", "machine": "پمپ|کولر|ژنراتور|pump",
        "neighbour": "",
    },
    ("dogs", "what"): {
        "dead": "لاشه|dead", "injured": "زخمی|injured|گیر کرده|stuck",
        "pack": "سگا|سگ‌ها|سگ ها|سگها|تا سگ|قلاده|pack|dogs", "one": "",
    },
    ("tap", "fault"): {
        "pressure": "فشار|قطره|pressure|no water", "smell": "بو|مزه|کلر|smell", "colour": "",
    },
    ("branches", "covers"): {
        "sign": "تابلو|راهنما|sign", "wire": "سیم|wires", "light": "چراغ|lamps", "window": "پنجره",
        "path": "",
    },
    ("construction", "what"): {
        "night": "شب|جمعه|night", "dig": "گود|dig", "material": "مصالح|ماسه|Sand", "permit": "",
    },
    ("pests", "which"): {
        "roaches": "سوسک|cockroach", "mosquitoes": "پشه|[Mm]osquito", "other": "مار دی|عقرب|snake",
        "rats": "",
    },
}  # fmt: skip
"""Which value of a question fits the words of the report."""

MORE: dict[str, tuple[Patterns, ...]] = {
    "gas": ({"dig": "بیل|کنده‌کاری|کنده کاری|کارگر|digging", "crash": "برخورد", "quiet": ""},),
    "wire": ({"sparks": "جرقه|[Ss]park|سوختگی|نور میده|shock", "quiet": ""},),
    "manhole": ({"loose": "لق|loose", "firm": ""},),
    "fallen-tree": (
        {"standing": "کج شده|خم شده|پوک|ریشه درخت|leans", "branch": "شاخه|branch", "tree": ""},
    ),
    "wall": ({"dig": "گود", "nodig": ""},),
    "light-new": (
        {"stop": "ایستگاه|bus stop", "steps": "پله|پل پیاده|steps", "gap": "فاصله", "end": ""},
    ),
    "pothole": (
        {"cover": "دریچه|manhole", "cable": "مخابرات", "plain": ""},
        {"many": "پشت سر هم|سراسر|همش|row|holes|جا کنده|ورقه|چاله‌ها|چاله ها|آسفالت نکنین", "single": ""},
    ),
    "pavement": (
        {
            "root": "ریشه|roots", "step": "پله", "lid": "کنتور|lid of", "kerb": "جدول|kerb stones",
            "blind": "نابینا|برجسته", "sunk": "نشست|گود|ناهموار", "tile": "",
        },
    ),
    "trench": (
        {
            "telecom": "فیبر|مخابرات|اینترنت|cable", "gas": "گاز|gas", "water": r"\bآب\b|لوله|pipe",
            "unknown": "",
        },
        {"sunk": "نشست|صاف نشده|sunk", "open": ""},
    ),
    "ramp": (
        {"posts": "میله|posts", "bikes": "موتور", "lift": "بالابر", "kerb": "لبه", "other": ""},
    ),
    "bridge": (
        {"small": "پل فلزی|پل روی جوی جلوی|iron bridge", "big": ""},
        {"roof": "زیرگذر|underpass", "noroof": ""},
    ),
    "rubbish": (
        {
            "time": "ساعت اومدن|ساعت جمع|collection time", "restaurant": "رستوران|restaurant",
            "neighbour": "همسایه ما", "plain": "",
        },
        {"juice": "شیرابه|Juice", "dry": ""},
    ),
    "rubble": (
        {
            "branches": "شاخه|branches", "things": "مبل|یخچال|وسیل|دستشویی|sofa|fridge",
            "site": "ساختمون سازی|مصالح|from number", "stone": "",
        },
    ),
    "recycling": (
        {"paper": "ماه کاغذ", "nopaper": ""},
        {"house": "ساختمان ما|one house", "other": ""},
    ),
    "graffiti": ({"adverts": "آگهی|شمار|لوله|چسب|numbers|stickers", "paint": ""},),
    "leak": (
        {
            "sprinkler": "آبیاری|چمن|قطره‌چکان|قطره چکان|sprinkler", "hydrant": "آتش‌نشانی|آتش نشانی|hydrant",
            "meter": "کنتور", "pipe": "",
        },
        {"loud": "ترک|فوار|پکوند|[Bb]urst|shoots|راه افتاد", "calm": ""},
    ),
    "sewer": ({"buried": "زیر قیر", "seen": ""},),
    "drain": (
        {
            "cover": "سرپوش|cover over", "grating": "دریچه|grating", "oil": "روغن|oil", "root": "ریشه",
            "mud": "",
        },
        {"nahr": "شاه‌جوی|شاه جوی|نهر", "street": ""},
    ),
    "flood": ({"underpass": "زیرگذر|underpass", "surface": ""},),
    "branches": ({"dead": "شاخه خشک|شاخهٔ خشک|dry branch", "alive": ""},),
    "dry-tree": ({"cut": "بریده است|cut down", "uncut": ""},),
    "playground": (
        {"swing": r"\bتاب\b|swing", "slide": "سرسره|slide", "seesaw": "الاکلنگ|see-saw", "notoy": ""},
    ),
    "sign": ({"mirror": "آینه|mirror", "nomirror": ""},),
    "bump": (
        {"screws": "پیچ|[Ss]crews", "flat": "هم‌سطح|هم سطح", "paint": "رنگ|علامت|paint", "high": ""},
    ),
    "bus": (
        {"roof": "سای|shelter|shade", "bench": "صندلی|نیمکت|seat", "clock": "تابلوی ساعت", "whole": ""},
        {"driver": "راننده خط|driver of", "nodriver": ""},
    ),
    "construction": ({"crane": "جرثقیل|crane", "nocrane": ""},),
    "obstruction": (
        {"tables": "صندلی|میز|tables", "mechanic": "مکانیک|mechanic", "board": "تابلو", "noboard": ""},
    ),
    "noise": ({"outdoors": "دوره‌گرد|دوره گرد|موتور|motorbike", "home": ""},),
    "staff": (
        {"scale": "ترازو", "driver": "راننده|پاکبان|driver", "contractor": "پیمانکار|contractor", "clerk": ""},
    ),
    "dogs": (
        {"stuck": "گیر کرده|stuck", "free": ""},
        {"fox": "روباه", "crow": "کلاغ", "dog": ""},
    ),
}  # fmt: skip
"""What else the words of a report tell, though nobody asks."""


_GROUPS = {each.code: each.group for each in KINDS}


def value(patterns: Patterns, text: str) -> str:
    """The first value whose pattern is found in the text."""
    plain = text.replace("ي", "ی").replace("ك", "ک")
    return next(key for key, pattern in patterns.items() if re.search(pattern, plain))


def traits(kind: str, text: str) -> str:
    """All that is told, between bars, kind and group first: ``|bin|group-waste|full|``."""
    asked = [value(patterns, text) for (code, _), patterns in QUESTIONS.items() if code == kind]
    told = [value(patterns, text) for patterns in MORE.get(kind, ())]
    return "|".join(["", kind, f"group-{_GROUPS[kind]}", *asked, *told, ""])
