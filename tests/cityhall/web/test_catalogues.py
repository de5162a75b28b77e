"""Django lays the catalogues of all apps into one: no app may speak for another."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from django.utils import translation

from cityhall import web

BUILDING = Path(web.__file__).parent.parent
CATALOGUES = sorted(BUILDING.glob("*/locale/fa/LC_MESSAGES/django.po"))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parents[3].name)
def test_a_page_says_what_the_catalogue_of_its_own_app_says(path: Path) -> None:
    with translation.override("fa"):
        for entry in polib.pofile(str(path)):
            one, many, context = entry.msgid, entry.msgid_plural, entry.msgctxt
            if many and context:
                said = translation.npgettext(context, one, many, 2)
            elif many:
                said = translation.ngettext(one, many, 2)
            elif context:
                said = translation.pgettext(context, one)
            else:
                said = translation.gettext(one)
            assert said == (entry.msgstr_plural[0] if many else entry.msgstr), one


def test_one_word_in_english_for_two_things_is_two_in_persian() -> None:
    with translation.override("fa"):
        assert translation.gettext("closed") == "بسته"
        assert translation.pgettext("office hours", "closed") == "تعطیل"
        assert translation.gettext("yes") == "بله"
        assert translation.pgettext("vote", "yes") == "موافق"
