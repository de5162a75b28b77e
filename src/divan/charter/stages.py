"""A stage from opening to outcome: who is frozen in, when it is decided, what its time brings."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from divan.ballots import approval, resolve
from divan.charter import authority, poll
from divan.charter.model import Body, Charter, Stage
from divan.charter.procedures import Choose, Consent, Decide, Procedure, Vote, rule, vote
from divan.charter.procedures.rule import Rule
from divan.charter.procedures.vote import Count
from divan.charter.state import Open, Seat, State
from divan.charter.world import World


class Outcome(NamedTuple):
    """What came of a stage, with the figures that a page shows."""

    outcome: str
    figures: dict[str, int | str] = {}
    chosen: tuple[str, ...] = ()


def opened(
    charter: Charter, world: World, state: State, stage: Stage, at: datetime
) -> Open | Outcome:
    """The stage as it opens, or at once its outcome: a rule's, or vacant where nobody can act."""
    if isinstance(stage.procedure, Rule):
        matter = charter.matters[state.matter]
        point = tuple(state.codes[one.name] for one in matter.deciding)
        outcome, line = rule.decide(stage.procedure, point)
        return Outcome(outcome, {"line": line})
    body = charter.bodies[stage.body]
    if body.seats is None:
        seats: tuple[Seat, ...] = ()
        base = world.registers.get(body.name, 0)
        if base == 0:
            return Outcome("vacant")
    else:
        seats = authority.deciders(charter, world, state, stage, at)
        if not seats:
            return Outcome("vacant")
        base = _base(stage.procedure, world, body, seats, at)
    assert stage.within is not None  # noqa: S101 - the checker refuses a stage without a clock
    consult = stage.consult
    opinions_by = consult.within.after(at, world.calendar, world.day) if consult.within else None
    return Open(
        stage=stage.id,
        opened_at=at,
        due_at=stage.within.after(at, world.calendar, world.day),
        seats=seats,
        base=base,
        opinions_by=opinions_by,
    )


def _base(
    procedure: Procedure, world: World, body: Body, seats: tuple[Seat, ...], at: datetime
) -> int:
    """The weight of what "of seats" means: all seats that can act, or of the whole body."""
    if isinstance(procedure, Vote) and procedure.recused == "stay":
        return sum(one.weight for one in world.seats(body, at))
    return sum(one.weight for one in seats)


def due(one: Open) -> datetime:
    """When time acts on an open stage: its deadline, or the end of the longest standstill."""
    if one.stopped_at is None:
        return one.due_at
    assert one.stop_ends is not None  # noqa: S101 - both are set together
    return one.stop_ends


def resumed(one: Open, world: World, at: datetime) -> Open:
    """The clock runs again; the deadline moves by the working time that it stood still."""
    assert one.stopped_at is not None  # noqa: S101 - asked by the caller
    stood = world.calendar.between(one.stopped_at, at)
    stood = max(stood, timedelta(0))
    return replace(
        one,
        due_at=world.calendar.add(one.due_at, stood) if stood else one.due_at,
        stopped=one.stopped + int(stood.total_seconds()),
        stopped_at=None,
        stop_ends=None,
    )


def early(charter: Charter, world: World, state: State, stage: Stage, one: Open) -> Outcome | None:
    """The outcome of a stage that need not wait for its deadline: everybody has answered."""
    procedure = stage.procedure
    if isinstance(procedure, Decide) or not one.seats:
        return None
    if isinstance(procedure, Consent):
        if any(objection.status == "upheld" for objection in one.objections):
            if one.round >= procedure.rounds:
                return Outcome("objected", _consented(one))
            return None
        if any(objection.status == "open" for objection in one.objections):
            return None
        answered = len(one.answers) >= len(one.seats)
        return Outcome("approved", _consented(one)) if answered else None
    if isinstance(procedure, Choose):
        full = len(one.choices) >= len(one.seats)
    else:
        assert isinstance(procedure, Vote)  # noqa: S101 - the only one left
        full = len(one.answers) >= len(one.seats) and not procedure.delegable
    return at_due(charter, world, state, stage, one) if full else None


def at_due(charter: Charter, world: World, state: State, stage: Stage, one: Open) -> Outcome:
    """What the deadline makes of a stage."""
    procedure = stage.procedure
    if isinstance(procedure, Vote):
        return _vote(charter, world, state, procedure, one)
    if isinstance(procedure, Consent):
        return _consent(procedure, one)
    if isinstance(procedure, Choose):
        return _choose(world, state, procedure, one)
    return Outcome("timeout")


