"""The form of a matter, made from the fields that the charter gives its kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.decisions.drafts import LONGEST
from cityhall.decisions.naming import by_rule, value_name, word
from cityhall.people.forms import OfficeForm
from cityhall.web.preferences import page_language
from divan import language
from divan.charter.fields import Field
from divan.charter.model import Charter, Matter
from divan.charter.procedures import Choose

PREFIX = "field_"
EXAMPLE = date(2026, 11, 25)  # ۱۴۰۵/۹/۴


class Whole(forms.IntegerField):
    """A whole number as people type it: Persian digits, and marks between thousands."""

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = language.latin_digits(value)
            for mark in (",", "٬", "_", " "):
                value = value.replace(mark, "")
        return super().to_python(value)


class MatterForm(OfficeForm):
    title = forms.CharField(label=_("In one line, what is to be decided?"), max_length=160)
    text = forms.CharField(
        label=_("The proposal and its reasons"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text=_("Everyone reads this. Phone and card numbers are masked."),
    )

    def __init__(
        self,
        *args: Any,
        charter: Charter,
        kind: Matter,
        bodies: list[tuple[str, str]],
        things: list[tuple[int, str]],
        known: frozenset[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.charter, self.kind = charter, kind
        self.asked = [
            name for name, one in kind.fields.items() if not one.aggregate and name not in known
        ]
        self.routine = by_rule(kind)
        if self.routine:
            del self.fields["title"]
            self.fields["text"].label = _("Anything to add?")
        if things:
            self.fields["subject"] = forms.TypedChoiceField(
                label=_("About what?"), choices=things, coerce=int
            )
        for name, one in kind.fields.items():
            if name in self.asked:
                self.fields[PREFIX + name] = _field(charter, one)
            if name in self.asked and one.kind == "date":
                example = {"day": self.written(EXAMPLE)}
                self.fields[PREFIX + name].help_text = _("Such as %(day)s") % example
        self.fields["text"] = self.fields.pop("text")  # what must be said comes first
        if any(isinstance(stage.procedure, Choose) for stage in kind.stages()):
            self.fields["options"] = forms.CharField(
                label=_("The options, one a line"),
                max_length=4_000,
                widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            )
        if kind.object == "charter":
            self.fields["proposal"] = forms.CharField(
                label=_("The amended charter, whole"),
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 24, "dir": "ltr", "spellcheck": "false"}),
                help_text=_("It is checked before it is taken; a faulty one is refused here."),
            )
        if bodies:
            self.fields["as_body"] = forms.ChoiceField(
                label=_("In whose name?"),
                required=False,
                choices=[("", _("As a person")), *bodies],
            )

    def clean(self) -> dict[str, Any]:
        for name in self.asked:
            if self.kind.fields[name].kind == "date":
                day = self.day(PREFIX + name)
                self.cleaned_data[PREFIX + name] = day.isoformat() if day else ""
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """The fields as the engine takes them."""
        return {name: self.cleaned_data[PREFIX + name] for name in self.asked}

    def headline(self, kind_name: str) -> str:
        """As typed; of a routine its kind with what was chosen."""
        if not self.routine:
            return str(self.cleaned_data["title"])
        chosen = [
            value_name(self.charter, self.cleaned_data[PREFIX + name])
            for name in self.asked
            if self.kind.fields[name].kind in ("choice", "area")
        ]
        return f"{kind_name}: {'، '.join(chosen)}"[:160] if chosen else kind_name[:160]

    def options(self) -> list[str]:
        lines = self.cleaned_data.get("options", "").splitlines()
        return [line.strip()[:160] for line in lines if line.strip()][:50]


def _field(charter: Charter, one: Field) -> forms.Field:
    label = word(charter, one.name)
    if one.kind in ("choice", "area"):
        values = [(value, value_name(charter, value)) for value in one.values]
        return forms.ChoiceField(label=label, choices=values)
    if one.kind == "flag":
        return forms.BooleanField(label=label, required=False)
    if one.kind in ("money", "days"):
        most = language.number(one.high, page_language())
        currency = word(charter, one.currency)
        hint = _("At most %(most)s %(currency)s") % {"most": most, "currency": currency}
        return Whole(
            label=label,
            min_value=one.low,
            max_value=one.high,
            help_text=hint,
            widget=forms.TextInput({"inputmode": "numeric"}),  # type=number takes no Persian digit
        )
    if one.kind == "date":
        return forms.CharField(label=label, max_length=40)
    return forms.CharField(label=label, max_length=200)
