"""Matters: fields, standing, admission, and what may be done about their decisions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date

from divan.charter.condition import always, condition
from divan.charter.fields import Field, field
from divan.charter.model import (
    ABOUT,
    TO_ANSWER,
    TO_GATHER,
    About,
    Admit,
    Aggregate,
    Body,
    Case,
    Mandate,
    Matter,
)
from divan.charter.procedures import Procedure
from divan.charter.reading.routes import Context, check_targets, read_cases, read_stage
from divan.charter.reading.standing import read_standing
from divan.charter.reading.texts import known, names
from divan.charter.source import Node
from divan.charter.span import Span, span

_KEYS = (
    "name",
    "basis",
    "standing",
    "admit",
    "fields",
    "aggregate",
    "route",
    "object",
    "answer_within",
    "gather_within",
    "expires",
    *ABOUT,
)
_ABOUT_KEYS = ("standing", "within", "after", "suspends", "to", "by", "decide_within", "override")


def read_matters(
    node: Node, bodies: Mapping[str, Body], procedures: Mapping[str, Procedure]
) -> dict[str, Matter]:
    matters: dict[str, Matter] = {}
    for name, one in node.named():
        context = Context(bodies, procedures, {})
        matters.update(_matter(name, one, context))
    return matters


def _matter(name: str, node: Node, context: Context) -> dict[str, Matter]:
    said = node.map(_KEYS, need=("standing", "route"))
    fields = (
        {key: field(key, one) for key, one in said["fields"].named()} if "fields" in said else {}
    )
    aggregates = _aggregates(said.get("aggregate"), fields)
    context = dataclasses.replace(context, fields=fields)
    matter = Matter(
        name=name,
        title=names(said.get("name")) or {"": name},
        basis=names(said.get("basis")),
        fields=fields,
        aggregates=aggregates,
        standing=read_standing(said["standing"], context.bodies),
        admit=_admit(said["admit"], context.bodies) if "admit" in said else None,
        cases=read_cases(said["route"], context),
        object=said["object"].one_of(("charter",)) if "object" in said else "",
        answer_within=_span(said, "answer_within", TO_ANSWER),
        gather_within=_span(said, "gather_within", TO_GATHER),
        expires=span(said["expires"], least=1) if "expires" in said else None,
        mark=node.mark,
    )
    check_targets(said["route"], matter)
    about, filed = {}, {}
    for kind in ABOUT:
        if kind in said:
            about[kind], more = _about(kind, said[kind], matter, context)
            filed.update(more)
    return {name: dataclasses.replace(matter, about=about), **filed}


def _about(
    kind: str, node: Node, matter: Matter, context: Context
) -> tuple[About, dict[str, Matter]]:
    """What may be done about a decision, and the matter type under which it is filed."""
    said = node.map(_ABOUT_KEYS)
    if kind == "call_in":
        said = node.map(("standing", "to"), need=("standing", "to"))
        if said["to"].text() not in matter.steps:
            raise said["to"].fail("unknown_target", name=said["to"].text()[:40], ends="")
        who = read_standing(said["standing"], context.bodies)
        return About(kind, None, stage=said["to"].text(), who=who, mark=node.mark), {}
    said = node.map(_ABOUT_KEYS, need=("to", "by"))
    window = "after" if kind == "review" else "within"
    if kind != "ratify" and window not in said:
        raise node.fail("missing", key=window)
    name = f"{matter.name}.{kind}"
    stage = read_stage(_stage_node(node, said, kind), dataclasses.replace(context, fields={}))
    inner: dict[str, About] = {}
    filed: dict[str, Matter] = {}
    own = Matter(
        name=name,
        title=matter.title,
        fields={},
        cases=(Case(always({}), (stage,), node.mark),),
        standing=read_standing(said["standing"], context.bodies) if "standing" in said else (),
        object="decision",
        of=matter.name,
        basis=matter.basis,
        answer_within=matter.answer_within,
        mark=node.mark,
    )
    if "override" in said:
        inner["override"], filed = _about("override", said["override"], own, context)
    about = About(
        kind,
        span(said[window], least=1) if window in said else matter.expires,
        suspends="suspends" in said and said["suspends"].flag(),
        mark=node.mark,
    )
    return about, {name: dataclasses.replace(own, about=inner), **filed}


def _stage_node(node: Node, said: Mapping[str, Node], kind: str) -> Node:
    """The one stage of a matter about a decision, written as `to`, `by`, `decide_within`."""
    value: dict[str, Node] = {"id": Node(kind, node.mark, node.path)}
    for key, own in (("body", "to"), ("by", "by"), ("within", "decide_within")):
        if own in said:
            value[key] = said[own]
    return Node(value, node.mark, node.path)


def _span(said: Mapping[str, Node], key: str, default: Span) -> Span:
    return span(said[key], least=1) if key in said else default


def _admit(node: Node, bodies: Mapping[str, Body]) -> Admit:
    said = node.map(("by", "within", "silence"), need=("by", "within"))
    silence = said["silence"].one_of(("admitted", "refused")) if "silence" in said else "admitted"
    by = known(said["by"], "unknown_body", bodies)
    return Admit(by, span(said["within"]), silence, node.mark)


def _aggregates(node: Node | None, fields: dict[str, Field]) -> tuple[Aggregate, ...]:
    """Computed fields; each also becomes a field that conditions may compare."""
    if node is None:
        return ()
    made = []
    for name, one in node.named():
        said = one.map(("sum", "same", "over"), need=("sum", "over"))
        summed = known(said["sum"], "unknown_field", fields)
        if fields[summed].kind not in ("money", "days"):
            raise said["sum"].fail("wanted", value=summed, wanted="money | days")
        same = said["same"].several() if "same" in said else []
        by = tuple(known(each, "unknown_field", fields) for each in same)
        made.append(Aggregate(name, summed, by, span(said["over"], least=1)))
    for each in made:
        source = fields[each.sum]
        fields[each.name] = dataclasses.replace(
            source, name=each.name, high=source.high * 1000, aggregate=True
        )
    return tuple(made)


def read_mandates(
    node: Node, bodies: Mapping[str, Body], matters: Mapping[str, Matter]
) -> tuple[Mandate, ...]:
    made = []
    for one in node.items():
        said = one.map(
            ("from", "to", "matter", "when", "until", "onward"), need=("from", "to", "matter")
        )
        matter = matters[known(said["matter"], "unknown_matter", matters)]
        when = condition(said["when"], matter.fields) if "when" in said else always(matter.fields)
        made.append(
            Mandate(
                giver=known(said["from"], "unknown_body", bodies),
                to=known(said["to"], "unknown_body", bodies),
                matter=matter.name,
                when=when,
                until=_day(said["until"]) if "until" in said else 0,
                onward="onward" in said and said["onward"].flag(),
                mark=one.mark,
            )
        )
    return tuple(made)


def _day(node: Node) -> int:
    try:
        return date.fromisoformat(node.text()).toordinal()
    except ValueError:
        raise node.fail("wanted", value=node.text()[:40], wanted="2027-03-20") from None
