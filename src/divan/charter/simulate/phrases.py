"""The words of a simulation's report, in English and Persian, and its figures in words."""

from __future__ import annotations

import math
from decimal import Decimal

from divan.charter.model import Names
from divan.charter.simulate.compare import Estimate
from divan.language import number

# what is measured: unit, English, Persian
MEASURES: dict[str, tuple[str, str, str]] = {
    "days_mean": (
        "days",
        "Working days until it is over, on average",
        "روز کاری تا پایان، میانگین",
    ),
    "days_median": (
        "days",
        "Half are over within (working days)",
        "نیمی در این مدت به پایان می‌رسد (روز کاری)",
    ),
    "days_95": (
        "days",
        "19 of 20 are over within (working days)",
        "از هر ۲۰ تا ۱۹ تا در این مدت به پایان می‌رسد (روز کاری)",
    ),
    "lowest": (
        "percent",
        "Decided by the first that is competent",
        "تصمیم در نخستین نهاد صلاحیت‌دار",
    ),
    "wrong_approvals": ("percent", "Bad proposals that are approved", "پیشنهاد بد که تأیید می‌شود"),
    "wrong_refusals": ("percent", "Good proposals that are refused", "پیشنهاد خوب که رد می‌شود"),
    "lapses": ("percent", "Lapse without a decision", "بی‌نتیجه می‌ماند"),
    "escalations": (
        "count",
        "Times a matter is carried on undecided",
        "دفعه‌های سپردن به نهاد بعدی",
    ),
    "hours": ("hours", "Hours people spend on one", "ساعت کار آدم‌ها برای هر پرونده"),
    "say": (
        "percent",
        "Of those concerned, have a say in one",
        "سهم کسانی که در هر پرونده حرفشان شمرده می‌شود",
    ),
    "gini": ("ratio", "Inequality of influence (Gini, 0 to 1)", "نابرابری نفوذ (جینی، ۰ تا ۱)"),
    "strongest": ("percent", "Influence of the strongest person", "نفوذ بانفوذترین فرد"),
    "absence_days": (
        "days",
        "The strongest person away: more working days",
        "نبود بانفوذترین فرد: روز کاری بیشتر",
    ),
    "absence_lapses": (
        "points",
        "The strongest person away: more that lapse",
        "نبود بانفوذترین فرد: بی‌نتیجهٔ بیشتر",
    ),
}
PHRASES: dict[str, tuple[str, str]] = {
    "heading": (
        "{title}: {filed} matters a run, {seeds} runs; (from – to): 95 % interval of the mean",
        "{title}: {seeds} بار شبیه‌سازی، هر بار {filed} پرونده؛ (از – تا): بازهٔ ۹۵٪ میانگین",
    ),
    "title": ("Charters compared", "مقایسهٔ منشورها"),
    "title_one": ("A charter simulated", "شبیه‌سازی یک منشور"),
    "base": ("differences are to {name}", "تفاوت‌ها با «{name}» سنجیده شده است"),
    "more": ("{by} more", "{by} بیشتر"),
    "less": ("{by} less", "{by} کمتر"),
    "same": ("no difference seen", "تفاوتی دیده نشد"),
    "none": ("nothing of the kind came", "چنین موردی پیش نیامد"),
    "kinds": ("Working days on average, by kind", "میانگین روز کاری به تفکیک نوع"),
    "no_rank": (
        "The order is yours and no ranking: what matters more is for people to say.",
        "ترتیب همان است که شما نوشته‌اید و رتبه‌بندی نیست؛ اینکه کدام مهم‌تر است با مردم است.",
    ),
}  # fmt: skip
UNITS = {
    "days": ("{}", "{}"),
    "percent": ("{} %", "{}٪"),
    "points": ("{} points", "{} واحد درصد"),
    "hours": ("{}", "{}"),
    "count": ("{}", "{}"),
    "ratio": ("{}", "{}"),
}


def say(code: str, language: str, **figures: object) -> str:
    """A phrase with its figures."""
    return PHRASES[code][language == "fa"].format(**figures)


def measure_name(code: str, language: str) -> str:
    """What is measured, in words."""
    return MEASURES[code][2 if language == "fa" else 1]


def figure(value: float, unit: str, language: str, *, bare: bool = False) -> str:
    """A figure with its unit, or `bare`: `11.6`, `24 %`; with a minus where it is one."""
    if math.isnan(value):
        return "–"
    times = 100 if unit in ("percent", "points") else 1
    digits = 2 if unit in ("count", "ratio") else 1
    said = f"{value * times:.{digits}f}"
    said = number(Decimal(said.removeprefix("-") if float(said) == 0 else said), language)
    return said if bare else UNITS[unit][language == "fa"].format(said)


def interval(one: Estimate, unit: str, language: str) -> str:
    """`(11.2 – 12.0)`."""
    low, high = (figure(value, unit, language, bare=True) for value in (one.low, one.high))
    return f"({low} – {high})"


def difference(one: Estimate, unit: str, language: str) -> str:
    """`3.1 more (2.8 – 3.4)`, or that none was seen."""
    if not one.known:
        return ""
    if not one.differs:
        return f"{say('same', language)} {interval(one, unit, language)}"
    unit = "points" if unit == "percent" else unit
    size = one if one.mean > 0 else Estimate(-one.mean, -one.high, -one.low)
    by = figure(size.mean, unit, language)
    code = "more" if one.mean > 0 else "less"
    return f"{say(code, language, by=by)} {interval(size, unit, language)}"


def named(names: Names, otherwise: str, language: str) -> str:
    """A name in a language, in any, or the given word."""
    return names.get(language) or names.get("") or next(iter(names.values()), otherwise)
