"""Roads, pavements, bridges, snow."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, open_question, words, yes_no

GROUP = Group("street", words("خیابان و پیاده‌رو | Streets and pavements"))

KINDS = (
    Kind(
        "pothole",
        GROUP.code,
        "roads",
        words("چاله در خیابان | Pothole"),
        words(
            "چاله، شکستگی یا موج آسفالت که خودرو و موتور را به خطر می‌اندازد."
            "| A hole, crack or wave in the road that endangers cars and motorbikes."
        ),
        listed("چاله، آسفالت، دست‌انداز، خراب، کنده، خیابان، لاستیک، جلوبندی"),
        listed("pothole, hole, asphalt, road, bump, tyre"),
        4 * HOUR,
        7 * DAY,
        (
            one_of(
                "size",
                "چاله چقدر بزرگ است؟ | How big is it?",
                "small | به اندازهٔ یک بشقاب | As a plate",
                "medium | به اندازهٔ یک لاستیک | As a tyre",
                "large | بزرگ‌تر | Bigger",
                required=True,
            ),
            open_question(
                "number", "depth", "گودی‌اش چند سانتی‌متر است؟ | How deep is it, in centimetres?"
            ),
        ),
    ),
    Kind(
        "pavement",
        GROUP.code,
        "roads",
        words("پیاده‌رو شکسته | Broken pavement"),
        words(
            "موزاییک لق، پیاده‌رو ناهموار یا گود، پلهٔ شکسته."
            "| Loose tiles, an uneven or sunken pavement, a broken step."
        ),
        listed("پیاده‌رو، موزاییک، سنگفرش، لق، ناهموار، زمین خوردن، جدول، پله"),
        listed("pavement, sidewalk, tile, paving, trip, uneven, kerb"),
        DAY,
        20 * DAY,
        (
            any_of(
                "harm",
                "چه خطری دارد؟ | What is the harm?",
                "trip | پا گیر می‌کند | People trip",
                "wheel | ویلچر و کالسکه رد نمی‌شود | Wheelchairs cannot pass",
                "water | آب جمع می‌شود | Water collects",
            ),
        ),
    ),
    Kind(
        "trench",
        GROUP.code,
        "roads",
        words("کنده‌کاری رهاشده | Trench left open"),
        words(
            "جایی که برای آب، گاز، برق یا مخابرات کنده‌اند و درست نبسته‌اند."
            "| A place dug up for water, gas, power or phone and not closed properly."
        ),
        listed("کنده‌کاری، حفاری، کندن، نوار حفاری، لوله‌کشی، خاک، مرمت، فیبر"),
        listed("trench, digging, excavation, dug up, unfinished"),
        DAY,
        10 * DAY,
        (
            one_of(
                "who",
                "می‌دانید کار کیست؟ | Do you know who dug it?",
                "water | آب | Water",
                "gas | گاز | Gas",
                "power | برق | Electricity",
                "telecom | مخابرات و اینترنت | Phone and internet",
                "city | شهرداری | The city",
                "unknown | نمی‌دانم | I do not know",
            ),
            open_question("number", "days", "چند روز است رها شده؟ | For how many days?"),
        ),
    ),
    Kind(
        "ramp",
        GROUP.code,
        "roads",
        words("رمپ و مسیر ویلچر | Ramp and wheelchair access"),
        words(
            "جایی که ویلچر، عصای سفید یا کالسکه راه ندارد: رمپ نیست، تند است یا بسته شده."
            "| Where a wheelchair, white cane or pram cannot pass: no ramp, too steep, or blocked."
        ),
        listed("رمپ، ویلچر، معلول، نابینا، کالسکه، مسیر ویژه، پله، دسترسی، موزاییک راهنما"),
        listed("ramp, wheelchair, access, blind, pram, disabled, tactile"),
        DAY,
        20 * DAY,
        (
            one_of(
                "barrier",
                "مانع چیست؟ | What is the barrier?",
                "none | رمپ نیست | There is no ramp",
                "steep | رمپ تند یا خراب است | The ramp is steep or broken",
                "blocked | راه بسته است | The way is blocked",
                "tactile | مسیر نابینایان درست نیست | The tactile path is wrong",
                required=True,
            ),
        ),
    ),
    Kind(
        "snow",
        GROUP.code,
        "districts",
        words("برف و یخ | Snow and ice"),
        words(
            "برف روبیده‌نشده یا یخ در خیابان شیب‌دار، پل، جلوی مدرسه و درمانگاه."
            "| Uncleared snow or ice on a slope, a bridge, before a school or clinic."
        ),
        listed("برف، یخ، یخبندان، لیز، نمک، شن، برف‌روبی، سر خوردن"),
        listed("snow, ice, slippery, salt, grit"),
        HOUR,
        8 * HOUR,
        (
            one_of(
                "where",
                "کجا یخ زده؟ | Where is the ice?",
                "road | خیابان | Road",
                "pavement | پیاده‌رو | Pavement",
                "bridge | پل یا پله | Bridge or steps",
                required=True,
            ),
            yes_no("slope", "سربالایی یا سراشیبی است؟ | Is it a slope?"),
        ),
        round_the_clock=True,
    ),
    Kind(
        "bridge",
        GROUP.code,
        "structures",
        words("پل، نرده و پلهٔ آسیب‌دیده | Damaged bridge, railing or steps"),
        words(
            "پل هوایی، پل روی جوی، نرده، پلهٔ برقی یا زیرگذر آسیب‌دیده."
            "| A damaged footbridge, small bridge over a drain, railing, escalator or underpass."
        ),
        listed("پل، پل هوایی، نرده، حفاظ، پله برقی، زیرگذر، پل جوی، آهن پل"),
        listed("bridge, footbridge, railing, escalator, underpass, steps"),
        4 * HOUR,
        15 * DAY,
        (
            one_of(
                "part",
                "کجایش آسیب دیده؟ | Which part?",
                "deck | کف | Deck",
                "railing | نرده | Railing",
                "steps | پله | Steps",
                "escalator | پلهٔ برقی یا آسانسور | Escalator or lift",
                required=True,
            ),
        ),
    ),
)
