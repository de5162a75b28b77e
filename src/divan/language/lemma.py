"""Search by dictionary form: «درختان» finds «درخت», "broken" finds "break".

Everything happens on folded words, so that habits of spelling (a ZWNJ, a space or nothing before
«ها»; a forgotten madda) lead to the same lemma. The dictionaries are simplemma's, loaded at first
use.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from simplemma.strategies import DefaultDictionaryFactory, DefaultStrategy

from divan.language.fold import fold

_PLURALS = (
    *("هایمان", "هایتان", "هایشان", "هایی", "هایم", "هایت", "هایش", "های"),
    *("هامون", "هاتون", "هاشون", "هام", "هات", "هاش", "ها"),
)
_PLURALS_AND_OWNERS = (*_PLURALS, "مان", "تان", "شان")
# Set apart by a space or ZWNJ these belong to the word before. «تر» does not: «زباله تر».
_ENDINGS = (*_PLURALS_AND_OWNERS, "ای", "ام", "ات", "اش", "اند")

_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(rf"(?:\bن?می )?[^\W_]+(?: (?:{'|'.join(_ENDINGS)})\b){{0,3}}")
_ARABIC_LETTERS = str.maketrans("یک", "يك")
# Longer than any word with its endings: not worth a look-up, and no load for the caches.
_LONGEST = 60
_QUERY_LENGTH = 1000

_LANGUAGES = ("fa", "ar", "en")
_SIMPLEMMA = DefaultStrategy(low_memory=True)


def lemma(text: str, languages: tuple[str, ...] = _LANGUAGES) -> str:
    """Return the lemmas of the words of `text`, folded, in order, with single spaces.

    `languages` (ISO 639-1, as simplemma has them) are asked in order; the first that knows the
    word answers. Persian stands before Arabic: the other way round «زباله» becomes «زبال».

    Raises:
        ValueError: for a language simplemma has no dictionary for.
    """
    return " ".join(_lemmas(fold(text), languages))


def search_terms(text: str) -> str:
    """Return what a full-text column holds for `text`: its folded words, then their other lemmas.

    Each word of `text`, alone or with its neighbours, is found there by its `query_terms`.
    """
    folded = fold(text)
    words = _WORD.findall(folded)
    lemmas = " ".join([*_lemmas(folded, _LANGUAGES), *_looked_up(words, _LANGUAGES)])
    among_words = set(words)
    extra = [term for term in dict.fromkeys(lemmas.split()) if term not in among_words]
    return " ".join([*words, *extra])


def query_terms(text: str, limit: int = 8) -> tuple[str, ...]:
    """Return at most `limit` different terms to look up in a column of `search_terms`.

    Terms hold letters and digits only and are case folded, so none is an operator of a full-text
    query language. Of a very long `text` only the beginning is read.
    """
    terms = " ".join(_lemmas(fold(text[:_QUERY_LENGTH]), _LANGUAGES)).split()
    return tuple(dict.fromkeys(terms))[:limit]


def _lemmas(folded: str, languages: tuple[str, ...]) -> list[str]:
    pattern = _PHRASE if "fa" in languages else _WORD
    return _looked_up(pattern.findall(folded), languages)


def _looked_up(phrases: list[str], languages: tuple[str, ...]) -> list[str]:
    return [_lemma(phrase, languages) if len(phrase) <= _LONGEST else phrase for phrase in phrases]


@lru_cache(maxsize=100_000)
def _lemma(phrase: str, languages: tuple[str, ...]) -> str:
    """Return the lemma of a word with its detached prefix and endings: «می روند», «چراغ های»."""
    word, _, rest = phrase.partition(" ")
    if not rest:
        return _of_word(word, languages)
    if joined := _persian().get(phrase) or _persian().get(phrase.replace(" ", "")):
        return joined
    if word == "نمی":
        return _lemma(phrase[1:], languages)
    if word == "می":
        return f"{word} {_lemma(rest, languages)}"
    return _lemma(word, languages)


def _of_word(word: str, languages: tuple[str, ...]) -> str:
    if word in _ENDINGS or any(map(str.isdecimal, word)):
        return word
    for language in languages:
        if found := _in_persian(word) if language == "fa" else _elsewhere(word, language):
            return found
    return _stem(word, _PLURALS, 3) if "fa" in languages else word


def _in_persian(word: str) -> str | None:
    """Return the Persian lemma of `word`, which may carry an ending: «خیابانهای», «نمیروند»."""
    known = _persian()
    if word.startswith("نمی") and word != "نمی":
        return known.get(word) or known.get(word[1:])
    return known.get(word) or known.get(_stem(word, _PLURALS_AND_OWNERS, 2))


def _stem(word: str, endings: tuple[str, ...], least: int) -> str:
    """Return `word` without the first of `endings` that leaves `least` letters, or as it is."""
    for ending in endings:
        if word.endswith(ending) and len(word) >= len(ending) + least:
            return word.removesuffix(ending)
    return word


def _elsewhere(word: str, language: str) -> str | None:
    """Return the folded lemma of `word` in a language that simplemma handles as it is."""
    if language == "ar":
        word = word.translate(_ARABIC_LETTERS)
    found = _SIMPLEMMA.get_lemma(word, language)
    return found and " ".join(_WORD.findall(fold(found)))


@cache
def _persian() -> dict[str, str]:
    """Return simplemma's Persian dictionary, folded; a ZWNJ in a key is a space.

    Of words that fold alike the one spelled as folded wins, then the first. Two quirks of the
    source are mended: forms of «شدن» are filed under «کرد», and a verb is filed now under its
    infinitive, now under its past stem.
    """
    source = dict(DefaultDictionaryFactory().get_dictionary("fa"))
    known: dict[str, str] = {}
    respelled: dict[str, str] = {}
    for key, word, found in zip(source, _folded(source), _folded(source.values()), strict=True):
        if found == "کرد" and "ک" not in word:
            found = "شد"
        if found.replace(" ", "").isalnum():
            (known if word == key.replace("\u200c", " ") else respelled).setdefault(word, found)
    known = respelled | known
    stems = {found for word, found in known.items() if word.startswith("می ")}
    return {
        word: found[:-1] if found.endswith(("دن", "تن")) and found[:-1] in stems else found
        for word, found in known.items()
    }


def _folded(words: Iterable[str]) -> list[str]:
    """Fold many words in one go, which is ten times faster than one by one."""
    return fold("|".join(words)).split("|")
