"""Procedures: named once, used by any stage; or written in place."""

from __future__ import annotations

from collections.abc import Mapping

from divan.charter.condition import condition
from divan.charter.fields import Field
from divan.charter.model import Body
from divan.charter.procedures import KINDS, Procedure, choose, consent, decide, vote
from divan.charter.procedures.rule import Line, Rule
from divan.charter.reading.texts import known
from divan.charter.source import Node


def read_procedures(node: Node, bodies: Mapping[str, Body]) -> dict[str, Procedure]:
    return {name: read_procedure(one, bodies, None) for name, one in node.named()}


def read_procedure(
    node: Node, bodies: Mapping[str, Body], fields: Mapping[str, Field] | None
) -> Procedure:
    """One procedure. A rule needs the `fields` of its matter, so it is written in its stage."""
    said = node.map(KINDS)
    if len(said) != 1:
        raise node.fail("one_of", known=", ".join(KINDS))
    [(kind, inner)] = said.items()
    if kind == "rule":
        if fields is None:
            raise inner.fail("rule_in_place")
        return _rule(inner, fields)
    if kind == "decide":
        return decide.read(inner)
    if kind == "vote":
        made = vote.read(inner)
        if made.chair:
            known(inner.map()["chair"], "unknown_body", bodies)
        return made
    if kind == "consent":
        agreed = consent.read(inner)
        if agreed.tested_by:
            known(inner.map()["tested_by"], "unknown_body", bodies)
        return agreed
    return choose.read(inner)


def _rule(node: Node, fields: Mapping[str, Field]) -> Rule:
    said = node.map(("lines", "may_refuse"), need=("lines",))
    may_refuse = "may_refuse" in said and said["may_refuse"].flag()
    ends = ("approved", "refused", "referred")
    lines = []
    for one in said["lines"].items():
        parts = one.map(("when", "then"), need=("when", "then"))
        then = parts["then"].one_of(ends)
        if then == "refused" and not may_refuse:
            raise parts["then"].fail("rule_refuses")
        lines.append(Line(condition(parts["when"], fields), then, one.mark))
    return Rule(tuple(lines), may_refuse)
