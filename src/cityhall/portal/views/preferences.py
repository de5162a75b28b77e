"""How pages look: language, calendar, digits, theme, data-saver."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.web import preferences


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """The five choices on one page; what is not among them is refused by name."""
    if request.method != "POST":
        return render(request, "portal/preferences.html", _choices())
    given = {name: request.POST.get(name, "") for name in preferences.CHOICES}
    wrong = [name for name, value in given.items() if value not in preferences.CHOICES[name]]
    if wrong:
        error = _("Choose one of the answers in the list: %(field)s.") % {"field": wrong[0]}
        return render(
            request, "portal/preferences.html", {**_choices(), "error": error}, status=422
        )
    response = redirect("preferences")
    preferences.write(response, preferences.Preferences(**given))
    return response


@require_safe
def language(request: HttpRequest, code: str) -> HttpResponse:
    """Switch the language and go back to the page the reader came from."""
    if code not in preferences.CHOICES["language"]:
        raise Http404
    response = HttpResponseRedirect(_came_from(request))
    preferences.write(response, replace(request.preferences, language=code))
    return response


def _came_from(request: HttpRequest) -> str:
    """The path of the page before, on this site only."""
    address = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(address, {request.get_host()}):
        return reverse("home")
    parts = urlsplit(address)
    path = "/" + parts.path.lstrip("/")  # never //elsewhere
    return f"{path}?{parts.query}" if parts.query else path


def _choices() -> dict[str, object]:
    return {
        "error": "",
        "questions": [
            ("language", _("Language"), [("fa", "فارسی"), ("en", "English")]),
            (
                "calendar",
                _("Calendar"),
                [
                    ("", _("as the language has it")),
                    ("jalali", _("Jalali")),
                    ("gregorian", _("Gregorian")),
                ],
            ),
            (
                "digits",
                _("Digits"),
                [("", _("as the language has it")), ("fa", "۱۲۳"), ("latin", "123")],
            ),
            (
                "theme",
                _("Light or dark"),
                [("", _("as my device")), ("light", _("light")), ("dark", _("dark"))],
            ),
            (
                "saver",
                _("Data-saver"),
                [
                    ("", _("off")),
                    ("on", _("on: no photos and no font are loaded until you ask for them")),
                ],
            ),
        ],
    }
