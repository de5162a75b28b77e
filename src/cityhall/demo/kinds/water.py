"""Water, sewers, drains, floods."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, open_question, words, yes_no

GROUP = Group("water", words("آب، فاضلاب و جوی | Water, sewers and drains"))

KINDS = (
    Kind(
        "leak",
        GROUP.code,
        "water",
        words("نشت آب یا ترکیدن لوله | Water leak or burst pipe"),
        words(
            "آبی که از زمین، شیر آتش‌نشانی، حوضچه یا لولهٔ ترکیده بیرون می‌زند."
            "| Water coming out of the ground, a hydrant, a chamber or a burst pipe."
        ),
        listed("نشت، نشت آب، ترکیدگی، لوله، ترکیده، هدر، آب راه افتاده، شیر آب، کنتور"),
        listed("leak, burst, pipe, water main, hydrant, running water"),
        HOUR,
        10 * HOUR,
        (
            one_of(
                "flow",
                "آب چقدر است؟ | How much water?",
                "drip | چکه | A drip",
                "stream | جوی باریک | A thin stream",
                "gush | فوران | It gushes",
                required=True,
            ),
            yes_no("cut", "آب خانه‌ها قطع شده؟ | Are homes cut off?"),
        ),
        round_the_clock=True,
    ),
    Kind(
        "sewer",
        GROUP.code,
        "water",
        words("فاضلاب پس‌زده | Sewage overflow"),
        words(
            "فاضلابی که از دریچه یا چاه بیرون زده، یا بوی تند فاضلاب."
            "| Sewage coming out of a manhole or well, or a strong smell of it."
        ),
        listed("فاضلاب، پس زدن، بوی فاضلاب، چاه، دریچه فاضلاب، گنداب، لجن"),
        listed("sewage, sewer, overflow, smell, drain, cesspit"),
        2 * HOUR,
        16 * HOUR,
        (
            one_of(
                "where",
                "کجا پس زده؟ | Where does it come up?",
                "street | خیابان یا کوچه | Street or alley",
                "yard | حیاط یا پارکینگ | Yard or car park",
                "smell | فقط بو می‌آید | Only a smell",
                required=True,
            ),
        ),
        round_the_clock=True,
    ),
    Kind(
        "drain",
        GROUP.code,
        "districts",
        words("جوی یا کانال گرفته | Blocked drain or channel"),
        words(
            "جوی، کانال یا دریچهٔ آب باران که با زباله و لجن گرفته، یا پل و سرپوشش شکسته."
            "| A roadside channel, canal or rain grating blocked with litter and mud, or with a broken cover."
        ),
        listed("جوی، جوب، کانال، لجن، گرفته، لای‌روبی، دریچه باران، موش، پشه"),
        listed("drain, channel, gutter, blocked, canal, grating, mud"),
        DAY,
        8 * DAY,
        (
            any_of(
                "trouble",
                "چه دردسری دارد؟ | What trouble does it make?",
                "overflow | سرریز می‌کند | It overflows",
                "smell | بو | Smell",
                "pests | پشه و موش | Mosquitoes and rats",
                "cover | سرپوشش شکسته | Its cover is broken",
            ),
        ),
    ),
    Kind(
        "flood",
        GROUP.code,
        "water",
        words("آب‌گرفتگی خیابان | Flooded street"),
        words(
            "آب باران که در خیابان، زیرگذر یا پیاده‌رو جمع شده و نمی‌رود."
            "| Rainwater that stands in a street, underpass or pavement and does not drain."
        ),
        listed("آب‌گرفتگی، باران، سیل، آب جمع شده، زیرگذر، بارندگی، گذر بسته"),
        listed("flood, flooded, rain, standing water, underpass"),
        HOUR,
        8 * HOUR,
        (
            open_question(
                "number",
                "depth",
                "گودی آب چند سانتی‌متر است؟ | How deep, in centimetres?",
                "تا قوزک حدود ۱۰، تا زانو حدود ۵۰. | To the ankle about 10, to the knee about 50.",
            ),
            yes_no(
                "inside", "به خانه یا مغازه رسیده؟ | Has it entered a home or shop?", required=True
            ),
        ),
        round_the_clock=True,
    ),
    Kind(
        "tap",
        GROUP.code,
        "water",
        words("کیفیت یا فشار آب | Tap water quality or pressure"),
        words(
            "آبی که رنگ، بو یا مزه دارد، یا فشارش کم است."
            "| Water with a colour, smell or taste, or with too little pressure."
        ),
        listed("آب، کدر، رنگ آب، بوی آب، کلر، فشار آب، کم‌فشار، زنگ، گل‌آلود"),
        listed("tap water, colour, smell, chlorine, pressure, brown"),
        4 * HOUR,
        4 * DAY,
        (
            any_of(
                "fault",
                "آب چه ایرادی دارد؟ | What is wrong with it?",
                "colour | رنگ دارد | Coloured",
                "smell | بو یا مزه دارد | Smells or tastes",
                "pressure | فشارش کم است | Low pressure",
                required=True,
            ),
            open_question(
                "datetime",
                "since",
                "از کی؟ | Since when?",
                "تاریخ و ساعت تقریبی | Roughly, date and time",
            ),
        ),
    ),
)
