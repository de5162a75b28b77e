"""Signals, signs, parking, buses."""

from __future__ import annotations

from ..services import DAY, HOUR, Group, Kind, listed, one_of, open_question, words

GROUP = Group("traffic", words("ترافیک و اتوبوس | Traffic and buses"))

KINDS = (
    Kind(
        "signal",
        GROUP.code,
        "traffic",
        words("چراغ راهنمای خراب | Traffic light fault"),
        words(
            "چراغ راهنمای خاموش، چرخیده، گیرکرده یا زمان‌بندی بد، دکمهٔ عابر که کار نمی‌کند."
            "| A traffic light that is dark, turned, stuck or badly timed, a crossing button that fails."
        ),
        listed("چراغ راهنما، چراغ قرمز، چهارراه، چشمک‌زن، زمان چراغ، دکمه عابر، تقاطع"),
        listed("traffic light, signal, junction, red light, crossing button"),
        HOUR,
        10 * HOUR,
        (
            one_of(
                "fault",
                "ایراد چیست؟ | What is wrong?",
                "dark | خاموش است | Dark",
                "stuck | روی یک رنگ مانده | Stuck",
                "timing | زمانش بد است | Badly timed",
                "turned | چرخیده یا پشت شاخه است | Turned or hidden",
                "button | دکمهٔ عابر کار نمی‌کند | The button fails",
                required=True,
            ),
        ),
        round_the_clock=True,
    ),
    Kind(
        "sign",
        GROUP.code,
        "traffic",
        words("تابلو و خط‌کشی | Signs and road markings"),
        words(
            "تابلوی افتاده، چرخیده یا گم‌شده، نام کوچهٔ ناخوانا، خط عابر پاک‌شده."
            "| A sign that is down, turned or missing, an unreadable street name, a worn crossing."
        ),
        listed("تابلو، خط‌کشی، خط عابر، پاک شده، نام کوچه، علامت، یک‌طرفه، ایست"),
        listed("sign, road marking, crossing, zebra, street name, one-way"),
        DAY,
        10 * DAY,
        (
            one_of(
                "what",
                "کدام است؟ | Which one?",
                "traffic | تابلوی راهنمایی | Traffic sign",
                "name | تابلوی نام کوچه | Street name",
                "zebra | خط عابر | Zebra crossing",
                "lines | خط‌کشی خیابان | Road lines",
                required=True,
            ),
        ),
    ),
    Kind(
        "bump",
        GROUP.code,
        "traffic",
        words("سرعت‌گیر | Speed bump"),
        words(
            "درخواست سرعت‌گیر، یا سرعت‌گیر خراب، بی‌رنگ یا بی‌جا."
            "| Ask for a speed bump, or report one that is broken, unpainted or out of place."
        ),
        listed("سرعت‌گیر، سرعتکاه، سرعت، تند می‌روند، دست‌انداز، رنگ سرعت‌گیر"),
        listed("speed bump, speeding, slow down, hump"),
        2 * DAY,
        18 * DAY,
        (
            one_of(
                "wish",
                "چه می‌خواهید؟ | What do you ask for?",
                "new | گذاشتن سرعت‌گیر | A new bump",
                "repair | تعمیر یا رنگ | Repair or paint",
                "remove | برداشتن | Removal",
                required=True,
            ),
        ),
    ),
    Kind(
        "parking",
        GROUP.code,
        "traffic",
        words("پارک مزاحم و خودروی رهاشده | Bad parking, abandoned car"),
        words(
            "خودرویی که راه، پیاده‌رو یا پل خانه را بسته، یا ماه‌ها رها شده."
            "| A car that blocks the way, a pavement or a driveway, or has been left for months."
        ),
        listed("پارک، پارک دوبل، ماشین رهاشده، جلوی پل، پیاده‌رو، خودرو، پارکینگ، موتور"),
        listed("parking, double parking, abandoned car, driveway, blocked"),
        2 * HOUR,
        5 * DAY,
        (
            one_of(
                "how",
                "خودرو چه کرده؟ | What has the car done?",
                "driveway | جلوی پل خانه | Blocks a driveway",
                "pavement | روی پیاده‌رو | On the pavement",
                "double | پارک دوبل | Double-parked",
                "abandoned | رها شده | Abandoned",
                required=True,
            ),
            open_question(
                "string",
                "plate",
                "شمارهٔ پلاک | Number plate",
                "همگان این را نمی‌بینند. | The public does not see this.",
            ),
        ),
    ),
    Kind(
        "bus",
        GROUP.code,
        "traffic",
        words("اتوبوس و ایستگاه | Buses and bus stops"),
        words(
            "دیر آمدن اتوبوس، ایستگاه بی‌سایبان یا شکسته، رفتار در اتوبوس."
            "| Late buses, a stop without shelter or broken, conduct on a bus."
        ),
        listed("اتوبوس، ایستگاه، خط، دیر، سایبان، راننده، نیمکت ایستگاه، بلیت"),
        listed("bus, bus stop, late, shelter, line, driver"),
        DAY,
        10 * DAY,
        (
            open_question("string", "line", "کدام خط؟ | Which line?", "مثلاً خط ۴ | Such as line 4"),
            one_of(
                "what",
                "موضوع چیست؟ | What is it about?",
                "late | دیر یا نیامدن | Late or missing",
                "stop | ایستگاه | The stop",
                "bus | خود اتوبوس | The bus itself",
                required=True,
            ),
        ),
    ),
)
