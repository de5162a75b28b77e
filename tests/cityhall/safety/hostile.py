"""What strangers send: values that break programs, and how to put them into every field."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice, product
from typing import TypeVar
from urllib.parse import urljoin, urlsplit
from zlib import crc32

from django.http import QueryDict
from pytest import MonkeyPatch
from tests.cityhall.safety.crawler import Form

RTL_OVERRIDE = "\u202egnp.exe"
CONTROLS = "".join(map(chr, [*range(1, 32), 127, *range(128, 160)]))
VALUES: dict[str, str | bytes] = {
    "NUL": "a\x00b",
    "lone surrogate": b"\xed\xa0\x80",
    "not a character": "\ufffe\uffff\U0010ffff",
    "bidi overrides": f"\u202a\u2066{RTL_OVERRIDE}",
    "controls": CONTROLS,
    "huge number": "9" * 400,
    "beyond 64 bits": str(2**63),
    "beyond 32 bits": str(2**31),
    "negative": "-1",
    "not a number": "nan",
    "infinite": "-inf",
    "exponent": "1e400",
    "year 9999": "9999-12-31T23:59:59.999999+14:00",
    "year 0": "0000-00-00",
    "Persian digits": "۱۲۳۴۵۶۷۸۹۰۱۲۳",
    "superscript digits": "²³",
    "one letter, many marks": "a" + "\u0301" * 3000,
    "joiners only": "\u200c\u200d\u200c",
    "quotes": "'\"`;--%s{{7*7}}{%25}${7*7}\\",
    "markup": "</textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>",
    "path": "../../../../etc/passwd\r\nSet-Cookie: a=b",
    "empty": "",
    "spaces": " \u3000\xa0\t\n ",
    "long word": "ا" * 5000,
    "many words": "چراغ " * 4000,
    "other address": "//evil.example/\\evil.example",
    "page key": "2026-01-01T00:00:00+00:00~" + "9" * 18,
    "page key without zone": "2026-01-01T00:00:00~1",
    "long number of a page": "~" + "9" * 60,
}
BY_FIELD = (
    "NUL",
    "lone surrogate",
    "controls",
    "huge number",
    "beyond 64 bits",
    "not a number",
    "year 9999",
    "superscript digits",
    "markup",
    "long word",
)
LARGE = "ا" * (5 * 1024 * 1024)  # ten megabytes in UTF-8
NAMES_OF_FILES = ("../../x.jpg", "\u202egpj.exe", "a\x01b.jpg", "ا" * 2000 + ".jpg", "", ".")
PLAUSIBLE = {"email": "a@example.org", "login": "a@example.org", "count": "3", "outcome": "fixed"}


def filled(form: Form) -> dict[str, object]:
    """The form as somebody would send it."""
    data: dict[str, object] = {}
    for name, value in form.fields:
        before = data.get(name)
        data[name] = value if before is None else [*_listed(before), value]
    for name in form.names:
        if not data.get(name):
            data[name] = PLAUSIBLE.get(name, "چند کلمه")
    return data


def ways(form: Form) -> list[dict[str, str]]:
    """The buttons with which a form can be sent; a map's click is two of them."""
    points = {name: value for name, value in form.buttons if name.endswith((".x", ".y"))}
    plain = [{name: value} for name, value in form.buttons if name not in points]
    made = list({tuple(way.items()): way for way in plain}.values())
    maps = {name.removesuffix(".x") for name in points if name.endswith(".x")}
    made += [{f"{name}.x": "9", f"{name}.y": "9"} for name in sorted(maps)]
    return made or [{}]


def trials(form: Form) -> Iterator[tuple[str, dict[str, object]]]:
    """Hostile fillings of a form, each with a name for messages.

    Every value in all fields at once and by every button; the worst ones in each field alone, so
    that no earlier field shields a later one.
    """
    buttons = ways(form)
    for way in buttons:
        names = [*form.names, *way]
        for label, value in VALUES.items():
            yield f"{label} everywhere", {**dict.fromkeys(names, value), **way}
    for number, (way, name) in enumerate(product(buttons, form.names)):
        for label in BY_FIELD if number < len(form.names) else BY_FIELD[:1]:
            yield f"{label} in {name}", {**filled(form), **way, name: VALUES[label]}
    for name in {name for way in buttons for name in way}:
        for label, value in VALUES.items():
            yield f"{label} in {name}", {**filled(form), **buttons[0], name: value}
    for name in form.names:
        yield f"{name} twice", {**filled(form), **buttons[0], name: ["a", "b", "\x00"]}
        without = {key: value for key, value in filled(form).items() if key != name}
        yield f"without {name}", {**without, **buttons[0]}
    for name in form.files:
        yield f"words instead of a file in {name}", {**filled(form), **buttons[0], name: "words"}
        for called in NAMES_OF_FILES:
            file = BytesIO(b"\xff\xd8\xff\xe0 no picture")
            file.name = called
            yield f"a file called {called[:20]!r}", {**filled(form), **buttons[0], name: file}


# Every value meets every form and page with DIVAN_THOROUGH=1; otherwise each meets a third of
# them, another third for each, so that no value and no page is left out.
SHARE = 1 if os.environ.get("DIVAN_THOROUGH") else 3
_Trial = TypeVar("_Trial")


def some(trials: Iterable[_Trial], place: str) -> Iterator[_Trial]:
    """The trials of a form or page that are made in this run."""
    return islice(trials, crc32(place.encode()) % SHARE, None, SHARE)


def address_of(page: str, form: Form) -> str:
    """Where a form is sent, as a path on this site."""
    whole = urlsplit(urljoin(f"http://testserver{page}", form.action))
    return whole.path + (f"?{whole.query}" if whole.query else "")


class Watch:
    """Notes which parameters a view asks for while it is open: nobody needs to list them."""

    def __init__(self, monkeypatch: MonkeyPatch) -> None:
        self.asked: set[str] = set()
        for name in ("get", "getlist", "__getitem__", "__contains__"):
            monkeypatch.setattr(QueryDict, name, self._watching(getattr(QueryDict, name)))

    def _watching(self, method):  # type: ignore[no-untyped-def]
        def watched(query: QueryDict, key: str, *rest: object, **more: object) -> object:
            self.asked.add(key)
            return method(query, key, *rest, **more)

        return watched


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
