"""Routes: cases in order, stages in sequence or side by side, and where each outcome leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from divan.charter.condition import always, condition
from divan.charter.errors import Mark
from divan.charter.fields import Field
from divan.charter.model import (
    ENDS,
    OUTCOMES,
    Body,
    Case,
    Consult,
    Group,
    Matter,
    Stage,
)
from divan.charter.procedures import Procedure
from divan.charter.procedures.consent import Consent
from divan.charter.reading.procedures import read_procedure
from divan.charter.reading.texts import known, names
from divan.charter.source import Node
from divan.charter.span import span

_STAGE = ("id", "name", "body", "by", "within", "consult", "stop", "then")
_GROUPS = ("all", "any", "of")


@dataclass(frozen=True)
class Context:
    """What a route may name."""

    bodies: Mapping[str, Body]
    procedures: Mapping[str, Procedure]
    fields: Mapping[str, Field]


def read_cases(node: Node, context: Context) -> tuple[Case, ...]:
    cases = tuple(_case(one, context) for one in node.items())
    if not cases:
        raise node.fail("missing", key="stages")
    seen: dict[str, Mark] = {}
    for case in cases:
        for step in case.steps:
            for one in (step, *(step.stages if isinstance(step, Group) else ())):
                if one.id in seen:
                    code = {"name": one.id, "line": seen[one.id].line}
                    raise Node(one.id, one.mark, node.path).fail("stage_twice", **code)
                seen[one.id] = one.mark
    return cases


def _case(node: Node, context: Context) -> Case:
    said = node.map(("when", "stages"), need=("stages",))
    when = condition(said["when"], context.fields) if "when" in said else always(context.fields)
    steps = tuple(_step(one, context) for one in said["stages"].items())
    if not steps:
        raise said["stages"].fail("missing", key="id")
    return Case(when, steps, node.mark)


def _step(node: Node, context: Context) -> Stage | Group:
    said = node.map()
    if not any(key in said for key in _GROUPS):
        return read_stage(node, context)
    said = node.map(("id", *_GROUPS, "stages", "then"), need=("id",))
    kinds = [key for key in _GROUPS if key in said]
    if len(kinds) != 1:
        raise node.fail("one_of", known=", ".join(_GROUPS))
    kind = kinds[0]
    if kind == "of":
        if "stages" not in said:
            raise node.fail("missing", key="stages")
        stages, need = said["stages"].items(), said["of"].whole(1, 100)
    else:
        stages = said[kind].items()
        need = len(stages) if kind == "all" else 1
    inner = tuple(read_stage(one, context, in_group=True) for one in stages)
    return Group(said["id"].name(), inner, need, kind, _then(said.get("then")), node.mark)


def read_stage(node: Node, context: Context, *, in_group: bool = False) -> Stage:
    known_keys = tuple(key for key in _STAGE if key != "then" or not in_group)
    said = node.map(known_keys, need=("id", "by"))
    procedure, by = _procedure(said["by"], context)
    if procedure.kind != "rule" and "body" not in said:
        raise node.fail("missing", key="body")
    then = dict(_then(said.get("then")))
    if isinstance(procedure, Consent) and procedure.after and "objected" not in then:
        then["objected"] = procedure.after
    return Stage(
        id=said["id"].name(),
        body=known(said["body"], "unknown_body", context.bodies) if "body" in said else "",
        procedure=procedure,
        by=by,
        within=span(said["within"]) if "within" in said else None,
        then=then,
        consult=_consult(said["consult"], context) if "consult" in said else Consult(),
        stop=span(said["stop"], least=1) if "stop" in said else None,
        mark=node.mark,
        title=names(said.get("name")),
    )


def _procedure(node: Node, context: Context) -> tuple[Procedure, str]:
    if isinstance(node.value, str):
        by = known(node, "unknown_procedure", context.procedures)
        return context.procedures[by], by
    made = read_procedure(node, context.bodies, context.fields)
    return made, made.kind


def _consult(node: Node, context: Context) -> Consult:
    if not isinstance(node.value, dict):
        bodies = node.several()
        within = None
    else:
        said = node.map(("bodies", "within"), need=("bodies",))
        bodies = said["bodies"].several()
        within = span(said["within"], least=1) if "within" in said else None
    named = tuple(known(one, "unknown_body", context.bodies) for one in bodies)
    return Consult(named, within)


def _then(node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    return {key: one.name() for key, one in node.map(OUTCOMES).items()}


def check_targets(node: Node, matter: Matter) -> None:
    """Every target is a stage of the matter that stands in no group, or an end."""
    inside = matter.group_of
    for step in matter.steps.values():
        for outcome, target in step.then.items():
            if target in ENDS or (target in matter.steps and target not in inside):
                continue
            place = Node(target, step.mark, f"{node.path}.{step.id}.then.{outcome}")
            raise place.fail("unknown_target", name=target, ends=", ".join(ENDS))
