"""What is typed about a kind of report, its questions among it, in the shape its act takes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cityhall.acts.refusals import Refusal
from cityhall.people.forms import Named, code_field
from cityhall.service import targets
from cityhall.service.actions.catalogue import MOST_QUESTIONS, MOST_VALUES
from cityhall.service.models import Service
from divan import language

Question = dict[str, Any]

DATATYPES = {
    "string": _("a few words"),
    "text": _("a longer text"),
    "number": _("a whole number"),
    "datetime": _("a day and an hour"),
    "singlevaluelist": _("one answer of a list"),
    "multivaluelist": _("any answers of a list"),
}
UNITS = [("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))]
SWITCHES = {
    "round_the_clock": (
        _("The clock runs day and night"),
        _("Otherwise only the city's working hours count."),
    ),
    "danger": (_("It may be a danger"), _("It is shown first, with the number to call.")),
    "confidential": (_("It is confidential"), _("Nothing of it is ever public.")),
    "hide_place": (_("The exact place stays hidden"), _("Everyone sees the area only.")),
    "place_required": (_("A place is needed"), _("Without one the report cannot be sent.")),
    "active": (_("Residents can choose it"), _("Turned off, its old reports stay.")),
}


class KindForm(Named):
    """A kind of report without its questions, which `questions_in` reads."""

    group = forms.ChoiceField(label=_("Group"), required=False)
    unit = forms.ChoiceField(label=_("Which unit gets it?"))

    def __init__(
        self,
        *args: Any,
        groups: list[tuple[str, str]],
        units: list[tuple[str, str]],
        day: int,
        service: Service | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, names=service.name if service else None, **kwargs)
        self.day = day
        self.fields["group"].choices = [*groups, ("", _("– a new group –"))]
        self.fields["unit"].choices = units
        self._add_texts()
        self._add_times(service)
        for name, (label, hint) in SWITCHES.items():
            self.fields[name] = forms.BooleanField(label=label, help_text=hint, required=False)
        if service is None:
            self.fields["code"] = code_field(
                _("Small Latin letters, such as street-light. Left empty, one is made.")
            )
            first = groups[0][0] if groups else ""
            self.initial = {"group": first, "place_required": True, "active": True} | self.initial
        else:
            self._fill(service)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        names = [said.get(f"group_{code}", "").strip() for code, _label in settings.LANGUAGES]
        if said.get("group") == "" and not any(names):
            self.add_error("group", _("Choose a group, or name a new one below."))
        return said

    def texts(self, stem: str) -> dict[str, str]:
        return {code: self.cleaned_data[f"{stem}_{code}"] for code, _label in settings.LANGUAGES}

    def keywords(self) -> dict[str, list[str]]:
        return {code: re.split(r"[,،\n]", text) for code, text in self.texts("keywords").items()}

    def minutes(self, stem: str) -> int:
        day = 1440 if self.cleaned_data["round_the_clock"] else self.day
        said = self.cleaned_data
        return targets.joined(said[f"{stem}_amount"], said[f"{stem}_unit"], day)

    def refuse(self, refusal: Refusal) -> None:
        """A time is refused at its amount; what concerns a question is shown there."""
        if refusal.field.endswith("_minutes"):
            self.add_error(refusal.field.replace("_minutes", "_amount"), refusal.message)
        else:
            super().refuse(refusal)

    def _add_texts(self) -> None:
        for stem, labels, longest in (
            ("description", (_("In a sentence, in Persian"), _("In a sentence, in English")), 600),
            ("keywords", (_("Words people use, in Persian"), _("Words, in English")), 2600),
            ("group", (_("New group, in Persian"), _("New group, in English")), 120),
        ):
            for (code, _name), label in zip(settings.LANGUAGES, labels, strict=True):
                attrs = {"dir": "rtl" if code == "fa" else "ltr", "lang": code, "rows": 2}
                kind = forms.TextInput if stem == "group" else forms.Textarea
                self.fields[f"{stem}_{code}"] = forms.CharField(
                    label=label, required=False, max_length=longest, widget=kind(attrs=attrs)
                )

    def _add_times(self, service: Service | None) -> None:
        for stem, label, usual in (
            ("acknowledge", _("Looked at within"), 480),
            ("resolve", _("Done within"), 2400),
        ):
            minutes = getattr(service, f"{stem}_minutes") if service else usual
            day = 1440 if service and service.round_the_clock else self.day
            amount, unit = targets.split(minutes, day)
            if service is None:
                amount, unit = (1, "days") if stem == "acknowledge" else (5, "days")
            self.fields[f"{stem}_amount"] = Amount(label=label, initial=self.in_digits(str(amount)))
            self.fields[f"{stem}_unit"] = forms.ChoiceField(
                label=_("Unit of time"), choices=UNITS, initial=unit
            )

    def _fill(self, service: Service) -> None:
        self.initial = {
            "group": service.group.code,
            "unit": service.unit.code,
            **{name: getattr(service, name) for name in SWITCHES},
        }
        for code, _label in settings.LANGUAGES:
            self.initial[f"description_{code}"] = service.description.get(code, "")
            comma = "، " if code == "fa" else ", "
            self.initial[f"keywords_{code}"] = comma.join(service.keywords.get(code, []))


class Amount(forms.IntegerField):
    """A whole number, in digits of any script."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "dir": "ltr"}
        super().__init__(
            min_value=1,
            max_value=targets.LONGEST,
            widget=forms.TextInput(attrs=attrs),
            error_messages={
                "required": _("Write a whole number, such as 3."),
                "invalid": _("Write a whole number, such as 3."),
                "min_value": _("Choose a time between one minute and a year."),
                "max_value": _("Choose a time between one minute and a year."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> int | None:
        return super().to_python(language.latin_digits(value) if isinstance(value, str) else value)


def questions_in(data: QueryDict) -> list[Question]:
    """The questions as posted, in their order, however unfinished."""
    found: list[Question] = []
    while f"q{len(found)}-datatype" in data and len(found) < MOST_QUESTIONS:
        prefix = f"q{len(found)}"
        values: list[dict[str, Any]] = []
        while f"{prefix}v{len(values)}-key" in data and len(values) < MOST_VALUES:
            stem = f"{prefix}v{len(values)}"
            values.append({"key": data[f"{stem}-key"], "name": _by_language(data, f"{stem}-name")})
        found.append(
            {
                "code": data.get(f"{prefix}-code", ""),
                "datatype": data[f"{prefix}-datatype"],
                "description": _by_language(data, f"{prefix}-description"),
                "hint": _by_language(data, f"{prefix}-hint"),
                "required": f"{prefix}-required" in data,
                "values": values,
            }
        )
    return found


def edited(questions: list[Question], order: str) -> list[Question]:
    """The questions after a button was pressed: "add", "remove-0", "up-1", "value-0", "drop-0-2".

    An order that fits nothing changes nothing.
    """
    verb, *rest = order.split("-")
    places = [int(one) for one in rest if one.isascii() and one.isdecimal() and len(one) < 3]
    changed = [dict(one) for one in questions]
    if verb == "add" and len(changed) < MOST_QUESTIONS:
        return [*changed, {"datatype": "string", "values": []}]
    if not places or len(places) < len(rest) or places[0] >= len(changed):
        return changed
    place = places[0]
    values = list(changed[place].get("values", []))
    if verb == "remove":
        del changed[place]
    elif verb == "up" and place > 0:
        changed[place - 1], changed[place] = changed[place], changed[place - 1]
    elif verb == "value" and len(values) < MOST_VALUES:
        changed[place]["values"] = [*values, {}]
    elif verb == "drop" and len(places) == 2 and places[1] < len(values):
        del values[places[1]]
        changed[place]["values"] = values
    return changed


def shown(questions: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Questions with every part that a page writes, empty where there is none."""
    return [
        {
            "code": one.get("code", ""),
            "datatype": one.get("datatype", "string"),
            "description": _in_all(one.get("description", {})),
            "hint": _in_all(one.get("hint", {})),
            "required": bool(one.get("required")),
            "values": [
                {"key": value.get("key", ""), "name": _in_all(value.get("name", {}))}
                for value in one.get("values", [])
            ],
        }
        for one in questions
    ]


def _in_all(names: Mapping[str, str]) -> dict[str, str]:
    return {code: names.get(code, "") for code, _label in settings.LANGUAGES}


def _by_language(data: QueryDict, stem: str) -> dict[str, str]:
    return {code: data.get(f"{stem}_{code}", "") for code, _label in settings.LANGUAGES}
