"""A charter's text while it is written: what is wrong with it, what it says, how it looks."""

from __future__ import annotations

from importlib import resources

import msgspec
from django.utils.translation import gettext_lazy as _

from cityhall.decisions.sheet import body_name, kind_name
from divan.charter import CharterError
from divan.charter.check import Finding, check
from divan.charter.diff import diff
from divan.charter.draw import draw_bodies, draw_route
from divan.charter.errors import Fault
from divan.charter.explain import explain
from divan.charter.model import Charter
from divan.charter.reading import load

SHIPPED = {
    "hybrid": _("A hybrid city: rules, signatures, a joint table and a council"),
    "hierarchy": _("A hierarchy: clear lines, one signature"),
    "collaborative": _("A joint table: everybody concerned decides by consent"),
    "network": _("A network: organisations form a circle for each issue"),
}
LONGEST = 100_000  # the longest that ships has 7,000
LONGEST_LINE = 160


class Wrong(msgspec.Struct, kw_only=True):
    """A finding of the checker. `source` is the line of the text at which it stands."""

    error: bool
    line: int
    column: int
    path: str
    text: str
    witness: str
    source: str


class Drawing(msgspec.Struct):
    name: str
    title: str
    svg: str


class Rule(msgspec.Struct):
    text: str
    depth: int
    line: int


class Part(msgspec.Struct):
    """The rules of one body or one kind of matter."""

    name: str
    title: str
    rules: list[Rule]


class Change(msgspec.Struct):
    """What would change: for whom (`title`), and how."""

    title: str
    text: str


class Draft(msgspec.Struct, kw_only=True):
    """What a text is worth. `adoptable`: it can be read, and nothing forbids to live by it.
    `changes`: against the charter in force, empty where there is none."""

    readable: bool
    adoptable: bool
    errors: int
    warnings: int
    findings: list[Wrong]
    drawings: list[Drawing]
    parts: list[Part]
    changes: list[Change]


def shipped(name: str) -> str:
    """The text of a charter that comes with the platform, "" for an unknown name."""
    if name not in SHIPPED:
        return ""
    return (resources.files("divan.charter") / "data" / f"{name}.yaml").read_text("utf-8")


def draft(text: str, language: str, present: Charter | None = None) -> Draft:
    """Read, check, explain and draw a text, and compare it with the charter in force. Never raises
    for what is typed."""
    lines = text.splitlines()
    try:
        charter = load(text)
    except CharterError as error:
        wrong = [_wrong(Finding(error.fault), lines, language)]
        return _draft(wrong, readable=False)
    wrong = [_wrong(one, lines, language) for one in check(charter)]
    return _draft(
        wrong,
        drawings(charter, language),
        parts(charter, language),
        changes(present, charter, language) if present is not None else [],
    )


def drawings(charter: Charter, language: str) -> list[Drawing]:
    """Who answers to whom, then the way of every kind of matter."""
    return [
        Drawing("bodies", "", draw_bodies(charter, language)),
        *(
            Drawing(name, kind_name(charter, name), draw_route(charter, one, language))
            for name, one in charter.matters.items()
            if not one.of
        ),
    ]


def parts(charter: Charter, language: str) -> list[Part]:
    """The sentences of a charter under the body or kind of matter that each belongs to."""
    found: dict[str, list[Rule]] = {}
    for one in explain(charter, language):
        found.setdefault(one.about, []).append(Rule(one.text, one.depth, one.mark.line))
    titles = {name: body_name(charter, name) for name in charter.bodies}
    titles |= {name: kind_name(charter, name) for name in charter.matters}
    titles[""] = str(_("Calendar and mandates"))
    return [Part(name, titles.get(name, name), rules) for name, rules in found.items()]


def changes(old: Charter, new: Charter, language: str) -> list[Change]:
    """What changes for whom from one charter to another."""
    return [Change(_title(old, new, one.about), one.text) for one in diff(old, new, language)]


def _title(old: Charter, new: Charter, about: str) -> str:
    for charter in (new, old):
        if about in charter.bodies:
            return body_name(charter, about)
        if about in charter.matters:
            return kind_name(charter, about)
    return about


def _draft(
    wrong: list[Wrong],
    drawn: list[Drawing] | None = None,
    said: list[Part] | None = None,
    changed: list[Change] | None = None,
    *,
    readable: bool = True,
) -> Draft:
    errors = sum(one.error for one in wrong)
    return Draft(
        readable=readable,
        adoptable=readable and not errors,
        errors=errors,
        warnings=len(wrong) - errors,
        findings=wrong,
        drawings=drawn or [],
        parts=said or [],
        changes=changed or [],
    )


def _wrong(found: Finding, lines: list[str], language: str) -> Wrong:
    fault: Fault = found.fault
    line = fault.mark.line
    source = lines[line - 1].strip()[:LONGEST_LINE] if 0 < line <= len(lines) else ""
    return Wrong(
        error=found.error,
        line=line,
        column=fault.mark.column,
        path=fault.path,
        text=fault.text(language),
        witness=found.witness,
        source=source,
    )
