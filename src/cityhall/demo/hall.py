"""Who decides in Mehrshahr: mayor, deputy, council, joint table, panel by lot; all made up.

Their seats are those of the hybrid charter, filled from posts where an office stands behind them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from importlib.resources import files
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from cityhall.decisions import actions as decisions
from cityhall.people import actions as people
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Organization, Person, Post
from cityhall.people.queries import today

from .founding import BEFORE, Founded
from .offices import CITY
from .residents import family

ELECTORS = 420
CHARTER = files("divan.charter").joinpath("data/hybrid.yaml")

OFFICES = {  # the key of who holds it: body, code and label of the post
    "mayor": ("mayor", "mayor", "شهردار", "Mayor"),
    "deputy": ("first_deputy", "first-deputy", "معاون اول شهردار", "First deputy mayor"),
}
NAMES = {
    "mayor": "شهین‌دخت کاویانی",
    "deputy": "منصور آذرنوش",
    "council1": "ناهید فرهمند",
    "council2": "بیژن صدیقی",
    "council3": "اقدس مهرپرور",
    "council4": "رحیم طباطبایی",
    "council5": "ژاله نیک‌پی",
    "council6": "حشمت کلانتری",
    "council7": "سیمین‌دخت رازی",
    "council8": "عباس گرامی",
    "council9": "مهوش ایزدی",
    "council10": "کیومرث شایگان",
    "council11": "فرزانه دولت‌شاهی",
    "council12": "غفور مرادی",
    "council13": "پروین اعتمادی‌فر",
    "council14": "داریوش خرم",
    "council15": "زیبا ملک‌زاده",
    "trade1": "حاج‌ابراهیم بازرگان",
    "trade2": "نوشین صنعتی",
    "trade3": "فرامرز پیشه‌ور",
    "civil1": "گلنار همیار",
    "civil2": "اسفندیار سبزواری",
    "civil3": "ماه‌منیر یاوری",
    "civil4": "شاپور دوچرخه‌چی",
    "civil5": "عصمت خیراندیش",
    "juror1": "محترم سادات نبوی",
    "juror2": "یعقوب زرگر",
    "juror3": "ترانه شمس",
    "juror4": "نعمت چراغعلی",
    "juror5": "هنگامه ساعی",
    "juror6": "ایوب درودگر",
}
COUNCIL = tuple(name for name in NAMES if name.startswith("council"))
TRADE = tuple(name for name in NAMES if name.startswith("trade"))
CIVIL = tuple(name for name in NAMES if name.startswith("civil"))
GOVERNMENT = ("dispatcher", "parviz.dadkhah", "laleh.pakzad", "mehri.safaei")
FORUM = (*GOVERNMENT, *TRADE, *CIVIL)
COURT = ("resident", *(name for name in NAMES if name.startswith("juror")))
POSTS = {"works": "roads-head", "permits": "inspection-head"}  # body: post
WORKS, PERMITS = "ahmad.golzar", "ardeshir.kia"  # who holds these


def register(at: datetime) -> None:
    """Residents with accounts of their own: of them the charter says what share may ask."""
    random, nothing = Random(ELECTORS), make_password(None)
    rows = [
        Person(
            email=f"r{n:03}@mehrshahr.example",
            name=family(random),
            password=nothing,
            confirmed_at=at,
        )
        for n in range(1, ELECTORS + 1)
    ]
    made = Person.objects.bulk_create(rows)
    EmailAddress.objects.bulk_create(
        EmailAddress(user=person, email=person.email, primary=True, verified=True)
        for person in made
    )


def seat(city: Founded, now: datetime) -> Mapping[str, Actor]:
    """Adopt the hybrid charter and fill its seats, as of `BEFORE` `now`; everybody by key."""
    at = now - BEFORE
    persons = dict(city.people)
    office = actor_for(persons["administrator"], on=today())
    register(at)
    password = Person.objects.get(pk=persons["resident"].pk).password
    for key, name in NAMES.items():
        persons[key] = people.account_of(f"{key}@mehrshahr.example", name=name, verified=True)
    made = [persons[key].pk for key in NAMES]
    Person.objects.filter(pk__in=made).update(password=password, language="fa", confirmed_at=at)
    posts = {body: Post.objects.get(code=code) for body, code in POSTS.items()}
    for key, (body, code, fa, en) in OFFICES.items():
        posts[body] = people.create_post(
            unit=Organization.objects.get(code=CITY.code),
            label={"fa": fa, "en": en},
            powers=(),
            code=code,
            actor=office,
            at=at,
        )
        email = f"{key}@mehrshahr.example"
        people.appoint(code, email=email, start=today() - BEFORE, actor=office, at=at)
    decisions.adopt(CHARTER.read_text(encoding="utf-8"), actor=office, at=at)
    for body, post in posts.items():
        decisions.take_seat(body, post=post, actor=office, at=at)
    rows = [("council", "", COUNCIL), ("court", "", COURT)]
    rows += [
        ("forum", sector, keys)
        for sector, keys in zip(
            ("government", "business", "civil_society"), (GOVERNMENT, TRADE, CIVIL), strict=True
        )
    ]
    for body, sector, keys in rows:
        for key in keys:
            decisions.take_seat(body, person=persons[key], sector=sector, actor=office, at=at)
    return {key: actor_for(person, on=today()) for key, person in persons.items()}
