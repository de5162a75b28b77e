"""Names in several languages: `{"fa": "روشنایی", "en": "Lighting"}`, stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

Names = Mapping[str, str]


def name_in(names: Names, language: str | None = None) -> str:
    """The name in this language (the page's own if none is given), else in any other."""
    wanted = (language or get_language() or "fa").split("-")[0]
    return names.get(wanted) or names.get("fa") or next(iter(names.values()), "")
