"""Persian and English text: what search, order, dates, numbers and privacy need of it.

Pure functions on strings, dates and numbers; see docs/language.md.
"""

from divan.language.calendars import from_jalali, jalali, parse_date
from divan.language.dates import date_words, duration_words, moment_words
from divan.language.digits import latin_digits, number, persian_digits
from divan.language.fold import clean, fold
from divan.language.lemma import lemma, query_terms, search_terms
from divan.language.order import sort_key
from divan.language.personal import find_personal, mask
from divan.language.personal_numbers import Finding

__all__ = [
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
