"""Which kinds of report a sentence may be about, by the keywords that each kind carries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cityhall.service.models import Service
from divan import language

MOST = 5
NAME_WEIGHT = 0.5  # a word of a kind's name, against one of its keywords


@dataclass(frozen=True)
class Suggestion:
    """A kind that fits, with the keywords that were found in the text."""

    service: Service
    words: tuple[str, ...]
    score: float


def suggested(text: str, services: Sequence[Service], most: int = MOST) -> list[Suggestion]:
    """The kinds that a text may be about, best first.

    A keyword counts when all its words are in the text, whatever their endings. It counts more
    the more words it has, and less the more kinds share it.
    """
    said = _terms(text)
    if not said:
        return []
    keywords = {service.pk: _keywords(service) for service in services}
    sharing = Counter(terms for known in keywords.values() for terms in set(known.values()))
    found = []
    for service in services:
        hits = {word: terms for word, terms in keywords[service.pk].items() if terms <= said}
        # One keyword may be spelled in several ways; the same terms count once.
        score = sum(len(terms) ** 2 / sharing[terms] for terms in set(hits.values()))
        named = said & _terms(" ".join(service.name.values()))
        score += NAME_WEIGHT * sum(1 for term in named if len(term) > 2)
        if score:
            found.append(Suggestion(service, tuple(hits), score))
    best = max((one.score for one in found), default=0.0)
    likely = [one for one in found if one.score >= best / 8]
    return sorted(likely, key=lambda one: -one.score)[:most]


def dangers(suggestions: Sequence[Suggestion]) -> list[Service]:
    """Those of the kinds, best first, for which one should phone first: likely ones only."""
    enough = suggestions[0].score / 3 if suggestions else 0.0
    return [one.service for one in suggestions if one.service.danger and one.score >= enough]


def _keywords(service: Service) -> dict[str, frozenset[str]]:
    """The terms of each keyword, by the keyword."""
    listed = [word for words in service.keywords.values() for word in words]
    return {word: terms for word in listed if (terms := _terms(word))}


def _terms(text: str) -> frozenset[str]:
    """Lemmas of the beginning of a text; short words such as «از» say nothing."""
    return frozenset(term for term in language.query_terms(text, limit=80) if len(term) > 1)
