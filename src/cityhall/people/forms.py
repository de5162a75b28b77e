"""What is typed in the city office, in the shape that its acts take.

Forms read; the acts judge. A refusal of an act stands at the field that it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cityhall.acts.refusals import Refusal
from cityhall.people.models import Power
from divan import language

POWERS = {
    Power.HANDLE: _("Work on the reports of this unit and of the units under it"),
    Power.FIELD: _("Work in the field on reports handed to them"),
    Power.DISPATCH: _("Hand reports to any unit, and see all of them"),
    Power.ASSIST: _("Write reports down for others, at a desk or by phone"),
    Power.SERVICES: _("Make and change kinds of report"),
    Power.PEOPLE: _("Make units and posts, and appoint people"),
}
NAMED = {"fa": _("Name in Persian"), "en": _("Name in English")}


LAST_JALALI_YEAR = 1700  # in 2321, so that no year of ours is read in the wrong calendar


class OfficeForm(forms.Form):
    """Refusals of an act at their fields; dates as the reader's own calendar has them."""

    def __init__(self, *args: Any, request: HttpRequest | None = None, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, label_suffix="", **kwargs)

    def refuse(self, refusal: Refusal) -> None:
        """Show why an act was refused, at its field where this form has it."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, refusal.message)

    def day(self, name: str) -> date | None:
        """A date as typed in the reader's calendar; its error stands at the field."""
        written = (self.cleaned_data.get(name) or "").strip()
        if not written or self.request is None:
            return None
        try:
            return read_day(written, self.request)
        except ValueError as error:
            self.add_error(name, str(error))
            return None

    @property
    def calendar(self) -> str:
        return self.request.preferences.effective_calendar if self.request else "gregorian"

    def written(self, day: date) -> str:
        """A date as it stands in a field, in the reader's digits."""
        return self.in_digits(day_as_typed(day, self.calendar))

    def in_digits(self, text: str) -> str:
        fa = self.request is not None and self.request.preferences.effective_digits == "fa"
        return language.persian_digits(text) if fa else text


class Named(OfficeForm):
    """A form with a name in each language of the city."""

    def __init__(self, *args: Any, names: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first: dict[str, forms.Field] = {}
        for code, label in settings.LANGUAGES:
            first[f"name_{code}"] = forms.CharField(
                label=NAMED.get(code, label),
                required=False,
                max_length=120,
                initial=(names or {}).get(code, ""),
                widget=forms.TextInput(
                    attrs={"dir": "rtl" if code in ("fa", "ar") else "ltr", "lang": code}
                ),
            )
        self.fields = {**first, **self.fields}

    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"name_{code}"] for code, _label in settings.LANGUAGES}


def code_field(hint: Any) -> forms.CharField:
    return forms.CharField(
        label=_("Short name for addresses"),
        help_text=hint,
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )


class UnitForm(Named):
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Residents see it. You may leave it empty."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr"}),
    )


class NewUnitForm(UnitForm):
    parent = forms.ChoiceField(label=_("Stands under"))
    outside = forms.BooleanField(
        label=_("A body outside the city"),
        help_text=_("Such as the electricity company: it gets reports that are not the city's."),
        required=False,
    )
    code = code_field(_("Small Latin letters, such as lighting. Left empty, one is made."))

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = parents


class PostForm(Named):
    powers = forms.MultipleChoiceField(
        label=_("What may its holder do?"),
        help_text=_("In this unit and in the units under it."),
        choices=list(POWERS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class SuperiorForm(OfficeForm):
    """Which post stands above another."""

    superior = forms.ChoiceField(
        label=_("Whose post is above it?"),
        help_text=_(
            "They are told when work here is late. With none, whoever leads the unit above."
        ),
        required=False,
    )

    def __init__(self, *args: Any, posts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["superior"].choices = [("", _("nobody named")), *posts]


class NewPostForm(PostForm):
    unit = forms.ChoiceField(label=_("In which unit?"))
    code = code_field(
        _("The public record names this post so. No person's name. Left empty, one is made.")
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = units


class AppointForm(OfficeForm):
    email = forms.CharField(
        label=_("E-mail of the person"),
        help_text=_("They sign in with it. An account is made if there is none."),
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr"}),
    )
    name = forms.CharField(
        label=_("Full name"),
        help_text=_("Colleagues see it; it is never public."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    start = forms.CharField(label=_("From which day?"), required=False, max_length=40)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].initial = self.written(today)


class EndForm(OfficeForm):
    end = forms.CharField(
        label=_("First day without the post"),
        help_text=_("Today ends it at once."),
        required=False,
        max_length=40,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["end"].initial = self.written(today)


class OwnForm(OfficeForm):
    """A person's own facts on «صفحهٔ من»."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("It is never public."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_("Only for questions about your reports; it is never public."),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "dir": "ltr", "autocomplete": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language of e-mails"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )


def read_day(written: str, request: HttpRequest) -> date:
    """A date in either calendar: the year tells which. Raises `ValueError` in words."""
    calendar = request.preferences.effective_calendar
    if year := re.search(r"\d{4}", language.latin_digits(written)):
        calendar = "gregorian" if int(year[0]) > LAST_JALALI_YEAR else "jalali"
    return language.parse_date(written[:80], request.language, calendar)


def day_as_typed(day: date, calendar: str) -> str:
    """A date in digits of the reader's calendar, such as 1405/9/2 or 2026-11-23."""
    if calendar == "jalali":
        return "/".join(str(part) for part in language.jalali(day))
    return day.isoformat()
