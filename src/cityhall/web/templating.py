"""The one template engine: Jinja2, strict about names, with the city's dates and numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.forms.renderers import Jinja2
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone, translation
from jinja2 import Environment, StrictUndefined, pass_context, select_autoescape
from jinja2.runtime import Context
from whitenoise.storage import CompressedManifestStaticFilesStorage

from divan import language


class FormRenderer(Jinja2):
    """Forms of libraries (sign-in) are drawn with Jinja2 as well."""


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names and packed files once they are collected; plain names before."""

    def stored_name(self, name: str) -> str:
        return self.hashed_files.get(self.hash_key(self.clean_name(name)), name)


def environment(**options: Any) -> Environment:
    options["undefined"] = StrictUndefined
    options["trim_blocks"] = options["lstrip_blocks"] = True
    options["autoescape"] = select_autoescape(disabled_extensions=("txt",), default=True)
    made = Environment(**options)  # noqa: S701 - all but mails (.txt) is escaped
    made.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext, translation.ngettext, newstyle=True, pgettext=translation.pgettext
    )
    made.globals.update(static=lru_cache(static), url=url, tiles=settings.TILES)
    made.filters.update(
        name=name,
        number=number,
        digits=digits,
        day=day,
        moment=moment,
        span=span,
        iso=iso,
    )
    return made


def page_context(request: HttpRequest) -> dict[str, Any]:
    """What every page may use beside its own."""
    return {
        "preferences": request.preferences,
        "language": request.language,
        "direction": "rtl" if request.language in ("fa", "ar") else "ltr",
        "now": timezone.now(),
        "messages": lambda: _messages(request),
        "actor": request.actor,
    }


def _messages(request: HttpRequest) -> list[Any]:
    """Notices that wait for this page; looking for them where there are none costs a cookie."""
    storage = get_messages(request)
    waiting = storage.cookie_name in request.COOKIES or storage.added_new
    return list(storage) if waiting else []


@lru_cache(maxsize=2048)
def url(name_: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page by its name, worked out once."""
    return reverse(name_, args=args or None, kwargs=kwargs or None)


def _filter(function: Callable[..., str]) -> Callable[..., str]:
    return pass_context(function)


@_filter
def name(context: Context, names: dict[str, str]) -> str:
    """A name out of {"fa": …, "en": …}, in the reader's language."""
    wanted: str = context["language"]
    return names.get(wanted) or names.get("fa") or next(iter(names.values()), "")


@_filter
def number(context: Context, value: int | float) -> str:
    """A number with its separators, in the reader's digits."""
    exact = Fraction(round(value * 10), 10) if isinstance(value, float) else value
    wish = context["preferences"].effective_digits
    return language.number(exact, context["language"], digits=wish, places=1)


@_filter
def digits(context: Context, text: object) -> str:
    """Any text with its digits as the reader wants them (not for codes and phone numbers)."""
    return _in_digits(context, str(text))


def _in_digits(context: Context, text: str) -> str:
    fa = context["preferences"].effective_digits == "fa"
    return language.persian_digits(text) if fa else language.latin_digits(text)


@_filter
def day(context: Context, value: date | datetime, weekday: bool = True, year: bool = True) -> str:
    """«دوشنبه ۲ آذر ۱۴۰۵», in the city's own zone."""
    if isinstance(value, datetime):
        value = value.astimezone(context["city"].timezone).date()
    wish = context["preferences"]
    return language.date_words(
        value,
        context["language"],
        calendar=wish.effective_calendar,
        digits=wish.effective_digits,
        weekday=weekday,
        year=year,
    )


@_filter
def moment(context: Context, value: datetime) -> str:
    """«امروز ۱۰:۴۲», «دیروز», «۳۱ آبان، ۱۸:۲۰»."""
    wish = context["preferences"]
    return language.moment_words(
        value,
        context["now"],
        context["language"],
        calendar=wish.effective_calendar,
        digits=wish.effective_digits,
        zone=context["city"].timezone,
    )


@_filter
def span(context: Context, value: timedelta) -> str:
    """«۵ ساعت», «۳ روز»."""
    return _in_digits(context, language.duration_words(value, context["language"]))


def iso(value: datetime | date) -> str:
    """For the `datetime` attribute of `<time>`."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()
