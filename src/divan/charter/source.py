"""A YAML file as nodes that know their line and column. Nothing is built from tags or names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from divan.charter.errors import NOWHERE, CharterError, Mark

MOST_BYTES = 4_000_000
MOST_NODES = 100_000
DEEPEST = 24
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_WHOLE = re.compile(r"-?[0-9][0-9_]*")
LARGEST = 10**18


@dataclass(frozen=True)
class Node:
    """One value of a file: text, a list of nodes, or named nodes; with its place and path."""

    value: str | list[Node] | dict[str, Node]
    mark: Mark
    path: str
    keys: Mapping[str, Mark] | None = None

    def fail(self, code: str, **figures: object) -> CharterError:
        return CharterError(code, self.mark, self.path, **figures)

    def map(self, known: Iterable[str] | None = None, need: Iterable[str] = ()) -> dict[str, Node]:
        """Named values. Raises where it is none, or a name is unknown or missing."""
        if not isinstance(self.value, dict):
            raise self.fail("wanted_map")
        if known is not None:
            names = list(known)
            for key in self.value:
                if key not in names:
                    place = (self.keys or {}).get(key, self.mark)
                    raise CharterError(
                        "unknown_key", place, self.path, key=key, known=", ".join(names)
                    )
        for key in need:
            if key not in self.value:
                raise self.fail("missing", key=key)
        return self.value

    def named(self) -> Iterator[tuple[str, Node]]:
        """Named values whose names are chosen by the writer, each checked to be a name."""
        for key, inner in self.map().items():
            place = (self.keys or {}).get(key, self.mark)
            check_name(key, Node(key, place, self.path))
            yield key, inner

    def items(self) -> list[Node]:
        if not isinstance(self.value, list):
            raise self.fail("wanted_list")
        return self.value

    def several(self) -> list[Node]:
        """A list, or one value as a list of one."""
        return self.value if isinstance(self.value, list) else [self]

    def text(self) -> str:
        if not isinstance(self.value, str):
            raise self.fail("wanted_text")
        return unicodedata.normalize("NFC", self.value)

    def name(self) -> str:
        return check_name(self.text(), self)

    def one_of(self, known: Iterable[str]) -> str:
        said, names = self.text(), list(known)
        if said not in names:
            raise self.fail("wanted", value=said, wanted=" | ".join(names))
        return said

    def whole(self, least: int = 0, most: int = LARGEST) -> int:
        """A whole number, perhaps with _ between digits."""
        said = self.text().strip()
        if _WHOLE.fullmatch(said) is None:
            refuse_other_digits(said, self)
            raise self.fail("wanted", value=said[:40], wanted=f"{least} … {most}")
        digits = said.replace("_", "")
        if len(digits) > 20 or not least <= int(digits) <= most:
            raise self.fail("wanted", value=said[:40], wanted=f"{least} … {most}")
        return int(digits)

    def flag(self) -> bool:
        return self.one_of(("true", "false")) == "true"


def read(text: str | bytes) -> Node:
    """The file's top node. Raises `CharterError` with the place: not YAML, too large or deep,
    a key that stands twice, an anchor, an alias, a tag, more than one document."""
    if isinstance(text, bytes):
        try:
            text = text.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise CharterError("not_text") from None
    if len(text) > MOST_BYTES:
        raise CharterError("too_large", size=len(text), most=MOST_BYTES)
    try:
        root = _Composer(YAML(typ="safe", pure=True).parse(text)).document()
    except CharterError:
        raise
    except MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        mark = Mark(place.line + 1, place.column + 1) if place else NOWHERE
        problem = " ".join(str(error.problem or error.context or "").split())
        raise CharterError("not_yaml", mark, problem=problem) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise CharterError("not_yaml", problem=" ".join(str(error).split())[:200]) from None
    if root is None:
        raise CharterError("empty")
    return root


def check_name(said: str, at: Node) -> str:
    """A name that conditions and targets can use. Raises for anything else, with a hint."""
    if _NAME.fullmatch(said):
        return said
    for letter in said:
        if not letter.isascii() and unicodedata.category(letter).startswith("L"):
            kind = unicodedata.name(letter, hex(ord(letter)))
            if not kind.startswith("ARABIC"):
                raise at.fail("lookalike", value=said[:40], letter=kind)
    raise at.fail("bad_name", value=said[:40])


def refuse_other_digits(said: str, at: Node) -> None:
    """Raise with the Latin form where digits of another script stand."""
    latin = "".join(
        str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in said
    )
    if latin != said:
        raise at.fail("digits", value=said[:40], latin=latin[:40])


class _Composer:
    """Nodes from the parser's events, one by one, so that what is too large, too deep, aliased or
    tagged is refused before it is built."""

    def __init__(self, events: Iterator[Any]) -> None:
        self.events = events
        self.nodes = self.depth = 0

    def document(self) -> Node | None:
        """The one document of a file; `None` for an empty file."""
        root: Node | None = None
        documents = 0
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise CharterError("several", _mark(event))
            elif isinstance(event, NodeEvent):
                root = self.node(event, "")
        return root

    def node(self, event: Any, path: str) -> Node:
        mark = self._allowed(event)
        if isinstance(event, ScalarEvent):
            return Node(str(event.value), mark, path)
        self.depth += 1
        if self.depth > DEEPEST:
            raise CharterError("too_deep", mark, most=DEEPEST)
        many = isinstance(event, SequenceStartEvent)
        made = self._list(mark, path) if many else self._map(mark, path)
        self.depth -= 1
        return made

    def _list(self, mark: Mark, path: str) -> Node:
        inner: list[Node] = []
        while isinstance(event := next(self.events), NodeEvent):
            inner.append(self.node(event, f"{path}[{len(inner) + 1}]"))
        return Node(inner, mark, path)

    def _map(self, mark: Mark, path: str) -> Node:
        inner: dict[str, Node] = {}
        keys: dict[str, Mark] = {}
        while isinstance(event := next(self.events), NodeEvent):
            place = self._allowed(event)
            if not isinstance(event, ScalarEvent):
                raise CharterError("wanted_text", place, path)
            key = str(event.value)
            if key in inner:
                raise CharterError("twice", place, path, key=key[:40], line=keys[key].line)
            keys[key] = place
            inner[key] = self.node(next(self.events), f"{path}.{key}" if path else key)
        return Node(inner, mark, path, keys=keys)

    def _allowed(self, event: Any) -> Mark:
        mark = _mark(event)
        if isinstance(event, AliasEvent) or event.anchor:
            raise CharterError("alias", mark)
        tag = getattr(event, "ctag", None)
        if tag is not None and str(tag) not in ("", "None"):
            raise CharterError("tag", mark, tag=str(tag)[:60])
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise CharterError("too_many", mark, most=MOST_NODES)
        return mark


def _mark(event: Any) -> Mark:
    return Mark(event.start_mark.line + 1, event.start_mark.column + 1)
