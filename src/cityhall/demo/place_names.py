"""Names of the streets, alleys, parks and landmarks of Mehrshahr.

Each table is a text of lines ``Persian | English`` read once into pairs; a name carries no kind
(«خیابان», «کوچهٔ»), because the map adds it.
"""

from __future__ import annotations

Pair = tuple[str, str]


def pairs(text: str) -> tuple[Pair, ...]:
    """Read lines of ``fa | en`` into pairs, in order."""
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple((fa.strip(), en.strip()) for fa, en in rows)


STREETS: dict[int, tuple[Pair, ...]] = {
    1: pairs("""
        مهر | Mehr
        آسیاب | Asiab
        کاروانسرا | Karvansara
        شهرداری | Shahrdari
        خیام | Khayyam
        آهنگران | Ahangaran
        باغ ملی | Bagh-e Melli
        دادگستری | Dadgostari
        مخابرات | Mokhaberat
        کتابخانه | Ketabkhaneh
        یخچال | Yakhchal
        بهداری | Behdari"""),
    2: pairs("""
        دبستان | Dabestan
        گلستان | Golestan
        حافظ | Hafez
        سعدی | Saadi
        پروین | Parvin
        نیلوفر آبی | Niloufar Abi
        انار | Anar
        بیدمشک | Bidmeshk
        مهتاب | Mahtab
        ابن‌سینا | Ebn-e Sina
        نوبهار | Nobahar
        همدلی | Hamdeli
        توت | Tut
        پرستار | Parastar
        باران | Baran"""),
    3: pairs("""
        معلم | Moallem
        چنار | Chenar
        تختی | Takhti
        نظامی | Nezami
        عطار | Attar
        دهخدا | Dehkhoda
        صنوبر | Senobar
        آشتی | Ashti
        دوستی | Dusti
        سپیده | Sepideh
        فانوس | Fanus"""),
    4: pairs("""
        پامچال | Pamchal
        آب‌انبار | Ab-Anbar
        رازی | Razi
        رودکی | Rudaki
        بیرونی | Biruni
        سهراب | Sohrab
        نخل | Nakhl
        شفق | Shafagh
        امید | Omid
        نیما | Nima
        بادام | Badam"""),
    5: pairs("""
        دامنه | Damaneh
        زیتون | Zeytun
        فردوسی | Ferdowsi
        البرز | Alborz
        سهند | Sahand
        الوند | Alvand
        دنا | Dena
        تفتان | Taftan
        آبشار | Abshar
        صخره | Sakhreh
        چشمه | Cheshmeh
        اندیشه | Andisheh
        آسمان | Aseman
        بلوط | Balut
        سازندگی | Sazandegi"""),
    6: pairs("""
        دانش | Danesh
        آفتاب | Aftab
        خوارزمی | Kharazmi
        پژوهش | Pazhuhesh
        خیابان ۱۰ | 10th
        خیابان ۱۱ | 11th
        خیابان ۱۲ | 12th
        خیابان ۱۳ | 13th
        خیابان ۱۴ | 14th
        خیابان ۱۵ | 15th
        خیابان ۱۶ | 16th
        خیابان ۱۷ | 17th
        خیابان ۱۸ | 18th
        ورزش | Varzesh
        کوشش | Kushesh
        خورشید | Khorshid"""),
    7: pairs("""
        ایستگاه | Istgah
        ریل | Reyl
        انبار | Anbar
        کارگاه | Kargah
        صنعتگر | San'atgar
        میدان بار | Meydan-e Bar
        قلعه | Ghaleh
        گندم | Gandom
        خرمن | Kharman
        کشاورز | Keshavarz
        دشت | Dasht
        برج کبوتر | Borj-e Kabutar
        استقلال | Esteghlal
        آزادی | Azadi
        شالیزار | Shalizar"""),
    8: pairs("""
        سپیدار | Sepidar
        گردو | Gerdu
        پل سنگی | Pol-e Sangi
        رودخانه | Rudkhaneh
        آسیاب آبی | Asiab-e Abi
        باغ‌ها | Baghha
        پونه‌زار | Punehzar
        شهریار | Shahriar
        فروغ | Forugh
        بهمنیار | Bahmanyar
        پرتو | Parto
        سیمین | Simin
        نیستان | Neyestan
        تاک | Tak
        یلدا | Yalda"""),
}

