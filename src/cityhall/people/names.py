"""Names in several languages: `{"fa": "روشنایی", "en": "Lighting"}`, stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping

from cityhall.web.preferences import page_language

Names = Mapping[str, str]


def name_in(names: Names, language: str | None = None) -> str:
    """The name in this language (the page's own if none is given), else in any other."""
    wanted = language.split("-")[0] if language else page_language()
    return names.get(wanted) or names.get("fa") or next(iter(names.values()), "")
