"""What is typed about a reply that is kept ready, in the shape that its act takes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from cityhall.people.forms import Named
from cityhall.service.actions import OFFICERS_OUTCOMES
from cityhall.service.models import ReplyTemplate

USES = [
    ("reply", _("writing to the residents")),
    ("ask", _("asking the reporter")),
    ("pause", _("stopping the clock")),
    ("close", _("closing")),
]
TEXTS = {"fa": _("The words in Persian"), "en": _("The words in English")}


class ReplyForm(Named):
    """A reply in each language of the city, what it is for, and whose it is."""

    use = forms.ChoiceField(label=_("What it is for"), choices=USES)
    outcome = forms.ChoiceField(
        label=_("How it ended"), required=False, help_text=_("Only for closing.")
    )
    unit = forms.ChoiceField(label=_("Which unit uses it?"), required=False)
    service = forms.ChoiceField(label=_("For which kind of report?"), required=False)
    active = forms.BooleanField(label=_("Officers can choose it"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        units: list[tuple[str, str]],
        services: list[tuple[str, str]],
        template: ReplyTemplate | None = None,
        **kwargs: Any,
    ) -> None:
        if template is not None:
            kwargs["initial"] = _initial(template)
        super().__init__(*args, names=template.name if template else None, **kwargs)
        for code, label in settings.LANGUAGES:
            self.fields[f"text_{code}"] = forms.CharField(
                label=TEXTS.get(code, label),
                required=False,
                widget=forms.Textarea(
                    attrs={"rows": 4, "lang": code, "dir": "rtl" if code == "fa" else "ltr"}
                ),
            )
        outcomes = [(code.value, code.label) for code in OFFICERS_OUTCOMES]
        self._choices("outcome", [("", _("not for closing")), *outcomes])
        self._choices("unit", units)
        self._choices("service", [("", _("any kind")), *services])

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
        field.choices = choices

    def texts(self) -> dict[str, str]:
        return {code: self.cleaned_data[f"text_{code}"] for code, _label in settings.LANGUAGES}


def _initial(template: ReplyTemplate) -> dict[str, Any]:
    return {
        "use": template.use,
        "outcome": template.outcome,
        "unit": template.unit.code if template.unit else "",
        "service": template.service.service_code if template.service else "",
        "active": template.active,
        **{f"text_{code}": text for code, text in template.text.items()},
    }
