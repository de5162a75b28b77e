"""The landmarks of Mehrshahr: what stands in which district, before the map gives it a point.

A landmark has a kind (``school``, ``mosque``, …) by which a report may be told to be near it, and
full names in both languages.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Landmark:
    """A named place: ``district`` 1 to 8, ``kind`` one word, names with their kind in them."""

    kind: str
    district: int
    fa: str
    en: str


def _read(text: str) -> tuple[Landmark, ...]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(
        Landmark(kind.strip(), int(district), fa.strip(), en.strip())
        for kind, district, fa, en in rows
    )


LANDMARKS = _read("""
square    | 1 | میدان مهر | Mehr Square
bazaar    | 1 | راستهٔ بازار | Bazaar Arcade
bazaar    | 1 | سرای گلشن | Golshan Caravanserai
cityhall  | 1 | ساختمان شهرداری | City Hall
museum    | 1 | حمام کهنه | Old Bathhouse Museum
museum    | 1 | خانهٔ ملک‌التجار | Malek House
mosque    | 1 | مسجد جامع | Jameh Mosque
mosque    | 1 | مسجد سرچشمه | Sarcheshmeh Mosque
library   | 1 | کتابخانهٔ خیام | Khayyam Library
school    | 1 | دبستان پسرانهٔ دانش | Danesh Boys' Primary School
school    | 1 | دبیرستان فردوسی | Ferdowsi High School
clinic    | 1 | درمانگاه بهداری | Behdari Clinic
cinema    | 1 | سینما شهرفرنگ | Shahr-e Farang Cinema
post      | 1 | پست مرکزی | Main Post Office
fire      | 1 | آتش‌نشانی ایستگاه ۱ | Fire Station 1
school    | 2 | دبستان دخترانهٔ شکوفه | Shokufeh Girls' Primary School
school    | 2 | دبیرستان پروین | Parvin High School
mosque    | 2 | مسجد صاحب‌الزمان | Saheb-ol-Zaman Mosque
clinic    | 2 | درمانگاه نسترن | Nastaran Clinic
market    | 2 | میوه و تره‌بار شقایق | Shaghayegh Fruit Market
bridge    | 2 | پل هوایی شقایق | Shaghayegh Footbridge
kindergarten | 2 | مهدکودک رنگین‌کمان | Rangin-Kaman Kindergarten
hall      | 2 | سرای محلهٔ باغ‌نو | Bagh-e Now Neighbourhood House
school    | 3 | دبستان سروستان | Sarvestan Primary School
school    | 3 | هنرستان کمال‌الملک | Kamal-ol-Molk Art School
mosque    | 3 | مسجد النبی | Al-Nabi Mosque
library   | 3 | کتابخانهٔ سروستان | Sarvestan Library
clinic    | 3 | خانهٔ بهداشت چنارستان | Chenarestan Health House
sport     | 3 | باشگاه تختی | Takhti Sports Hall
market    | 3 | پاساژ سروستان | Sarvestan Arcade
hall      | 3 | سرای محلهٔ سروستان | Sarvestan Neighbourhood House
school    | 4 | دبستان امید | Omid Primary School
school    | 4 | مدرسهٔ استثنایی مهرآیین | Mehr-Ayin Special School
mosque    | 4 | مسجد پامچال | Pamchal Mosque
hospital  | 4 | بیمارستان رازی | Razi Hospital
pharmacy  | 4 | داروخانهٔ شبانه‌روزی رازی | Razi Night Pharmacy
market    | 4 | جمعه‌بازار کوی لاله | Kuy-e Laleh Friday Market
museum    | 4 | آب‌انبار شش‌بادگیر | Six-Badgir Water Reservoir
school    | 5 | دبستان کوهسار | Kuhsar Primary School
school    | 5 | دبیرستان اندیشه | Andisheh High School
mosque    | 5 | مسجد فردوس | Ferdows Mosque
clinic    | 5 | درمانگاه زیتون | Zeytun Clinic
sport     | 5 | استخر دامنه | Damaneh Pool
fire      | 5 | آتش‌نشانی ایستگاه ۲ | Fire Station 2
bakery    | 5 | نانوایی سنگکی کوهسار | Kuhsar Sangak Bakery
university | 6 | دانشگاه مهرشهر | University of Mehrshahr
dorm      | 6 | خوابگاه دانشجویی آفتاب | Aftab Student Dormitory
school    | 6 | دبستان نوبنیاد | Nowbonyad Primary School
school    | 6 | دبیرستان خوارزمی | Kharazmi High School
mosque    | 6 | مسجد دانشگاه | University Mosque
library   | 6 | کتابخانهٔ مرکزی دانشگاه | University Library
stadium   | 6 | ورزشگاه تپهٔ کاج | Tappeh-ye Kaj Stadium
market    | 6 | فروشگاه شهروند آفتاب | Aftab Supermarket
terminal  | 7 | پایانهٔ اتوبوس جنوب | South Bus Terminal
station   | 7 | ایستگاه راه‌آهن | Railway Station
school    | 7 | دبستان کار و دانش | Kar-o-Danesh Primary School
school    | 7 | دبستان گندم‌زار | Gandomzar Primary School
mosque    | 7 | مسجد راه‌آهن | Rah-Ahan Mosque
clinic    | 7 | درمانگاه کارگران | Workers' Clinic
market    | 7 | میدان بار | Wholesale Market
castle    | 7 | قلعهٔ خشتی | Mud-Brick Fort
fire      | 7 | آتش‌نشانی ایستگاه ۳ | Fire Station 3
school    | 8 | دبستان رودکنار | Rudkenar Primary School
school    | 8 | دبیرستان دخترانهٔ سپیده | Sepideh Girls' High School
mosque    | 8 | مسجد سپیدار | Sepidar Mosque
bridge    | 8 | پل سنگی | Stone Bridge
clinic    | 8 | درمانگاه سپیدار | Sepidar Clinic
mill      | 8 | آسیاب آبی | Water Mill
cemetery  | 8 | آرامستان شهر | City Cemetery
care      | 8 | خانهٔ سالمندان مهر | Mehr Home for the Elderly
""")
