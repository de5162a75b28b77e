"""The form in which the city says for how long it keeps what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.upkeep.queries import Kept

_WRONG = ("required", "invalid", "min_value", "max_value")


class KeepingForm(forms.Form):
    """One number of days for each rule that can be set."""

    def __init__(self, *args: Any, kept: Sequence[Kept], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in kept:
            if one.rule.is_fixed:
                continue
            between = _("Choose between %(least)d and %(most)d days.") % {
                "least": one.rule.least,
                "most": one.rule.most,
            }
            self.fields[one.rule.code] = forms.IntegerField(
                label=one.rule.title,
                help_text=one.rule.hint,
                min_value=one.rule.least,
                max_value=one.rule.most,
                initial=one.days,
                error_messages=dict.fromkeys(_WRONG, between),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.message)
