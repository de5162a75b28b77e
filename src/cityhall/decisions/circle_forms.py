"""What is typed about organisations and circles, and what sectors and needs are called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cityhall.decisions.actions.nodes import MOST_CAPACITY, MOST_SKILLS
from cityhall.decisions.forms import Whole
from cityhall.decisions.models import Node
from cityhall.decisions.queries.circles import SECTOR
from cityhall.people.forms import OfficeForm

SECTORS = {
    Node.Sector.PUBLIC: _("public sector"),
    Node.Sector.BUSINESS: _("business"),
    Node.Sector.CIVIL: _("civil society"),
}
_CHOICES = [(str(code), label) for code, label in SECTORS.items()]
SPARE = 3  # empty lines for more skills


def need_name(need: str) -> str:
    """What a need is called: a skill is its own word."""
    sector = need.removeprefix(SECTOR)
    return str(SECTORS.get(sector, need)) if need.startswith(SECTOR) else need


class OfferForm(OfficeForm):
    """Skills, one a line, and in how many circles at once."""

    capacity = Whole(label=_("How many circles at once?"), min_value=1, max_value=MOST_CAPACITY)

    def __init__(self, *args: Any, skills: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._skills = list(skills)
        standing = self.initial.get("capacity", 1)
        self.initial["capacity"] = self.in_digits(str(standing))

    @property
    def skills(self) -> list[str]:
        """As typed, or as they stand."""
        typed = self.data.getlist("skill") if self.is_bound else self._skills
        return [one for one in typed if one.strip()][: MOST_SKILLS + 1]

    @property
    def lines(self) -> list[str]:
        """What stands in the lines of the form."""
        said = [one[:80] for one in self.skills[:MOST_SKILLS]]
        return [*said, *[""] * min(SPARE, MOST_SKILLS - len(said))]


class NodeForm(OfferForm):
    name = forms.CharField(
        label=_("Name of the organisation"),
        max_length=120,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"}),
    )
    sector = forms.ChoiceField(label=_("Sector"), choices=_CHOICES, widget=forms.RadioSelect)
    field_order = ("name", "sector", "capacity")


class NeedsForm(OfficeForm):
    """What a matter needs: skills that somebody has, sectors that it affects."""

    skills = forms.MultipleChoiceField(
        label=_("Which skills are needed?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    sectors = forms.MultipleChoiceField(
        label=_("Which sectors does it affect?"),
        required=False,
        choices=_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, skills: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["skills"].choices = [(one, one) for one in skills]


class TaskForm(OfficeForm):
    what = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    owner = forms.TypedChoiceField(label=_("Who does it?"), coerce=int)
    due = forms.CharField(label=_("Until which day?"), max_length=40)

    def __init__(self, *args: Any, owners: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = owners
