"""Building, blocked ways, noise, and complaints about the city's own people."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, open_question, words, yes_no

GROUP = Group("calm", words("ساختمان، آسایش و شکایت | Building, quiet and complaints"))

KINDS = (
    Kind(
        "construction",
        GROUP.code,
        "building",
        words("ساخت‌وساز بی‌مجوز یا ناایمن | Unpermitted or unsafe building work"),
        words(
            "ساختن بدون پروانه، کار شبانه، گودبرداری خطرناک، مصالح در راه."
            "| Building without a permit, work at night, a dangerous dig, materials in the way."
        ),
        listed(
            "ساخت‌وساز، پروانه، مجوز، گودبرداری، طبقه اضافه، مصالح، کارگاه ساختمانی، بیل مکانیکی"
        ),
        listed("construction, permit, building site, excavation, extra floor, night work"),
        4 * HOUR,
        15 * DAY,
        (
            any_of(
                "what",
                "چه می‌بینید؟ | What do you see?",
                "permit | پروانه نصب نشده | No permit on show",
                "night | کار شبانه | Work at night",
                "dig | گودبرداری ناایمن | An unsafe dig",
                "material | مصالح در راه | Materials in the way",
                required=True,
            ),
        ),
    ),
    Kind(
        "obstruction",
        GROUP.code,
        "districts",
        words("سد معبر | Pavement blocked"),
        words(
            "بساط، جنس مغازه، تابلو یا زنجیری که پیاده‌رو یا خیابان را بسته."
            "| A stall, shop goods, a board or a chain that blocks a pavement or street."
        ),
        listed("سد معبر، بساط، دست‌فروش، جنس مغازه، پیاده‌رو بسته، زنجیر، مانع پارک"),
        listed("obstruction, blocked pavement, stall, shop goods, vendor, chain"),
        DAY,
        5 * DAY,
        (
            one_of(
                "what",
                "چه راه را بسته؟ | What blocks the way?",
                "goods | جنس مغازه | Shop goods",
                "stall | بساط | A stall",
                "barrier | زنجیر یا مانع پارک | A chain or barrier",
                "other | چیز دیگر | Something else",
                required=True,
            ),
        ),
    ),
    Kind(
        "noise",
        GROUP.code,
        "health",
        words("سروصدا | Noise"),
        words(
            "سروصدای همسایه، کارگاه، تالار یا دستگاه. جای گزارش به همگان نشان داده نمی‌شود."
            "| Noise of a neighbour, workshop, hall or machine. The public does not see where."
        ),
        listed("سروصدا، صدا، همسایه، کارگاه، موسیقی، تالار، شب، مزاحمت، کولر، ژنراتور"),
        listed("noise, loud, neighbour, music, workshop, party, generator"),
        4 * HOUR,
        7 * DAY,
        (
            one_of(
                "source",
                "صدا از چیست؟ | What makes the noise?",
                "neighbour | همسایه | A neighbour",
                "workshop | کارگاه یا مغازه | A workshop or shop",
                "hall | تالار یا رستوران | A hall or restaurant",
                "machine | دستگاه | A machine",
                required=True,
            ),
            open_question("string", "when", "بیشتر چه ساعتی؟ | Mostly at what time?"),
        ),
        hide_place=True,
    ),
    Kind(
        "staff",
        GROUP.code,
        "inspection",
        words("شکایت از کارمند یا پیمانکار | Complaint about staff or a contractor"),
        words(
            "بدرفتاری، پول خواستن، کم‌کاری. فقط واحد بازرسی این گزارش را می‌خواند."
            "| Rudeness, asking for money, neglect. Only the Inspection Unit reads it."
        ),
        listed("شکایت، کارمند، پیمانکار، بدرفتاری، رشوه، پول، توهین، بازرسی"),
        listed("complaint, staff, contractor, rude, bribe, money, officer"),
        DAY,
        15 * DAY,
        (
            open_question("datetime", "when", "کی رخ داد؟ | When did it happen?"),
            yes_no("witness", "کس دیگری هم دید؟ | Did anybody else see it?"),
        ),
        confidential=True,
        place_required=False,
    ),
)
