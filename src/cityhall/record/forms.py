"""What is typed about the record in the city office."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.people.forms import NAMED, OfficeForm

GROUNDS = (
    ("personal_data", _("It holds somebody’s personal data")),
    ("court_order", _("A court ordered it")),
    ("danger", _("It puts somebody in danger")),
)


class WithholdForm(OfficeForm):
    ground = forms.ChoiceField(
        label=_("On which ground?"),
        help_text=_("This is said in public."),
        choices=GROUNDS,
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Why, in a few words"),
        help_text=_("This is sealed: only the city keeps it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class WitnessForm(OfficeForm):
    name_fa = forms.CharField(label=NAMED["fa"], required=False, max_length=120)
    name_en = forms.CharField(label=NAMED["en"], required=False, max_length=120)
    key = forms.CharField(
        label=_("Key of the witness"),
        help_text=_("It gives you this line: a name, eight letters and digits, and the key."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocapitalize": "none"}),
    )
    url = forms.CharField(
        label=_("Where it answers"),
        help_text=_("Such as https://witness.newspaper.example/"),
        max_length=500,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "url"}),
    )
