"""What is typed about other systems in the city office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.acts.telling import verb_name
from cityhall.partners.events import EVENTS
from cityhall.partners.models import Scope
from cityhall.people.forms import Named, OfficeForm, code_field
from divan import language

SCOPES = {
    Scope.REPORT: _("Send reports"),
    Scope.UPDATE: _("Say more about the reports that it sent"),
    Scope.READ: _("Read with a limit of its own; what everyone reads, and nothing else"),
}
_LATIN = {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}


class KeyForm(OfficeForm):
    name = forms.CharField(
        label=_("Whose key is it?"),
        help_text=_("The system, and who runs it. Only officers read this."),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )
    contact = forms.EmailField(
        label=_("E-mail of whoever runs it"),
        required=False,
        widget=forms.EmailInput(attrs=_LATIN),
        error_messages={"invalid": _("Write a whole e-mail address, such as mina@example.org.")},
    )
    scopes = forms.MultipleChoiceField(
        label=_("What is it for?"),
        choices=list(SCOPES.items()),
        widget=forms.CheckboxSelectMultiple,
        initial=[Scope.REPORT, Scope.UPDATE],
        error_messages={"required": _("Choose what the key is for.")},
    )
    per_minute = forms.CharField(label=_("Calls a minute, at most"), initial="60", max_length=8)
    by_token = forms.BooleanField(
        label=_("Answer a report with a token first"),
        help_text=_("For systems that expect their numbers later and ask for them."),
        required=False,
    )
    code = code_field(_("It signs in the public record. Left empty, one is made."))

    def clean_per_minute(self) -> int:
        text = language.latin_digits(self.cleaned_data["per_minute"]).strip()
        if not (text.isascii() and text.isdecimal() and 1 <= int(text) <= 6000):
            raise forms.ValidationError(_("Choose a number between 1 and 6,000."))
        return int(text)


class UpstreamForm(Named):
    endpoint = forms.CharField(
        label=_("Address of its Open311"),
        help_text=_("As its discovery says it, such as https://city.example/open311/v2/."),
        max_length=300,
        widget=forms.TextInput(attrs={**_LATIN, "inputmode": "url"}),
        error_messages={
            "required": _("Write the whole address, such as https://city.example/open311/v2/.")
        },
    )
    jurisdiction = forms.CharField(
        label=_("Its jurisdiction_id"),
        help_text=_("Only if it serves several cities."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_LATIN),
    )
    key = forms.CharField(
        label=_("Our key there"),
        help_text=_("It is kept sealed and never shown again. Left empty, it stays as it is."),
        required=False,
        max_length=300,
        widget=forms.PasswordInput(attrs={**_LATIN, "autocomplete": "off"}),
    )
    repeats_safely = forms.BooleanField(
        label=_("It knows a repeated report by its Idempotency-Key"),
        help_text=_(
            "Divan does. Otherwise, after a lost answer, we look for the report over there "
            "before anything is sent again."
        ),
        required=False,
    )
    body = forms.ChoiceField(
        label=_("Whose system is it?"),
        help_text=_("What the city hands to this body then goes there by itself."),
        required=False,
    )
    other_code = forms.CharField(
        label=_("Their code for all other kinds"),
        help_text=_("For reports handed over or sent by hand whose kind has no code of its own."),
        required=False,
        max_length=120,
        widget=forms.TextInput(attrs=_LATIN),
    )

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", _("of no body that gets reports")), *bodies]


class RouteForm(OfficeForm):
    service = forms.ChoiceField(label=_("Kind of report"))
    area = forms.ChoiceField(label=_("Area"), required=False)
    remote_code = forms.CharField(
        label=_("Its code over there"),
        max_length=120,
        widget=forms.TextInput(attrs=_LATIN),
        error_messages={
            "required": _("Write the code by which they know this kind, of at most 120 letters.")
        },
    )

    def __init__(
        self,
        *args: Any,
        kinds: list[tuple[str, str]],
        areas: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["service"].choices = kinds
        self.fields["area"].choices = [("", _("everywhere")), *areas]


class WebhookForm(OfficeForm):
    name = forms.CharField(
        label=_("Whose is it?"),
        max_length=120,
        error_messages={"required": _("Give it a name.")},
    )
    url = forms.CharField(
        label=_("Address that is told"),
        max_length=500,
        widget=forms.TextInput(attrs={**_LATIN, "inputmode": "url"}),
        error_messages={
            "required": _("Write the whole address, such as https://example.org/divan.")
        },
    )
    verbs = forms.MultipleChoiceField(
        label=_("Of which acts?"),
        help_text=_("Without a choice, of every public act."),
        required=False,
        choices=lambda: [(verb, verb_name(verb)) for verb in EVENTS],
        widget=forms.CheckboxSelectMultiple,
    )
