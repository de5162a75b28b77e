"""What is typed about a charter in the city office: its text, and who sits where."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.decisions.drafts import LONGEST
from cityhall.people.forms import OfficeForm


class CharterForm(OfficeForm):
    """The whole text; beside it what the matter needs that proposes it."""

    text = forms.CharField(
        label=_("The charter's text"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 30,
                "dir": "ltr",
                "spellcheck": "false",
                "autocapitalize": "none",
                "wrap": "off",
            }
        ),
    )
    title = forms.CharField(
        label=_("What does it change, in one line?"), max_length=160, required=False
    )
    reasons = forms.CharField(
        label=_("Why?"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if bodies:
            self.fields["as_body"] = forms.ChoiceField(
                label=_("In whose name?"),
                required=False,
                choices=[("", _("As a person")), *bodies],
            )

    def written_text(self) -> str:
        """The text as it stands in the form, typed or to begin with; at most the longest."""
        said = self.data.get("text", "") if self.is_bound else self.initial.get("text", "")
        return str(said)[:LONGEST]


class SeatForm(OfficeForm):
    """Who takes a seat: a person by e-mail or a post; from when, until when."""

    post = forms.ChoiceField(
        label=_("The holder of a post"),
        required=False,
        help_text=_("Whoever holds it later sits here then."),
    )
    email = forms.CharField(
        label=_("Or a person, by e-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    since = forms.CharField(label=_("From which day?"), required=False, max_length=40)
    until = forms.CharField(
        label=_("First day without the seat"),
        required=False,
        max_length=40,
        help_text=_("Left empty, it ends with the term, or when somebody ends it."),
    )

    def __init__(
        self,
        *args: Any,
        posts: list[tuple[str, str]],
        sectors: list[tuple[str, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = [("", _("no post")), *posts]
        self.fields["since"].initial = self.written(today)
        if sectors:
            self.fields["sector"] = forms.ChoiceField(label=_("For which sector?"), choices=sectors)


class LeaveForm(OfficeForm):
    until = forms.CharField(
        label=_("First day without the seat"),
        help_text=_("Today ends it at once."),
        required=False,
        max_length=40,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].initial = self.written(today)
