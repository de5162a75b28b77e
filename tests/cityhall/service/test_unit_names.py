"""The units to which an officer can hand a report, as a list to choose from."""

from __future__ import annotations

from django.utils import translation
from tests.cityhall.conftest import NOW

from cityhall.people.models import Organization
from cityhall.service import desk_forms
from divan.language import sort_key


def test_units_stand_in_the_order_of_their_names_in_each_language(town) -> None:
    Organization.objects.create(
        code="parks",
        name={"fa": "آب و فضای سبز", "en": "Parks"},
        classification="unit",
        parent=town.city,
        sort_key=sort_key("آب و فضای سبز"),
    )
    for language, names in (
        ("en", ["City", "Lighting", "Parks", "Roads"]),
        ("fa", ["آب و فضای سبز", "شهرداری", "واحد روشنایی", "واحد معابر"]),
    ):
        with translation.override(language):
            assert [one.name for one in desk_forms.targets(None, on=NOW.date())] == names
