"""What is decided in Mehrshahr: matters in every state, by the hybrid charter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from cityhall.decisions.models import Matter
from cityhall.decisions.subjects import SUBJECTS
from cityhall.service.models import Outcome, Request, Service
from divan.charter import events

from .circles import SHADES, together
from .docket import HOUR, MINUTE, Desk, Script
from .hall import CHARTER, CIVIL, COUNCIL, COURT, FORUM, GOVERNMENT, PERMITS, TRADE, WORKS
from .worktimes import ZONE

DAY = timedelta(days=1)
OLD, NEW = "year_total <= 500_000_000", "year_total <= 800_000_000"
MILLION = 1_000_000


def scripts(now: datetime) -> Sequence[tuple[datetime, Script]]:
    """Every matter with the moment at which it begins."""
    return [
        (_day(now, 130, 9), overspend),
        (_day(now, 118, 10), stall_at_once),
        (_day(now, 100, 9), small_before),
        (_day(now, 95, 11), amendment),
        (_day(now, 70, 9), small_after),
        (_day(now, 66, 10), target),
        (_day(now, 52, 9), consented_in_two_rounds),
        (_day(now, 44, 10), refused_on_appeal),
        (_day(now, 30, 9), appeal_of_a_report),
        (_day(now, 27, 12), withdrawn),
        (_day(now, 12, 9), together),
        (_day(now, 9, 9), waits_at_the_table),
        (_day(now, 8, 10), waits_for_the_mayor),
        (_day(now, 7, 10), waits_for_the_panel),
        (_day(now, 6, 9), waits_in_council),
        (_day(now, 5, 10), looks_for_supporters),
        (_day(now, 1, 10), stall_for_a_person),
        (now - 5 * HOUR, just_filed),
    ]


def _day(now: datetime, ago: int, hour: int) -> datetime:
    """An hour of a day in the past, on a working day."""
    day = now.astimezone(ZONE) - ago * DAY
    while day.weekday() in (3, 4):  # Thursday, Friday
        day -= DAY
    return day.replace(hour=hour, minute=7 * (ago % 8), second=0, microsecond=0)


def _votes(desk: Desk, row: Matter, stage: str, yes: dict[str, str], no: dict[str, str]) -> None:
    for said, choice in ((yes, "yes"), (no, "no")):
        desk.each(row, events.Voted(stage=stage, choice=choice), said, ())


def _spend(desk: Desk, title: str, text: str, amount: int, supplier: str, topic: str) -> Matter:
    fields = {"amount": amount * MILLION, "supplier": supplier, "topic": topic}
    return desk.file(WORKS, "spend", title, text, fields=fields, as_body="works")


def overspend(desk: Desk) -> Iterator[datetime]:
    """From the table by consent to the mayor, who misses the deadline, to the council; decided
    with reasons, appealed, and the appeal granted."""
    row = _spend(
        desk, "آسفالت دوبارهٔ بولوار سروستان",
        "هزینهٔ این کار از برآورد سال گذشته بیشتر شده است، چون لولهٔ آب زیر خیابان باید جابه‌جا شود.",
        7_200, "شرکت راه‌سازان مهر", "roads",
    )  # fmt: skip
    yield desk.now + 5 * HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + DAY
    desk.do(
        row, "civil4", events.Voiced(),
        "راه دوچرخه هم با همین آسفالت ساخته می‌شود، یا باید یک بار دیگر کنده شود؟",
    )  # fmt: skip
    yield desk.now + DAY
    desk.each(row, events.Consented(stage="table"), {}, FORUM)
    desk.do(
        row, WORKS, events.Replied(voice=0),
        "راه دوچرخه در نقشهٔ همین کار است و کندن دوباره لازم نمی‌شود.",
    )  # fmt: skip
    assert row.due_at is not None  # noqa: S101 - the mayor has five working days
    yield row.due_at + 26 * HOUR  # and lets them pass
    row.refresh_from_db()
    yield desk.now + 3 * DAY
    yes = {
        "council1": "خیابان برای آمبولانس‌ها خطرناک شده است؛ نمی‌شود تا سال بعد صبر کرد.",
        "council3": "سه پیشنهاد قیمت دیده‌ام و این ارزان‌ترین است.",
        **dict.fromkeys(COUNCIL[3:11], ""),
    }
    no = {
        "council2": "جابه‌جایی لوله کار شرکت آب است و هزینه‌اش نباید از بودجهٔ شهر باشد.",
        **dict.fromkeys(COUNCIL[11:], ""),
    }
    _votes(desk, row, "council_votes", yes, no)
    yield desk.now + 2 * DAY
    appeal = desk.file(
        "civil1", "spend.appeal", row.title,
        "شرکت آب در نامه‌اش پذیرفته که هزینهٔ لوله با خودش است. این نامه به شورا نشان داده نشد.",
        about=row.pk,
    )  # fmt: skip
    yield desk.now + 3 * DAY
    yes = {"resident": "نامهٔ شرکت آب را خواندم؛ شورا باید با دانستن آن تصمیم بگیرد.", "juror1": ""}
    yes |= dict.fromkeys(COURT[2:5], "")
    _votes(desk, appeal, "appeal", yes, {"juror5": "", "juror6": "کار فوری است."})


def stall_at_once(desk: Desk) -> Iterator[datetime]:
    """A permit that the table of the charter covers: decided when it is asked for."""
    desk.file(
        "resident", "stall", "بساط یک‌روزه: بازار", "فروش گلدان‌های سفالی",
        fields={"area": "bazaar", "metres": 4, "food": False},
    )  # fmt: skip
    yield from ()


def small_before(desk: Desk) -> Iterator[datetime]:
    """Before the amendment 600 million go to the joint table, and then to the mayor."""
    row = _spend(
        desk, "نیمکت برای پارک لاله", "چهل نیمکت تازه.", 600, "کارگاه چوب سرو", "parks"
    )  # fmt: skip
    yield desk.now + HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + 2 * DAY
    desk.each(row, events.Consented(stage="table"), {}, FORUM)
    yield desk.now + DAY
    desk.do(
        row, "mayor", events.Signed(stage="mayor_signs", outcome="approved"),
        "نیمکت‌های پارک شکسته‌اند و سالمندان جایی برای نشستن ندارند.",
    )  # fmt: skip


def amendment(desk: Desk) -> Iterator[datetime]:
    """The council raises the limit of the unit by the charter's own route."""
    before = CHARTER.read_text(encoding="utf-8")
    row = desk.file(
        "council3", "amend", "امضای واحد تا ۸۰۰ میلیون ریال",
        "قیمت‌ها بالا رفته‌اند و میز مشترک هر هفته برای خریدهای کوچک جمع می‌شود.",
        proposal=before.replace(OLD, NEW),
    )  # fmt: skip
    yield desk.now + DAY
    desk.each(row, events.Supported(), {}, ("council5", "council9"))
    yield desk.now + 6 * DAY
    yes = {"council6": "میز مشترک باید وقتش را برای کارهای بزرگ نگه دارد."}
    yes |= dict.fromkeys((*COUNCIL[0:2], *COUNCIL[3:5], *COUNCIL[6:12]), "")
    no = {"council13": "با سقف بیشتر، نظارت کمتر می‌شود.", "council14": ""}
    _votes(desk, row, "two_thirds", yes, no)
    desk.do(row, "council15", events.Voted(stage="two_thirds", choice="abstain"))


