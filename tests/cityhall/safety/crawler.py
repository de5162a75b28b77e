"""Walks a site as a browser would, and finds secrets in whatever it is given.

The walk begins at every address of the URL conf that can be filled in, follows links, pictures,
scripts and forms that only ask (GET), and asks each page for its twins.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from urllib.parse import parse_qsl, unquote, urlencode, urljoin, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from cityhall.web import limits
from divan.language import latin_digits

MOST_ALIKE = 3  # addresses that differ in nothing but the values of their parameters
_NEVER = re.compile(r"^/(language|static)/")  # changes the reader; holds no words


@dataclass
class Form:
    """A form as a page offers it.

    `fields` are name and value pairs as the page filled them, `names` all that can be filled in,
    `buttons` the ways to send it; an image button is named with a dot, as a browser sends it.
    """

    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Answer:
    """What one address gave to one role."""

    role: str
    address: str
    status: int
    kind: str
    text: str
    where: dict[str, str]  # headers and cookies, by a name for messages


class Reader(HTMLParser):
    """The links and forms of a page."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._area = ""
        self._select = ""
        self._own: dict[str, Form] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = {name: value or "" for name, value in attrs}
        self.links += [has[name] for name in ("href", "src", "data", "poster") if has.get(name)]
        self.links += [one.split()[0] for one in has.get("srcset", "").split(",") if one.strip()]
        match tag:
            case "form":
                self.forms.append(Form(has.get("action", ""), has.get("method", "get").lower()))
            case "select":
                self._select = has.get("name", "")
                self._put(self._select)
            case "option" if self._select and "selected" in has:
                self._put(self._select, has.get("value", ""))
            case "textarea":
                self._area = has.get("name", "")
                self._put(self._area)
            case "input" | "button":
                self._control(tag, has)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._put(self._area, data)

    def _control(self, tag: str, has: dict[str, str]) -> None:
        name, value = has.get("name", ""), has.get("value", "")
        match has.get("type", "submit" if tag == "button" else "text"):
            case "submit" if self.forms and name:
                self.forms[-1].buttons.append((name, value))
            case "image" if self.forms and name:
                self.forms[-1].buttons += [(f"{name}.x", "9"), (f"{name}.y", "9")]
            case "file" if self.forms:
                self.forms[-1].files.append(name)
            case "radio" | "checkbox":
                self._put(name, value if "checked" in has else None)
            case "submit" | "image" | "file" | "button" | "reset":
                pass
            case _:
                self._put(name, value)

    def _put(self, name: str, value: str | None = None) -> None:
        if not self.forms or not name:
            return
        form = self.forms[-1]
        if name not in form.names:
            form.names.append(name)
        if value is not None:
            form.fields.append((name, value))


def crawl(
    client: Client, role: str, starts: Iterable[str], *, most: int = 1500
) -> tuple[list[Answer], dict[str, list[Form]]]:
    """All answers, and the forms found on each page, by the page's address."""
    waiting = list(dict.fromkeys(starts))
    known = set(waiting)
    alike: Counter[tuple[str, tuple[str, ...]]] = Counter()
    answers: list[Answer] = []
    forms: dict[str, list[Form]] = {}
    while waiting and len(answers) < most:
        address = waiting.pop(0)
        answer, page = read(client, role, address)
        answers.append(answer)
        if answer.kind.startswith("text/html"):
            found = Reader(page)
            forms[address] = found.forms
            links = [*found.links, *_asked(found.forms)]
        else:
            links = re.findall(r'(?:href="|https?:)([^"<>\s]+)', page)
        links.append(answer.where.get("Location", ""))
        for link in links:
            path = _on_this_site(link, address)
            shape = (path.partition("?")[0], tuple(sorted(dict(parse_qsl(urlsplit(path).query)))))
            if path and path not in known and alike[shape] < MOST_ALIKE and not _NEVER.match(path):
                alike[shape] += 1
                known.add(path)
                waiting.append(path)
    return answers, forms


def read(client: Client, role: str, address: str) -> tuple[Answer, str]:
    """One address, and the page's text for the parser."""
    limits.forget()
    response = client.get(address)
    body = content(response)
    text = body.decode("utf-8", "replace")
    where = {name: str(value) for name, value in response.items()}
    where |= {f"cookie {name}": morsel.value for name, morsel in response.cookies.items()}
    kind = response.headers.get("Content-Type", "")
    if not kind.startswith(("text/", "application/", "image/svg")):
        text = body.decode("latin-1")
    return Answer(role, address, response.status_code, kind, text, where), text


def content(response: HttpResponse) -> bytes:
    if response.streaming:
        return b"".join(response.streaming_content)
    return response.content


def secrets_in(answer: Answer, canaries: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each canary that an answer holds, and where: in its body, a header or a cookie."""
    places = {"body": answer.text, **answer.where}
    for where, text in places.items():
        for canary in find(text, canaries):
            yield canary, where


def find(text: str, canaries: Iterable[str]) -> set[str]:
    """The canaries in a text, however it is written: escaped, packed, in Persian digits."""
    whole, packed = _searched(text)
    return {
        canary
        for canary in canaries
        if canary.lower() in whole or (canary.isdecimal() and canary in packed)
    }


@lru_cache(maxsize=2000)  # headers are the same on many pages
def _searched(text: str) -> tuple[str, str]:
    """All forms of a text, and the same without what stands between digits."""
    whole = "\n|\n".join(_plain(form) for form in _unpacked(text))
    return whole, re.sub(r"[\s\-_.]", "", whole)


def _plain(text: str) -> str:
    return latin_digits(text).lower()


def _unpacked(text: str) -> list[str]:
    """A text and what is packed into it: HTML, JSON and URL escapes, base64, deflate."""
    forms = [text, html.unescape(text), unquote(text)]
    if "\\u" in text:
        forms.append(re.sub(r"\\u([0-9a-fA-F]{4})", lambda hit: chr(int(hit[1], 16)), text))
    for run in re.findall(r"[A-Za-z0-9+/_-]{16,}", text)[:400]:
        try:
            data = base64.b64decode(run.replace("-", "+").replace("_", "/") + "==")
        except (binascii.Error, ValueError):
            continue
        forms.append(data.decode("utf-8", "replace"))
        try:
            forms.append(zlib.decompress(data).decode("utf-8", "replace"))
        except zlib.error:
            continue
    return forms


def _asked(forms: Iterable[Form]) -> Iterator[str]:
    """The addresses of forms that only ask, sent as they stand."""
    for form in forms:
        if form.method == "get":
            yield f"{form.action}?{urlencode(form.fields)}"


def _on_this_site(link: str, base: str) -> str:
    """The path of a link within the site; empty for others."""
    whole = urlsplit(urljoin(f"http://testserver{base}", html.unescape(link)))
    ours = (urlsplit(settings.ORIGIN).netloc, "testserver", "")
    if whole.scheme not in ("http", "https", "") or whole.netloc not in ours or not whole.path:
        return ""
    return whole.path + (f"?{whole.query}" if whole.query else "")
