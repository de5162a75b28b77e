"""Who may do what, at this moment: seats that can act, deputies, mandates, stepping aside."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import ceil

from divan.charter import boxes
from divan.charter.model import Body, Charter, Mandate, Matter, Stage, Who
from divan.charter.state import Seat, State
from divan.charter.world import World

NEVER = 2**62


def conflicted(
    charter: Charter, world: World, state: State, person: str, body: str, at: datetime
) -> bool:
    """Whether a person may not decide: their own matter, a matter of a superior of the body in
    which they would act, or because they stepped aside."""
    if person == state.applicant or person in state.recused:
        return True
    return below(charter, world, state, body, at)


def below(charter: Charter, world: World, state: State, body: str, at: datetime) -> bool:
    """Whether the applicant sits in a body to which this one answers."""
    above = charter.superiors.get(body, frozenset())
    return bool(above) and not above.isdisjoint(world.bodies_of(state.applicant, at))


def able(
    charter: Charter, world: World, state: State, body: Body, at: datetime
) -> tuple[Seat, ...]:
    """The filled seats of a body whose holders may decide this matter."""
    if below(charter, world, state, body.name, at):
        return ()
    out = {state.applicant, *state.recused}
    return tuple(seat for seat in world.seats(body, at) if seat.person not in out)


def acting(
    charter: Charter, world: World, state: State, body: Body, at: datetime
) -> tuple[Seat, ...]:
    """The able seats of a body; where none is, those of its deputy."""
    seats = able(charter, world, state, body, at)
    if seats or not body.deputy:
        return seats
    return able(charter, world, state, charter.bodies[body.deputy], at)


def deciders(
    charter: Charter, world: World, state: State, stage: Stage, at: datetime
) -> tuple[Seat, ...]:
    """Who may decide a stage now: the body's able seats; where one seat is vacant or stepped
    aside, its deputy's; and for one seat also whoever holds its mandate."""
    body = charter.bodies[stage.body]
    if not body.one_seat:
        return able(charter, world, state, body, at)
    seats = acting(charter, world, state, body, at)
    return (*seats, *mandated(charter, world, state, stage, at))


def may_decide(
    charter: Charter, world: World, state: State, stage: Stage, person: str, at: datetime
) -> bool:
    """Whether this person is among `deciders`, without listing them where the seat is theirs."""
    body = charter.bodies[stage.body]
    if world.sits(person, body, at):
        return not conflicted(charter, world, state, person, body.name, at)
    if not body.one_seat:
        return False
    return any(seat.person == person for seat in deciders(charter, world, state, stage, at))


def mandated(
    charter: Charter, world: World, state: State, stage: Stage, at: datetime
) -> tuple[Seat, ...]:
    """The seats to which the body has handed this matter, and those to whom it was passed on."""
    matter = charter.matters[state.matter]
    point = tuple(state.codes[one.name] for one in matter.deciding)
    found: list[Seat] = []
    givers, met = [stage.body], {stage.body}
    while givers:
        giver = givers.pop()
        for one in charter.mandates_of.get((giver, state.matter), ()):
            if one.to in met or not _runs(one, point, at):
                continue
            met.add(one.to)
            found.extend(able(charter, world, state, charter.bodies[one.to], at))
            if one.onward:
                givers.append(one.to)
    return tuple(found)


def _runs(mandate: Mandate, point: tuple[int, ...], at: datetime) -> bool:
    in_time = not mandate.until or at.date().toordinal() <= mandate.until
    return in_time and boxes.holds(mandate.when.boxes, point)


def may_file(
    charter: Charter, world: World, matter: Matter, person: str, applicant: str, at: datetime
) -> bool:
    """Whether a person may put this type of matter forward, alone or as the first of several.

    `applicant` is whoever filed the decision that the matter is about.
    """
    return any(_is(charter, world, who, person, applicant, at) for who in matter.standing)


def may_join(
    charter: Charter, world: World, who: Iterable[Who], person: str, applicant: str, at: datetime
) -> bool:
    return any(_is(charter, world, one, person, applicant, at) for one in who)


def enough(
    charter: Charter,
    world: World,
    who: Iterable[Who],
    people: Iterable[str],
    applicant: str,
    at: datetime,
) -> bool:
    """Whether those who joined suffice for one way of standing."""
    joined = list(dict.fromkeys(people))
    for one in who:
        count = sum(_is(charter, world, one, person, applicant, at) for person in joined)
        if count >= needed(charter, world, one, at):
            return True
    return False


def needed(charter: Charter, world: World, who: Who, at: datetime) -> int:
    """How many must join in: a share of a body's seats or register, rounded up; else one.

    Of a register whose size nobody knows, no number is enough.
    """
    if who.share is None:
        return 1
    body = charter.bodies[who.body]
    size = world.registers.get(body.name, 0) if body.seats is None else body.seats
    return max(1, ceil(who.share * size)) if size else NEVER


def _is(
    charter: Charter, world: World, who: Who, person: str, applicant: str, at: datetime
) -> bool:
    if who.kind == "anyone":
        return True
    if who.kind == "applicant":
        return person == applicant
    if who.kind == "any_resident":
        return world.residents is None or person in world.residents
    held = world.bodies_of(person, at)
    if who.kind == "any_office":
        return any(charter.bodies[one].one_seat for one in held if one in charter.bodies)
    if who.body in held:
        return True
    body = charter.bodies[who.body]
    return body.seats is None and (world.residents is None or person in world.residents)