def small_after(desk: Desk) -> Iterator[datetime]:
    """After it the same sum is the unit's own to sign: by its deputy, for it is the unit's."""
    row = _spend(
        desk, "چراغ برای پیاده‌راه بارو", "سی چراغ کم‌مصرف.", 600, "روشنایی پارس", "lighting"
    )  # fmt: skip
    yield desk.now + HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + 4 * HOUR
    desk.do(
        row, "deputy", events.Signed(stage="unit", outcome="approved"),
        "مدیر عمران خودش پیشنهاددهنده است؛ به جای او دیدم و قیمت درست است.",
    )  # fmt: skip


def target(desk: Desk) -> Iterator[datetime]:
    """A shorter promise for dark lamps, by consent at the table; it holds for new reports."""
    kind = Service.objects.get(service_code="light-out")
    row = desk.file(
        PERMITS, "service_level", "چراغ خاموش: ۲۱ ساعت کاری",
        "با سه اکیپ تازه، واحد روشنایی می‌تواند زودتر برسد.",
        subject=("service", kind.pk), fields={"hours": 21},
    )  # fmt: skip
    yield desk.now + 2 * DAY
    desk.do(
        row, "civil2", events.Objected(stage="forum_agrees"),
        "در کوچه‌های تنگ نردبان کافی نیست؛ وعده‌ای که شدنی نیست اعتماد را می‌برد.",
    )  # fmt: skip
    yield desk.now + DAY
    desk.do(
        row, PERMITS, events.Amended(stage="forum_agrees"),
        "مهلت تازه از روزی است که بالابر کوچک برسد؛ تا آن روز همان مهلت پیشین است.",
    )  # fmt: skip
    yield desk.now + DAY
    desk.each(row, events.Consented(stage="forum_agrees"), {}, FORUM)


