"""Limits on power: nobody decides for themselves, appeals go to others, nobody is unanswerable,
a vacancy stops nothing, mandates are no wider than their giver, and the charter can be amended."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from divan.charter import boxes, route
from divan.charter.check.findings import Finding, error, warning, witness
from divan.charter.check.routes import bodies_of
from divan.charter.model import ENDS, Body, Charter, Group, Mandate, Matter, Stage, stages_of
from divan.charter.procedures import Choose, Procedure, Vote
from divan.charter.procedures.rule import Rule


def check_power(charter: Charter) -> Iterator[Finding]:
    yield from _chain(charter)
    for matter in charter.matters.values():
        yield from _self_approval(charter, matter)
        yield from _appeals(charter, matter)
        yield from _vacancies(charter, matter)
        yield from _splitting(matter)
        yield from _emergency(matter)
        yield from _unsupported(matter)
    yield from _mandates(charter)
    yield from _amendment(charter)
    yield from _bodies(charter)


def _chain(charter: Charter) -> Iterator[Finding]:
    for name, body in charter.bodies.items():
        trail, at = [name], body.reports_to
        while at and at not in trail:
            trail.append(at)
            at = charter.bodies[at].reports_to
        if at == name and name == min(trail):
            found = error("reports_in_ring", body.mark, f"bodies.{name}", body=name)
            yield dataclasses.replace(found, trace=(*trail, name))
        if body.deputy == name:
            yield error("own_deputy", body.mark, f"bodies.{name}", body=name)
        for other in body.independent_of:
            if other in charter.superiors[name]:
                yield error("not_independent", body.mark, f"bodies.{name}", body=name, other=other)


def _self_approval(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """Whoever may file, and whose own matter nobody else may decide: it would go from vacancy to
    vacancy until it lapses."""
    for filer in _offices(charter, matter):
        for number, case in enumerate(matter.cases):
            trail = _left_alone(charter, matter, case.steps[0].id, filer)
            if trail:
                path = f"matters.{matter.name}.route[{number + 1}]"
                found = error("self_approval", case.mark, path, body=filer)
                yield dataclasses.replace(found, trace=trail)


def _left_alone(charter: Charter, matter: Matter, step: str, filer: str) -> tuple[str, ...]:
    """The steps that a matter of `filer` passes without anybody who may decide; () where
    somebody may."""
    trail: list[str] = []
    while step not in ENDS and step not in trail:
        trail.append(step)
        one = matter.steps[step]
        able = sum(_can_decide(charter, stage, filer) for stage in stages_of(one))
        if able >= (one.need if isinstance(one, Group) else 1):
            return ()
        step = route.target(matter, step, "refused" if isinstance(one, Group) else "vacant")
    return tuple(trail)


def _offices(charter: Charter, matter: Matter) -> list[str]:
    found: list[str] = []
    for who in matter.standing:
        if who.kind == "any_office":
            found += [name for name, body in charter.bodies.items() if body.one_seat]
        elif who.kind == "body" and charter.bodies[who.body].one_seat:
            found.append(who.body)
    return list(dict.fromkeys(found))


def _can_decide(charter: Charter, stage: Stage, filer: str) -> bool:
    """Whether somebody can decide a stage when the holder of `filer` is the applicant."""
    if isinstance(stage.procedure, Rule):
        return True
    body = charter.bodies[stage.body]
    if filer in charter.superiors[body.name]:
        deputy = body.deputy if body.one_seat else ""
    elif body.name != filer or not body.one_seat:
        return True
    else:
        deputy = body.deputy
    return bool(deputy) and deputy != filer and filer not in charter.superiors[deputy]


def _appeals(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """An appeal goes to none of those who decided, nor up or down their own chain."""
    if matter.of == "" or not matter.name.endswith(".appeal"):
        return
    [stage] = list(matter.stages())
    judge = charter.bodies[stage.body]
    path = f"matters.{matter.name}"
    about = charter.matters[matter.of].about["appeal"]
    decided = charter.matters[matter.of]
    for body in bodies_of(charter, decided):
        if body.name == judge.name:
            yield error("appeal_to_decider", about.mark, path, body=judge.name)
        elif body.name in charter.superiors[judge.name]:
            yield error("appeal_to_subordinate", about.mark, path, body=judge.name, other=body.name)
        elif judge.name in charter.superiors[body.name]:
            yield error("appeal_to_superior", about.mark, path, body=judge.name, other=body.name)


def _vacancies(charter: Charter, matter: Matter) -> Iterator[Finding]:
    """One seat that stands empty may not end every matter unheard."""
    for stage in matter.stages():
        if not stage.body or stage.id in matter.group_of:
            continue
        body = charter.bodies[stage.body]
        lost = route.target(matter, stage.id, "vacant") == "lapsed"
        if body.one_seat and not body.deputy and lost and "vacant" not in stage.then:
            path = f"matters.{matter.name}.{stage.id}"
            yield error("vacancy_stops", stage.mark, path, body=body.name)


def _splitting(matter: Matter) -> Iterator[Finding]:
    """A limit on one amount is no limit if a purchase may be cut into pieces."""
    summed = {one.sum for one in matter.aggregates}
    for case in matter.cases:
        for name in case.when.fields:
            field = matter.fields[name]
            if field.kind == "money" and not field.aggregate and name not in summed:
                yield warning("no_aggregate", case.mark, f"matters.{matter.name}", field=name)
                return


def _emergency(matter: Matter) -> Iterator[Finding]:
    if "ratify" in matter.about and matter.expires is None:
        mark = matter.about["ratify"].mark
        yield error("no_expiry", mark, f"matters.{matter.name}")
    review = matter.about.get("review")
    veto = matter.about.get("veto")
    windows = [one.window.minutes for one in (review, veto) if one and one.window]
    if review and len(windows) == 2 and windows[0] <= windows[1]:
        yield error("review_before_force", review.mark, f"matters.{matter.name}")


def _unsupported(matter: Matter) -> Iterator[Finding]:
    """What the language has and no engine runs yet forbids adoption, with that reason."""
    for stage in matter.stages():
        path, procedure = f"matters.{matter.name}.{stage.id}", stage.procedure
        if isinstance(procedure, Choose) and procedure.ballot != "approval":
            yield error("ballot_later", stage.mark, path, ballot=procedure.ballot)
        if isinstance(procedure, Vote | Choose) and procedure.secret:
            yield error("secret_later", stage.mark, path)


def _mandates(charter: Charter) -> Iterator[Finding]:
    for one in charter.mandates:
        path = f"mandates.{one.giver}"
        matter = charter.matters[one.matter]
        own = _authority(charter, matter, one.giver)
        given = [
            each for each in charter.mandates if (each.to, each.matter) == (one.giver, one.matter)
        ]
        if any(each.giver == one.to for each in given):
            yield error("mandate_ring", one.mark, path, giver=one.giver, to=one.to)
            continue
        if not own and given:
            yield from _passed_on(one, given, path, matter)
            continue
        point = boxes.subset(one.when.boxes, own)
        if point is not None:
            found = error("mandate_wider", one.mark, path, giver=one.giver, to=one.to)
            yield dataclasses.replace(found, witness=witness(matter, point))


def _authority(charter: Charter, matter: Matter, body: str) -> list[boxes.Box]:
    """The boxes of the cases in which a body has a stage of its own."""
    own: list[boxes.Box] = []
    before: list[boxes.Box] = []
    for case in matter.cases:
        stages = [stage for step in case.steps for stage in stages_of(step)]
        if any(stage.body == body for stage in stages):
            pieces = list(case.when.boxes)
            for taken in before:
                pieces = [part for piece in pieces for part in boxes.subtract(piece, taken)]
            own.extend(pieces)
        before.extend(case.when.boxes)
    return own


def _passed_on(one: Mandate, given: list[Mandate], path: str, matter: Matter) -> Iterator[Finding]:
    onward = [each for each in given if each.onward]
    if not onward:
        yield error("mandate_onward", one.mark, path, giver=one.giver, to=one.to)
        return
    point = boxes.subset(one.when.boxes, [box for each in onward for box in each.when.boxes])
    if point is not None:
        found = error("mandate_wider", one.mark, path, giver=one.giver, to=one.to)
        yield dataclasses.replace(found, witness=witness(matter, point))
    longest = max((each.until or 10**9) for each in onward)
    if (one.until or 10**9) > longest:
        yield error("mandate_longer", one.mark, path, giver=one.giver, to=one.to)


def _amendment(charter: Charter) -> Iterator[Finding]:
    """There is a way to change the charter, and no single seat can close it for ever."""
    ways = [matter for matter in charter.matters.values() if matter.object == "charter"]
    if not ways:
        yield error("no_amendment")
        return
    for matter in ways:
        for stage in matter.stages():
            if not stage.body:
                yield error("amend_by_rule", stage.mark, f"matters.{matter.name}.{stage.id}")
                continue
            body, vote = charter.bodies[stage.body], stage.procedure
            path = f"matters.{matter.name}.{stage.id}"
            if _unanimous(body, vote):
                yield error("amend_unanimous", stage.mark, path, seats=body.seats)
            if body.one_seat and not body.reports_to and len(list(matter.stages())) == 1:
                yield error("amend_alone", stage.mark, path, body=body.name)
            yield from _appointed(charter, body, vote, path, stage)


def _unanimous(body: Body, procedure: Procedure) -> bool:
    if not isinstance(procedure, Vote) or body.seats is None or body.seats <= 2:
        return False
    return procedure.threshold.of == "seats" and procedure.threshold.least(body.seats) >= body.seats


def _appointed(
    charter: Charter, body: Body, procedure: object, path: str, stage: Stage
) -> Iterator[Finding]:
    """A sector that can block an amendment and owes its seats to one office."""
    if not isinstance(procedure, Vote) or body.seats is None:
        return
    if body.filled_by in charter.bodies and charter.bodies[body.filled_by].one_seat:
        yield error("amend_appointed", stage.mark, path, body=body.name, by=body.filled_by)


def _bodies(charter: Charter) -> Iterator[Finding]:
    used = {stage.body for matter in charter.matters.values() for stage in matter.stages()}
    named: set[str] = set()
    for matter in charter.matters.values():
        named |= _named(matter)
    for body in charter.bodies.values():
        named |= {body.deputy, body.reports_to, body.drawn_from, body.filled_by}
        named |= set(body.independent_of)
    for one in charter.mandates:
        named |= {one.giver, one.to}
        used.add(one.to)
    for name, body in charter.bodies.items():
        path = f"bodies.{name}"
        if name not in used | named:
            yield warning("unused", body.mark, path, body=name)
        answers = body.reports_to or body.filled_by not in ("", "appointment")
        if name in used and body.one_seat and not answers:
            yield error("unaccountable", body.mark, path, body=name)
        source = charter.bodies[body.drawn_from].seats if body.drawn_from else None
        if source is not None and body.seats is not None and source < body.seats:
            figures = {"body": name, "seats": body.seats, "of": source}
            yield error("panel_too_large", body.mark, path, **figures)


def _named(matter: Matter) -> set[str]:
    """The bodies that a matter names without letting them decide."""
    named = {who.body for who in matter.standing}
    if matter.admit is not None:
        named.add(matter.admit.body)
    for stage in matter.stages():
        named |= set(stage.consult.bodies)
        named |= {getattr(stage.procedure, key, "") for key in ("tested_by", "chair")}
    for about in matter.about.values():
        named |= {who.body for who in about.who}
    return named
