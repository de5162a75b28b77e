"""Names and addresses of residents; all made up, with numbers and domains that reach nobody."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Contact:
    """How a reporter can be reached; any part may be empty."""

    name: str = ""
    email: str = ""
    phone: str = ""


_FIRST = [
    "مریم",
    "زهرا",
    "فاطمه",
    "نرگس",
    "سارا",
    "لیلا",
    "مینا",
    "شیوا",
    "پریسا",
    "نسرین",
    "اعظم",
    "طاهره",
    "ملیحه",
    "هانیه",
    "سمیه",
    "الهام",
    "نگار",
    "علی",
    "محمد",
    "حسین",
    "رضا",
    "مهدی",
    "امیر",
    "سعید",
    "حمید",
    "مجید",
    "فرهاد",
    "بهرام",
    "ناصر",
    "جواد",
    "کاظم",
    "یوسف",
    "ایرج",
    "آرش",
    "سیاوش",
]
_FAMILY = [
    "احمدی",
    "رضایی",
    "حسینی",
    "محمدی",
    "کریمی",
    "قاسمی",
    "نجفی",
    "صادقی",
    "رحیمی",
    "نوری",
    "اکبری",
    "شریفی",
    "باقری",
    "عباسی",
    "طاهری",
    "یزدانی",
    "فرهادی",
    "صالحی",
    "کیانی",
    "سلطانی",
    "امینی",
    "جعفری",
    "نصیری",
    "بهرامی",
    "خسروی",
    "دهقان",
    "زارع",
    "مرادی",
    "پاک\u200cنژاد",
    "گلستانی",
    "میرزایی",
    "شفیعی",
    "توکلی",
    "اسدی",
    "وحیدی",
    "آقازاده",
    "حقیقی",
    "سهرابی",
    "رستگار",
    "نیک\u200cپور",
]
_ENGLISH = [
    "Amina Yusuf",
    "Daniel Okafor",
    "Li Wei",
    "Noor Haidari",
    "Zahra Qasimi",
    "Ivan Petrov",
    "Maria Rossi",
    "Jonas Weber",
    "Fatima Noorzai",
    "Omar Haddad",
    "Priya Sharma",
    "Tom Baker",
    "Sofia Marin",
    "Kenji Mori",
    "Layla Mansour",
    "Hamid Ansari",
]


def family(random: Random) -> str:
    """A family name, Persian."""
    return random.choice(_FAMILY)


def mobile(random: Random) -> str:
    """A mobile number of the right form, Latin digits, in a block that is not given out."""
    return f"0912000{random.randrange(10_000):04d}"


def national_number(random: Random) -> str:
    """Ten digits with a right check digit (weights 10 to 2, modulo 11), from an unused range."""
    digits = f"0000{random.randrange(100_000):05d}"
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=True))
    rest %= 11
    return digits + str(rest if rest < 2 else 11 - rest)


def email(random: Random) -> str:
    """An address in a domain reserved for examples."""
    word = random.choice(("sabz", "baran", "khane", "koocheh", "mahalleh", "nasim", "tara", "roya"))
    return f"{word}{random.randrange(10, 9999)}@example.com"


def contact(random: Random, language: str) -> Contact:
    """What a reporter leaves: nothing (two in five), an address, a number, or all."""
    throw = random.random()
    if throw < 0.4:
        return Contact()
    name = random.choice(_ENGLISH)
    if language == "fa":
        name = f"{random.choice(_FIRST)} {random.choice(_FAMILY)}"
    if throw < 0.7:
        return Contact(name if throw < 0.5 else "", email(random))
    if throw < 0.85:
        return Contact(name, "", mobile(random))
    return Contact(name, email(random), mobile(random))