def consented_in_two_rounds(desk: Desk) -> Iterator[datetime]:
    """An objection is tested by the panel and upheld; the amended text passes."""
    row = _spend(
        desk, "درختکاری کنار رودخانه", "ششصد نهال چنار و توت.", 2_400, "نهالستان البرز", "parks"
    )  # fmt: skip
    yield desk.now + 2 * HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + DAY
    desk.each(row, events.Consented(stage="table"), {}, GOVERNMENT)
    desk.do(
        row, "civil5", events.Objected(stage="table"),
        "گردهٔ چنار برای کودکان آسمی مدرسهٔ کنار رود زیان دارد.",
    )  # fmt: skip
    yield desk.now + DAY
    desk.do(
        row, "juror2", events.Tested(stage="table", objection=0, upheld=True),
        "پزشک مدرسه همین را گفته است؛ دلیل پذیرفتنی است.",
    )  # fmt: skip
    yield desk.now + DAY
    desk.do(row, WORKS, events.Amended(stage="table"), "ششصد نهال توت و زبان‌گنجشک، بی‌چنار.")
    yield desk.now + 2 * DAY
    desk.each(row, events.Consented(stage="table"), {}, FORUM)
    yield desk.now + DAY
    desk.do(
        row, "mayor", events.Signed(stage="mayor_signs", outcome="approved"),
        "با متن تازه هم سایه می‌آید و هم کسی بیمار نمی‌شود.",
    )  # fmt: skip


def refused_on_appeal(desk: Desk) -> Iterator[datetime]:
    """A permit refused by a person; the appeal finds the refusal right."""
    row = desk.file(
        "trade3", "stall", "بساط یک‌روزه: ایستگاه", "فروش ساندویچ در ساعت شلوغی",
        fields={"area": "station", "metres": 12, "food": True},
    )  # fmt: skip
    yield desk.now + DAY
    desk.do(
        row, PERMITS, events.Signed(stage="person", outcome="refused"),
        "دوازده متر بساط راه مسافران را در ساعت شلوغی می‌بندد. با سه متر دوباره درخواست دهید.",
    )  # fmt: skip
    yield desk.now + DAY
    appeal = desk.file(
        "trade3", "stall.appeal", row.title, "کنار دیوار جا هست.", about=row.pk
    )  # fmt: skip
    yield desk.now + 2 * DAY
    no = {"juror3": "در محل دیدم: آن‌جا راه خروج اضطراری است.", "resident": ""}
    _votes(desk, appeal, "appeal", dict.fromkeys(COURT[5:], ""), no | dict.fromkeys(COURT[1:5], ""))


def appeal_of_a_report(desk: Desk) -> Iterator[datetime]:
    """A report that was closed without being fixed is appealed; the panel opens it again."""
    request = _closed(desk.now)
    if request is None:
        return
    row = desk.file(
        "civil3", "closing", SUBJECTS["closing"].title(desk.people["civil3"], request.pk),
        "نوشته‌اند شدنی نیست، ولی سال پیش همین کار در کوچهٔ پشتی شد.",
        subject=("request", request.pk),
    )  # fmt: skip
    yield desk.now + 4 * DAY
    yes = {"juror4": "نمونهٔ کوچهٔ پشتی را دیدم؛ باید دوباره بررسی شود.", "resident": ""}
    _votes(desk, row, "hearing", dict.fromkeys(COURT[1:], "") | yes, {})


def _closed(at: datetime) -> Request | None:
    rows = Request.objects.filter(is_public=True, outcome=Outcome.NOT_POSSIBLE)
    return rows.filter(closed_at__lt=at - DAY).order_by("-closed_at").first()


