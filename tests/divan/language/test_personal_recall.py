"""How much is found, and how much is taken for personal that is not: 10,000 texts of each type."""

from random import Random

import pytest

from divan.language import find_personal, persian_digits
from divan.language.checksums import is_card, is_iban, is_national_id

pytestmark = pytest.mark.slow

TEXTS = 10_000
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SCRIPTS = [str, persian_digits, lambda text: text.translate(ARABIC)]
SEPARATORS = ["", " ", "-", "\u200c", "\u00a0", "–", "\u200f", "_", "  ", " - "]
AROUND = [
    "{}",
    "سلام. {}",
    "برای پیگیری با من تماس بگیرید. {}",
    "شمارهٔ من {} است، ببینید.",
    "({})",
    "«{}»",
    "در خیابان بهار:\n{}\nبا سپاس",
    "این{}را ثبت کنید",
    "It is {}, thanks.",
    "mine:{}",
]


def some_digits(random: Random, count: int) -> str:
    return "".join(random.choices("0123456789", k=count))


def national_id(random: Random) -> str:
    digits = some_digits(random, 9)
    return next(digits + last for last in "0123456789" if is_national_id(digits + last))


def card(random: Random) -> str:
    bank = random.choice(["603799", "622106", "5892", "6", "51", "4"])
    digits = bank + some_digits(random, 15 - len(bank))
    return next(digits + last for last in "0123456789" if is_card(digits + last))


def iban(random: Random) -> str:
    account = some_digits(random, 22)
    return next(code for check in range(2, 99) if is_iban(code := f"IR{check:02}{account}"))


def mobile(random: Random) -> str:
    return "09" + some_digits(random, 9)


GROUPS = {
    national_id: [(10,), (3, 6, 1), (3, 3, 4), (5, 5), (1,) * 10],
    card: [(16,), (4, 4, 4, 4), (8, 8), (1,) * 16],
    iban: [(26,), (4, 4, 4, 4, 4, 4, 2), (2, 24), (4, 22)],
    mobile: [(11,), (4, 3, 4), (4, 3, 2, 2), (4, 7), (1,) * 11],
}


def grouped(code: str, groups: tuple[int, ...], separator: str) -> str:
    ends = [sum(groups[: i + 1]) for i in range(len(groups))]
    return separator.join(code[end - size : end] for end, size in zip(ends, groups, strict=True))


@pytest.mark.parametrize("make", GROUPS, ids=lambda make: make.__name__)
def test_a_number_is_found_in_every_script_and_spacing(make):
    random = Random(1405)
    missed = []
    for _ in range(TEXTS):
        code = random.choice(SCRIPTS)(make(random))
        number = grouped(code, random.choice(GROUPS[make]), random.choice(SEPARATORS))
        text = random.choice(AROUND).format(number)
        start = text.index(number)
        found = [(finding.start, finding.end) for finding in find_personal(text)]
        if (start, start + len(number)) not in found:
            missed.append(text)
    assert len(missed) <= TEXTS * 0.005, missed[:10]


BOOKS = [
    "پروانهٔ ساختمانی شمارهٔ {} صادر شد",
    "شماره پرونده: {}",
    "پروانه‌های {} و {}",
    "ردیف بودجه {}",
    "بودجهٔ این پروژه {} است",
    "مبلغ {} ریال پرداخت شد",
    "{} ریال از محل درآمد",
    "به پروندهٔ نوسازی {} نگاه کنید",
    "قرارداد {} با پیمانکار",
    "کد رهگیری {}",
    "شناسهٔ قبض {}",
    "permit {} was issued",
    "Permit no. {}, case {}",
    "the budget line {}",
    "${} for paving",
    "{} rials",
    "contract BP-{}",
]


def test_numbers_of_the_city_s_own_books_are_left_alone():
    random = Random(1406)
    taken, passing = [], 0
    for _ in range(TEXTS):
        numbers = [some_digits(random, random.choice([8, 9, 10, 10, 10, 11, 13, 16])) for _ in "ab"]
        passing += any(is_national_id(number) or is_card(number) for number in numbers[:1])
        numbers = [random.choice(SCRIPTS)(number) for number in numbers]
        text = random.choice(BOOKS).format(*numbers)
        if find_personal(text):
            taken.append(text)
    assert len(taken) <= TEXTS * 0.01, taken[:10]
    # Without the rule about the words around them this many would be taken.
    assert passing > TEXTS * 0.05


def test_without_such_words_a_number_that_passes_is_left_to_a_person():
    random = Random(1407)
    for _ in range(200):
        (finding,) = find_personal(f"شماره {national_id(random)}")
        assert finding.confidence == "review"


@pytest.mark.parametrize(
    "sum_of_money",
    ["1,234,567,890", "۱٬۲۳۴٬۵۶۷٬۸۹۰", "1 234 567 890", "0012345679.25", "12,0012345679"],
)
def test_grouped_sums_of_money_are_no_national_numbers(sum_of_money):
    assert find_personal(sum_of_money) == ()
