"""Texts of the interface: collect them from code and templates, and check that none is missing.

python tools/messages.py update   collect into src/cityhall/<app>/locale/<language>/…/django.po
python tools/messages.py check    fail on a text without a Persian translation, a stale one, or one
                                  that two apps say in two ways: every page shows the first app's
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent / "src" / "cityhall"
APPS = (
    "acts",
    "web",
    "people",
    "letters",
    "service",
    "record",
    "decisions",
    "upkeep",
    "partners",
    "portal",
    "demo",
)
LANGUAGES = ("fa",)  # English is the language of the sources
METHODS = [("jinja2/**", "jinja2.ext:babel_extract"), ("**.py", "python")]
OPTIONS = {"jinja2/**": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def collect(app: str) -> Catalog:
    """Every text of one app. Where it stands is left out: line numbers only make noise."""
    catalog = Catalog(charset="utf-8")
    for _file, _line, texts, comments, context in extract_from_dir(
        ROOT / app, METHODS, OPTIONS, KEYWORDS, ("Translators:",)
    ):
        catalog.add(texts, None, auto_comments=comments, context=context)
    return catalog


def path_of(app: str, language: str) -> Path:
    return ROOT / app / "locale" / language / "LC_MESSAGES" / "django.po"


def stored(app: str, language: str) -> Catalog:
    path = path_of(app, language)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    for app in APPS:
        fresh = collect(app)
        for language in LANGUAGES:
            known = stored(app, language)
            made = Catalog(locale=language, charset="utf-8", fuzzy=False, header_comment="#")
            made.creation_date = known.creation_date  # else every update touches every file
            for message in sorted(fresh, key=lambda one: str(one.id)):
                if not message.id:
                    continue
                before = known.get(_first(message), message.context)
                same = before is not None and before.pluralizable == message.pluralizable
                text = before.string if same and before.string else message.string
                made.add(message.id, text, context=message.context)
            if not len(made):
                continue
            path = path_of(app, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as file:
                write_po(file, made, omit_header=False, width=100)


def check() -> int:
    """Print each missing or stale text; how many there were."""
    faults = 0
    for app in APPS:
        fresh = {(_first(one), one.context) for one in collect(app) if one.id}
        for language in LANGUAGES:
            known = {(_first(one), one.context): one for one in stored(app, language) if one.id}
            for key in sorted(fresh | set(known), key=str):
                said = known.get(key)
                if key not in fresh:
                    print(f"{app}/{language}: stale: {key[0]!r}")
                elif said is None or not _translated(said):
                    print(f"{app}/{language}: missing: {key[0]!r}")
                else:
                    continue
                faults += 1
    for language in LANGUAGES:
        for text, said in two_ways(language):
            print(f"{language}: two translations: {text!r}: {said}")
            faults += 1
    return faults


def two_ways(language: str) -> list[tuple[str, str]]:
    """Each text that not all catalogues translate alike, and how each does. Django lays all into
    one, so that a page would show the words of another app; `pgettext` keeps two meanings apart.
    """
    ways: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
    for app in (*APPS, ""):  # "" is the catalogue of the whole building, over words of libraries
        for one in stored(app, language):
            if one.id:
                key = _first(one), one.context or ""
                ways.setdefault(key, {}).setdefault(_texts(one), []).append(app or "locale")
    return [
        (key[0], "; ".join(f"{', '.join(apps)}: {said[0]}" for said, apps in found.items()))
        for key, found in sorted(ways.items())
        if len(found) > 1
    ]


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, tuple | list) else (message.string,)


def _translated(message: Message) -> bool:
    return all(_texts(message)) and not message.fuzzy


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update()
    elif sys.argv[1:] == ["check"]:
        sys.exit(1 if check() else 0)
    else:
        sys.exit(__doc__)