def withdrawn(desk: Desk) -> Iterator[datetime]:
    row = _spend(desk, "خرید دستگاه خط‌کشی", "", 5_000, "ماشین‌های شهری توس", "roads")
    yield desk.now + DAY
    desk.do(row, WORKS, events.Withdrawn(), "استان یک دستگاه امانت داد.")


def waits_at_the_table(desk: Desk) -> Iterator[datetime]:
    """At the joint table now: the dispatcher and others have still to answer."""
    row = _spend(
        desk, SHADES, "بیست ایستگاه در ناحیه‌های ۵ تا ۸.",
        3_800, "سازه‌های سبک زاگرس", "roads",
    )  # fmt: skip
    yield desk.now + 3 * HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + DAY
    desk.each(row, events.Consented(stage="table"), {}, (*TRADE, *CIVIL[:3]))
    yield desk.now + DAY
    desk.do(row, "resident", events.Voiced(), "ایستگاه روبه‌روی درمانگاه هم در فهرست هست؟")


def waits_for_the_mayor(desk: Desk) -> Iterator[datetime]:
    """The table has consented; the mayor has still to sign, or the council will decide."""
    row = _spend(
        desk, "موتورخانهٔ تازه برای کتابخانهٔ مرکزی", "موتورخانه بیست‌ساله است و زمستان نزدیک.",
        1_900, "تأسیسات گرم‌آور", "parks",
    )  # fmt: skip
    yield desk.now + HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + 5 * DAY
    desk.each(row, events.Consented(stage="table"), {}, FORUM)


def waits_for_the_panel(desk: Desk) -> Iterator[datetime]:
    """Before the panel by lot now, in which the resident sits."""
    request = _closed(desk.now)
    if request is None:
        return
    row = desk.file(
        "civil2", "closing", SUBJECTS["closing"].title(desk.people["civil2"], request.pk),
        "کسی به محل نیامده است؛ همسایه‌ها گواهند.",
        subject=("request", request.pk),
    )  # fmt: skip
    yield desk.now + DAY
    _votes(desk, row, "hearing", {"juror1": "", "juror4": ""}, {"juror2": ""})


def waits_in_council(desk: Desk) -> Iterator[datetime]:
    """In the council now: the sum is beyond table and mayor."""
    row = _spend(
        desk, "پل عابر روی راه‌آهن", "پل تازه با آسانسور، کنار ایستگاه.",
        48_000, "پل‌سازان کرانه", "roads",
    )  # fmt: skip
    yield desk.now + 4 * HOUR
    desk.do(row, "deputy", events.Admitted())
    yield desk.now + DAY
    yes = {"council4": "هر سال آن‌جا کسی جان می‌دهد."} | dict.fromkeys(COUNCIL[4:9], "")
    _votes(desk, row, "council_votes", yes, {"council12": ""})


def looks_for_supporters(desk: Desk) -> Iterator[datetime]:
    """An amendment that has found one supporter so far."""
    text = CHARTER.read_text(encoding="utf-8").replace(OLD, NEW)
    row = desk.file(
        "council11", "amend", "ده روز برای پاسخ میز مشترک به‌جای پانزده",
        "پانزده روز کاری سه هفته است؛ مردم منتظر می‌مانند.",
        proposal=text.replace("within: 15 days, then: {timeout: mayor_signs, vacant",
                              "within: 10 days, then: {timeout: mayor_signs, vacant"),
    )  # fmt: skip
    yield desk.now + DAY
    desk.do(row, "council8", events.Supported())


def stall_for_a_person(desk: Desk) -> Iterator[datetime]:
    """A permit that no line of the table covers: it waits for a person."""
    desk.file(
        "resident", "stall", "بساط یک‌روزه: ایستگاه", "فروش کتاب‌های دست‌دوم",
        fields={"area": "station", "metres": 3, "food": False},
    )  # fmt: skip
    yield from ()


def just_filed(desk: Desk) -> Iterator[datetime]:
    """Filed today; the first deputy has still to admit it."""
    _spend(desk, "لایروبی کانال بازار", "پیش از باران‌های زمستان.", 900, "لایروبان شمال", "water")
    yield desk.now + MINUTE