def _vote(charter: Charter, world: World, state: State, procedure: Vote, one: Open) -> Outcome:
    if one.seats:
        answers: Mapping[str, str] = one.answers
        weights = {seat.person: seat.weight for seat in one.seats}
        if procedure.delegable:
            weights = _carried(world, procedure, one)
    else:
        polled = _polled(world, state, procedure, one)
        answers, weights = {who: said for who, (said,) in polled.said.items()}, polled.weights
    whole = vote.count(answers, weights, one.base)
    sectors: list[Count] = []
    if procedure.in_each_sector:
        body = charter.bodies[charter.matters[state.matter].steps[one.stage].body]  # type: ignore[union-attr]
        for sector in body.sectors:
            inside = {
                seat.person: weights[seat.person] for seat in one.seats if seat.sector == sector
            }
            said = {who: choice for who, choice in answers.items() if who in inside}
            sectors.append(vote.count(said, inside, sum(inside.values())))
    chair = ""
    if procedure.tie == "chair":
        at = one.due_at
        chair = next(
            (said for who, said in answers.items() if world.holds(who, procedure.chair, at)), ""
        )
    return Outcome(vote.outcome(procedure, whole, sectors, chair=chair), _figures(whole))


def _polled(world: World, state: State, procedure: Procedure, one: Open) -> poll.Counted:
    """What a register said. Nobody on it votes on their own matter, or having stepped aside."""
    found = world.polls.get((state.id, one.stage), poll.NOTHING)
    return found.counted(procedure, state.options, {state.applicant, *state.recused})


def _carried(world: World, procedure: Vote, one: Open) -> dict[str, int]:
    """What each seat casts once delegations are followed, from the graph alone."""
    people = [seat.person for seat in one.seats]
    number = {person: index for index, person in enumerate(people)}
    carried = resolve(
        [number.get(world.delegations.get(person, ""), -1) for person in people],
        [person in one.answers for person in people],
        weights=[seat.weight for seat in one.seats],
        cap=procedure.cap,
    )
    return dict(zip(people, (int(weight) for weight in carried.weight), strict=True))


def _figures(count: Count) -> dict[str, int | str]:
    return {"yes": count.yes, "no": count.no, "abstain": count.abstain, "seats": count.seats}


def _consent(procedure: Consent, one: Open) -> Outcome:
    """At the deadline silence is consent, but not if nobody spoke or an objection stands."""
    figures = _consented(one)
    if any(objection.status in ("open", "upheld") for objection in one.objections):
        return Outcome("objected", figures)
    if not one.answers:
        return Outcome("timeout", figures)
    if procedure.quorum and not procedure.quorum.holds(len(one.answers), len(one.seats)):
        return Outcome("inquorate", figures)
    return Outcome("approved", figures)


def _consented(one: Open) -> dict[str, int | str]:
    standing = sum(objection.status in ("open", "upheld") for objection in one.objections)
    return {
        "consents": sum(said == "consent" for said in one.answers.values()),
        "objections": len(one.objections),
        "standing": standing,
        "seats": len(one.seats),
        "round": one.round,
    }


def _choose(world: World, state: State, procedure: Choose, one: Open) -> Outcome:
    choices: Mapping[str, tuple[str, ...]] = one.choices
    weights, size = {seat.person: seat.weight for seat in one.seats}, len(one.seats)
    if not one.seats:
        choices, weights = _polled(world, state, procedure, one)
        size = one.base
    return chosen(
        procedure,
        state.options,
        [(said, weights[who]) for who, said in choices.items()],
        cast=len(choices),
        seats=size,
        order=lot(state.options, f"{world.seed}/{state.id}/{one.stage}"),
    )


def chosen(
    procedure: Choose,
    options: Sequence[str],
    ballots: Sequence[tuple[tuple[str, ...], int]],
    *,
    cast: int,
    seats: int,
    order: Sequence[str],
) -> Outcome:
    """What weighted ballots choose: `cast` people have answered of `seats`."""
    figures: dict[str, int | str] = {"cast": cast, "seats": seats}
    if cast == 0:
        return Outcome("timeout", figures)
    if procedure.quorum and not procedure.quorum.holds(cast, seats):
        return Outcome("inquorate", figures)
    least = Fraction(0)
    if procedure.least:
        least = Fraction(procedure.least.least(sum(weight for _, weight in ballots)))
    result = approval(
        [said for said, _ in ballots],
        options,
        seats=min(procedure.winners, len(options)),
        weights=[weight for _, weight in ballots],
        least=least,
        order=order if procedure.tie == "lot" else (),
    )
    figures.update({f"option {name}": int(score) for name, score in result.scores.items()})
    won = result.winners if not result.tied else ()
    return Outcome("approved" if won else "refused", figures, tuple(won))


def lot(options: Iterable[str], seed: str) -> list[str]:
    """An order that nobody chose: by SHA-256 of a seed published before the count."""
    return sorted(options, key=lambda one: hashlib.sha256(f"{seed}/{one}".encode()).digest())
