"""A mail from a stranger becomes a sender, a few recipients, some words and pictures; no more.

Nothing here trusts the sender: sizes, parts and depth are bounded before anything is parsed, no
header is long, no charset is believed, nothing attached is opened but what says it is a picture,
and those are read by the same door as every photo.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from html.parser import HTMLParser

from cityhall.letters.incoming.quoting import own_words
from divan import language

MOST_BYTES = 30 * 1024 * 1024
MOST_PARTS = 100
MOST_DEPTH = 10
MOST_HEADER_BYTES = 64 * 1024
LONGEST_HEADER = 1000  # characters of one that is looked at
LONGEST_TEXT = 100_000  # characters read, of which `quoting` leaves less
MOST_PICTURES = 5
MOST_RECIPIENTS = 30

_RECIPIENTS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
_ADDRESS = re.compile(r"[^\s<>(),;:\"@]{1,64}@[A-Za-z0-9.-]{1,190}")
_CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
# What Persian writers' programs say, and what it means; the rest is Python's to know.
_CHARSETS = {"x-mac-farsi": "mac_farsi", "x-windows-1256": "cp1256", "utf8": "utf-8"}


class Unreadable(Exception):  # noqa: N818 - it is what happened
    """A mail that is no letter: too large, too deep, or nothing that can be taken apart."""


@dataclass(frozen=True)
class Picture:
    name: str
    data: bytes


@dataclass(frozen=True)
class Letter:
    """What a mail says, as far as anything is believed."""

    name: str  # its Message-ID, or what stands for one
    sender: str  # the address in From, in small letters; empty when there is none
    recipients: tuple[str, ...]
    machine: str  # why it was written by a machine; empty for a person
    text: str  # what was newly written, without quotes and signature
    pictures: tuple[Picture, ...]
    dropped: int  # attachments that were not looked at


def read(raw: bytes, *, recipient: str = "") -> Letter:
    """Take a mail apart. `recipient` is the envelope's, when the mail server tells it.

    Raises `Unreadable`.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable("larger than 30 MB")
    head = re.split(rb"\r?\n\r?\n", raw[: MOST_HEADER_BYTES + 4], maxsplit=1)[0]
    if len(head) > MOST_HEADER_BYTES:
        raise Unreadable("its head is larger than 64 KB")
    # Parsing costs parts times depth, so both are bounded on the bytes themselves.
    if len(_CONTENT_TYPE.findall(raw)) > MOST_PARTS or raw.count(b"\n--") > 20 * MOST_PARTS:
        raise Unreadable(f"more than {MOST_PARTS} parts")
    try:
        mail = message_from_bytes(raw)
        return _letter(mail, raw, recipient)
    except (RecursionError, MemoryError, AssertionError) as error:
        raise Unreadable(type(error).__name__) from None


def _letter(mail: Message, raw: bytes, recipient: str) -> Letter:
    words, markup, pictures, dropped = "", "", [], 0
    for part in _parts(mail):
        kind, attached = part.get_content_type(), _is_attached(part)
        if kind == "text/plain" and not attached and not words:
            words = _text(part)
        elif kind == "text/html" and not attached and not markup:
            markup = _text(part)
        elif kind.startswith("image/") and len(pictures) < MOST_PICTURES:
            pictures.append(Picture(_plain(part.get_filename() or "")[:100], _bytes(part)))
        elif kind not in ("text/plain", "text/html") or attached:
            dropped += 1
    name = header(mail, "Message-ID") or f"sha256:{hashlib.sha256(raw).hexdigest()}"
    text = words if words.strip() else _without_markup(markup)
    return Letter(
        name=name,
        sender=parseaddr(header(mail, "From"))[1].strip().lower()[:254],
        recipients=_recipients(mail, recipient),
        machine=_machine(mail),
        text=own_words(language.clean(text)),
        pictures=tuple(one for one in pictures if one.data),
        dropped=dropped,
    )


