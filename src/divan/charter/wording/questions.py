"""The eight questions that `advise` asks, and what each answer gives and costs, in two languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Said = Mapping[str, str]  # language to text


@dataclass(frozen=True)
class Choice:
    """An answer. `part`: what it puts into the charter; `gives` and `costs`: its trade-off."""

    code: str
    label: Said
    part: Said
    gives: Said
    costs: Said


@dataclass(frozen=True)
class Question:
    key: str
    text: Said
    choices: tuple[Choice, ...]

    def choice(self, code: str) -> Choice:
        """Raises `ValueError` for an answer that there is not."""
        for one in self.choices:
            if one.code == code:
                return one
        known = " | ".join(one.code for one in self.choices)
        raise ValueError(f"{self.key}: {code[:40]!r} is no answer; there are {known}")


def _said(english: str, persian: str) -> Said:
    return {"fa": persian, "en": english}


def _choice(code: str, *pairs: tuple[str, str]) -> Choice:
    label, part, gives, costs = (_said(*pair) for pair in pairs)
    return Choice(code, label, part, gives, costs)


QUESTIONS = (
    Question(
        "size",
        _said("How many people work in it?", "چند نفر در آن کار می‌کنند؟"),
        (
            _choice(
                "small",
                ("Fewer than 20", "کمتر از ۲۰"),
                ("An assembly of 5, and no units", "مجمعی ۵ نفره، بدون واحد"),
                ("Few steps; everybody knows everybody", "گام‌های کم؛ همه یکدیگر را می‌شناسند"),
                ("One absence is felt at once", "نبودن یک نفر زود به چشم می‌آید"),
            ),
            _choice(
                "middle",
                ("20 to 200", "۲۰ تا ۲۰۰"),
                ("An assembly of 9, and heads of unit", "مجمعی ۹ نفره، و مدیران واحد"),
                (
                    "Small things stay where they are known",
                    "کارهای کوچک همان‌جا که شناخته‌اند می‌ماند",
                ),
                ("Somebody must keep the units together", "کسی باید واحدها را هماهنگ نگه دارد"),
            ),
            _choice(
                "large",
                ("More than 200", "بیش از ۲۰۰"),
                ("An assembly of 15, and heads of unit", "مجمعی ۱۵ نفره، و مدیران واحد"),
                ("Many voices on what is large", "صداهای بسیار دربارهٔ کارهای بزرگ"),
                ("Large things take weeks", "کارهای بزرگ هفته‌ها زمان می‌برد"),
            ),
        ),
    ),
    Question(
        "urgency",
        _said(
            "How often can a decision not wait a week?",
            "چند وقت یک‌بار تصمیمی یک هفته هم صبر نمی‌کند؟",
        ),
        (
            _choice(
                "rare",
                ("Rarely", "به‌ندرت"),
                ("No emergency power", "بدون اختیار اضطراری"),
                (
                    "Nobody decides alone because it is said to be urgent",
                    "هیچ‌کس به نام فوریت تنها تصمیم نمی‌گیرد",
                ),
                (
                    "A real emergency waits for the ordinary way",
                    "اضطرار واقعی هم راه عادی را می‌رود",
                ),
            ),
            _choice(
                "often",
                ("Every month or more", "هر ماه یا بیشتر"),
                (
                    "The head decides within 4 hours, for 14 days; the assembly confirms",
                    "رئیس در ۴ ساعت تصمیم می‌گیرد، برای ۱۴ روز؛ مجمع باید تأیید کند",
                ),
                ("Help comes the same day", "کمک همان روز می‌رسد"),
                ("One person holds much power for two weeks", "یک نفر دو هفته قدرت زیادی دارد"),
            ),
        ),
    ),
    Question(
        "knowledge",
        _said("Who knows most about the everyday cases?", "کارهای هرروزه را چه کسی بهتر می‌شناسد؟"),
        (
            _choice(
                "top",
                ("Those at the top", "بالادستان"),
                ("The deputy head signs what is small", "جانشین رئیس کارهای کوچک را امضا می‌کند"),
                ("One line; everybody knows whom to ask", "یک خط روشن؛ همه می‌دانند از که بپرسند"),
                ("Whoever knows the case only advises", "کسی که کار را می‌شناسد فقط نظر می‌دهد"),
            ),
            _choice(
                "below",
                ("Those who do the work", "کسانی که کار را انجام می‌دهند"),
                (
                    "The unit signs what is small and is heard on the rest",
                    "واحد کارهای کوچک را امضا می‌کند و دربارهٔ بقیه نظرش را می‌پرسند",
                ),
                ("Quick, and near the facts", "زود، و نزدیک به واقعیت"),
                (
                    "Two units may decide alike cases differently",
                    "دو واحد ممکن است کارهای همانند را دوگونه ببینند",
                ),
            ),
            _choice(
                "outside",
                ("Several organisations, each a part", "چند سازمان، هر کدام بخشی را"),
                (
                    "A circle of those who know decides what is small, by consent",
                    "حلقه‌ای از کسانی که بلدند کارهای کوچک را با رضایت جمعی تصمیم می‌گیرد",
                ),
                ("Every skill is in the room", "هر مهارتی سر میز است"),
                ("A circle must be called together each time", "هر بار باید حلقه را گرد آورد"),
            ),
        ),
    ),
    Question(
        "interests",
        _said(
            "How far apart are the interests of those concerned?",
            "خواست کسانی که درگیرند چقدر از هم دور است؟",
        ),
        (
            _choice(
                "alike",
                ("Much alike", "بسیار نزدیک"),
                ("The head signs what is middling", "رئیس کارهای میانه را امضا می‌کند"),
                ("Quick, with one answerable name", "زود، با یک نام پاسخگو"),
                (
                    "A minority is heard only by its voice and by appeal",
                    "اقلیت فقط با صدا و اعتراض شنیده می‌شود",
                ),
            ),
            _choice(
                "differ",
                ("They differ", "متفاوت"),
                (
                    "A joint table consents before the head signs",
                    "پیش از امضای رئیس، میز مشترک رضایت می‌دهد",
                ),
                (
                    "Objections come before the decision, not after",
                    "ایرادها پیش از تصمیم گفته می‌شود، نه پس از آن",
                ),
                ("Three weeks instead of one", "سه هفته به جای یک هفته"),
            ),
            _choice(
                "opposed",
                ("Opposed", "رودررو"),
                (
                    "Each sector of the table must agree, by vote; appeals suspend",
                    "هر بخش میز باید با رأی موافق باشد؛ اعتراض تصمیم را نگه می‌دارد",
                ),
                (
                    "No sector is outvoted by two others",
                    "دو بخش نمی‌توانند رأی بخش سوم را نادیده بگیرند",
                ),
                (
                    "Any sector can stop it; then the assembly decides",
                    "هر بخش می‌تواند جلوی آن را بگیرد؛ آنگاه مجمع تصمیم می‌گیرد",
                ),
            ),
        ),
    ),
    Question(
        "council",
        _said(
            "Does the law name an elected council over it?",
            "آیا قانون شورایی منتخب بالای آن گذاشته است؟",
        ),
        (
            _choice(
                "yes",
                ("Yes", "بله"),
                (
                    "An elected council, which may call matters in",
                    "شورای منتخب، که می‌تواند پرونده را نزد خود بخواند",
                ),
                (
                    "What is large has an elected majority behind it",
                    "پشت کارهای بزرگ اکثریتی منتخب است",
                ),
                ("Politics can reach into single cases", "سیاست می‌تواند به تک‌تک کارها برسد"),
            ),
            _choice(
                "no",
                ("No", "نه"),
                ("An assembly of members", "مجمع اعضا"),
                ("Those concerned decide themselves", "خود کسانی که درگیرند تصمیم می‌گیرند"),
                ("Whoever is no member has no seat", "کسی که عضو نیست صندلی ندارد"),
            ),
        ),
    ),
    Question(
        "routine",
        _said("Are there many alike cases every day?", "آیا هر روز کارهای همانند بسیاری هست؟"),
        (
            _choice(
                "yes",
                ("Yes", "بله"),
                (
                    "A published rule approves the usual ones at once",
                    "قاعده‌ای منتشرشده کارهای معمول را همان دم می‌پذیرد",
                ),
                (
                    "Seconds instead of days, the same for everybody",
                    "چند ثانیه به جای چند روز، برای همه یکسان",
                ),
                (
                    "The rule must be kept up; it never refuses",
                    "قاعده را باید به‌روز نگه داشت؛ هرگز رد نمی‌کند",
                ),
            ),
            _choice(
                "no",
                ("No", "نه"),
                ("No automatic rule", "بدون قاعدهٔ خودکار"),
                ("A person looks at everything", "هر کاری را یک نفر می‌بیند"),
                ("Alike cases wait alike", "کارهای همانند همه منتظر می‌مانند"),
            ),
        ),
    ),
    Question(
        "money",
        _said("Is it mostly about spending money?", "آیا بیشتر دربارهٔ خرج کردن پول است؟"),
        (
            _choice(
                "yes",
                ("Yes", "بله"),
                ("Limits on the year's sum to one supplier", "سقف بر جمع سال برای هر طرف قرارداد"),
                (
                    "A purchase cannot be split below a limit",
                    "نمی‌شود خرید را خرد کرد تا زیر سقف بماند",
                ),
                ("The limits must be raised with prices", "سقف‌ها را باید با قیمت‌ها بالا برد"),
            ),
            _choice(
                "no",
                ("No", "نه"),
                (
                    "How far a decision reaches says who decides",
                    "اینکه تصمیم به چه کسانی می‌رسد، تصمیم‌گیرنده را معین می‌کند",
                ),
                ("Nobody needs to put a price on it", "لازم نیست کسی برایش قیمت بگذارد"),
                (
                    "One can argue about how far it reaches",
                    "بر سر اینکه تا کجا می‌رسد می‌شود چانه زد",
                ),
            ),
        ),
    ),
    Question(
        "residents",
        _said("Are people outside it affected?", "آیا مردم بیرون از آن هم اثر می‌پذیرند؟"),
        (
            _choice(
                "yes",
                ("Yes", "بله"),
                (
                    "Any resident may file and appeal; a panel by lot from them decides",
                    "هر ساکن می‌تواند پرونده مطرح و اعتراض کند؛ هیئتی به قرعه از میان آنان نظر می‌دهد",
                ),
                ("Those who bear it are heard", "کسانی که بارش را می‌کشند شنیده می‌شوند"),
                ("More matters, and a gatekeeper for them", "پرونده‌های بیشتر، و دربانی برای آن‌ها"),
            ),
            _choice(
                "no",
                ("No", "نه"),
                (
                    "Whoever holds an office files; a panel by lot of members hears appeals",
                    "هر دارندهٔ سمت پرونده مطرح می‌کند؛ اعتراض‌ها را هیئتی به قرعه از اعضا می‌شنود",
                ),
                ("Fewer matters", "پرونده‌های کمتر"),
                ("What others would have seen is seen late", "آنچه دیگران می‌دیدند دیر دیده می‌شود"),
            ),
        ),
    ),
)
