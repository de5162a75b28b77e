"""Trees and parks."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, words, yes_no

GROUP = Group("green", words("درخت و پارک | Trees and parks"))

KINDS = (
    Kind(
        "branches",
        GROUP.code,
        "green",
        words("شاخه‌های مزاحم | Branches in the way"),
        words(
            "شاخه‌ای که جلوی چراغ، تابلو، پنجره یا راه را گرفته و هرس می‌خواهد."
            "| Branches that hide a light, sign or window, or block the way, and need pruning."
        ),
        listed("شاخه، هرس، درخت، جلوی چراغ، سیم، پنجره، بلند شده، شاخ و برگ"),
        listed("branches, pruning, tree, overgrown, trim"),
        DAY,
        20 * DAY,
        (
            any_of(
                "covers",
                "شاخه‌ها جلوی چه را گرفته‌اند؟ | What do they cover?",
                "light | چراغ | A light",
                "sign | تابلو یا چراغ راهنما | A sign or signal",
                "wire | سیم | A wire",
                "path | راه | The way",
                "window | پنجره | A window",
                required=True,
            ),
        ),
    ),
    Kind(
        "dry-tree",
        GROUP.code,
        "green",
        words("درخت تشنه یا خشکیده | Thirsty or dead tree"),
        words(
            "درخت یا چمنی که آب نمی‌رسد، بیمار یا خشک شده، یا جای خالی درخت."
            "| A tree or lawn without water, ill or dead, or an empty tree pit."
        ),
        listed("درخت خشک، آبیاری، تشنه، چمن، آفت، بیماری درخت، کاشت، نهال، قطع درخت"),
        listed("dead tree, dry, watering, lawn, disease, planting, felled"),
        DAY,
        15 * DAY,
        (
            one_of(
                "need",
                "چه می‌خواهد؟ | What does it need?",
                "water | آب | Water",
                "care | درمان | Treatment",
                "remove | برداشتن درخت خشک | Removal of a dead tree",
                "plant | کاشتن | Planting",
                required=True,
            ),
        ),
    ),
    Kind(
        "playground",
        GROUP.code,
        "green",
        words("وسیلهٔ بازی، نیمکت و پارک | Playground, bench, park care"),
        words(
            "تاب و سرسره، نیمکت، آبخوری، دستشویی یا وسیلهٔ ورزشی خراب در پارک."
            "| A broken swing or slide, bench, drinking tap, toilet or exercise machine in a park."
        ),
        listed("پارک، بوستان، تاب، سرسره، نیمکت، آبخوری، دستشویی پارک، وسیله بازی، ورزشی"),
        listed("park, playground, swing, slide, bench, toilet, drinking tap"),
        4 * HOUR,
        10 * DAY,
        (
            one_of(
                "what",
                "چه خراب است؟ | What is broken?",
                "play | وسیلهٔ بازی | Play equipment",
                "bench | نیمکت | Bench",
                "toilet | دستشویی | Toilet",
                "tap | آبخوری | Drinking tap",
                "sport | وسیلهٔ ورزشی | Exercise machine",
                "care | نظافت و نگهداری | Cleaning and care",
                required=True,
            ),
            yes_no("hurt", "کسی آسیب دیده؟ | Was anybody hurt?"),
        ),
    ),
)
