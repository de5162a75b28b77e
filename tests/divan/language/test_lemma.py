"""Search: singular and plural, joined and apart, find each other."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divan.language import fold, lemma, query_terms, search_terms

# The dictionaries are read at the first look-up, which is no fault of the text.
unhurried = settings(deadline=None)
WORDS = """
    چراغ چراغ‌های چراغها کوچه‌هایمان درختان می روند نمی‌سوزد ها های خراب آب ۱۲ مدارس شده است شان
    street lights Broken الشوارع بچه‌ها بچه ها می نمی باغ‌ها _ - ، M7-4KD
"""
SENTENCES = st.lists(st.sampled_from(WORDS.split())).map(" ".join)
TEXTS = SENTENCES | st.text() | st.text(st.sampled_from("آابهایمنتشروند \u200c12aS'_-"))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("درختان", "درخت"),
        ("مدارس", "مدرسه"),
        ("شهروندان", "شهروند"),
        ("رفتند", "رفت"),
        ("خیابان‌ها", "خیابان"),
        ("خیابانها", "خیابان"),
        ("خیابان ها", "خیابان"),
        ("خیابانهای", "خیابان"),
        ("کتاب‌هایشان", "کتاب"),
        ("آشغال‌ها", "اشغال"),
        ("اشغالها", "اشغال"),
        ("جداول", "جدول"),
        ("می‌سوزد", "سوخت"),
        ("نمی سوزد", "سوخت"),
        ("شده‌اند", "شد"),
        ("می‌رفتند", "رفت"),
        ("انتها", "انتها"),
        ("زباله تر", "زباله تر"),
        ("نسترن", "نسترن"),
        ("potholes", "pothole"),
        ("Broken", "break"),
        ("الشوارع", "شارع"),
        ("12th", "12th"),
        ("", ""),
    ],
)
def test_a_word_has_its_dictionary_form(word, expected):
    assert lemma(word) == expected


def test_persian_is_asked_before_arabic():
    assert lemma("زباله") == "زباله"
    assert lemma("زباله", ("ar", "fa")) != "زباله"


def test_only_the_languages_asked_for_answer():
    assert lemma("درختان streets", ("en",)) == "درختان street"
    assert lemma("درختان streets", ("fa",)) == "درخت streets"
    with pytest.raises(ValueError, match="xx"):
        lemma("streets", ("xx",))


def is_found_by_sqlite(query: str, document: str) -> bool:
    with closing(sqlite3.connect(":memory:")) as database:
        database.execute("CREATE VIRTUAL TABLE pages USING fts5(terms)")
        database.execute("INSERT INTO pages VALUES (?)", [document])
        found = database.execute("SELECT 1 FROM pages WHERE pages MATCH ?", [query])
        return found.fetchone() is not None


# Plurals and inflected forms in the texts, singular in the queries; folding alone finds few.
REPORTS = {
    "درختان خیابان‌های اطراف خشک شده‌اند": ["درخت خیابان", "خشک"],
    "مدارس محله سرویس ندارند": ["مدرسه", "محله"],
    "شکایات شهروندان بی‌پاسخ ماند": ["شکایت", "شهروند"],
    "چراغ‌های کوچه‌ها نمی‌سوزند": ["چراغ کوچه"],
    "سگهای ولگرد به بچه ها حمله کردند": ["سگ", "بچه"],
    "معابر پر از زباله‌های ساختمانی است": ["معبر", "زباله ساختمانی"],
    "Street lights have been broken for weeks": ["street light", "break", "week"],
}


@pytest.mark.parametrize(
    ("report", "query"), [(report, q) for report, queries in REPORTS.items() for q in queries]
)
def test_a_query_in_the_singular_finds_the_plural(report, query):
    assert set(query_terms(query)) <= set(search_terms(report).split())


def test_folding_alone_would_find_fewer():
    queries = [(report, query) for report, queries in REPORTS.items() for query in queries]
    found = [set(fold(query).split()) <= set(fold(report).split()) for report, query in queries]
    assert sum(found) < len(queries) / 2


@unhurried
@given(TEXTS)
def test_a_text_is_found_by_itself_and_by_each_of_its_words(text):
    terms = set(search_terms(text).split())
    assert set(query_terms(text[:1000], limit=1000)) <= terms
    for word in fold(text).split():
        assert set(query_terms(word, limit=1000)) <= terms


@unhurried
@given(TEXTS)
def test_how_a_word_was_typed_does_not_matter(text):
    assert lemma(fold(text)) == lemma(text)


@unhurried
@given(TEXTS | SENTENCES.map("OR ".join) | st.text(st.sampled_from('aA"*:^(){}+- NEAR/3')))
def test_a_query_holds_no_operator_of_a_full_text_language(text):
    terms = query_terms(text)
    assert len(terms) <= 8
    assert all(term.isalnum() and term == fold(term) for term in terms)
    assert not terms or is_found_by_sqlite(" ".join(terms), search_terms(text))


def test_a_query_is_bounded():
    assert query_terms("چراغ کوچه " * 10_000) == ("چراغ", "کوچه")
    assert len(query_terms(" ".join(map(str, range(10_000))), limit=3)) == 3


def test_a_monstrous_word_passes_through():
    assert lemma("ها" * 50_000) == "ها" * 50_000
    assert lemma("a" * 50_000) == "a" * 50_000
