"""The page on which a reader chooses: what is asked, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts import wishes
from cityhall.acts.mail import EVERYTHING, TOPICS
from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.wishes import Pace, Ticket, Wishes
from cityhall.web.preferences import CHOICES

LOOK = ("language", "calendar", "digits")


@dataclass(frozen=True)
class Question:
    """One question: the name of its field, its words, the answers, and the present one."""

    name: str
    label: str
    answers: tuple[tuple[str, str], ...]
    chosen: str


def topics(known: Wishes, *, staff: bool) -> list[Question]:
    """When news of each topic should come. What only officers get is asked of officers."""
    paces = (
        (Pace.AT_ONCE, _("at once")),
        (Pace.DAILY, _("once a day, in the morning")),
        (Pace.WEEKLY, _("once a week")),
        (Pace.NEVER, _("never")),
    )
    return [
        Question(f"topic-{one.code}", one.label(), paces, known.topics.get(one.code, "at_once"))
        for one in TOPICS.values()
        if staff or not one.staff or one.code in known.topics
    ]


def look(known: Wishes) -> list[Question]:
    """How letters read: language, calendar, digits."""
    as_it_comes = ("", _("as in the report"))
    by_language = ("", _("as the language has it"))
    return [
        Question(
            "language",
            _("Language"),
            (as_it_comes, ("fa", "فارسی"), ("en", "English")),
            known.language,
        ),
        Question(
            "calendar",
            _("Calendar"),
            (by_language, ("jalali", _("Jalali")), ("gregorian", _("Gregorian"))),
            known.calendar,
        ),
        Question(
            "digits", _("Digits"), (by_language, ("fa", "۱۲۳"), ("latin", "123")), known.digits
        ),
    ]


def take(ticket: Ticket, given: Mapping[str, str], *, at: datetime) -> None:
    """Write down the answers of the page. Raises `Refused` for one that is not in the list."""
    chosen = {EVERYTHING: Pace.NEVER if given.get("nothing") else Pace.AT_ONCE}
    for code in TOPICS:
        if (pace := given.get(f"topic-{code}")) is not None:
            if pace not in Pace.values:
                raise _unknown(f"topic-{code}", pace)
            chosen[code] = Pace(pace)
    seen = {}
    for name in LOOK:
        value = given.get(name, "")
        if value and value not in CHOICES[name]:
            raise _unknown(name, value)
        seen[name] = value
    things = {}
    if ticket.about:
        things[ticket.about] = Pace.NEVER if given.get("not-this") else Pace.AT_ONCE
    wishes.choose(ticket.key, at=at, topics=chosen, things=things, look=seen)


def _unknown(name: str, value: str) -> Refused:
    message = _("Choose one of the answers in the list, not “%(value)s”.")
    return Refused(Refusal("unknown", message % {"value": value[:40]}, name, 422))
