"""How a reader wants pages: language, calendar, digits, theme, data-saver; kept in one cookie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "preferences"
CHOICES: dict[str, tuple[str, ...]] = {
    "language": tuple(code for code, _ in settings.LANGUAGES),
    "calendar": ("", "jalali", "gregorian"),
    "digits": ("", "fa", "latin"),
    "theme": ("", "light", "dark"),
    "saver": ("", "on"),
}


@dataclass(frozen=True)
class Preferences:
    """Empty means: as the language has it (Jalali and Persian digits in Persian)."""

    language: str = "fa"
    calendar: str = ""
    digits: str = ""
    theme: str = ""
    saver: str = ""

    @property
    def effective_calendar(self) -> str:
        return self.calendar or ("jalali" if self.language == "fa" else "gregorian")

    @property
    def effective_digits(self) -> str:
        return self.digits or ("fa" if self.language == "fa" else "latin")


def read(request: HttpRequest) -> Preferences:
    """The reader's preferences: the cookie's, else the browser's wish, else Persian."""
    chosen = only_known(dict(parse_qsl(request.COOKIES.get(COOKIE, "")[:200])))
    chosen.setdefault("language", _wished(request.headers.get("Accept-Language", "")))
    return Preferences(**chosen)


def page_language() -> str:
    """The language in which a page or a letter is being written; Persian where none is."""
    return (get_language() or "fa").split("-")[0]


def only_known(given: Mapping[str, str]) -> dict[str, str]:
    """Of what was given, the names and values that exist."""
    return {name: given[name] for name, known in CHOICES.items() if given.get(name) in known}


def write(response: HttpResponse, preferences: Preferences) -> None:
    response.set_cookie(
        COOKIE,
        urlencode({name: value for name, value in asdict(preferences).items() if value}),
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.HTTPS,
        httponly=True,
    )


def _wished(header: str) -> str:
    for code, _quality in parse_accept_lang_header(header[:200]):
        if code.split("-")[0] in CHOICES["language"]:
            return code.split("-")[0]
    return settings.LANGUAGE_CODE
