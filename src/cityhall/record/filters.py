"""What the address of the record asks for: `?q=&by=&verb=&day=&on=&after=&count=`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from cityhall.acts import telling
from cityhall.acts.refusals import Refusal, Refused
from divan import language

PAGE = 30
MOST_ROWS = 100
LONGEST_QUERY = 100
_LARGEST = 2**53


@dataclass(frozen=True)
class Asked:
    """A part of the record as it was asked for. `number` and `words` are what `q` says."""

    q: str = ""
    number: int | None = None
    words: tuple[str, ...] = ()
    by: str = ""
    verb: str = ""
    day: date | None = None
    on: str = ""
    after: int | None = None
    count: int = PAGE

    @property
    def subject(self) -> tuple[str, int] | None:
        kind, _colon, number = self.on.rpartition(":")
        return (kind, int(number)) if kind else None

    @property
    def narrow(self) -> bool:
        """Whether anything is left out."""
        return bool(self.q or self.by or self.verb or self.day or self.on)

    def query(self, **changes: str) -> dict[str, str]:
        """The parameters of this address with some changed; empty ones left out."""
        asked = {
            "q": self.q,
            "by": self.by,
            "verb": self.verb,
            "day": self.day.isoformat() if self.day else "",
            "on": self.on,
            "count": str(self.count) if self.count != PAGE else "",
            **changes,
        }
        return {name: value for name, value in asked.items() if value}


def read(given: Mapping[str, str], tongue: str, calendar: str) -> Asked:
    """What these parameters name. Raises `Refused` (400) with the one that names nothing.

    A day is written as YYYY-MM-DD, or in the reader's own calendar with slashes: 1405/9/4.
    """
    q, by = given.get("q", "").strip(), given.get("by", "").strip()
    verb, on = given.get("verb", "").strip(), given.get("on", "").strip()
    if len(q) > LONGEST_QUERY:
        raise Refused(Refusal("long", _("Search for at most 100 letters."), "q", 400))
    if len(by) > LONGEST_QUERY or (by and not by.isascii()):
        raise _unknown("by", _("There is no office “%s”."), by)
    if verb and verb not in telling.VERBS:
        raise _unknown("verb", _("There is no kind of act “%s”."), verb)
    digits = language.latin_digits(q).removeprefix("#").strip()
    return Asked(
        q=q,
        number=int(digits) if _is_number(digits) else None,
        words=tuple(language.fold(q).split()) if not _is_number(digits) else (),
        by=by,
        verb=verb,
        day=_day(given.get("day", "").strip(), tongue, calendar),
        on=_subject(on),
        after=_after(given.get("after", "")),
        count=_count(given.get("count", "")),
    )


def _day(text: str, tongue: str, calendar: str) -> date | None:
    if not text:
        return None
    try:
        plain = language.latin_digits(text)
        if len(plain) == 10 and plain[4] == "-" and plain[:4] > "1900":
            return date.fromisoformat(plain)
        return language.parse_date(text, tongue, calendar)  # type: ignore[arg-type]
    except ValueError:
        raise _unknown("day", _("“%s” is not a day. Write it as in 2026-11-25."), text) from None


def _subject(text: str) -> str:
    if not text:
        return ""
    kind, _colon, number = text.rpartition(":")
    if kind in telling.SUBJECTS and _is_number(number):
        return text
    raise _unknown("on", _("“%s” is nothing that acts are about."), text)


def _after(text: str) -> int | None:
    if not text:
        return None
    if _is_number(text):
        return int(text)
    message = _("“%s” is not the beginning of a page. Start from the newest.")
    raise _unknown("after", message, text)


def _count(text: str) -> int:
    if not text:
        return PAGE
    if _is_number(text) and 1 <= int(text) <= MOST_ROWS:
        return int(text)
    raise _unknown("count", _("“%s” is not a number from 1 to 100."), text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 15 and int(text) < _LARGEST


def _unknown(field: str, message: str, value: str) -> Refused:
    return Refused(Refusal("unknown", message % value[:60], field, 400))
