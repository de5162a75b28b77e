"""The names that other rooms of the house may use; a change here is a change for all of them."""

from divan import language


def test_the_public_surface_is_exactly_this():
    assert sorted(language.__all__) == [
        "Finding",
        "clean",
        "date_words",
        "duration_words",
        "find_personal",
        "fold",
        "from_jalali",
        "jalali",
        "latin_digits",
        "lemma",
        "mask",
        "moment_words",
        "number",
        "parse_date",
        "persian_digits",
        "query_terms",
        "search_terms",
        "sort_key",
    ]


def test_every_public_name_says_what_it_answers():
    assert [name for name in language.__all__ if not getattr(language, name).__doc__] == []
