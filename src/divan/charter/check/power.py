"""Limits on power: nobody decides for themselves, an appeal goes to others, no single voice
stops everything, and a vacancy ends nothing unheard."""

from __future__ import annotations

from collections.abc import Iterator

from divan.charter import route
from divan.charter.check.bodies import bodies_of
from divan.charter.check.findings import Finding, error, warning
from divan.charter.model import ENDS, Body, Charter, Group, Matter, Stage
from divan.charter.procedures import Choose, Consent, Vote


def check_power(charter: Charter) -> Iterator[Finding]:
    for matter in charter.matters.values():
        yield from _appeals(charter, matter)
        yield from _vetoes(charter, matter)
        yield from _blocks(charter, matter)
        yield from _vacancies(charter, matter)
        yield from _splitting(matter)
        yield from _unsupported(charter, matter)


def _appeals(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """An appeal goes to none of those who decided, nor up or down their own chain."""
    if matter.of == "" or not matter.name.endswith(".appeal"):
        return
    [stage] = list(matter.stages())
    judge = charter.bodies[stage.body]
    path = f"matters.{matter.name}"
    about = charter.matters[matter.of].about["appeal"]
    for body in bodies_of(charter, charter.matters[matter.of]):
        code = _tie(charter, judge, body)
        if code:
            yield error(code, about.mark, path, body=judge.name, other=body.name)


def _tie(charter: Charter, judge: Body, body: Body) -> str:
    """What binds a judge to a body that decided; "" where nothing does."""
    if body.name == judge.name:
        return "appeal_to_decider"
    if body.name in charter.superiors[judge.name]:
        return "appeal_to_subordinate"
    if judge.name in charter.superiors[body.name]:
        return "appeal_to_superior"
    if judge.name == body.deputy or body.name == judge.deputy:
        return "appeal_to_deputy"
    return "appeal_to_appointee" if judge.filled_by == body.name else ""


def _vetoes(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """Whoever may veto does not also rule on the veto, unless somebody can override it."""
    veto = matter.about.get("veto")
    if veto is None:
        return
    filed = charter.matters[f"{matter.name}.veto"]
    if "override" in filed.about:
        return
    [stage] = list(filed.stages())
    for who in filed.standing:
        if who.body == stage.body or who.body in charter.superiors[stage.body]:
            path = f"matters.{filed.name}"
            yield error("veto_absolute", veto.mark, path, body=who.body, judge=stage.body)


def _blocks(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """A stage where one seat of many can end the matter, and nobody hears it afterwards."""
    if matter.object or "appeal" in matter.about:
        return
    for stage in matter.stages():
        path = f"matters.{matter.name}.{stage.id}"
        if stage.body and _one_blocks(charter.bodies[stage.body], stage):
            step = matter.group_of.get(stage.id, stage)
            outcome = "objected" if isinstance(step, Stage) and _consents(step) else "refused"
            if route.target(matter, step.id, outcome) in ("refused", "lapsed"):
                yield error("one_blocks", stage.mark, path, stage=stage.id, body=stage.body)


def _consents(stage: Stage) -> bool:
    return isinstance(stage.procedure, Consent)


def _one_blocks(body: Body, stage: Stage) -> bool:
    if body.seats is None or body.seats <= 2:
        return False
    procedure = stage.procedure
    if isinstance(procedure, Consent):
        unreasoned = procedure.blocks == "any" and not procedure.tested_by
        return unreasoned and "objected" in stage.then
    if not isinstance(procedure, Vote):
        return False
    share = procedure.threshold
    return not share.counted and share.least(body.seats) == body.seats


def _vacancies(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """One seat that stands empty may not end every matter unheard."""
    path = f"matters.{matter.name}"
    admit = matter.admit
    if admit is not None and admit.silence == "refused":
        body = charter.bodies[admit.body]
        if body.one_seat and not body.deputy:
            yield error("vacancy_stops", admit.mark, f"{path}.admit", body=body.name)
    for stage in matter.stages():
        if not stage.body:
            continue
        body = charter.bodies[stage.body]
        if not body.one_seat or body.deputy:
            continue
        group = matter.group_of.get(stage.id)
        if group is not None:
            lost = _lost(matter, group)
        else:
            to = route.target(matter, stage.id, "vacant")
            lost = to == "lapsed" and "vacant" not in stage.then
        if lost:
            yield error("vacancy_stops", stage.mark, f"{path}.{stage.id}", body=body.name)


def _lost(matter: Matter, group: Group) -> bool:
    """Whether a group that needs every one of its stages ends the matter without this one."""
    if group.need < len(group.stages) or "refused" in group.then:
        return False
    return route.target(matter, group.id, "refused") in ENDS


def _splitting(matter: Matter) -> Iterator[Finding]:
    """A limit on one amount is no limit if a purchase may be cut into pieces."""
    summed = {one.sum for one in matter.aggregates}
    for case in matter.cases:
        for name in case.when.fields:
            field = matter.fields[name]
            if field.kind == "money" and not field.aggregate and name not in summed:
                yield warning("no_aggregate", case.mark, f"matters.{matter.name}", field=name)
                return


def _unsupported(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """What the language has and no engine runs yet forbids adoption, with that reason."""
    for stage in matter.stages():
        path, procedure = f"matters.{matter.name}.{stage.id}", stage.procedure
        if isinstance(procedure, Choose) and procedure.ballot != "approval":
            yield error("ballot_later", stage.mark, path, ballot=procedure.ballot)
        many = stage.body and not charter.bodies[stage.body].one_seat
        if many and isinstance(procedure, Vote | Choose) and procedure.secret:
            yield error("secret_later", stage.mark, path)