def header(mail: Message, name: str) -> str:
    """One header in plain letters, decoded and cut; empty where it is missing."""
    return _plain(mail.get(name, ""))


def _plain(value: object) -> str:
    text = str(value)[:LONGEST_HEADER]
    try:
        pieces = decode_header(text)
    except Exception:  # base64 that is none, and whatever else stands between =? and ?=
        pieces = [(text, None)]
    said = "".join(
        _decoded(piece, charset or "utf-8") if isinstance(piece, bytes) else piece
        for piece, charset in pieces
    )
    return " ".join(language.clean(_whole(said)).split())


def _recipients(mail: Message, recipient: str) -> tuple[str, ...]:
    found = _ADDRESS.findall(recipient[:LONGEST_HEADER])
    for name in _RECIPIENTS:
        for value in mail.get_all(name, [])[:5]:
            found += _ADDRESS.findall(str(value)[: 4 * LONGEST_HEADER])
    return tuple(dict.fromkeys(one.lower() for one in found))[:MOST_RECIPIENTS]


def _machine(mail: Message) -> str:
    """Why a mail was not written by a person (RFC 3834 and what programs do beside it)."""
    if header(mail, "Auto-Submitted").lower() not in ("", "no"):
        return "Auto-Submitted"
    precedence = header(mail, "Precedence").lower()
    if precedence in ("bulk", "junk", "list", "auto_reply"):
        return "Precedence"
    if mail.get("Return-Path") is not None and not _ADDRESS.search(header(mail, "Return-Path")):
        return "Return-Path"
    if mail.get_content_type() == "multipart/report":
        return "report"
    return next((n for n in ("List-Id", "X-Autoreply", "X-Autorespond", "X-Loop") if n in mail), "")


def _parts(mail: Message) -> Iterator[Message]:
    """The leaves, in order; a mail inside a mail stays closed."""
    waiting, seen = [(mail, 0)], 0
    while waiting:
        part, depth = waiting.pop()
        seen += 1
        if seen > 2 * MOST_PARTS or depth > MOST_DEPTH:
            raise Unreadable("too many parts, or too deep")
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting += [(one, depth + 1) for one in reversed(inner)]
        else:
            yield part


def _is_attached(part: Message) -> bool:
    return str(part.get("Content-Disposition", ""))[:40].strip().lower().startswith("attachment")


def _bytes(part: Message) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # an encoding that is none
        return b""
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    try:
        charset = str(part.get_content_charset() or "utf-8")
    except Exception:
        charset = "utf-8"
    return _decoded(_bytes(part)[: 4 * LONGEST_TEXT], charset)[:LONGEST_TEXT]


def _decoded(data: bytes, charset: str) -> str:
    """Bytes as text: as they say, as UTF-8, as Persian Windows; and if nothing fits, with gaps."""
    said = _CHARSETS.get(charset.lower()[:40], charset[:40])
    for name in (said, "utf-8", "cp1256"):
        try:
            return _whole(data.decode(name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return _whole(data.decode("utf-8", "replace"))


def _whole(text: str) -> str:
    """Without halves of letters (lone surrogates), which no database takes."""
    return text.encode("utf-8", "ignore").decode("utf-8")


class _Words(HTMLParser):
    """The words of a page: line breaks where blocks end, nothing of scripts, styles and quotes."""

    _SILENT = frozenset({"script", "style", "head", "title", "blockquote"})
    _BREAKS = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._SILENT:
            self.silent += 1
        elif tag in self._BREAKS:
            self.said.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT and self.silent:
            self.silent -= 1
        elif tag in self._BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.said.append(" ".join(data.split()) if data.strip() else " ")


def _without_markup(markup: str) -> str:
    words = _Words()
    try:
        words.feed(markup[: LONGEST_TEXT // 4])
        words.close()
    except Exception:  # a parser fed with hostile bytes
        return ""
    return re.sub(r"\n{3,}", "\n\n", "".join(words.said))
