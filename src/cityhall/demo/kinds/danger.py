"""Dangers: clocks run day and night, and the page asks to phone first."""

from __future__ import annotations

from ..services import HOUR, Group, Kind, listed, one_of, open_question, words, yes_no

GROUP = Group("danger", words("خطر جانی | Danger"))

KINDS = (
    Kind(
        "gas",
        GROUP.code,
        "safety",
        words("بوی گاز | Smell of gas"),
        words(
            "بوی گاز در خیابان، کوچه یا ساختمان. چیزی روشن نکنید، دور شوید و اول تلفن بزنید."
            "| A smell of gas in a street or building. Switch nothing on, move away, phone first."
        ),
        listed("بوی گاز، نشت گاز، گاز، علمک، کنتور گاز، انشعاب گاز، بو"),
        listed("gas, smell of gas, gas leak, meter"),
        15,
        2 * HOUR,
        (
            one_of(
                "where",
                "بو از کجاست؟ | Where is the smell?",
                "street | در خیابان یا کوچه | In the street",
                "meter | کنار کنتور یا علمک | At a meter or riser",
                "building | درون ساختمان | Inside a building",
                required=True,
            ),
            yes_no("called", "تلفن زده‌اید؟ | Have you phoned?"),
        ),
        round_the_clock=True,
        danger=True,
    ),
    Kind(
        "wire",
        GROUP.code,
        "safety",
        words("سیم افتاده یا لخت | Fallen or bare wire"),
        words(
            "سیم برق پاره، آویزان یا لخت، تابلو برق باز. دست نزنید و نگذارید کسی نزدیک شود."
            "| A broken, hanging or bare power line, an open switch box. Do not touch; keep others away."
        ),
        listed("سیم، سیم برق، کابل، افتاده، پاره، لخت، جرقه، برق‌گرفتگی، تابلو برق"),
        listed("wire, cable, power line, sparks, bare, hanging, electric shock"),
        15,
        3 * HOUR,
        (
            one_of(
                "state",
                "سیم چه وضعی دارد؟ | What state is it in?",
                "ground | روی زمین افتاده | On the ground",
                "hanging | آویزان است | Hanging",
                "bare | روکش ندارد | Bare",
                "box | تابلو یا جعبه‌اش باز است | Its box is open",
                required=True,
            ),
            yes_no("sparks", "جرقه می‌زند یا صدا می‌دهد؟ | Does it spark or hum?"),
        ),
        round_the_clock=True,
        danger=True,
    ),
    Kind(
        "manhole",
        GROUP.code,
        "safety",
        words("دریچهٔ باز یا فروچاله | Open manhole or sinkhole"),
        words(
            "دریچهٔ بی‌در، شکسته یا لق، نشست زمین، گودال بی‌حفاظ. اگر می‌توانید جایش را نشان‌دار کنید."
            "| A missing, broken or loose cover, sunken ground, an unguarded pit. Mark it if you can."
        ),
        listed("دریچه، منهول، در چاه، فروچاله، نشست زمین، گودال، چاه باز، حفره"),
        listed("manhole, cover, sinkhole, pit, hole, subsidence"),
        20,
        4 * HOUR,
        (
            one_of(
                "what",
                "چه می‌بینید؟ | What do you see?",
                "missing | دریچه در ندارد | The cover is missing",
                "broken | دریچه شکسته یا لق است | The cover is broken or loose",
                "sinkhole | زمین فرو رفته | The ground has sunk",
                "pit | گودال حفاظ ندارد | A pit without a guard",
                required=True,
            ),
            open_question(
                "number",
                "width",
                "پهنایش چند سانتی‌متر است؟ | How wide is it, in centimetres?",
                "تقریبی هم کافی است. | A guess will do.",
            ),
        ),
        round_the_clock=True,
        danger=True,
    ),
    Kind(
        "fallen-tree",
        GROUP.code,
        "green",
        words("درخت یا شاخهٔ افتاده | Fallen tree or branch"),
        words(
            "درخت افتاده، یا درخت و شاخه‌ای که نزدیک است بیفتد، به‌ویژه پس از باد و برف."
            "| A tree that has fallen, or a tree or branch about to fall, above all after wind or snow."
        ),
        listed("درخت افتاده، شاخه شکسته، افتادن درخت، باد، طوفان، ریشه‌کن"),
        listed("fallen tree, broken branch, storm, wind, uprooted"),
        30,
        6 * HOUR,
        (
            yes_no("blocks", "راه را بسته است؟ | Does it block the way?", required=True),
            yes_no("on_wire", "روی سیم برق یا خودرو افتاده؟ | Is it on a wire or a car?"),
        ),
        round_the_clock=True,
        danger=True,
    ),
    Kind(
        "wall",
        GROUP.code,
        "building",
        words("دیوار یا نمای در حال ریزش | Wall or facade about to fall"),
        words(
            "دیوار شکم‌داده، سنگ نمای لق، ساختمان ترک‌خورده یا داربست سست کنار گذر."
            "| A bulging wall, loose facade stone, a cracked building or a shaky scaffold by a path."
        ),
        listed("دیوار، ریزش، نما، سنگ نما، ترک، داربست، آوار، تخریب"),
        listed("wall, collapse, facade, stone, crack, scaffold, falling"),
        30,
        12 * HOUR,
        (
            one_of(
                "what",
                "چه چیزی در خطر ریزش است؟ | What may fall?",
                "wall | دیوار | A wall",
                "facade | سنگ یا آجر نما | Facade stone or brick",
                "scaffold | داربست | A scaffold",
                "building | همهٔ ساختمان | A whole building",
                required=True,
            ),
            yes_no("passers", "مردم از کنارش می‌گذرند؟ | Do people pass beside it?"),
        ),
        round_the_clock=True,
        danger=True,
    ),
)
