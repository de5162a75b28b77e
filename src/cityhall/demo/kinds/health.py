"""Animals and pests."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, any_of, listed, one_of, open_question, words, yes_no

GROUP = Group("health", words("بهداشت و جانوران | Health and animals"))

KINDS = (
    Kind(
        "dogs",
        GROUP.code,
        "health",
        words("سگ و جانوران بی‌صاحب | Stray dogs and animals"),
        words(
            "سگ‌های بی‌صاحب، جانور زخمی، یا لاشهٔ جانور در راه."
            "| Stray dogs, an injured animal, or a dead animal in the way."
        ),
        listed("سگ، سگ ولگرد، گربه، حیوان، زخمی، لاشه، گاز گرفتن، پارس"),
        listed("dog, stray, cat, animal, injured, dead animal, bite"),
        3 * HOUR,
        3 * DAY,
        (
            one_of(
                "what",
                "چه می‌بینید؟ | What do you see?",
                "pack | چند سگ با هم | Several dogs together",
                "one | یک سگ یا جانور | One dog or animal",
                "injured | جانور زخمی | An injured animal",
                "dead | لاشه | A dead animal",
                required=True,
            ),
            open_question("number", "count", "چند تا؟ | How many?"),
            yes_no("bite", "به کسی حمله کرده‌اند؟ | Have they attacked anybody?"),
        ),
    ),
    Kind(
        "pests",
        GROUP.code,
        "health",
        words("موش، پشه و سوسک | Rats, mosquitoes, cockroaches"),
        words(
            "موش در جوی و پارک، پشه بر آب مانده، سوسک از دریچه‌ها."
            "| Rats in drains and parks, mosquitoes on standing water, cockroaches from manholes."
        ),
        listed("موش، پشه، سوسک، سم‌پاشی، حشره، مار، عقرب، جوی"),
        listed("rats, mice, mosquitoes, cockroaches, spraying, insects, snake"),
        DAY,
        7 * DAY,
        (
            any_of(
                "which",
                "کدام جانور؟ | Which ones?",
                "rats | موش | Rats",
                "mosquitoes | پشه | Mosquitoes",
                "roaches | سوسک | Cockroaches",
                "other | جانور دیگر | Another",
                required=True,
            ),
        ),
    ),
)
