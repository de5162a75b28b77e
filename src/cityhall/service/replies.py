"""Words kept ready for replies: places such as {kind} are filled in for one report's reader.

Nothing secret can be filled in. A reply is public, so there is no place for a tracking code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service.models import ReplyTemplate, Request, Status
from divan import language
from divan.language import date_words, persian_digits

PLACES = {  # the name of each place, and what it becomes
    "number": gettext_lazy("the number of the report"),
    "kind": gettext_lazy("the kind of report"),
    "place": gettext_lazy("the place, as everyone may see it"),
    "due": gettext_lazy("the day until which it is to be done"),
    "unit": gettext_lazy("the unit in charge"),
}
_IN_PERSIAN = {"شماره": "number", "موضوع": "kind", "جا": "place", "مهلت": "due", "واحد": "unit"}
_PLACE = re.compile(r"\{\s*([^{}\n]{0,40}?)\s*\}")


@dataclass(frozen=True)
class Ready:
    """A template filled in for a report: `text` is in `language`, its reader's if it has that."""

    id: int
    use: str
    outcome: str
    name: str
    text: str
    language: str
    foreign: bool  # it has no words in the reader's language


def unknown_places(text: str) -> list[str]:
    """What stands in braces and is no place that can be filled in."""
    found = (match.group(1) for match in _PLACE.finditer(text))
    return [name for name in found if _IN_PERSIAN.get(name, name) not in PLACES]


def ready(template: ReplyTemplate, request: Request, at: datetime) -> Ready:
    """A template as the reporter will read it: in their language, calendar and digits.

    A day that has passed, or that moves because the clock stands still, is not promised.
    """
    wanted = request.language if request.language in template.text else ""
    chosen = wanted or next(iter(template.text), request.language)
    return Ready(
        id=template.pk,
        use=template.use,
        outcome=template.outcome,
        name=name_in(template.name),
        text=fill(template.text.get(chosen, ""), facts(request, chosen, at)),
        language=chosen,
        foreign=not wanted,
    )


def fill(text: str, known: Mapping[str, str]) -> str:
    """The text with its places filled in; what is no place stays as it stands."""

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        return known.get(_IN_PERSIAN.get(name, name), match.group())

    return _PLACE.sub(put, text)


def facts(request: Request, code: str, at: datetime) -> dict[str, str]:
    """What can be said of a report to everyone, in words of this language."""
    with translation.override(code):
        area = name_in(request.area.name) if request.area else ""
        return {
            "number": _digits(request.pk, code),
            "kind": name_in(request.service.name),
            "place": request.public_address or area or _("the place you named"),
            "due": _due(request, code, at),
            "unit": name_in(request.unit.name),
        }


def as_read(text: str, request: Request) -> str:
    """A reply as everyone will read it: personal data masked."""
    return language.mask(language.clean(text).strip(), request.language)


def _due(request: Request, code: str, at: datetime) -> str:
    standing = request.status in (Status.WAITING, Status.PAUSED)
    if request.due_at is None or request.due_at <= at or standing:
        return _("a day that we will tell you")
    return date_words(request.due_at.astimezone(city().timezone).date(), code)


def _digits(number: int, code: str) -> str:
    return persian_digits(str(number)) if code == "fa" else str(number)
