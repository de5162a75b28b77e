"""Alphabetical order: agrees with ICU on words, and with the alphabet on everything."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from divan.language import persian_digits, sort_key

ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

# As ICU 78.2 sorts them, collation "fa" with numeric order (CLDR 48).
ICU_ORDER = """
2|آب|آبادان|آزادی|اب|ابهر|اردبیل|البرز|بابل|بوشهر|پارس|پارک|پارک لاله|پارکبان|تامین|تأمل|تبریز|
ثلاث|جوی|چاله|چای|حمیدیه|خانه ها|خانها|خانه‌بان|ذوب|راه|رأس|رئیس|ربات|زابل|ژاله|ساری|شیراز|صفا|
ضیابر|طبس|ظفر|عباس|غار|فین|قم|کاشان|كرج|گل|گنبد|لار|ماه|مؤسسه|مسئول|مسجد|منطقه ۲|منطقه ۵|منطقه 12|
نور|وحید|هرمز|یاسوج|یزد|abc|eta|Zoo
""".replace("\n", "").split("|")

WORDS = st.text(ALPHABET, min_size=1)


def test_the_order_is_that_of_icu():
    shuffled = Random(37).sample(ICU_ORDER, len(ICU_ORDER))
    assert sorted(shuffled, key=sort_key) == ICU_ORDER
    assert sorted(shuffled) != ICU_ORDER


@given(WORDS, WORDS)
def test_words_sort_as_their_letters_stand_in_the_alphabet(one, other):
    def places(word: str) -> list[int]:
        return [ALPHABET.index(letter) for letter in word]

    assert (sort_key(one) < sort_key(other)) == (places(one) < places(other))


@given(WORDS, WORDS, WORDS)
def test_a_shorter_name_stands_before_the_names_that_go_on(one, other, more):
    assert sort_key(one) < sort_key(f"{one} {other}") < sort_key(one + more)


@given(st.integers(0, 10**40), st.integers(0, 10**40))
def test_numbers_sort_by_value_in_any_digits(one, other):
    keys = sort_key(f"منطقه {one}"), sort_key(f"منطقه {persian_digits(str(other))}")
    if max(one, other) < 10**35:
        assert (keys[0] < keys[1]) == (one < other)
        assert (keys[0] == keys[1]) == (one == other)


def test_what_a_reader_does_not_see_makes_no_difference():
    for one, other in [
        ("كرج", "کرج"),
        ("مُحَمَّد", "محمد"),
        ("خانه‌ها", "خانهها"),
        ("باغِ  ملّی", "باغ ملی"),
        ("«گلستان»", "گلستان"),
        ("Élan", "elan"),
        ("منطقهٔ ۰۵", "منطقه 5"),
    ]:
        assert sort_key(one) == sort_key(other)


@given(st.text(st.characters(exclude_categories=())))
def test_a_key_needs_no_more_than_ascii_letters_and_digits(text):
    assert set(sort_key(text)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")
    assert sort_key(f" {text} ") == sort_key(text)
