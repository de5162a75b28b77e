"""Who works for Mehrshahr: units, posts and the people in them; and the bodies outside.

Names of classes follow Popolo. A post's ``duty`` is one of ``DUTIES``; what a duty may do is for
the service counter to say. All people are made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

DUTIES = ("administrator", "dispatcher", "head", "supervisor", "field")


@dataclass(frozen=True)
class Office:
    """A unit of the city, or a body outside it (``outside``), with a phone that is not real."""

    code: str
    fa: str
    en: str
    phone: str
    outside: bool = False


@dataclass(frozen=True)
class Post:
    """An office that one or more persons hold: ``office`` is the code of its unit."""

    code: str
    office: str
    duty: str
    fa: str
    en: str


@dataclass(frozen=True)
class Official:
    """A person with posts: full names, an address to sign in with, and codes of posts."""

    key: str
    fa: str
    en: str
    posts: tuple[str, ...]

    @property
    def email(self) -> str:
        return f"{self.key}@mehrshahr.example"


CITY = Office("city", "شهرداری مهرشهر", "Municipality of Mehrshahr", "137")

UNITS = (
    Office("lighting", "واحد روشنایی", "Lighting Unit", "021-5510-1010"),
    Office("roads", "واحد آسفالت و معابر", "Roads and Pavements Unit", "021-5510-1020"),
    Office("waste", "واحد پسماند", "Waste Unit", "021-5510-1030"),
    Office("green", "واحد فضای سبز", "Parks and Green Space Unit", "021-5510-1040"),
    Office("water", "واحد آب و فاضلاب", "Water and Sewers Unit", "021-5510-1050"),
    Office("safety", "آتش‌نشانی و ایمنی", "Fire and Safety Unit", "125"),
    Office("traffic", "واحد ترافیک", "Traffic Unit", "021-5510-1070"),
    Office("building", "واحد ساختمان", "Building Control Unit", "021-5510-1080"),
    Office("health", "واحد بهداشت محیط", "Environmental Health Unit", "021-5510-1090"),
    Office("structures", "واحد سازه‌ها", "Bridges and Structures Unit", "021-5510-1100"),
    Office("districts", "خدمات شهری ناحیه‌ها", "District Services", "021-5510-1110"),
    Office("contact", "واحد ارتباط با مردم", "Contact Centre", "137"),
    Office("inspection", "واحد بازرسی", "Inspection Unit", "021-5510-1130"),
)

OUTSIDE = (
    Office("water-company", "شرکت آب و فاضلاب استان", "Provincial Water Company", "122", True),
    Office("power-company", "شرکت توزیع برق", "Electricity Company", "121", True),
    Office("gas-company", "شرکت گاز", "Gas Company", "194", True),
    Office("roads-office", "ادارهٔ راهداری استان", "Provincial Roads Office", "141", True),
    Office("telecom", "شرکت مخابرات", "Telecom Company", "2020", True),
    Office("railways", "شرکت راه‌آهن", "Railway Company", "021-5510-2060", True),
    Office("police", "پلیس راهور", "Traffic Police", "120", True),
)

OFFICES = (CITY, *UNITS, *OUTSIDE)


@lru_cache(maxsize=1)
def posts() -> tuple[Post, ...]:
    """All posts: the city's own, then a head, a supervisor and the crews of each unit.

    A dispatcher hands reports to every unit, so the post belongs to the city itself.
    """
    found = [
        Post("administrator", CITY.code, "administrator", "راهبر سامانه", "Administrator"),
        Post("dispatcher", CITY.code, "dispatcher", "مسئول پذیرش گزارش", "Dispatcher"),
    ]
    for unit in UNITS:
        short = unit.fa.removeprefix("واحد ")
        found.append(
            Post(f"{unit.code}-head", unit.code, "head", f"رئیس {unit.fa}", f"Head, {unit.en}")
        )
        if unit.code == "contact":
            continue
        found.append(
            Post(
                f"{unit.code}-supervisor", unit.code, "supervisor",
                f"سرپرست {short}", f"Supervisor, {unit.en}",
            )
        )  # fmt: skip
        for number in range(1, _CREWS.get(unit.code, 1) + 1):
            fa, en = _CREW_NAMES.get(unit.code, ("اکیپ", "Crew"))
            digit = "۰۱۲۳۴۵۶۷۸۹"[number]
            found.append(
                Post(
                    f"{unit.code}-crew-{number}", unit.code, "field",
                    f"{fa} {digit} {short}", f"{en} {number}, {unit.en}",
                )
            )  # fmt: skip
    return tuple(found)


_CREWS = {"lighting": 2, "roads": 2, "waste": 2, "green": 2, "water": 2, "districts": 2}
_CREW_NAMES = {"inspection": ("بازرس", "Inspector"), "building": ("بازرس", "Inspector")}

OFFICIALS = (
    Official("administrator", "مهناز ترابی", "Mahnaz Torabi", ("administrator",)),
    Official("dispatcher", "سپیده رحمانی", "Sepideh Rahmani", ("dispatcher",)),
    Official("yasaman.karimi", "یاسمن کریمی", "Yasaman Karimi", ("dispatcher",)),
    Official("hadi.mousavi", "هادی موسوی", "Hadi Mousavi", ("dispatcher",)),
    Official("farideh.sabeti", "فریده ثابتی", "Farideh Sabeti", ("contact-head",)),
    Official("bahman.zandi", "بهمن زندی", "Bahman Zandi", ("lighting-head",)),
    Official("parviz.dadkhah", "پرویز دادخواه", "Parviz Dadkhah", ("lighting-supervisor",)),
    Official("fieldworker", "رضا شکوری", "Reza Shakouri", ("lighting-crew-1",)),
    Official("naser.alipour", "ناصر علی‌پور", "Naser Alipour", ("lighting-crew-2",)),
    Official("ahmad.golzar", "احمد گلزار", "Ahmad Golzar", ("roads-head",)),
    Official("shahram.navabi", "شهرام نوابی", "Shahram Navabi", ("roads-supervisor",)),
    Official("ebrahim.kohan", "ابراهیم کهن", "Ebrahim Kohan", ("roads-crew-1",)),
    Official("yadollah.rostami", "یدالله رستمی", "Yadollah Rostami", ("roads-crew-2",)),
    Official("mehri.safaei", "مهری صفایی", "Mehri Safaei", ("waste-head",)),
    Official("jalal.bakhtiari", "جلال بختیاری", "Jalal Bakhtiari", ("waste-supervisor",)),
    Official("karim.doost", "کریم دوست", "Karim Doost", ("waste-crew-1",)),
    Official("samad.ghorbani", "صمد قربانی", "Samad Ghorbani", ("waste-crew-2",)),
    Official("laleh.pakzad", "لاله پاکزاد", "Laleh Pakzad", ("green-head",)),
    Official("kamran.sarvi", "کامران سروی", "Kamran Sarvi", ("green-supervisor",)),
    Official("mash.hosein", "حسین باغبان‌زاده", "Hosein Baghbanzadeh", ("green-crew-1",)),
    Official("zivar.eskandari", "زیور اسکندری", "Zivar Eskandari", ("green-crew-2",)),
    Official("davoud.ramezani", "داوود رمضانی", "Davoud Ramezani", ("water-head",)),
    Official("nahid.jouybar", "ناهید جویبار", "Nahid Jouybar", ("water-supervisor",)),
    Official("esmail.abdar", "اسماعیل آبدار", "Esmail Abdar", ("water-crew-1",)),
    Official("siamak.fathi", "سیامک فتحی", "Siamak Fathi", ("water-crew-2",)),
    Official("manouchehr.atashi", "منوچهر آتشی‌پور", "Manouchehr Atashipour", ("safety-head",)),
    Official("behzad.salehi", "بهزاد صالحی", "Behzad Salehi", ("safety-supervisor",)),
    Official("iman.daryaei", "ایمان دریایی", "Iman Daryaei", ("safety-crew-1",)),
    Official("hossein.rahnama", "حسین رهنما", "Hossein Rahnama", ("traffic-head",)),
    Official("mina.forouzan", "مینا فروزان", "Mina Forouzan", ("traffic-supervisor",)),
    Official("vahid.kargar", "وحید کارگر", "Vahid Kargar", ("traffic-crew-1",)),
    Official("fereydoun.mehraz", "فریدون مهراز", "Fereydoun Mehraz", ("building-head",)),
    Official("azadeh.tavana", "آزاده توانا", "Azadeh Tavana", ("building-supervisor",)),
    Official("omid.sharifi", "امید شریفی", "Omid Sharifi", ("building-crew-1",)),
    Official("shirin.tabib", "شیرین طبیب‌نیا", "Shirin Tabibnia", ("health-head",)),
    Official("hamid.nourani", "حمید نورانی", "Hamid Nourani", ("health-supervisor",)),
    Official("leila.chitsaz", "لیلا چیت‌ساز", "Leila Chitsaz", ("health-crew-1",)),
    Official("cyrus.poladi", "سیروس پولادی", "Cyrus Poladi", ("structures-head",)),
    Official("arezou.bana", "آرزو بنایی", "Arezou Banaei", ("structures-supervisor",)),
    Official("morteza.ahangar", "مرتضی آهنگر", "Morteza Ahangar", ("structures-crew-1",)),
    Official("gholam.sadri", "غلامعلی صدری", "Gholamali Sadri", ("districts-head",)),
    Official("soraya.moghadam", "ثریا مقدم", "Soraya Moghadam", ("districts-supervisor",)),
    Official("younes.heydari", "یونس حیدری", "Younes Heydari", ("districts-crew-1",)),
    Official("masoumeh.lotfi", "معصومه لطفی", "Masoumeh Lotfi", ("districts-crew-2",)),
    Official("ardeshir.kia", "اردشیر کیا", "Ardeshir Kia", ("inspection-head",)),
    Official("parvaneh.dana", "پروانه دانا", "Parvaneh Dana", ("inspection-supervisor",)),
    Official("jamshid.vafa", "جمشید وفایی", "Jamshid Vafaei", ("inspection-crew-1",)),
)

RESIDENT = Official("resident", "نسرین گلستانی", "Nasrin Golestani", ())
"""A resident with an account, who holds no post."""
