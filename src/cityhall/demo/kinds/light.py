"""Street lights and lamp posts."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, listed, one_of, open_question, words, yes_no

GROUP = Group("light", words("روشنایی | Street lights"))

KINDS = (
    Kind(
        "light-out",
        GROUP.code,
        "lighting",
        words("چراغ خاموش | Street light out"),
        words(
            "چراغ خیابان، کوچه یا پارک که شب‌ها روشن نمی‌شود."
            "| A light in a street, alley or park that stays dark at night."
        ),
        listed("چراغ، خاموش، تاریک، تاریکی، لامپ، سوخته، روشنایی، شب، برق کوچه"),
        listed("light, lamp, dark, out, street light, bulb, night"),
        4 * HOUR,
        4 * DAY,
        (
            one_of(
                "how_many",
                "چند چراغ خاموش است؟ | How many lights are out?",
                "one | یکی | One",
                "some | چند تا | Some",
                "all | همهٔ چراغ‌های کوچه یا خیابان | The whole street",
                required=True,
            ),
            open_question(
                "string",
                "pole",
                "شمارهٔ تیر | Number on the post",
                "روی پلاک فلزی تیر نوشته شده؛ اگر می‌بینید. | On the metal plate, if you can see it.",
            ),
        ),
    ),
    Kind(
        "light-flicker",
        GROUP.code,
        "lighting",
        words("چراغ چشمک‌زن یا روشن در روز | Flickering, or on by day"),
        words(
            "چراغی که قطع و وصل می‌شود، یا روزها هم روشن می‌ماند."
            "| A light that goes on and off, or burns in daylight."
        ),
        listed("چشمک، چشمک‌زن، قطع و وصل، روشن در روز، پرپر، لامپ، چراغ روز"),
        listed("flicker, flickering, blinking, on all day, daylight"),
        DAY,
        10 * DAY,
        (
            one_of(
                "fault",
                "ایراد چیست؟ | What is wrong?",
                "flicker | چشمک می‌زند | It flickers",
                "day | روزها هم روشن است | It burns by day",
                "dim | نورش کم است | It is dim",
                required=True,
            ),
        ),
    ),
    Kind(
        "light-pole",
        GROUP.code,
        "lighting",
        words("تیر چراغ کج یا آسیب‌دیده | Damaged lamp post"),
        words(
            "تیر کج، زنگ‌زده یا تصادف‌کرده، دریچهٔ باز پای تیر، حباب شکسته."
            "| A leaning, rusted or crashed post, an open hatch at its foot, a broken globe."
        ),
        listed("تیر، تیر چراغ، کج، تصادف، پایه، دریچه تیر، حباب، زنگ‌زده"),
        listed("lamp post, pole, leaning, crash, hatch, globe"),
        2 * HOUR,
        6 * DAY,
        (
            one_of(
                "damage",
                "تیر چه شده؟ | What has happened to it?",
                "leaning | کج شده | It leans",
                "hatch | دریچهٔ پایش باز است | The hatch is open",
                "globe | حباب یا بازویش شکسته | Globe or arm broken",
                "down | افتاده | It is down",
                required=True,
            ),
            yes_no("wires", "سیمش پیداست؟ | Are wires visible?", required=True),
        ),
    ),
    Kind(
        "light-new",
        GROUP.code,
        "lighting",
        words("درخواست چراغ تازه | Ask for a new light"),
        words(
            "جایی که چراغ ندارد و شب‌ها تاریک است.| A place that has no light and is dark at night."
        ),
        listed("چراغ تازه، نصب چراغ، تیر جدید، تاریک، بدون چراغ، روشنایی ندارد"),
        listed("new light, install, no lamp, unlit"),
        2 * DAY,
        30 * DAY,
        (
            open_question(
                "text",
                "why",
                "چرا آنجا چراغ لازم است؟ | Why is a light needed there?",
                "مثلاً راه مدرسه، ایستگاه اتوبوس، پله. | For example a way to school, a bus stop, stairs.",
                required=True,
            ),
        ),
    ),
)