ALLEYS = pairs("""
نسترن | Nastaran
یاس | Yas
نرگس | Narges
سوسن | Susan
بنفشه | Banafsheh
شب‌بو | Shabbu
میخک | Mikhak
مریم | Maryam
رز | Roz
اطلسی | Atlasi
ارکیده | Orkideh
آلاله | Alaleh
زنبق | Zanbagh
شمعدانی | Sham'dani
کوکب | Kowkab
رازقی | Razeghi
ختمی | Khatmi
گلپر | Golpar
پونه | Puneh
ریحان | Reyhan
آویشن | Avishan
بابونه | Babuneh
زعفران | Za'feran
شبدر | Shabdar
پیچک | Pichak
سنبل | Sonbol
لادن | Ladan
نیلوفر | Niloufar
مینا | Mina
همیشه‌بهار | Hamisheh-Bahar
سرو | Sarv
کاج | Kaj
بید | Bid
افرا | Afra
زبان‌گنجشک | Zaban-Gonjeshk
نارون | Narvan
شمشاد | Shemshad
ارغوان | Arghavan
اقاقیا | Aghaghia
عرعر | Ar'ar
سیب | Sib
گیلاس | Gilas
آلبالو | Albalu
زردآلو | Zardalu
هلو | Holu
گلابی | Golabi
به | Beh
انجیر | Anjir
پسته | Pesteh
فندق | Fandogh
نارنج | Narenj
ترنج | Toranj
لیمو | Limu
سنجد | Senjed
عناب | Annab
مو | Mow
تاکستان | Takestan
پرستو | Parastu
چکاوک | Chakavak
قناری | Ghanari
بلبل | Bolbol
هدهد | Hodhod
کبوتر | Kabutar
قمری | Ghomri
سهره | Sohreh
درنا | Dorna
قاصدک | Ghasedak
پروانه | Parvaneh
شاپرک | Shaparak
آهو | Ahu
غزال | Ghazal
ستاره | Setareh
ناهید | Nahid
کیوان | Keyvan
پروین‌دخت | Parvindokht
مهسا | Mahsa
شبنم | Shabnam
نسیم | Nasim
ساحل | Sahel
صدف | Sadaf
مروارید | Morvarid
مرجان | Marjan
فیروزه | Firuzeh
یاقوت | Yaghut
الماس | Almas
کهربا | Kahroba
عقیق | Aghigh
سحر | Sahar
پگاه | Pegah
بهاران | Baharan
مژده | Mozhdeh
نوید | Navid
شادی | Shadi
آرام | Aram
آسایش | Asayesh
صفا | Safa
وفا | Vafa
مهربان | Mehraban
دلگشا | Delgosha
شکیبا | Shakiba
گذشت | Gozasht
راستی | Rasti
پاکی | Paki
نیکی | Niki
یکتا | Yekta
همسایه | Hamsayeh
پیوند | Peyvand
مهمان | Mehman
حوض | Howz
ایوان | Eyvan
پنج‌دری | Panjdari
ارسی | Orosi
کاشی | Kashi
سفال | Sofal
قالی | Ghali
ترمه | Termeh
گلیم | Gelim
سوزن‌دوز | Suzanduz
قلم | Ghalam
دفتر | Daftar
کتاب | Ketab
سرمشق | Sarmashgh
شعر | She'r
آواز | Avaz
سه‌تار | Setar
دف | Daf
شهناز | Shahnaz
ماهور | Mahur
دشتی | Dashti
سبو | Sabu
هما | Homa
سیمرغ | Simorgh
رستم | Rostam
آرش | Arash
بیژن | Bizhan
منیژه | Manizheh
تهمینه | Tahmineh
سیاوش | Siavash
زال | Zal
گردآفرید | Gordafarid
کاوه | Kaveh
فرهاد | Farhad
شیرین | Shirin
لیلی | Leyli
""")

OLD_TOWN_ALLEYS = pairs("""
سرچشمه | Sarcheshmeh
قنات | Ghanat
سقاخانه | Saghakhaneh
حمام کهنه | Hammam-e Kohneh
گذر لوطی صالح | Gozar-e Luti Saleh
مسگرها | Mesgarha
خراط‌ها | Kharratha
رنگرزها | Rangrazha
نانواها | Nanvaha
علاف‌ها | Allafha
پاچنار | Pachenar
دروازه | Darvazeh
برج | Borj
بادگیر | Badgir
ساباط | Sabat
هشتی | Hashti
کتیبه | Katibeh
زورخانه | Zurkhaneh
چهارسو | Chaharsu
تیمچه | Timcheh
""")

NEIGHBOURHOODS: dict[int, tuple[Pair, ...]] = {
    1: pairs("""
        بازار کهنه | Old Bazaar
        سرچشمه | Sarcheshmeh
        گذر آسیاب | Gozar-e Asiab
        میدان مهر | Mehr Square"""),
    2: pairs("""
        نسترن | Nastaran
        شقایق | Shaghayegh
        باغ‌نو | Bagh-e Now"""),
    3: pairs("""
        سروستان | Sarvestan
        چنارستان | Chenarestan
        کوی معلم | Kuy-e Moallem"""),
    4: pairs("""
        پامچال | Pamchal
        کوی لاله | Kuy-e Laleh
        آب‌انبار | Ab-Anbar"""),
    5: pairs("""
        کوهسار | Kuhsar
        دامنه | Damaneh
        زیتون | Zeytun
        فردوس | Ferdows"""),
    6: pairs("""
        شهرک دانش | Shahrak-e Danesh
        نوبنیاد | Nowbonyad
        آفتاب | Aftab
        تپهٔ کاج | Tappeh-ye Kaj"""),
    7: pairs("""
        راه‌آهن | Rah-Ahan
        شهرک کارگاهی | Workshop Quarter
        قلعه‌نو | Ghaleh-Now
        گندم‌زار | Gandomzar"""),
    8: pairs("""
        رودکنار | Rudkenar
        گردوستان | Gerdustan
        سپیدار | Sepidar
        پل سنگی | Pol-e Sangi"""),
}

PARKS = pairs("""
بوستان جنگلی کاج | Kaj Forest Park
پارک شقایق | Shaghayegh Park
پارک مهر | Mehr Park
باغ ملی | Bagh-e Melli
بوستان سروستان | Sarvestan Park
بوستان لاله | Laleh Park
بوستان کودک | Children's Park
بوستان بانوان | Women's Park
بوستان نوروز | Nowruz Park
بوستان گردو | Gerdu Park
بوستان ریل | Rail Park
بوستان آفتاب | Aftab Park
بوستان دامنه | Damaneh Park
بوستان گندم | Gandom Park
بوستان رودکنار | Rudkenar Park
بوستان زیتون | Zeytun Park
""")
