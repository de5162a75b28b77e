"""Acts in words for the public record: each counter registers how its own acts read.

Only what a leaf says in words is told here, never what it seals, so a sentence may be read by
everyone. What was sealed is shown by the counter itself, to whoever may see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cityhall.acts.models import Act

Text = str | Promise  # a text, or one that waits for its reader's language
Names = Mapping[str, str]


@dataclass(frozen=True)
class Told:
    """An act as everyone may read it: a sentence, and what it is about."""

    text: str
    subject: str = ""
    href: str = ""
    tone: str = ""


# A teller is given all acts of its counter on a page at once (so that it asks a fixed number of
# queries), the reader as an Actor, and the reader's Wording; it answers in the same order.
Teller = Callable[[Sequence[Act], Any, Any], Sequence[Told]]
Offices = Callable[[], Mapping[str, Names]]

TELLERS: dict[str, Teller] = {}
VERBS: dict[str, Text] = {}
SUBJECTS: dict[str, Text] = {}
_OFFICES: list[Offices] = []
_SEATS: list[Offices] = []


def tells(counter: str, verbs: Mapping[str, Text], subjects: Mapping[str, Text]) -> Callable:
    """Make a function the teller of a counter: of all verbs that begin with its name.

    `verbs` are the kinds of act in a word or two, `subjects` what they may be about.
    """

    def register(teller: Teller) -> Teller:
        if counter in TELLERS:
            raise RuntimeError(f"{counter}: this counter has a teller already")
        TELLERS[counter] = teller
        VERBS.update({f"{counter}.{verb}": text for verb, text in verbs.items()})
        SUBJECTS.update(subjects)
        return teller

    return register


def names_offices(offices: Offices) -> Offices:
    """Let a function say what posts are called: {code: {"fa": …, "en": …}}."""
    _OFFICES.append(offices)
    return offices


def names_seats(seats: Offices) -> Offices:
    """Let a function say how whoever sits in a body is called: {body: {"fa": …, "en": …}}."""
    _SEATS.append(seats)
    return seats


def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    """Every act in words, in order; a fixed number of queries for each counter."""
    found: dict[int, Told] = {}
    by_counter: dict[str, list[Act]] = {}
    for act in acts:
        by_counter.setdefault(act.verb.partition(".")[0], []).append(act)
    for counter, some in by_counter.items():
        teller = TELLERS.get(counter)
        told = teller(some, actor, words) if teller else [_unknown(act, words) for act in some]
        found.update({act.position: one for act, one in zip(some, told, strict=True)})
    return [found[act.position] for act in acts]


def office(by: str, words: Any) -> str:
    """Who acted, as the record names them: a post or a seat, and never who held it."""
    kind, _colon, code = by.partition(":")
    if kind == "post":
        for offices in _OFFICES:
            if label := offices().get(code):
                return words.name(label)
        return _("A post that is no more (%s)") % code
    if kind == "seat":
        for seats in _SEATS:
            if label := seats().get(code):
                return words.name(label)
        return _("A seat of a body that is no more (%s)") % code
    return {
        "resident": _("A resident"),
        "partner": _("A partner system (%s)") % code,
        "import": _("An import"),
        "body": _("A body outside the city"),
    }.get(kind, _("The system"))


def offices() -> dict[str, Names]:
    """The labels of all posts by `post:<code>` and seats by `seat:<body>`, to choose from."""
    posts = {f"post:{code}": label for one in _OFFICES for code, label in one().items()}
    return posts | {f"seat:{code}": label for one in _SEATS for code, label in one().items()}


def verb_name(verb: str) -> str:
    """A kind of act in a word or two; the verb itself where no counter knows it."""
    return str(VERBS.get(verb, verb))


def verbs_named(words: Iterable[str], folded: Callable[[str], str]) -> list[str]:
    """The kinds of act whose names hold all these folded words."""
    wanted = list(words)
    return [verb for verb, text in VERBS.items() if all(w in folded(str(text)) for w in wanted)]


def plainly(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    """A teller for acts of which office and kind say enough."""
    return [_unknown(act, words) for act in acts]


def _unknown(act: Act, words: Any) -> Told:
    facts = {"office": office(act.by, words), "verb": verb_name(act.verb)}
    return Told(_("%(office)s: %(verb)s.") % facts)
