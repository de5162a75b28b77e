"""The same news in one short message: 70 letters in Persian, with the longest numbers there are."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, texts
from cityhall.service import queries
from cityhall.service.mails import About

_TEXTS: dict[str, Callable[[], str]] = {
    "service.received": lambda: _("Report %(number)s arrived. Tracking code: %(code)s"),
    "service.asked": lambda: _("A question on report %(number)s. Answer it with your code."),
    "service.replied": lambda: _("News of report %(number)s. Read it with your code."),
    "service.paused": lambda: _("Report %(number)s is paused. Read why with your code."),
    "service.closed": lambda: _("Report %(number)s closed: %(outcome)s"),
    "service.reopened": lambda: _("Report %(number)s is open again."),
    "service.changed_kind": lambda: _("Report %(number)s has another kind. Why: with your code."),
    "service.split": lambda: _("Report %(number)s became two. The second: %(part)s, %(part_code)s"),
    "service.merged": lambda: _("Report %(number)s joined report %(into)s."),
}


def _register(kind: str, words: Callable[[], str]) -> None:
    @texts(kind)
    def write(context: Context, language: str) -> str | None:
        request = queries.mailed(context["request"])
        if request is None:
            return None
        about = About(request, context, language)
        return words() % {**about.facts, "code": about.code}


for _kind, _words in _TEXTS.items():
    _register(_kind, _words)
